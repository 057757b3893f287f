# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""Whatever Advolux changes of a series, devices, Advolux' own listing and another
implementation of recurrence have the same instances, before and after; devices and
listing know them of the same length; and what was left out or changed is so after a
change of kind, zone or clock too. Hours that a clock leaves out or repeats are among
them (support/batches.py says how to repeat a run).

RFC 5545 section 3.8.5."""

import collections
import datetime
import os
import re
import subprocess
from zoneinfo import ZoneInfo

import pytest
from dateutil.rrule import rrulestr

from support import batches, ics
from support.cluster import SCHEMA
from support.process import TREE

BATCH, EDITS = 40, 2        # series at once; edits of each
# Of the edits: each is a process. It speaks to the shipped tables alone.
BY_SHELL = 0 if SCHEMA == "german" else 0.02
UTC = datetime.timezone.utc
DAY, HOUR = datetime.timedelta(days=1), datetime.timedelta(hours=1)
HOME = "Europe/Berlin"
ZONES = (HOME, "America/New_York", "Asia/Kolkata", "UTC")
MIDNIGHT = datetime.time()
# Where to begin, so that a clock is put forward or back in the time to come, and
# when that is.
SEASONS = ((datetime.datetime(2027, 1, 15), (
    datetime.datetime(2027, 3, 28, 2), datetime.datetime(2027, 3, 14, 2))),
           (datetime.datetime(2027, 8, 15), (
               datetime.datetime(2027, 10, 31, 2),
               datetime.datetime(2027, 11, 7, 1))))
NAMES = "MO TU WE TH FR SA SU".split()
COLUMNS = ("all_day", "time_zone", "rrule", "exdate", "rdate", "start_at",
           "start_date", "wall_start")
KINDS = {"appointment": ("VEVENT", "DTEND", "end"),
         "task": ("VTODO", "DUE", "due")}


def instant(wall, zone):
    return wall.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)


def wall(moment, zone):
    """Of two equal ones the first, as iCalendar has it."""
    return moment.astimezone(ZoneInfo(zone)).replace(tzinfo=None, fold=0)


def clock(row, zone):
    """Wall clock of a timed row's start: what is kept of it, if it is that."""
    kept = row["wall_start"]
    return kept if kept and instant(kept, zone) == row["start_at"] else wall(
        row["start_at"], zone)


# Series

def rule(chance, start, all_day, zone):
    day = NAMES[start.weekday()]
    found = chance.choice((
        "FREQ=DAILY", "FREQ=DAILY;INTERVAL=3", "FREQ=WEEKLY",
        "FREQ=WEEKLY;INTERVAL=2;BYDAY=" + day, "FREQ=WEEKLY;BYDAY=" + ",".join(
            sorted({day, *chance.sample(NAMES, 2)})),
        "FREQ=MONTHLY", "FREQ=MONTHLY;BYDAY=1%s,-1%s" % (day, day),
        "FREQ=MONTHLY;BYMONTHDAY=1,15,-1"))
    last = start + DAY * chance.randrange(60)
    return found + chance.choice((
        "", ";COUNT=%d" % chance.randint(1, 12), ";UNTIL=" + (
            last.strftime("%Y%m%d") if all_day
            else instant(last, zone).strftime("%Y%m%dT%H%M%SZ"))))


def ruled(text, start, zone, before):
    """Wall clock of a rule's instances, by dateutil."""
    def until(match):
        if len(match[1]) == 8:
            return "UNTIL=%sT235959" % match[1]
        moment = datetime.datetime.strptime(match[1], "%Y%m%dT%H%M%SZ")
        return wall(moment.replace(tzinfo=UTC), zone).strftime(
            "UNTIL=%Y%m%dT%H%M%S")
    text = re.sub(r"UNTIL=(\w+)", until, text)
    if "UNTIL" not in text:
        text += before.strftime(";UNTIL=%Y%m%dT%H%M%S")
    return [moment for moment in rrulestr(
        text, dtstart=start) if moment < before]


