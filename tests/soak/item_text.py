# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""Calendar objects as the model has them, read from and written as iCalendar
by code that shares nothing with the server's."""

import dataclasses
import datetime
import re
from zoneinfo import ZoneInfo

UTC = datetime.timezone.utc
STAMPS = {"UID", "DTSTAMP", "LAST-MODIFIED", "CREATED"}


@dataclasses.dataclass(frozen=True)
class Component:
    """A master or an override; start, end, exdate and rdate are naive wall
    clock in zone (of the series), completed is naive UTC."""
    title: str = ""
    description: str = None
    location: str = None
    all_day: bool = False
    zone: str = None
    start: datetime.datetime = None
    end: datetime.datetime = None       # of a task: due
    status: str = None
    privacy: str = None
    free: bool = False
    priority: int = 0
    categories: tuple = ()
    percent: int = None
    completed: datetime.datetime = None
    rrule: str = None
    exdate: tuple = ()
    rdate: tuple = ()
    sequence: int = 0
    matter: str = None                  # shown, not the client's to change
    participants: tuple = ()

    def but(self, **fields):
        return dataclasses.replace(self, **fields)


@dataclasses.dataclass(frozen=True)
class Object:
    """overrides: recurrence id -> Component. extras: lines that no column
    holds; of a component by its recurrence id (None: master), of the calendar
    by "calendar"."""
    uid: str
    master: Component
    overrides: dict
    extras: dict

    def but(self, **fields):
        return dataclasses.replace(self, **fields)

    def components(self):
        return {None: self.master, **self.overrides}


def utc(local, zone):
    """Naive wall clock to naive UTC."""
    return local.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC).replace(
        tzinfo=None)


def local(moment, zone):
    """Naive UTC to naive wall clock."""
    return moment.replace(tzinfo=UTC).astimezone(ZoneInfo(zone)).replace(
        tzinfo=None)


# Reading

_ESCAPES = {"n": "\n", "N": "\n"}


def unescape(value):
    return re.sub(r"\\(.)", lambda m: _ESCAPES.get(m[1], m[1]), value)


def content_lines(text):
    unfolded = re.sub(r"\r?\n[ \t]", "", text)
    return [line for line in unfolded.replace("\r\n", "\n").split("\n") if line]


def split(line):
    """Name, parameters, value; no parameter here has a quoted colon."""
    head, _, value = line.partition(":")
    name, *parameters = head.split(";")
    return name.upper(), dict(p.split("=", 1) for p in parameters), value


def read_time(parameters, value, zone):
    """(wall clock, zone, whether it is a date)."""
    if len(value) == 8:
        return datetime.datetime.strptime(value, "%Y%m%d"), zone, True
    moment = datetime.datetime.strptime(value[:15], "%Y%m%dT%H%M%S")
    if value.endswith("Z"):
        return moment, "UTC", False
    return moment, parameters.get("TZID", zone), False


def as_wall(parameters, value, zone, target):
    """A time in the wall clock of the series' zone."""
    moment, of, date = read_time(parameters, value, zone)
    if date or of == target:
        return moment
    return local(utc(moment, of), target)


class _Reader:
    def __init__(self, zone):
        self.zone = zone
        self.lines = []
        self.extras = []

    def component(self, series_zone):
        """(recurrence id, Component, extra lines)."""
        fields, dates, recurrence = {}, [], None
        for name, parameters, value in self.lines:
            if name in ("DTSTART", "DTEND", "DUE"):
                moment, zone, date = read_time(parameters, value, self.zone)
                fields["start" if name == "DTSTART" else "end"] = moment
                if name == "DTSTART" or "zone" not in fields:
                    fields.update(zone=zone, all_day=date)
            elif name in ("EXDATE", "RDATE"):
                dates += [(name.lower(), parameters, one)
                          for one in value.split(",")]
            elif name == "RECURRENCE-ID":
                recurrence = (parameters, value)
            elif name in PLAIN:
                field, read = PLAIN[name]
                fields[field] = read(value)
            elif name == "CATEGORIES":
                fields["categories"] = fields.get("categories", ()) + tuple(
                    unescape(one) for one in re.split(r"(?<!\\),", value))
            elif name == "X-ADVOLUX-PARTICIPANT":
                fields["participants"] = fields.get("participants", ()) + (
                    unescape(value),)
        fields.setdefault("zone", self.zone)
        fields["title"] = fields.get("title") or ""
        for name in ("exdate", "rdate"):
            fields[name] = tuple(sorted(
                as_wall(parameters, one, self.zone, fields["zone"])
                for of, parameters, one in dates if of == name))
        found = Component(**fields)
        if found.end is None and found.start and self.event:
            found = found.but(end=found.start + datetime.timedelta(
                days=found.all_day))
        key = recurrence and as_wall(*recurrence, self.zone,
                                     series_zone or found.zone)
        return key, found, tuple(self.extras)


