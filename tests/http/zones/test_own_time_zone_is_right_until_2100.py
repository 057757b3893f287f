# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""The VTIMEZONE of what was born in Advolux, computed by dateutil, says what
the zone database says, from 1970 to 2100: at every change, and in between.

RFC 5545 section 3.6.5."""

import datetime
import io
from zoneinfo import ZoneInfo

import pytest
from dateutil import tz

from support import ics

UTC = datetime.timezone.utc
ZONES = ["Europe/Berlin", "Europe/London", "Europe/Dublin", "Europe/Istanbul",
         "Europe/Moscow", "America/New_York", "America/Sao_Paulo",
         "America/St_Johns", "Asia/Tokyo", "Asia/Kolkata", "Asia/Tehran",
         "Australia/Lord_Howe", "Pacific/Apia", "Pacific/Auckland",
         "Africa/Cairo", "Africa/Lagos"]


def definition(person, zone):
    item = person.appointment(day=7, zone=zone)
    text = person.dav.get(person.path(item)).text
    return text[text.index("BEGIN:VTIMEZONE"):text.index("BEGIN:VEVENT")]


def moments(zone):
    """Noon on every 20th day, and two hours either side of each change."""
    day = datetime.timedelta(days=20)
    moment = datetime.datetime(1970, 1, 5, 12, tzinfo=UTC)
    while moment.year < 2100:
        yield moment
        if moment.astimezone(zone).utcoffset() != (
                moment + day).astimezone(zone).utcoffset():
            yield from around_change(moment, moment + day, zone)
        moment += day


def around_change(low, high, zone):
    before = low.astimezone(zone).utcoffset()
    while high - low > datetime.timedelta(minutes=1):
        middle = low + (high - low) / 2
        if middle.astimezone(zone).utcoffset() == before:
            low = middle
        else:
            high = middle
    hours = datetime.timedelta(hours=2, minutes=5)
    yield high - hours
    yield high + hours


@pytest.mark.parametrize("name", ZONES)
def test_agrees_with_zoneinfo(person, name):
    text = definition(person, name)
    assert "TZID:%s\r\n" % name in text and "TZID:/" not in text
    own = tz.tzical(io.StringIO(ics.calendar(text))).get(name)
    zone = ZoneInfo(name)
    for moment in moments(zone):
        local = moment.astimezone(zone).replace(tzinfo=None)
        assert local.replace(tzinfo=own).utcoffset() == \
            moment.astimezone(zone).utcoffset(), moment
