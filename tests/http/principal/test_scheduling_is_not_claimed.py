# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""No inbox, no outbox, no calendar-auto-schedule: clients then mail.

RFC 6638 section 2."""


def test_properties(person):
    names = ["C:schedule-inbox-URL", "C:schedule-outbox-URL",
             "C:schedule-default-calendar-URL"]
    for place in (person.dav.principal, person.dav.home):
        found = person.dav.propfind(place, names).only
        assert found.refused == {name: 404 for name in names}


def test_options(person):
    levels = person.dav.options(person.dav.home).headers["DAV"]
    assert "calendar-auto-schedule" not in levels
    assert "calendar-schedule" not in levels


def test_no_schedule_tag(person):
    answer = person.dav.get(person.dav.termine + person.put_event())
    assert "Schedule-Tag" not in answer.headers
