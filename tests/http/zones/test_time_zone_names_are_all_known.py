# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""Every name and link of the IANA database that this system has: the module
and the database read the same times by it.

RFC 5545 section 3.2.19."""

import datetime
import zoneinfo

from support import ics
from support.shelf import part

DATES = ["20270115T090000", "20270415T090000", "20270715T090000",
         "20271015T090000"]
NAMES = sorted(zoneinfo.available_timezones() - {"Factory", "localtime"})


def utc(local, name):
    return ics.utc(local, name)


def test_all(shelf):
    assert len(NAMES) > 400
    for number, name in enumerate(NAMES):
        shelf.put("%d" % number, part(
            "VEVENT", "SUMMARY:" + name,
            "DTSTART;TZID=%s:%s" % (name, DATES[2]), "DURATION:PT1H",
            "RDATE;TZID=%s:%s" % (name, ",".join(DATES))))
    stored = shelf.person.people.sql(
        "SELECT title, array_agg(caldav.instant(l::timestamp, a.time_zone)"
        " ORDER BY l), min(a.start_at) FROM advolux.appointment AS a,"
        " unnest(%s::text[]) AS l WHERE main_editor = %s GROUP BY title",
        DATES, shelf.person.staff_id)
    assert len(stored) == len(NAMES)
    wrong = []
    for name, instants, start in stored:
        right = [utc(date, name) for date in DATES]
        found = [moment.astimezone(datetime.timezone.utc).strftime(
            "%Y%m%dT%H%M%SZ") for moment in [*instants, start]]
        if found != right + [right[2]]:
            wrong.append((name, found, right))
    assert not wrong
    answer = shelf.dav.shaped(
        shelf.place, [shelf.place + "%d" % n for n in range(len(NAMES))],
        '<C:expand start="20270101T000000Z" end="20280101T000000Z"/>')
    for number, name in enumerate(NAMES):
        text = answer.members[shelf.place + "%d" % number].data
        right = sorted("DTSTART:" + utc(date, name) for date in DATES)
        if sorted(line for line in ics.unfolded(text)
                  if line.startswith("DTSTART")) != right:
            wrong.append((name, text))
    assert not wrong