PLAIN = {
    "SUMMARY": ("title", unescape),
    "DESCRIPTION": ("description", lambda v: unescape(v) or None),
    "LOCATION": ("location", lambda v: unescape(v) or None),
    "STATUS": ("status", str.lower),
    "CLASS": ("privacy", str.lower),
    "TRANSP": ("free", lambda v: v == "TRANSPARENT"),
    "PRIORITY": ("priority", int),
    "PERCENT-COMPLETE": ("percent", int),
    "COMPLETED": ("completed", lambda v: read_time({}, v, "UTC")[0]),
    "RRULE": ("rrule", str),
    "SEQUENCE": ("sequence", int),
    "X-ADVOLUX-AKTE": ("matter", unescape),
}
MAPPED = STAMPS | set(PLAIN) | {
    "DTSTART", "DTEND", "DUE", "EXDATE", "RDATE", "RECURRENCE-ID", "CATEGORIES",
    "X-ADVOLUX-PARTICIPANT"}
PASSING = {"VERSION", "PRODID", "CALSCALE"}


def read(text, zone):
    """The Object of a text; zone is the calendar's."""
    readers, calendar, uid, path = [], [], None, []
    for line in content_lines(text):
        name, parameters, value = split(line)
        if name == "BEGIN":
            path.append(value)
            if len(path) == 2 and value in ("VEVENT", "VTODO"):
                readers.append(_Reader(zone))
                readers[-1].event = value == "VEVENT"
        inside = len(path) > 1 and path[1] in ("VEVENT", "VTODO")
        if inside and len(path) == 2 and name == "UID":
            assert uid in (None, unescape(value)), text
            uid = unescape(value)
        if inside and len(path) > 2:
            readers[-1].extras.append(line)
        elif inside and name in MAPPED:
            readers[-1].lines.append((name, parameters, value))
        elif inside and name not in ("BEGIN", "END"):
            readers[-1].extras.append(line)
        elif len(path) == 1 and name not in PASSING | {"BEGIN", "END"}:
            calendar.append(line)
        if name == "END":
            assert path.pop() == value, text
    assert not path and readers, text
    masters = [r for r in readers
               if not any(n == "RECURRENCE-ID" for n, _, _ in r.lines)]
    assert len(masters) == 1, text
    _, master, extras = masters[0].component(None)
    found = Object(uid, master, {}, {None: extras, "calendar": tuple(calendar)})
    for reader in readers:
        if reader is not masters[0]:
            key, component, extras = reader.component(master.zone)
            assert key not in found.overrides, text
            found.overrides[key] = component
            found.extras[key] = extras
    return found


# Writing

def escape(value):
    return (value.replace("\\", "\\\\").replace(";", "\\;")
            .replace(",", "\\,").replace("\n", "\\n"))


def write_time(name, moment, frame, floating=False):
    if frame.all_day:
        return "%s;VALUE=DATE:%s" % (name, moment.strftime("%Y%m%d"))
    value = moment.strftime("%Y%m%dT%H%M%S")
    if frame.zone == "UTC":
        return "%s:%sZ" % (name, value)
    return ("%s:%s" % (name, value) if floating
            else "%s;TZID=%s:%s" % (name, frame.zone, value))


def component_lines(uid, component, series, key, event, extras, floating):
    c = component
    yield "BEGIN:" + ("VEVENT" if event else "VTODO")
    yield "UID:" + uid
    yield "DTSTAMP:20200101T000000Z"
    if key is not None:
        yield write_time("RECURRENCE-ID", key, series, floating)
    yield "SUMMARY:" + escape(c.title)
    if c.start:
        yield write_time("DTSTART", c.start, c, floating)
    if c.end:
        yield write_time("DTEND" if event else "DUE", c.end, c, floating)
    for name, value in (
            ("DESCRIPTION", c.description and escape(c.description)),
            ("LOCATION", c.location and escape(c.location)),
            ("STATUS", c.status and c.status.upper()),
            ("CLASS", c.privacy and c.privacy.upper()),
            ("TRANSP", "TRANSPARENT" if c.free else None),
            ("PRIORITY", c.priority or None), ("PERCENT-COMPLETE", c.percent),
            ("COMPLETED", c.completed and c.completed.strftime(
                "%Y%m%dT%H%M%SZ")),
            ("CATEGORIES", ",".join(map(escape, c.categories)) or None),
            ("RRULE", c.rrule), ("SEQUENCE", c.sequence or None),
            ("X-ADVOLUX-AKTE", c.matter and escape(c.matter))):
        if value is not None:
            yield "%s:%s" % (name, value)
    for name in c.participants:
        yield "X-ADVOLUX-PARTICIPANT:" + escape(name)
    for name, dates in (("EXDATE", c.exdate), ("RDATE", c.rdate)):
        for moment in dates:
            yield write_time(name, moment, c, floating)
    yield from extras
    yield "END:" + ("VEVENT" if event else "VTODO")


def write(found, event, floating=False):
    """A text of the Object, as a client writes it."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//soak//device//EN",
             *found.extras.get("calendar", ())]
    for key, component in found.components().items():
        lines += component_lines(found.uid, component, found.master, key,
                                 event, found.extras.get(key, ()), floating)
    return "".join(line + "\r\n" for line in [*lines, "END:VCALENDAR"])
