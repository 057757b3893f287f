# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""advolux.appointment_occurrences and task_occurrences list what a client that
expands with another implementation has: exceptions, further dates, moved
instances, and "this and future"."""

import datetime
import random
from zoneinfo import ZoneInfo

import pytest

from support.rules import instances, random_rule

SERIES, SEED = 30, 20261126
UTC = datetime.timezone.utc
ZONES = ("Europe/Berlin", "America/New_York", "UTC")
HOUR = datetime.timedelta(hours=1)
YEARS = datetime.timedelta(days=365 * 3)


@pytest.fixture(autouse=True)
def end_of_time(monkeypatch):
    """dateutil looks for instances that are not there up to this year."""
    monkeypatch.setattr(datetime, "MAXYEAR", 2050)


class Series:
    """Local starts by original start, as the rule and its exceptions say."""

    def __init__(self, chance):
        self.rule = random_rule(chance)
        self.all_day = chance.random() < 0.3
        self.zone = "Europe/Berlin" if self.all_day else chance.choice(ZONES)
        self.start = datetime.datetime(2026, 1, 1) + datetime.timedelta(
            days=chance.randrange(400),
            hours=0 if self.all_day else chance.randrange(6, 20))
        self.length = (datetime.timedelta(days=chance.randint(1, 3))
                       if self.all_day else HOUR * chance.randint(0, 3))
        step = datetime.timedelta(days=1) if self.all_day else HOUR
        self.rdate = [self.start + datetime.timedelta(
            days=chance.randrange(1, 900)) for _ in range(
                chance.choice((0, 0, 2)))]
        found = sorted({*instances(self.rule, self.start, self.start + YEARS),
                        *self.rdate})
        self.exdate = chance.sample(found, min(len(found) - 1,
                                               chance.choice((0, 1, 3))))
        left = [moment for moment in found if moment not in self.exdate]
        # recurrence id -> (start, length, whether it is for the future too)
        self.changed = {
            moment: (moment + step * chance.randint(-5, 5),
                     step * chance.randint(1, 2), chance.random() < 0.4)
            for moment in chance.sample(left, min(len(left), chance.choice(
                (0, 1, 3))))}
        self.all = {}
        for moment in left:
            shift, length = datetime.timedelta(), self.length
            for key in sorted(self.changed):
                start, other, future = self.changed[key]
                if key == moment or future and key < moment:
                    shift, length = start - key, other
            self.all[moment] = (moment + shift, length)

    def instant(self, moment):
        return moment.replace(tzinfo=ZoneInfo(self.zone)).astimezone(UTC)

    def ends(self, moment, length):
        return (self.instant(moment + length) if self.all_day
                else self.instant(moment) + length)

    def expected(self, begin, end):
        return sorted(
            (self.instant(start), key, self.ends(start, length))
            for key, (start, length) in self.all.items()
            if self.instant(start) < end
            and (self.ends(start, length) > begin
                 or self.instant(start) >= begin))

    def times(self, moment, length, due):
        """Columns for an instance."""
        if self.all_day:
            return {"all_day": True, "start_date": moment.date(),
                    due + "_date": (moment + length).date()}
        return {"all_day": False, "start_at": self.instant(moment),
                due + "_at": self.ends(moment, length)}

    def insert(self, cursor, kind, staff):
        due = "end" if kind == "appointment" else "due"
        key = insert(cursor, kind, main_editor=staff, title="Reihe",
                     rrule=self.rule, exdate=self.exdate or None,
                     rdate=self.rdate or None, time_zone=self.zone,
                     **self.times(self.start, self.length, due))
        for moment, (start, length, future) in self.changed.items():
            insert(cursor, "override", **{kind + "_id": key},
                   recurrence_id=moment, this_and_future=future,
                   title="Verlegt", time_zone=self.zone,
                   **self.times(start, length, due))
        return key


def insert(cursor, table, **columns):
    cursor.execute("INSERT INTO advolux.%s (%s) VALUES (%s) RETURNING %s_id" % (
        table, ", ".join(columns), ", ".join(
            "%s::timestamp[]" if name in ("exdate", "rdate") else "%s"
            for name in columns), table), list(columns.values()))
    return cursor.fetchone()[0]


@pytest.mark.parametrize("kind", ["appointment", "task"])
def test_series(session, people, kind):
    chance = random.Random(SEED)
    session.execute("SET timezone = 'UTC'")
    session.execute("SELECT staff_id FROM advolux.staff WHERE login = %s",
                    (people[0],))
    staff, = session.fetchone()
    for _ in range(SERIES):
        series = Series(chance)
        series.insert(session, kind, staff)
        begin = series.start.replace(tzinfo=UTC) + datetime.timedelta(
            days=chance.randrange(-10, 300))
        end = begin + datetime.timedelta(days=chance.randrange(1, 500))
        session.execute(
            "SELECT starts_at, instance, ends_at FROM advolux."
            "%s_occurrences(%%s, %%s, %%s)" % kind, (begin, end, staff))
        assert sorted(session.fetchall()) == series.expected(begin, end), (
            series.__dict__, begin, end)
        session.execute("DELETE FROM advolux.%s WHERE main_editor = %%s"
                        % kind, (staff,))
