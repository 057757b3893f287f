# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""Random series with exceptions, further dates, moved instances and zones are
expanded into the instances that another implementation makes.

RFC 5545 section 3.8.5."""

import datetime
import random
from zoneinfo import ZoneInfo

import pytest

from support import ics
from support.rules import instances, random_rule

PARTS, PUTS, BATCH, SEED = 8, 250, 50, 20261125
YEARS = 3
ZONES = ["Europe/Berlin", "Europe/London", "America/New_York", "Asia/Kolkata",
         "Australia/Lord_Howe", "UTC"]
HOUR = datetime.timedelta(hours=1)


@pytest.fixture(autouse=True)
def end_of_time(monkeypatch):
    """dateutil looks for instances that are not there up to this year."""
    monkeypatch.setattr(datetime, "MAXYEAR", 2050)


def stamp(moment):
    return moment.strftime("%Y%m%dT%H%M%S")


class Series:
    """One random series: its text, and its instances as a phone has them."""

    def __init__(self, chance):
        self.uid = ics.new_uid()
        self.rule = random_rule(chance)
        self.zone = chance.choice(ZONES)
        today = datetime.datetime.combine(datetime.date.today(),
                                          datetime.time())
        self.start = today + datetime.timedelta(
            days=chance.randrange(400), minutes=30 * chance.randrange(48))
        self.end = self.start + datetime.timedelta(days=365 * YEARS)
        found = instances(self.rule, self.start, self.end)
        self.extra = sorted({self.start + datetime.timedelta(
            days=chance.randrange(1, 900), hours=chance.randrange(5))
            for _ in range(chance.choice((0, 0, 1, 3)))})
        found = sorted({*found, *self.extra})
        self.without = chance.sample(found, min(len(found) - 1,
                                                chance.choice((0, 1, 4))))
        left = [moment for moment in found if moment not in self.without]
        self.moved = {moment: moment + datetime.timedelta(
            hours=chance.randrange(-5, 6), minutes=15)
            for moment in chance.sample(left, min(len(left),
                                                  chance.choice((0, 0, 1, 2))))}
        self.starts = {moment: self.moved.get(moment, moment)
                       for moment in left}

    def at(self, moment):
        if self.zone == "UTC":
            return ":" + stamp(moment) + "Z"
        return ";TZID=%s:%s" % (self.zone, stamp(moment))

    def utc(self, moment):
        return stamp(moment.replace(tzinfo=ZoneInfo(self.zone)).astimezone(
            datetime.timezone.utc)) + "Z"

    def text(self):
        dates = [name + self.at(moment)
                 for name, moments in (("EXDATE", self.without),
                                       ("RDATE", self.extra))
                 for moment in moments]
        return ics.calendar(
            ics.vevent(self.uid, "RRULE:" + self.rule, *dates,
                       start="DTSTART" + self.at(self.start),
                       end="DURATION:PT1H"),
            *(ics.vevent(self.uid, "RECURRENCE-ID" + self.at(instance),
                         start="DTSTART" + self.at(moment),
                         end="DURATION:PT1H")
              for instance, moment in self.moved.items()))

    def expected(self, begin, end):
        """{RECURRENCE-ID: DTSTART} of what overlaps, in UTC."""
        found = {}
        for instance, moment in self.starts.items():
            starts = self.utc(moment)
            if starts < end and self.utc(moment + HOUR) > begin:
                found[self.utc(instance)] = starts
        return found


@pytest.mark.parametrize("part", range(PARTS))
def test_series(person, part):
    chance = random.Random(SEED + part)
    stored = []
    while len(stored) < PUTS:
        series = Series(chance)
        path = person.dav.termine + series.uid + ".ics"
        answer = person.dav.put(path, series.text())
        if answer.status == 403:    # dateutil takes DTSTART for none either
            assert instances(series.rule, series.start, series.end) == [
                series.start], (answer, series.text())
            continue
        assert answer.status == 201, (answer, series.text())
        stored.append((path, series))
    begin, end = (datetime.datetime.now() + datetime.timedelta(days=days)
                  for days in (30, 30 + 500))
    begin, end = stamp(begin) + "Z", stamp(end) + "Z"
    for at in range(0, len(stored), BATCH):
        batch = dict(stored[at:at + BATCH])
        members = person.dav.shaped(
            person.dav.termine, list(batch),
            '<C:expand start="%s" end="%s"/>' % (begin, end)).members
        for path, series in batch.items():
            # The first instance is the series itself, and has no other id.
            found = {event.get("RECURRENCE-ID",
                               event["DTSTART"]).to_ical().decode():
                     event["DTSTART"].to_ical().decode()
                     for event in ics.parsed(members[path].data)}
            assert found == series.expected(begin, end), series.text()
