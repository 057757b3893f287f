# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""A series that Advolux makes all-day, or gives a time, another zone or another
start, takes along what was left out or changed: on the device as in the office.

RFC 5545 section 3.8.4.4."""

import datetime

import pytest

from support import ics
from support.shelf import BERLIN, alarm, part

KEPT = ("X-OWN:bleibt", *alarm("TRIGGER:-PT5M"))


@pytest.fixture
def series(shelf):
    """Days 7 to 10 at nine; the 9th is left out, the 10th has its own text."""
    shelf.put("reihe", part(
        "VEVENT", "SUMMARY:Reihe", "DTSTART%s%sT090000" % (BERLIN, ics.day(7)),
        "DTEND%s%sT100000" % (BERLIN, ics.day(7)), "RRULE:FREQ=DAILY;UNTIL="
        + ics.utc(ics.day(10) + "T090000"),
        "EXDATE%s%sT090000" % (BERLIN, ics.day(9))), part(
            "VEVENT", "RECURRENCE-ID%s%sT090000" % (BERLIN, ics.day(10)),
            "SUMMARY:Eigene", "DTSTART%s%sT090000" % (BERLIN, ics.day(10)),
            "DTEND%s%sT100000" % (BERLIN, ics.day(10)), *KEPT))
    return shelf


def days(people, shelf):
    """(day, title) as Advolux lists them, and as the device has them."""
    person = shelf.person
    office = [(start.strftime("%Y%m%d"), title) for start, title in people.sql(
        "SELECT starts_at AT TIME ZONE 'Europe/Berlin', title FROM "
        "advolux.appointment_occurrences(now(), now() + interval '90 days', %s)",
        person.staff_id)]
    got = shelf.dav.shaped(
        shelf.place, [shelf.place + "reihe"],
        '<C:expand start="%s" end="%s"/>' % (
            ics.utc(ics.day(0) + "T000000"), ics.utc(ics.day(90) + "T000000")
        )).members[shelf.place + "reihe"]
    device = sorted((event["DTSTART"].dt, str(event["SUMMARY"]))
                    for event in ics.parsed(got.data))
    device = [((start.astimezone(ics.BERLIN) if isinstance(
        start, datetime.datetime) else start).strftime("%Y%m%d"), title)
        for start, title in device]
    assert office == device
    return office


def key(shelf):
    return shelf.person.row("reihe")["appointment_id"]


def edited(people, shelf, days_, **columns):
    shelf.person.update(key(shelf), **columns)
    titles = ("Reihe", "Reihe", "Eigene")
    assert days(people, shelf) == list(zip(map(ics.day, days_), titles))
    text = shelf.text("reihe")
    assert set(KEPT) <= set(ics.unfolded(text)), text
    answer = shelf.dav.get(shelf.place + "reihe")
    assert shelf.dav.put(shelf.place + "reihe", answer.text,
                         If_Match=answer.etag).status == 204
    return text


def all_day(day=7):
    return dict(all_day=True, start_at=None, end_at=None,
                start_date=ics.dashed_day(day), end_date=ics.dashed_day(day + 1))


def timed(day, clock, zone="Europe/Berlin"):
    start = ics.utc(ics.day(day) + "T%s0000" % clock, zone)
    return dict(all_day=False, start_at=start, end_at=start, time_zone=zone,
                start_date=None, end_date=None)


def test_all_day(people, series):
    text = edited(people, series, (7, 8, 10), **all_day())
    assert "UNTIL=" + ics.day(10) + "\r\n" in text
    assert "EXDATE;VALUE=DATE:" + ics.day(9) in text
    assert "RECURRENCE-ID;VALUE=DATE:" + ics.day(10) in text


def test_all_day_and_back(people, series):
    edited(people, series, (7, 8, 10), **all_day())
    edited(people, series, (7, 8, 10), **timed(7, "14"))


def test_another_zone(people, series):
    edited(people, series, (7, 8, 10), time_zone="America/New_York")
    edited(people, series, (7, 8, 10), **timed(7, "11", "Asia/Tokyo"))


def test_another_clock(people, series):
    text = edited(people, series, (7, 8, 10), **timed(7, "15"))
    assert "RECURRENCE-ID%s%sT150000" % (BERLIN, ics.day(10)) in text


def test_another_clock_and_day(people, series):
    edited(people, series, (9, 10, 12), **timed(9, "15"))


def test_a_later_instance_cuts_it(people, series):
    series.person.update(key(series), **timed(8, "09"))
    assert days(people, series) == [(ics.day(8), "Reihe"),
                                    (ics.day(10), "Eigene")]


def test_what_advolux_sets_itself_is_not_moved_again(people, series):
    series.person.update(key(series), **timed(7, "15"),
                         exdate=[datetime.datetime.strptime(
                             ics.day(8) + "15", "%Y%m%d%H")])
    assert days(people, series) == [(ics.day(7), "Reihe"), (ics.day(9), "Reihe"),
                                    (ics.day(10), "Eigene")]
