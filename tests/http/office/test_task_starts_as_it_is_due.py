# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""RFC 5545 section 3.8.2.3 wants DTSTART and DUE of a task to be both days or
both times. In jtx Board one of them may be a day: DUE says which they are."""

import pytest

from support import ics

ZONE = ";TZID=Europe/Berlin:"
DAY = ";VALUE=DATE:"
FIVE = "T170000"
MIXED = {
    "due at a time": (DAY + ics.day(5), ZONE + ics.day(8) + FIVE,
                      ics.day(5) + "T000000", ics.day(8) + FIVE, False),
    "at a time of that day": (DAY + ics.day(8), ZONE + ics.day(8) + FIVE,
                              ics.day(8) + "T000000", ics.day(8) + FIVE, False),
    "due on a day": (ZONE + ics.day(5) + FIVE, DAY + ics.day(8),
                     ics.day(5) + "T000000", ics.day(8) + "T000000", True),
    "due on the same day": (ZONE + ics.day(8) + FIVE, DAY + ics.day(8),
                            ics.day(8) + "T000000", ics.day(8) + "T000000",
                            True),
    "starts in UTC": (":" + ics.utc(ics.day(5) + "T003000"), DAY + ics.day(8),
                      ics.day(5) + "T000000", ics.day(8) + "T000000", True),
}


@pytest.fixture(params=MIXED)
def mixed(request):
    return MIXED[request.param]


def put(person, *content):
    uid = ics.new_uid()
    text = ics.todo(uid, *content)
    answer = person.dav.put(person.dav.aufgaben + uid + ".ics", text)
    assert answer.status == 201, answer
    return person.dav.aufgaben + uid + ".ics", uid + ".ics", text


def test_columns_and_text(person, mixed):
    start, due, starts, ends, all_day = mixed
    lines = "DTSTART" + start, "DUE" + due
    path, name, text = put(person, *lines)
    component, = person.components(name, "task")
    assert (component["starts"], component["ends"],
            component["all_day"]) == (starts, ends, all_day)
    assert person.dav.get(path).text == text
    person.update_task(person.row(name, "task")["task_id"], title="Neu")
    assert set(lines) < set(ics.unfolded(person.dav.get(path).text))


@pytest.mark.parametrize("name,day", [
    ("due at a time", 8), ("at a time of that day", 8), ("due on a day", 7),
    ("starts in UTC", 7)])
def test_a_query_finds_it_when_it_is(person, name, day):
    start, due, *_ = MIXED[name]
    path, _, _ = put(person, "DTSTART" + start, "DUE" + due)
    for offset, there in ((4, False), (day, True), (10, False)):
        found = person.dav.query(
            person.dav.aufgaben, '<C:comp-filter name="VCALENDAR">'
            '<C:comp-filter name="VTODO"><C:time-range start="%s" end="%s"/>'
            '</C:comp-filter></C:comp-filter>' % (
                ics.utc(ics.day(offset) + "T000000"),
                ics.utc(ics.day(offset) + "T235959"))).members
        assert list(found) == ([path] if there else []), offset


def test_series_of_tasks(person):
    path, name, text = put(person, "DTSTART" + DAY + ics.day(5),
                           "DUE" + ZONE + ics.day(5) + FIVE,
                           "RRULE:FREQ=DAILY;COUNT=3")
    assert person.components(name, "task")[0]["rrule"] == \
        "FREQ=DAILY;COUNT=3"
    assert person.dav.get(path).text == text


def test_due_before_its_start_is_taken(person):
    """In a task both are wishes."""
    uid = ics.new_uid()
    answer = person.dav.put(person.dav.aufgaben + uid, ics.todo(
        uid, "DTSTART" + DAY + ics.day(9), "DUE" + ZONE + ics.day(8) + FIVE))
    assert answer.status == 201, answer
    assert b"DUE" in person.dav.get(person.dav.aufgaben + uid).body
