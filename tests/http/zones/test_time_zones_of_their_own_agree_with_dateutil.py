# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""Random VTIMEZONEs: rules of all forms, dates, ends, offsets of seconds. What
is expanded by them is what another implementation reads.

RFC 5545 section 3.6.5."""

import datetime
import io
import random
import warnings

import pytest
from dateutil import tz

from support import ics
from support.shelf import part

PARTS, ZONES, INSTANTS, SEED = 4, 50, 1000, 20261129
DAYS = "SU MO TU WE TH FR SA".split()
DAY = datetime.timedelta(hours=26)


def signed(seconds):
    size = abs(seconds)
    text = "%s%02d%02d" % ("-" if seconds < 0 else "+", size // 3600,
                           size // 60 % 60)
    return text + ("%02d" % (size % 60) if size % 60 else "")


def rule(chance, end):
    month, first = chance.randrange(1, 13), chance.randrange(1, 22)
    form = chance.choice([
        "BYMONTH=%d;BYDAY=%d%s" % (month, chance.choice([1, 2, 3, 4, -1, -2]),
                                   chance.choice(DAYS)),
        "BYMONTH=%d;BYDAY=-1%s" % (month, chance.choice(DAYS)),
        "BYMONTH=%d;BYDAY=%s;BYMONTHDAY=%s" % (
            month, chance.choice(DAYS),
            ",".join(str(first + n) for n in range(7))),
        "BYMONTH=%d;BYMONTHDAY=%d" % (month, chance.choice([1, 15, 28, -1])),
        "BYYEARDAY=%d" % chance.choice([60, 91, -60, 300])])
    return "RRULE:FREQ=YEARLY;%s%s" % (form, end)


def end(chance):
    return chance.choice(["", "", "", ";COUNT=%d" % chance.randrange(1, 60),
                          ";UNTIL=%d1231T120000Z" % chance.randrange(2012,
                                                                     2040)])


def start(chance, years):
    return "DTSTART:%d%02d%02dT%s" % (
        chance.choice(years), chance.randrange(1, 13), chance.randrange(1, 28),
        chance.choice(["020000", "030000", "000000", "233000", "013015"]))


def observances(chance):
    """[(kind, lines, offset before, offset after)]"""
    usual = chance.choice([chance.randrange(-48, 52) * 900,
                           chance.randrange(-40000, 40000)])
    summer = usual + chance.choice([3600, 3600, 1800, 7200])
    old = [1601, 1970, 1990, 2007]
    if chance.random() < 0.2:
        return [("STANDARD", [start(chance, old)], usual, usual)]
    if chance.random() < 0.2:
        return [("STANDARD", ["DTSTART:19700101T000000"], usual, usual)] + [
            (chance.choice(["STANDARD", "DAYLIGHT"]),
             [start(chance, range(1990, 2045))], usual,
             chance.choice([usual, summer, usual + 1200]))
            for _ in range(chance.randrange(1, 12))]
    found = [("STANDARD", [start(chance, old), rule(chance, end(chance))],
              summer, usual),
             ("DAYLIGHT", [start(chance, old), rule(chance, end(chance))],
              usual, summer)]
    if chance.random() < 0.4:
        year = chance.randrange(2000, 2040)
        found.append(("STANDARD", ["DTSTART:%d0615T040000" % year] + [
            "RDATE:%d%02d10T050000" % (year + n, chance.randrange(1, 13))
            for n in range(chance.randrange(4))], summer, usual + 900))
    chance.shuffle(found)
    return found


def definition(chance):
    lines = ["BEGIN:VTIMEZONE", "TZID:Our own time"]
    for kind, content, before, after in observances(chance):
        lines += ["BEGIN:" + kind, *content, "TZOFFSETFROM:" + signed(before),
                  "TZOFFSETTO:" + signed(after), "END:" + kind]
    return ics.lines(*lines, "END:VTIMEZONE")


def read_by_dateutil(text):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return tz.tzical(io.StringIO(ics.calendar(text))).get("Our own time")


def moments(chance, zone):
    """Local times, by what they are in UTC; none near a change of the
    clock."""
    found = {}
    first = chance.randrange(1975, 2030)
    while len(found) < INSTANTS:
        local = datetime.datetime(
            chance.randrange(first, 2100), chance.randrange(1, 13),
            chance.randrange(1, 28), chance.randrange(24),
            chance.randrange(60))
        before, offset, after = (
            (local + n * DAY).replace(tzinfo=zone).utcoffset()
            for n in (-1, 0, 1))
        if before == offset == after:
            found[local - offset] = local
    return found


@pytest.mark.parametrize("number", range(PARTS))
def test_offsets(shelf, number):
    seed = SEED + number
    print("seed", seed)
    chance = random.Random(seed)
    for _ in range(ZONES):
        text = definition(chance)
        right = moments(chance, read_by_dateutil(text))
        stamps = sorted(local.strftime("%Y%m%dT%H%M%S")
                        for local in right.values())
        shelf.dav.delete(shelf.place + "a")
        shelf.put("a", text, part(
            "VEVENT", "DTSTART;TZID=Our own time:" + stamps[0],
            "DURATION:PT1S", *[
                "RDATE;TZID=Our own time:" + stamp for stamp in stamps]))
        lines = ics.unfolded(shelf.data(
            "a", '<C:expand start="19700101T000000Z"'
            ' end="21010101T000000Z"/>'))
        assert sorted(line for line in lines if line.startswith(
            "DTSTART:")) == sorted(
                moment.strftime("DTSTART:%Y%m%dT%H%M%SZ")
                for moment in right), text
