# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""RFC 4791 section 9.6.5."""

import datetime
from zoneinfo import ZoneInfo

import pytest
from dateutil.rrule import rrulestr

from support import ics

EXPAND = '<C:expand start="%s" end="%s"/>'


def expanded(person, text, start, end):
    """The components that a stored text is expanded into."""
    uid = ics.parsed(text)[0]["UID"] if "VEVENT" in text else \
        ics.parsed(text, "VTODO")[0]["UID"]
    place = person.dav.termine if "VEVENT" in text else person.dav.aufgaben
    path = place + uid + ".ics"
    answer = person.dav.put(path, text)
    assert answer.status == 201, answer
    data = person.dav.shaped(place, [path], EXPAND % (start, end)).only.data
    for gone in ("RRULE", "RDATE", "EXDATE", "VTIMEZONE", "TZID"):
        assert gone not in data
    return data


def moments(data, name="DTSTART"):
    return [line.split(":")[1] for line in ics.unfolded(data)
            if line.split(";")[0].split(":")[0] == name]


@pytest.mark.parametrize("rule", [
    "FREQ=DAILY", "FREQ=WEEKLY;BYDAY=MO,TH", "FREQ=MONTHLY;BYMONTHDAY=-1",
    "FREQ=WEEKLY;INTERVAL=3;COUNT=20", "FREQ=MONTHLY;BYDAY=2TU"])
def test_wall_clock_over_both_changes_of_the_clock(person, rule):
    uid = ics.new_uid()
    year = int(ics.day()[:4]) + 1
    start = datetime.datetime(year, 1, 31, 9, 30)
    first, last = (datetime.datetime(year, month, 1, tzinfo=ZoneInfo("UTC"))
                   for month in (3, 12))
    data = expanded(person, ics.event(
        uid, "RRULE:" + rule, start="DTSTART;TZID=Europe/Berlin:%d0131T093000"
        % year, end="DURATION:PT45M"), first.strftime("%Y%m%dT%H%M%SZ"),
        last.strftime("%Y%m%dT%H%M%SZ"))
    expected = [ics.utc(moment.strftime("%Y%m%dT%H%M%S"))
                for moment in sorted({start, *rrulestr(
                    rule, dtstart=start).between(
                        start, last.replace(tzinfo=None), inc=True)})]
    expected = [text for text in expected
                if text >= first.strftime("%Y%m%dT%H%M%SZ")]
    assert moments(data) == expected
    assert moments(data, "RECURRENCE-ID") == (expected if len(expected) else [])
    assert moments(data, "DURATION") == ["PT45M"] * len(expected)


def test_a_single_event_has_no_recurrence_id(person):
    day = ics.day(7)
    data = expanded(person, ics.event(ics.new_uid()), day + "T000000Z",
                    ics.day(9) + "T000000Z")
    assert moments(data) == [ics.utc(day + "T100000")]
    assert moments(data, "DTEND") == [ics.utc(day + "T110000")]
    assert not moments(data, "RECURRENCE-ID")


def test_the_first_instance_is_the_series_itself(person):
    """As other servers have it: a RECURRENCE-ID says that it is another."""
    day = ics.day(7)
    data = expanded(person, ics.event(
        ics.new_uid(), "RRULE:FREQ=DAILY;COUNT=3"), day + "T000000Z",
        ics.day(12) + "T000000Z")
    starts = moments(data)
    assert len(starts) == 3
    assert moments(data, "RECURRENCE-ID") == starts[1:]


def test_days_stay_days(person):
    day = ics.day(7)
    data = expanded(person, ics.event(
        ics.new_uid(), "RRULE:FREQ=DAILY;COUNT=5",
        start="DTSTART;VALUE=DATE:" + day,
        end="DTEND;VALUE=DATE:" + ics.day(8)),
        ics.day(8) + "T120000Z", ics.day(10) + "T120000Z")
    assert moments(data) == [ics.day(8), ics.day(9), ics.day(10)]
    assert moments(data, "RECURRENCE-ID") == moments(data)
    assert moments(data, "DTEND") == [ics.day(9), ics.day(10), ics.day(11)]
    assert data.count("DTSTART;VALUE=DATE:") == 3


def test_floating_times_are_the_calendar_s(person):
    day = ics.day(7)
    data = expanded(person, ics.event(
        ics.new_uid(), start="DTSTART:%sT100000" % day,
        end="DTEND:%sT110000" % day), day + "T000000Z", ics.day(8) + "T000000Z")
    assert moments(data) == [ics.utc(day + "T100000")]


def test_outside_the_range_nothing_is_left(person):
    data = expanded(person, ics.event(ics.new_uid()), ics.day(50) + "T000000Z",
                    ics.day(60) + "T000000Z")
    assert "BEGIN:VCALENDAR" in data and "VEVENT" not in data


def test_dates_that_the_rule_names_as_well_come_once(person):
    day, later = ics.day(7), ics.day(9)
    data = expanded(person, ics.event(
        ics.new_uid(), "RRULE:FREQ=DAILY;COUNT=3",
        "RDATE;TZID=Europe/Berlin:%sT100000,%sT150000" % (later, later)),
        day + "T000000Z", ics.day(12) + "T000000Z")
    assert moments(data) == [ics.utc(text) for text in (
        day + "T100000", ics.day(8) + "T100000", later + "T100000",
        later + "T150000")]


def test_tasks(person):
    day = ics.day(7)
    data = expanded(person, ics.todo(
        ics.new_uid(), "DTSTART;TZID=Europe/Berlin:%sT100000" % day,
        "DUE;TZID=Europe/Berlin:%sT120000" % day, "RRULE:FREQ=DAILY;COUNT=9"),
        ics.day(8) + "T000000Z", ics.day(10) + "T000000Z")
    assert moments(data, "DUE") == [ics.utc(ics.day(d) + "T120000")
                                    for d in (8, 9)]
