# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""RFC 5545 section 3.8.4.4 wants RECURRENCE-ID to be of DTSTART's type. Clients
that make a series all-day, or give it a time, leave the names of changed and
excluded instances as they were (Thunderbird, DAVx5), and Exchange names those
of an all-day series by their first moment: the day says which."""

import pytest

from support import ics

ZONE = ";TZID=Europe/Berlin:"
DAY = ";VALUE=DATE:"
EXCHANGE = ";TZID=W. Europe Standard Time:"


def series(uid, start, end, instance, excluded, moved):
    return ics.calendar(
        ics.vevent(uid, "RRULE:FREQ=WEEKLY;COUNT=5", "EXDATE" + excluded,
                   start="DTSTART" + start, end="DTEND" + end,
                   summary="Reihe"),
        ics.vevent(uid, "RECURRENCE-ID" + instance, "X-KEPT:ja",
                   start="DTSTART" + moved + "T140000",
                   end="DTEND" + moved + "T150000", summary="Verlegt"))


def timed(uid, clock="T120000", **other):
    return series(uid, **{
        "start": ZONE + ics.day(7) + clock, "end": ZONE + ics.day(7) + "T130000",
        "instance": ZONE + ics.day(21) + clock,
        "excluded": ZONE + ics.day(28) + clock, "moved": ZONE + ics.day(22),
        **other})


def all_day(uid, **other):
    return timed(uid, **{
        "start": DAY + ics.day(7), "end": DAY + ics.day(8),
        "instance": DAY + ics.day(21), "excluded": DAY + ics.day(28), **other})


CHANGES = {
    "thunderbird makes it all-day": (timed, lambda uid: all_day(
        uid, instance=ZONE + ics.day(21) + "T010000",
        excluded=ZONE + ics.day(28) + "T010000"), "T000000"),
    "in UTC": (timed, lambda uid: all_day(
        uid, instance=":" + ics.utc(ics.day(21) + "T000000"),
        excluded=":" + ics.utc(ics.day(28) + "T000000")), "T000000"),
    "exchange": (all_day, lambda uid: all_day(
        uid, instance=EXCHANGE + ics.day(21) + "T000000",
        excluded=EXCHANGE + ics.day(28) + "T000000"), "T000000"),
    "it is given a time": (all_day, lambda uid: timed(
        uid, instance=DAY + ics.day(21), excluded=DAY + ics.day(28)),
        "T120000"),
}


@pytest.fixture(params=CHANGES)
def changed(request, person):
    """(path, name, the series' text, its clock) after the change"""
    before, after, clock = CHANGES[request.param]
    uid = ics.new_uid()
    path = person.dav.termine + uid + ".ics"
    etag = person.dav.put(path, before(uid)).etag
    text = after(uid)
    answer = person.dav.put(path, text, If_Match=etag)
    assert answer.status == 204, answer
    return path, uid + ".ics", text, clock


def test_text_stays(person, changed):
    path, _, text, _ = changed
    assert person.dav.get(path).text == text


def test_advolux_knows_the_instance(people, person, changed):
    _, name, _, clock = changed
    master, override = person.components(name)
    assert override["recurrence_id"] == ics.day(21) + clock
    assert master["exdate"] == ics.day(28) + clock
    starts = people.sql(
        "SELECT to_char(starts_at AT TIME ZONE 'Europe/Berlin', "
        "'YYYYMMDD\"T\"HH24MISS'), title FROM advolux.appointment_occurrences("
        "now(), now() + interval '60 days', %s) ORDER BY 1", person.staff_id)
    assert starts == [(ics.day(7) + clock, "Reihe"),
                      (ics.day(14) + clock, "Reihe"),
                      (ics.day(22) + "T140000", "Verlegt"),
                      (ics.day(35) + clock, "Reihe")]


def test_a_query_finds_what_advolux_has(person, changed):
    path, _, _, _ = changed
    for day, there in ((7, True), (14, True), (21, False), (22, True),
                       (28, False), (35, True)):
        found = person.dav.query(
            person.dav.termine, '<C:comp-filter name="VCALENDAR">'
            '<C:comp-filter name="VEVENT"><C:time-range start="%s" end="%s"/>'
            '</C:comp-filter></C:comp-filter>' % (
                ics.utc(ics.day(day) + "T000000"),
                ics.utc(ics.day(day) + "T235959"))).members
        assert list(found) == ([path] if there else []), day


def test_a_change_in_advolux_leaves_the_instance(person, changed):
    path, name, text, _ = changed
    person.update(person.row(name)["appointment_id"], location="Saal 9")
    got = ics.unfolded(person.dav.get(path).text)
    assert "LOCATION:Saal 9" in got and "X-KEPT:ja" in got
    for line in ics.unfolded(text):
        assert line in got or line.startswith("DTSTAMP"), line


def test_this_and_future_by_day(people, person):
    uid = ics.new_uid()
    text = ics.calendar(
        ics.vevent(uid, "RRULE:FREQ=WEEKLY;COUNT=4"),
        ics.vevent(uid, "RECURRENCE-ID;RANGE=THISANDFUTURE" + DAY + ics.day(21),
                   start="DTSTART" + ZONE + ics.day(22) + "T140000",
                   end="DTEND" + ZONE + ics.day(22) + "T150000"))
    path = person.dav.termine + uid + ".ics"
    assert person.dav.put(path, text).status == 201
    expected = [ics.utc(ics.day(day) + clock) for day, clock in (
        (7, "T100000"), (14, "T100000"), (22, "T140000"), (29, "T140000"))]
    got = person.dav.shaped(
        person.dav.termine, [path], '<C:expand start="%s" end="%s"/>' % (
            ics.utc(ics.day(0) + "T000000"),
            ics.utc(ics.day(60) + "T000000"))).members[path]
    assert sorted(event["DTSTART"].to_ical().decode()
                  for event in ics.parsed(got.data)) == expected
    assert [start for start, in people.sql(
        "SELECT to_char(starts_at AT TIME ZONE 'UTC', "
        "'YYYYMMDD\"T\"HH24MISS\"Z\"') FROM advolux.appointment_occurrences("
        "now(), now() + interval '60 days', %s) ORDER BY 1",
        person.staff_id)] == expected


def test_of_the_same_instance_twice_one_is_kept(person):
    """Without the ETag of a text that is kept as it was sent."""
    uid = ics.new_uid()
    twice = ics.vevent(uid, "RECURRENCE-ID" + DAY + ics.day(21),
                       start="DTSTART" + ZONE + ics.day(23) + "T140000", end="")
    answer = person.dav.put(person.dav.termine + uid, timed(uid).replace(
        "END:VCALENDAR", twice + "END:VCALENDAR"))
    assert answer.status == 201 and not answer.etag, answer
    stored = person.dav.get(person.dav.termine + uid).text
    assert stored.count("RECURRENCE-ID") == 1
    assert "T140000" in stored


def expanded(dav, path):
    got = dav.shaped(dav.termine, [path],
                     '<C:expand start="%s" end="%s"/>' % (
                         ics.utc(ics.day(0) + "T000000"),
                         ics.utc(ics.day(60) + "T000000"))).members[path]
    return ics.parsed(got.data)


def test_the_day_is_the_one_that_is_written(people):
    """Wherever the person is."""
    person = people.new(time_zone="America/New_York")
    uid = ics.new_uid()
    path = person.dav.termine + uid + ".ics"
    assert person.dav.put(path, all_day(
        uid, instance=EXCHANGE + ics.day(21) + "T000000",
        excluded=EXCHANGE + ics.day(28) + "T000000")).status == 201
    master, override = person.components(uid + ".ics")
    assert override["recurrence_id"] == ics.day(21) + "T000000"
    assert master["exdate"] == ics.day(28) + "T000000"
    assert sorted(event["DTSTART"].to_ical().decode()[:8]
                  for event in expanded(person.dav, path)) == [
        ics.day(day) for day in (7, 14, 22, 35)]


def test_an_expansion_calls_it_as_its_series_does(person):
    uid = ics.new_uid()
    path = person.dav.termine + uid + ".ics"
    person.dav.put(path, all_day(
        uid, instance=EXCHANGE + ics.day(21) + "T000000"))
    assert sorted(event["RECURRENCE-ID"].to_ical().decode()
                  for event in expanded(person.dav, path)
                  if "RECURRENCE-ID" in event) == [
        ics.day(14), ics.day(21), ics.day(35)]