class Series:
    """A random series as a client writes it."""

    def __init__(self, chance, kind, season):
        self.kind = kind
        self.uid = "%x" % chance.getrandbits(80)
        self.all_day = chance.random() < 0.3
        self.zone = HOME if self.all_day else chance.choice(ZONES)
        first, changes = season
        if chance.random() < 0.3:
            self.start = chance.choice(changes) + DAY * chance.choice(
                (-7, -1, 0, 0, 0))
        else:
            self.start = first + DAY * chance.randrange(160) + (
                HOUR * chance.choice((0, 2, 9, 9, 17, 23)))
        self.start += HOUR * chance.randrange(2) / 2
        if self.all_day:
            self.start = datetime.datetime.combine(self.start.date(), MIDNIGHT)
        self.length = DAY * chance.randint(1, 2) if self.all_day else \
            HOUR * chance.randint(1, 3)
        self.rule = rule(chance, self.start, self.all_day, self.zone)
        found = ruled(self.rule, self.start, self.zone, self.start + 90 * DAY)
        self.rdate = sorted({self.start + DAY * chance.randrange(1, 60)
                             for _ in range(chance.choice((0, 0, 2)))})
        found = sorted({self.start, *found, *self.rdate})
        chance.shuffle(found)
        some = chance.randint(0, min(2, len(found) - 1))
        self.exdate = sorted(found[:some])
        # instance -> (start, this and future)
        self.changed = {
            name: (name + chance.choice((HOUR * 0, HOUR * 0, DAY, DAY * -2)),
                   chance.random() < 0.2)
            for name in found[some:some + chance.choice((0, 1, 2))]}

    def at(self, moment):
        if self.all_day:
            return ";VALUE=DATE:" + moment.strftime("%Y%m%d")
        text = moment.strftime("%Y%m%dT%H%M%S")
        return (":%sZ" if self.zone == "UTC" else ";TZID=" + self.zone
                + ":%s") % text

    def named(self, chance, moment):
        """Some programs name instances by other types and zones."""
        form = chance.choice(("own", "own", "own", "utc", "other", "day"))
        if form == "own" or self.all_day and form != "day":
            return self.at(moment)
        if self.all_day:        # Exchange
            return ";TZID=%s:%s" % (HOME, moment.strftime("%Y%m%dT000000"))
        if form == "day":
            return ";VALUE=DATE:" + moment.strftime("%Y%m%d")
        if form == "utc":
            return ":" + instant(moment, self.zone).strftime("%Y%m%dT%H%M%SZ")
        return ";TZID=Asia/Tokyo:" + wall(instant(
            moment, self.zone), "Asia/Tokyo").strftime("%Y%m%dT%H%M%S")

    def component(self, start, *lines):
        name, end, _ = KINDS[self.kind]
        return ics.lines(
            "BEGIN:" + name, "UID:" + self.uid, "DTSTAMP:20260101T000000Z",
            "SUMMARY:Reihe", *lines, "DTSTART" + self.at(start),
            end + self.at(start + self.length), "END:" + name)

    def text(self, chance):
        return ics.calendar(
            self.component(self.start, "RRULE:" + self.rule, *(
                name + self.named(chance, moment)
                for name, moments in (("EXDATE", self.exdate),
                                      ("RDATE", self.rdate))
                for moment in moments)),
            *(self.component(start, "RECURRENCE-ID%s%s" % (
                ";RANGE=THISANDFUTURE" if future else "",
                self.named(chance, name)))
              for name, (start, future) in self.changed.items()))


# The three sides: {(item, name, start)}, times in UTC, days as dates

def by_dateutil(row, overrides, end):
    """What the columns mean, up to an instant."""
    def start_of(row):
        if row["all_day"]:
            return datetime.datetime.combine(row["start_date"], MIDNIGHT)
        return clock(row, row["time_zone"])

    zone = HOME if row["all_day"] else row["time_zone"]
    start = start_of(row)
    by_name = {each["recurrence_id"]: each for each in overrides}
    names = {start, *(row["rdate"] or ())}
    if row["rrule"]:
        names |= set(ruled(row["rrule"], start, zone, wall(end, zone) + 40 * DAY))
    names -= set(row["exdate"] or ())
    found = set()
    for name in names - set(by_name):
        earlier = [key for key, each in by_name.items()
                   if each["this_and_future"] and key <= name]
        shift, of = DAY * 0, zone
        if earlier:
            each = by_name[max(earlier)]
            shift = (start_of(each) if each["all_day"] else clock(
                each, zone)) - max(earlier)
            of = HOME if each["all_day"] else zone
        found.add((name, instant(name + shift, of)))
    for name, each in by_name.items():
        found.add((name, instant(start_of(each), HOME if each["all_day"]
                                 else each["time_zone"])))
    return {one for one in found if one[1] < end}


