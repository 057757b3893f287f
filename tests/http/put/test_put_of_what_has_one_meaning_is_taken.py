# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""What breaks a rule of RFC 5545 and still says one thing is stored as that:
one refused object stops some clients' whole synchronisation."""

import datetime

import pytest

from support import ics
from support.shelf import Shelf, part

UTC = datetime.timezone.utc


def put(person, component, *content):
    """The rows of advolux.appointment or task, and the shelf, of one object."""
    shelf = Shelf(person, component)
    shelf.put("a", part(component, *content))
    table = "appointment" if component == "VEVENT" else "task"
    (row,) = person.people.dicts(
        "SELECT * FROM advolux.%s WHERE main_editor = %%s" % table,
        person.staff_id)
    text = shelf.text("a")
    again = person.dav.put(shelf.place + "a", text)
    assert again.status == 204, again
    return row, shelf


@pytest.mark.parametrize("length,minutes", [
    ("P3600S", 60), ("P90M", 90), ("P2H", 120), ("PT60M", 60), ("P", 0),
    ("PT", 0)])
def test_duration(person, length, minutes):
    row, shelf = put(person, "VEVENT", "DTSTART:20310115T100000Z",
                     "DURATION:" + length)
    assert row["end_at"] - row["start_at"] == datetime.timedelta(
        minutes=minutes)
    if minutes:
        assert shelf.at("20310115T10%02d59Z" % (min(minutes, 60) - 1)) == {"a"}


@pytest.mark.parametrize("line", ["COMPLETED:20261128T100000Z",
                                  "PERCENT-COMPLETE:100"])
def test_done(person, line):
    row, _ = put(person, "VTODO", line)
    assert row["status"] == "completed"


def test_task_due_before_its_start(person):
    row, shelf = put(person, "VTODO", "DTSTART:20310115T100000Z",
                     "DUE:20310110T100000Z")
    assert row["start_at"] == datetime.datetime(2031, 1, 15, 10, tzinfo=UTC)
    assert row["due_at"] == datetime.datetime(2031, 1, 10, 10, tzinfo=UTC)
    # Whoever looks at either day, or between, finds it.
    for day in ("10", "12", "15"):
        assert shelf.at("203101%sT100000Z" % day) == {"a"}
    assert shelf.at("20310116T100000Z") == set()


def test_series_of_tasks_due_before_their_start(person):
    _, shelf = put(person, "VTODO", "DTSTART:20310115T100000Z",
                   "DUE:20310114T100000Z", "RRULE:FREQ=WEEKLY")
    assert shelf.at("20310121T100000Z") == {"a"}
    assert shelf.at("20310118T100000Z") == set()


@pytest.mark.parametrize("name", ["X-GEHEIM", "SECRET", "intern"])
def test_class(person, name):
    row, _ = put(person, "VEVENT", "DTSTART:20310115T100000Z",
                 "CLASS:" + name)
    assert row["class"] == "private"


@pytest.mark.parametrize("until", ["20310101T000000Z", "20200101", "16010101"])
def test_until_before_the_start(person, until):
    row, shelf = put(person, "VEVENT",
                     "DTSTART;TZID=Europe/Berlin:20310115T100000",
                     "DURATION:PT1H", "RRULE:FREQ=WEEKLY;UNTIL=" + until)
    (listed,) = person.people.sql(
        "SELECT array_agg(o) FROM advolux.occurrences(%s, %s, p_zone =>"
        " 'Europe/Berlin') AS o", row["rrule"],
        datetime.datetime(2031, 1, 15, 10))[0]
    assert listed == [datetime.datetime(2031, 1, 15, 10)]
    data = shelf.data("a", '<C:expand start="20200101T000000Z"'
                      ' end="20400101T000000Z"/>')
    assert data.count("DTSTART:20310115T090000Z") == data.count(
        "BEGIN:VEVENT") == 1


def test_series_of_many_days(person):
    _, shelf = put(person, "VEVENT", "DTSTART:20310115T100000Z",
                   "DURATION:PT1H", "RRULE:FREQ=DAILY;UNTIL=20991231T100000Z")
    assert shelf.at("20991231T100000Z") == {"a"}
    assert shelf.at("21000101T100000Z") == set()


def test_backslash(person):
    row, shelf = put(person, "VEVENT", "DTSTART:20310115T100000Z",
                     "SUMMARY:S:\\one\\Two", "DESCRIPTION:a\\,b\\nc")
    assert (row["title"], row["description"]) == ("S:\\one\\Two", "a,b\nc")
    person.people.sql("UPDATE advolux.appointment SET title = title || '\\x'"
                      " WHERE main_editor = %s", person.staff_id)
    assert "SUMMARY:S:\\\\one\\\\Two\\\\x" in ics.unfolded(shelf.text("a"))
