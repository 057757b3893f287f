# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""iCalendar texts as clients write them, and dates that never go stale."""

import datetime
import itertools
from zoneinfo import ZoneInfo

import icalendar

BERLIN = ZoneInfo("Europe/Berlin")
_count = itertools.count(1)


def day(offset=0):
    """Today in Berlin plus offset days, as YYYYMMDD."""
    today = datetime.datetime.now(BERLIN).date()
    return (today + datetime.timedelta(days=offset)).strftime("%Y%m%d")


def dashed_day(offset=0):
    """As day(), YYYY-MM-DD."""
    text = day(offset)
    return "%s-%s-%s" % (text[:4], text[4:6], text[6:])


def utc(local, zone="Europe/Berlin"):
    """YYYYMMDDTHHMMSS of a zone as YYYYMMDDTHHMMSSZ."""
    moment = datetime.datetime.strptime(local, "%Y%m%dT%H%M%S")
    return moment.replace(tzinfo=ZoneInfo(zone)).astimezone(
        datetime.timezone.utc).strftime("%Y%m%dT%H%M%SZ")


def new_uid():
    return "test-%d-%s@example.com" % (
        next(_count), datetime.datetime.now().strftime("%H%M%S%f"))


def lines(*content):
    """Content lines with CRLF."""
    return "".join(line + "\r\n" for line in content)


def calendar(*components):
    return lines("BEGIN:VCALENDAR", "VERSION:2.0",
                 "PRODID:-//Example//Tests 1.0//DE") + "".join(
                     components) + lines("END:VCALENDAR")


def vevent(uid, *content, start=None, end=None, summary="Besprechung"):
    """One VEVENT; start and end are whole lines, by default an hour in a
    week's time."""
    week = day(7)
    start = start or "DTSTART;TZID=Europe/Berlin:%sT100000" % week
    if end is None and start.endswith("T100000"):
        end = start.replace("DTSTART", "DTEND").replace("T100000", "T110000")
    return lines(*[line for line in (
        "BEGIN:VEVENT", "UID:" + uid, "DTSTAMP:20260101T000000Z", start, end,
        "SUMMARY:" + summary, *content, "END:VEVENT") if line])


def vtodo(uid, *content, summary="Klage entwerfen"):
    return lines("BEGIN:VTODO", "UID:" + uid, "DTSTAMP:20260101T000000Z",
                 "SUMMARY:" + summary, *content, "END:VTODO")


def event(uid, *content, **options):
    return calendar(vevent(uid, *content, **options))


def todo(uid, *content, **options):
    return calendar(vtodo(uid, *content, **options))


def zone(tzid):
    """A VCALENDAR with a VTIMEZONE of Central Europe's offsets, under a name:
    servers that know the name take their own rules for it."""
    return calendar(lines(
        "BEGIN:VTIMEZONE", "TZID:" + tzid, "BEGIN:STANDARD",
        "DTSTART:19701025T030000", "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU",
        "TZOFFSETFROM:+0200", "TZOFFSETTO:+0100", "END:STANDARD",
        "BEGIN:DAYLIGHT", "DTSTART:19700329T020000",
        "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU", "TZOFFSETFROM:+0100",
        "TZOFFSETTO:+0200", "END:DAYLIGHT", "END:VTIMEZONE"))


def unfolded(text):
    """Content lines without folds."""
    if isinstance(text, bytes):
        text = text.decode()
    return text.replace("\r\n ", "").replace("\r\n\t", "").replace(
        "\r\n", "\n").replace("\n ", "").split("\n")


def parsed(text, name="VEVENT"):
    """The components of that name."""
    return icalendar.Calendar.from_ical(text).walk(name)
