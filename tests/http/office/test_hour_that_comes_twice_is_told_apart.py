# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""A local time of the hour that autumn repeats is the first of two (RFC 5545
section 3.3.5); what is in the second is written in UTC, and is no other moment on
any side. Tables without offsets know the first alone."""

import datetime

from support import ics
from support.cluster import SCHEMA

UTC = datetime.timezone.utc
# On 31 October 2027 it is 02:30 in Germany at 00:30 and at 01:30 UTC.
FIRST = datetime.datetime(2027, 10, 31, 0, 30, tzinfo=UTC)
SECOND = datetime.datetime(2027, 10, 31, 1, 30, tzinfo=UTC)
TOLD_APART = SCHEMA != "german"
BERLIN = "DTSTART;TZID=Europe/Berlin:20271031T%s"


def kept(start, end):
    """A start and an end as the tables have them."""
    if TOLD_APART:
        return start, end
    hour = datetime.timedelta(hours=1)
    first = [moment - hour if moment >= SECOND.replace(minute=0)
             and moment < SECOND + hour / 2 else moment
             for moment in (start, end)]
    return first[0], max(first)


def stored(person, path, *lines, **options):
    """What is in Advolux of an event: (start, end)."""
    answer = person.dav.put(path, ics.event("herbst", *lines, **options))
    assert answer.status in (201, 204), answer
    row = person.row(path.rsplit("/", 1)[1])
    return row["start_at"].astimezone(UTC), row["end_at"].astimezone(UTC)


def test_a_duration_into_the_second(person):
    path = person.dav.termine + "dauer.ics"
    assert stored(person, path, "DURATION:PT1H",
                  start=BERLIN % "023000") == kept(FIRST, SECOND)
    # 02:45 and 30 minutes: the clock says 02:15.
    assert stored(person, path, "DURATION:PT30M", start=BERLIN % "024500") == kept(
        FIRST.replace(minute=45), SECOND.replace(minute=15))


def test_an_end_in_utc(person):
    path = person.dav.termine + "ende.ics"
    assert stored(person, path, start=BERLIN % "023000",
                  end="DTEND:20271031T013000Z") == kept(FIRST, SECOND)


def test_a_series_keeps_its_length(person, people):
    path = person.dav.termine + "reihe.ics"
    stored(person, path, "DURATION:PT1H", "RRULE:FREQ=DAILY;COUNT=3",
           start=BERLIN % "023000")
    people.sql("UPDATE advolux.appointment SET title = 'Neu' WHERE "
               "main_editor = %s", person.staff_id)
    start, end = kept(FIRST, SECOND)
    for _ in range(2):
        assert [end - start for start, end in people.sql(
            "SELECT starts_at, ends_at FROM advolux.appointment_occurrences("
            "'2027-10-30', '2027-11-05', %s)", person.staff_id)] == [
                end - start] * 3
        answer = person.dav.get(path)
        assert person.dav.put(path, answer.text).status == 204


def test_what_advolux_puts_into_the_second(person):
    for start, end in ((SECOND, SECOND + datetime.timedelta(hours=2)),
                       (FIRST, SECOND), (SECOND, SECOND)):
        item = person.appointment(start_at=start, end_at=end)
        text = person.dav.get(person.path(item)).text
        assert ("DTSTART:20271031T013000Z" in text) == (
            TOLD_APART and start == SECOND)
        assert ("DTEND:20271031T013000Z" in text) == (
            TOLD_APART and end == SECOND != start)
        answer = person.dav.put(person.path(item), text)
        assert answer.status == 204, answer
        row = person.row(person.member(item))
        assert (row["start_at"], row["end_at"]) == kept(start, end)


def test_a_client_text_that_advolux_moves_there(person):
    path = person.dav.termine + "verlegt.ics"
    stored(person, path, start=BERLIN % "100000")
    key = person.row("verlegt.ics")["appointment_id"]
    person.people.sql(
        "UPDATE advolux.appointment SET start_at = %s, end_at = %s "
        "WHERE appointment_id = %s", SECOND,
        SECOND + datetime.timedelta(hours=1), key)
    text = person.dav.get(path).text
    assert ("DTSTART:20271031T013000Z" in text) == TOLD_APART
    assert "DTEND;TZID=Europe/Berlin:20271031T033000" in text


def test_a_series_that_advolux_begins_there(person):
    """It repeats by the clock, hence from the first on, as long as it is."""
    item = person.appointment(start_at=SECOND, rrule="FREQ=DAILY;COUNT=2",
                              end_at=SECOND + datetime.timedelta(hours=3))
    path = person.path(item)
    data = person.dav.shaped(path, [path], '<C:expand start="20271030T000000Z"'
                             ' end="20271103T000000Z"/>').only.data
    for line in ("DTSTART:20271031T003000Z", "DTEND:20271031T033000Z",
                 "DTSTART:20271101T013000Z", "DTEND:20271101T043000Z"):
        assert (line in data) or not TOLD_APART, data


def test_a_task_due_then(person):
    item = person.task(due_at=SECOND, mode="both")
    path = person.path(item)
    text = person.dav.get(path).text
    assert ("DUE:20271031T013000Z" in text) == TOLD_APART
    assert person.dav.put(path, text).status == 204
    assert person.row(person.member(item), "task")["due_at"] == kept(
        SECOND, SECOND)[1]
