# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""RFC 5545 section 3.3.10: UNTIL is a day in an all-day series, and else an
instant in UTC. To some clients a day in a timed series is its first moment:
the last appointment would be missing there."""

import datetime

import pytest
from dateutil.rrule import rrulestr

from support import ics


@pytest.fixture
def born(people, person):
    """The RRULE that clients are told, and the starts in Advolux (local)."""
    def make(rule, **columns):
        item = person.appointment(rrule=rule, **columns)
        event, = ics.parsed(person.dav.get(person.path(item)).text)
        starts = people.sql(
            "SELECT starts_at AT TIME ZONE 'Europe/Berlin' FROM "
            "advolux.appointment_occurrences(now(), now() + interval "
            "'60 days', %s) ORDER BY 1", person.staff_id)
        return event, [start for start, in starts]
    return make


@pytest.mark.parametrize("until,told", [
    (ics.day(28), ics.utc(ics.day(28) + "T235959")),
    (ics.day(28) + "T100000", ics.utc(ics.day(28) + "T100000")),
    (ics.utc(ics.day(28) + "T100000"), ics.utc(ics.day(28) + "T100000"))])
def test_timed(born, until, told):
    event, starts = born("FREQ=WEEKLY;UNTIL=%s;BYDAY=%s" % (
        until, "MO,TU,WE,TH,FR,SA,SU"), time="10:00")
    rule = event["RRULE"].to_ical().decode()
    assert "UNTIL=" + told in rule
    begin = event["DTSTART"].dt
    assert starts == [moment.replace(tzinfo=None)
                      for moment in rrulestr(rule, dtstart=begin)]
    assert starts[-1].date() == begin.date() + datetime.timedelta(days=21)


@pytest.mark.parametrize("until", [
    ics.day(28), ics.day(28) + "T000000", ics.utc(ics.day(28) + "T000000")])
def test_all_day(born, until):
    event, starts = born("FREQ=WEEKLY;UNTIL=" + until, days=1)
    assert event["RRULE"].to_ical().decode() == \
        "FREQ=WEEKLY;UNTIL=" + ics.day(28)
    assert len(starts) == 4


def test_a_clients_own_rule_stays(person):
    uid = ics.new_uid()
    path = person.dav.termine + uid + ".ics"
    text = ics.event(uid, "RRULE:FREQ=WEEKLY;UNTIL=" + ics.day(28))
    assert person.dav.put(path, text).status == 201
    person.update(person.row(uid + ".ics")["appointment_id"], location="Saal")
    assert "RRULE:FREQ=WEEKLY;UNTIL=" + ics.day(28) in ics.unfolded(
        person.dav.get(path).text)