def by_device(data, kind):
    """What a client is given, expanded: {(name, start, end)}, all instants."""
    found = set()
    begin = "BEGIN:" + KINDS[kind][0]
    for part in "\n".join(ics.unfolded(data)).split(begin)[1:]:
        times = dict(re.findall(r"^(DTSTART|RECURRENCE-ID|DTEND|DUE)[^:]*:(\w+)",
                                part, re.M))
        start = moment_of(times["DTSTART"])
        name = moment_of(times.get("RECURRENCE-ID", times["DTSTART"]))
        found.add((name, start, moment_of(
            times.get(KINDS[kind][1], times["DTSTART"]))))
    return found


def moment_of(value):
    if len(value) == 8:
        return instant(datetime.datetime.strptime(value, "%Y%m%d"), HOME)
    return datetime.datetime.strptime(value, "%Y%m%dT%H%M%SZ").replace(
        tzinfo=UTC)


# Edits

def shape(kind, start, length, all_day, zone):
    """Columns of a time."""
    end = KINDS[kind][2]
    found = {"all_day": all_day, "start_at": None, "start_date": None,
             end + "_at": None, end + "_date": None}
    if all_day:
        found.update({"start_date": start.date(),
                      end + "_date": (start + max(length, DAY)).date()})
    else:
        found.update({"time_zone": zone, "start_at": instant(start, zone),
                      end + "_at": instant(start, zone) + length})
    return found


def edit(chance, kind, row):
    """(what it is called, columns, whether the days stay)."""
    zone = row["time_zone"]
    all_day = row["all_day"]
    start = (datetime.datetime.combine(row["start_date"], MIDNIGHT) if all_day
             else clock(row, zone))
    day = datetime.datetime.combine(start.date(), MIDNIGHT)
    other = chance.choice(ZONES)
    hour = HOUR * chance.randrange(24)
    deed = chance.choice(("kind", "kind", "clock", "zone", "zone and clock",
                          "day", "day and clock", "title", "without"))
    if deed == "kind" and not all_day:
        return deed, shape(kind, day, DAY, True, zone), True
    if deed == "kind" or deed == "clock" and all_day:
        return deed, shape(kind, day + hour, HOUR, False, other), True
    if deed == "clock":
        return deed, shape(kind, day + hour, HOUR, False, zone), True
    if deed == "zone":
        return deed, {"time_zone": other}, all_day
    if deed == "zone and clock":
        return deed, shape(kind, start, HOUR, all_day, other), True
    if deed in ("day", "day and clock"):
        moved = start + DAY * chance.choice((-7, -1, 1, 2, 7, 30))
        if deed == "day and clock" and not all_day:
            moved += HOUR
        return deed, shape(kind, moved, DAY if all_day else HOUR, all_day,
                           zone), False
    if deed == "without":
        return deed, {"exdate": sorted({*(row["exdate"] or ()), start + 7 * DAY
                                        })}, False
    return deed, {"title": "Neu"}, True


