# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""Dates of the office's that iCalendar does not have: Advolux writes them, what
can be shown is, and who is busy does not look free."""

import datetime

import pytest

from support import ics
from support.names import document

START = ics.day(7) + "T090000"
ENDLESS = [("end_at", "12000-01-01"), ("end_at", "9999-12-31 23:30+00")]
LISTS = [("exdate", "{infinity}"), ("rdate", "{infinity}"),
         ("rdate", "{-infinity}"), ("exdate", "{0044-03-15 12:00 BC}"),
         ("rdate", "{0044-03-15 12:00 BC}"), ("rdate", "{20000-01-01}")]
NOTES = [("created_at", "infinity"), ("modified_at", "-infinity"),
         ("created_at", "4713-01-01 BC"), ("modified_at", "10000-01-02")]
OVERRIDES = [("recurrence_id", "infinity"), ("recurrence_id", "-infinity"),
             ("recurrence_id", "0044-01-01 BC"),
             ("start_at", "20000-01-01", "end_at", "20000-01-02")]


@pytest.fixture
def item(person):
    return person.appointment("Odd", time="09:00")


def change(person, table, item, *pairs):
    columns = ", ".join("%s = '%s'" % pair
                        for pair in zip(pairs[::2], pairs[1::2]))
    person.people.sql("UPDATE advolux.%s SET %s WHERE appointment_id = %%s"
                      % (table, columns), int(item))


def busy(person):
    answer = person.dav.report(person.dav.termine, document(
        "C:free-busy-query", '<C:time-range start="%sT000000Z" '
        'end="%sT000000Z"/>' % (ics.day(-30), ics.day(300))))
    assert answer.status == 200
    return [line.split(":")[1].split("/")[0]
            for line in answer.text.split("\r\n")
            if line.startswith("FREEBUSY")]


@pytest.mark.parametrize("rule", [None, "FREQ=DAILY;COUNT=3"])
@pytest.mark.parametrize("column, value", ENDLESS)
def test_end(person, item, rule, column, value, httpd):
    person.update(item, rrule=rule)
    change(person, "appointment", item, column, value)
    person.appointment("Whole", time="06:00")
    members = person.dav.query(
        person.dav.termine, '<C:comp-filter name="VCALENDAR"/>',
        ["C:calendar-data"]).members
    assert sorted(member.status for member in members.values()
                  if member.status) == [500]
    assert busy(person) == [ics.utc(ics.day(7) + "T060000"), ics.utc(START)]
    assert len([line for line in httpd.errors().splitlines() if "ADV0121" in line
                and person.member(item) in line]) == 1


@pytest.mark.parametrize("rule", [None, "FREQ=DAILY;COUNT=3"])
@pytest.mark.parametrize("column, value", LISTS + NOTES)
def test_what_is_no_instance_is_left_out(person, item, rule, column, value):
    person.update(item, rrule=rule)
    change(person, "appointment", item, column, value)
    text = person.dav.get(person.path(item))
    assert text.status == 200
    assert "EXDATE" not in text.text and "RDATE" not in text.text
    assert len(busy(person)) == (3 if rule else 1)


@pytest.mark.parametrize("pairs", OVERRIDES)
def test_changed_instance(person, item, pairs):
    person.update(item, rrule="FREQ=DAILY;COUNT=9")
    person.override(item, (8, "09:00"), 8, "11:00", 1)
    change(person, "override", item, *pairs)
    assert person.dav.get(person.path(item)).status == 500
    assert ics.utc(START) in busy(person)
    person.people.sql("SELECT count(*) FROM advolux.appointment_occurrences("
                      "now(), now() + interval '1 year', %s)", person.staff_id)
    person.update(item, title="Written again")


def test_start_of_another_era(person, item):
    change(person, "appointment", item, "start_at", "4713-01-01 BC", "end_at",
           datetime.datetime.now() + datetime.timedelta(days=20))
    assert person.dav.get(person.path(item)).status == 500
    assert len(busy(person)) == 1
