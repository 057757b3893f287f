# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""One bad row never breaks the file of a calendar: it is left out and logged.

RFC 5545 section 3.4."""

from support import ics


def test_it_is_left_out(person, httpd):
    bad = person.appointment("Odd")
    person.appointment("Whole")
    person.people.sql("UPDATE caldav.source SET components = '{{x}}' "
                      "WHERE item_id = %s AND kind = 'appointment'", int(bad))
    answer = person.dav.get(person.dav.termine, Accept="text/calendar")
    assert answer.status == 200
    assert [str(one["SUMMARY"]) for one in ics.parsed(answer.text)] == [
        "Whole"]
    assert "ADV0501: entry %s " % person.path(bad) in httpd.errors()