def by_shell(cluster, kind, key, columns):
    """The same by advoluxctl, as far as it has words for it."""
    words = []
    end = KINDS[kind][2]
    if columns.get("start_date"):
        words = ["--start", str(columns["start_date"]),
                 "--" + end, str(columns[end + "_date"])]
    elif columns.get("start_at"):
        zone = columns["time_zone"]
        words = ["--time-zone", zone]
        for option, name in (("--start", "start_at"), ("--" + end,
                                                       end + "_at")):
            words += [option, wall(columns[name], zone).strftime(
                "%Y-%m-%d %H:%M")]
    elif "time_zone" in columns:
        words = ["--time-zone", columns["time_zone"]]
    else:
        return False
    program = os.environ.get("ADVOLUXCTL") or str(TREE / "advoluxctl")
    subprocess.run([program, kind, "edit", str(key), *words], check=True,
                   env=cluster.environment(user="advolux_owner"),
                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return True


class Batch:
    """Series of one person, looked at from all sides."""

    def __init__(self, people, chance):
        self.people, self.chance = people, chance
        self.kind = chance.choice(sorted(KINDS))
        self.person = people.new(look_back="100 years")
        dav = batches.patient(self.person.dav)
        self.place = dav.termine if self.kind == "appointment" else dav.aufgaben
        season = chance.choice(SEASONS)
        self.begin = season[0].replace(tzinfo=UTC) - 40 * DAY
        self.end = self.begin + 260 * DAY + HOUR / 7
        self.said = collections.defaultdict(list)
        for _ in range(BATCH):
            series = Series(chance, self.kind, season)
            self.said[series.uid + ".ics"].append(series.text(chance))
        self.keys = batches.stored(people, self.person.login, self.kind, [
            text for text, in self.said.values()])
        assert len(self.keys) > BATCH * 0.8, self.keys
        if chance.random() < 0.5:
            people.forget_text(self.kind, list(self.keys))

    def rows(self):
        kind = self.kind
        rows = {row[kind + "_id"]: row for row in self.people.dicts(
            "SELECT %s_id, %s FROM advolux.%s WHERE main_editor = %%s "
            "ORDER BY 1" % (kind, ", ".join(COLUMNS), kind),
            self.person.staff_id)}
        overrides = collections.defaultdict(list)
        for each in self.people.dicts(
                "SELECT * FROM advolux.override WHERE %s_id = ANY (%%s)" % kind,
                list(rows)):
            overrides[each[kind + "_id"]].append(each)
        return rows, overrides

    def check(self):
        """All three agree; {key: names}."""
        rows, overrides = self.rows()
        listed = collections.defaultdict(set)
        for key, name, start, end in self.people.sql(
                "SELECT %s_id, instance, starts_at, ends_at FROM advolux."
                "%s_occurrences(%%s, %%s, %%s)" % (self.kind, self.kind),
                self.begin, self.end, self.person.staff_id):
            listed[key].add((name, start.astimezone(UTC), end.astimezone(UTC)))
        members = self.person.dav.shaped(
            self.place, [self.place + name for name in self.keys.values()],
            '<C:expand start="%s" end="%s"/>' % (
                self.begin.strftime("%Y%m%dT%H%M%SZ"),
                self.end.strftime("%Y%m%dT%H%M%SZ"))).members
        found = {}
        for key, name in self.keys.items():
            row = rows[key]
            expected = by_dateutil(row, overrides[key], self.end)
            zone = HOME if row["all_day"] else row["time_zone"]
            device = by_device(members[self.place + name].data or "",
                               self.kind)
            for side, what, right in (
                    ("advolux", {one[:2] for one in listed[key]}, expected),
                    ("device", device, {(instant(one, zone), start, end)
                                        for one, start, end in listed[key]})):
                assert what == right, "%s: %s has too many %s, too few %s" \
                    "\n%s\n%s\n%s" % (
                        self.tell(name), side, sorted(what - right),
                        sorted(right - what), row, overrides[key],
                        self.person.dav.get(self.place + name).text)
            found[key] = {name.date() for name, _ in expected
                          if name.date() < (self.end - 50 * DAY).date()}
        return found

    def edit(self):
        """Change each; the keys of those whose days stay."""
        rows, _ = self.rows()
        same = set()
        for key, row in rows.items():
            deed, columns, stays = edit(self.chance, self.kind, row)
            name = self.keys[key]
            if not (self.chance.random() < BY_SHELL and by_shell(
                    self.people.cluster, self.kind, key, columns)):
                self.people.sql("UPDATE advolux.%s SET %s WHERE %s_id = %%s" % (
                    self.kind, ", ".join(column + " = %s" + (
                        "::timestamp[]" if column == "exdate" else "")
                        for column in columns), self.kind),
                    *columns.values(), key)
            self.said[name].append("%s %r" % (deed, columns))
            if stays:
                same.add(key)
        return same

    def tell(self, name):
        return "\n".join(self.said[name])


@pytest.fixture(autouse=True)
def end_of_time(monkeypatch):
    """dateutil looks for instances that are not there up to this year."""
    monkeypatch.setattr(datetime, "MAXYEAR", 2050)


def batch(people, chance):
    made = Batch(people, chance)
    before = made.check()
    for _ in range(EDITS):
        same = made.edit()
        after = made.check()
        for key in same:
            assert after[key] == before[key], "%s: other days: %s, %s" % (
                made.tell(made.keys[key]),
                sorted(map(str, before[key] - after[key])),
                sorted(map(str, after[key] - before[key])))
        before = after
    made.person.dav.session.close()


def test_edits(people):
    batches.run(people, batch, BATCH * EDITS)
