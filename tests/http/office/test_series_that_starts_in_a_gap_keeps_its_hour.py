# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""A series whose first instance is at an hour that the clock leaves out on that
day (RFC 5545 section 3.3.5: the offset before counts) is at that hour on all other
days, whatever Advolux changes of it."""

import datetime
import re

import pytest

from support import ics

# In Germany 02:30 is not there on 28 March 2027: it is 03:30, 01:30 UTC.
FIRST, LATER = "20270328T013000Z", "20270329T003000Z"
UTC = datetime.timezone.utc
FROM = datetime.datetime(2027, 3, 27, tzinfo=UTC)
TO = datetime.datetime(2027, 4, 1, tzinfo=UTC)
KINDS = {"appointment": ("VEVENT", "DTEND", "termine"),
         "task": ("VTODO", "DUE", "aufgaben")}


def component(kind, uid, day="20270328", *lines):
    name, end, _ = KINDS[kind]
    return ics.lines(
        "BEGIN:" + name, "UID:" + uid, "DTSTAMP:20260101T000000Z",
        "SUMMARY:Reihe", *lines,
        "DTSTART;TZID=Europe/Berlin:%sT023000" % day,
        "%s;TZID=Europe/Berlin:%sT040000" % (end, day), "END:" + name)


def expanded(dav, path):
    data = dav.shaped(path, [path], '<C:expand start="%s" end="%s"/>' % (
        FROM.strftime("%Y%m%dT%H%M%SZ"), TO.strftime("%Y%m%dT%H%M%SZ"))
    ).only.data
    return sorted(re.findall(r"^DTSTART:(\w+)", data, re.M))


def listed(person, kind):
    return [start.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
            for start, in person.people.sql(
                "SELECT starts_at FROM advolux.%s_occurrences(%%s, %%s, %%s) "
                "ORDER BY 1" % kind, FROM, TO, person.staff_id)]


@pytest.fixture(params=sorted(KINDS))
def series(request, person):
    """(kind, path, key) of a daily series of three."""
    kind = request.param
    path = "%s%s/gap.ics" % (person.dav.home, KINDS[kind][2])
    assert person.dav.put(path, ics.calendar(component(
        kind, "gap", "20270328", "RRULE:FREQ=DAILY;COUNT=3"))).status == 201
    return kind, path, person.row("gap.ics", kind)[kind + "_id"]


def agree(person, series):
    kind, path, _ = series
    right = [FIRST, LATER, LATER.replace("29T", "30T")]
    assert listed(person, kind) == right
    assert expanded(person.dav, path) == right


def test_as_the_client_wrote_it(person, series):
    agree(person, series)


def test_after_another_title(person, series):
    kind, path, key = series
    person.people.sql("UPDATE advolux.%s SET title = 'Neu' WHERE %s_id = %%s" % (
        kind, kind), key)
    agree(person, series)
    text = person.dav.get(path).text
    assert "SUMMARY:Neu" in text
    assert "DTSTART;TZID=Europe/Berlin:20270328T023000" in text
    # What is served is stored as it is.
    assert person.dav.put(path, text).status == 204
    agree(person, series)


def test_born_in_advolux_as_it_were(person, series):
    kind, _, key = series
    person.people.forget_text(kind, [key])
    agree(person, series)


def test_an_instance_made_in_advolux(person, series):
    kind, path, key = series
    person.people.sql("SELECT advolux.%s_instance(%%s, %%s)" % kind, key,
               datetime.datetime(2027, 3, 29, 2, 30))
    agree(person, series)
    assert "RECURRENCE-ID;TZID=Europe/Berlin:20270329T023000" in person.dav.get(
        path).text
    person.people.sql("SELECT advolux.%s_instance(%%s, %%s)" % kind, key,
               datetime.datetime(2027, 3, 28, 2, 30))
    agree(person, series)


def test_another_start_in_advolux_is_that(person, series):
    kind, path, key = series
    person.people.sql("UPDATE advolux.%s SET start_at = '2027-03-28 05:00+02', "
               "%s = '2027-03-28 06:00+02' WHERE %s_id = %%s" % (
                   kind, "end_at" if kind == "appointment" else "due_at", kind),
               key)
    right = ["20270328T030000Z", "20270329T030000Z", "20270330T030000Z"]
    assert listed(person, kind) == expanded(person.dav, path) == right


def test_another_zone_in_advolux(person, series):
    """The moment stays, and is the hour of the other clock."""
    kind, path, key = series
    person.people.sql("UPDATE advolux.%s SET time_zone = 'UTC' WHERE %s_id = %%s" % (
        kind, kind), key)
    right = [FIRST, FIRST.replace("28T", "29T"), FIRST.replace("28T", "30T")]
    assert listed(person, kind) == expanded(person.dav, path) == right


def test_this_and_future_from_the_gap_on(person):
    for kind, (_, _, calendar) in KINDS.items():
        path = "%s%s/future.ics" % (person.dav.home, calendar)
        assert person.dav.put(path, ics.calendar(
            component(kind, "future", "20270327", "RRULE:FREQ=DAILY;COUNT=4"),
            component(kind, "future", "20270328", "RECURRENCE-ID;RANGE="
                      "THISANDFUTURE;TZID=Europe/Berlin:20270328T023000"))
            ).status == 201
        right = ["20270327T013000Z", FIRST, LATER, "20270330T003000Z"]
        assert expanded(person.dav, path) == right
        assert listed(person, kind) == right


def test_its_first_instance_is_named_in_utc(person):
    for kind, (name, _, calendar) in KINDS.items():
        path = "%s%s/named.ics" % (person.dav.home, calendar)
        rule = "RRULE:FREQ=DAILY;COUNT=3"
        for parts, right in (
                ([component(kind, "named", "20270328", rule, "EXDATE:" + FIRST)],
                 [LATER, LATER.replace("29T", "30T")]),
                ([component(kind, "named", "20270328", rule),
                  component(kind, "named", "20270331", "RECURRENCE-ID:" + FIRST)],
                 [LATER, LATER.replace("29T", "30T"),
                  LATER.replace("29T", "31T")])):
            answer = person.dav.put(path, ics.calendar(*parts))
            assert answer.status in (201, 204), (name, answer)
            assert expanded(person.dav, path) == listed(person, kind) == right
