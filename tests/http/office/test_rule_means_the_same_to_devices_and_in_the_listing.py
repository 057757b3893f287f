# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""Whatever Advolux writes as a rule: what devices can read has the same instances
in Advolux' own listing; what they cannot is a bad row there too, of which the start
alone is told.

RFC 5545 section 3.3.10."""

import datetime

import pytest

from support import ics

GOOD = ("FREQ=DAILY", "freq=daily;interval=2", "FREQ=DAILY;INTERVAL=02",
        "FREQ=DAILY;COUNT=+3", ";FREQ=DAILY;;COUNT=2;", "FREQ=WEEKLY;WKST=SU",
        "FREQ=DAILY;X-OWN=1", "FREQ=WEEKLY;BYDAY=MO,TU,+1WE",
        "FREQ=DAILY;BYMONTH=01,2", "FREQ=MONTHLY;BYMONTHDAY=-1,+7,31",
        "RSCALE=GREGORIAN;FREQ=DAILY;SKIP=OMIT", "FREQ=DAILY;UNTIL=20270110",
        "FREQ=DAILY;COUNT=5;UNTIL=20270108T120000Z", "FREQ=YEARLY;BYYEARDAY=7")
BAD = ("FREQ=DAILY;INTERVAL=0", "FREQ=DAILY;INTERVAL=00", "FREQ=DAILY;INTERVAL=",
       "FREQ=DAILY;INTERVAL=-1", "FREQ=DAILY;INTERVAL=1.5",
       "FREQ=DAILY;INTERVAL=x", "FREQ=DAILY;INTERVAL=99999999999",
       "FREQ=DAILY;COUNT=0", "FREQ=DAILY;COUNT=-3", "FREQ=DAILY;COUNT=drei",
       "FREQ=DAILY;UNTIL=gestern", "FREQ=DAILY;UNTIL=20270230",
       "FREQ=DAILY;UNTIL=", "FREQ=WEEKLY;BYDAY=MI", "FREQ=WEEKLY;BYDAY=0MO",
       "FREQ=WEEKLY;BYDAY=", "FREQ=WEEKLY;BYDAY=54MO", "FREQ=DAILY;BYMONTH=13",
       "FREQ=DAILY;BYMONTH=0", "FREQ=MONTHLY;BYMONTHDAY=32",
       "FREQ=MONTHLY;BYMONTHDAY=0", "FREQ=YEARLY;BYYEARDAY=367",
       "FREQ=YEARLY;BYWEEKNO=54", "FREQ=MONTHLY;BYDAY=MO;BYSETPOS=0",
       "FREQ=WEEKLY;WKST=XX", "FREQ=DAILY;SINN=1", "FREQ=DAILY;INTERVAL",
       "COUNT=3", "FREQ=TAEGLICH", "INTERVAL=2;FREQ=SECONDLY",
       "FREQ=DAILY FREQ=DAILY", "FREQ=DAILY;INTERVAL=1 2")
FROM = datetime.datetime(2027, 1, 1, tzinfo=datetime.timezone.utc)
TO = datetime.datetime(2027, 2, 20, tzinfo=datetime.timezone.utc)
# A Thursday.
START = datetime.datetime(2027, 1, 7, 10, tzinfo=datetime.timezone.utc)


@pytest.fixture(params=("appointment", "task"))
def write(request, person):
    """write(rule): (path, what Advolux lists of it)"""
    kind = request.param
    end = "end_at" if kind == "appointment" else "due_at"

    def write(rule):
        columns = {"rrule": rule, "time_zone": "UTC", "start_at": START,
                   end: START + datetime.timedelta(hours=1)}
        item = (person.appointment if kind == "appointment" else person.task)(
            **columns, **({"mode": "both"} if kind == "task" else {}))
        listed = [start for key, start in person.people.sql(
            "SELECT %s_id, starts_at FROM advolux.%s_occurrences(%%s, %%s, %%s)"
            % (kind, kind), FROM, TO, person.staff_id) if key == item]
        return person.path(item), sorted(listed)
    return write


def expanded(dav, path):
    member = dav.shaped(path, [path], '<C:expand start="%s" end="%s"/>' % (
        FROM.strftime("%Y%m%dT%H%M%SZ"), TO.strftime("%Y%m%dT%H%M%SZ"))).only
    if member.data is None:
        return None
    return sorted(datetime.datetime.strptime(line[-16:], "%Y%m%dT%H%M%SZ")
                  .replace(tzinfo=datetime.timezone.utc)
                  for line in ics.unfolded(member.data)
                  if line.startswith("DTSTART"))


def test_rules_that_can_be_read(person, write):
    for rule in GOOD:
        path, listed = write(rule)
        assert len(listed) > 1 or "YEARLY" in rule, rule
        assert expanded(person.dav, path) == listed, rule


def test_rules_that_cannot(person, write):
    for rule in BAD:
        path, listed = write(rule)
        assert expanded(person.dav, path) is None, rule
        assert listed == [START], rule
