# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""What is wrong with an object by RFC 5545 and RFC 4791 section 4.1, judged
here without the server's code or libical."""

import datetime
import re
import zoneinfo
from dataclasses import dataclass, field

SYNTAX = ("C:valid-calendar-data",)
FORMAT = ("C:supported-calendar-data", "C:valid-calendar-data")
OBJECT = ("C:valid-calendar-object-resource", "C:valid-calendar-data")
KIND = ("C:supported-calendar-component", "C:valid-calendar-object-resource",
        "C:valid-calendar-data")

# fault: preconditions that name it, a pattern that its description shows, and
# whether a server may accept the object all the same.
FAULTS = {
    "not utf-8": (SYNTAX, r"UTF-8", False),
    "control character": (SYNTAX, r"[Cc]ontrol|character|octet", False),
    "no content line": (SYNTAX, r"[Ll]ine|':'|colon", True),
    "unbalanced": (SYNTAX, r"END|BEGIN", False),
    "other version": (FORMAT, r"VERSION", True),
    "no PRODID": (SYNTAX + FORMAT, r"PRODID", True),
    "METHOD": (OBJECT, r"METHOD", True),
    "no component": (KIND, r"VEVENT|VTODO|component", False),
    "foreign component": (KIND, r"VEVENT|VTODO|component|[A-Z]{5,}", False),
    "no UID": (OBJECT, r"UID", False),
    "empty UID": (OBJECT, r"UID", False),
    "two masters": (OBJECT, r"RECURRENCE-ID|master|UID", False),
    "two overrides of one instance": (OBJECT, r"RECURRENCE-ID", True),
    "no start": (SYNTAX + OBJECT, r"DTSTART", True),
    "date or time": (SYNTAX, r"DTSTART|DTEND|DUE|EXDATE|RDATE|RECURRENCE-ID|"
                             r"COMPLETED|CREATED|DTSTAMP|LAST-MODIFIED|DATE",
                     True),
    "types of start and end differ": (OBJECT, r"DTEND|DUE|DTSTART", True),
    "ends before it starts": (OBJECT, r"DTEND|DUE|DURATION", True),
    "may end before it starts": (OBJECT, r"DTEND|DUE|DURATION", True),
    "end and duration": (OBJECT, r"DURATION", True),
    "duration": (SYNTAX, r"DURATION", True),
    "rule": (SYNTAX, r"RRULE|FREQ|rule", True),
    "rule without start": (SYNTAX + OBJECT, r"RRULE|DTSTART", True),
    "twice": (SYNTAX, r"[A-Z-]{3,}", True),
    "undefined zone": (SYNTAX, r"TZID|zone", True),
    "number": (SYNTAX, r"PRIORITY|SEQUENCE|PERCENT", True),
}

ONCE = {"UID", "DTSTART", "DTEND", "DUE", "DURATION", "DTSTAMP", "SUMMARY",
        "DESCRIPTION", "LOCATION", "STATUS", "CLASS", "TRANSP", "SEQUENCE",
        "PRIORITY", "PERCENT-COMPLETE", "COMPLETED", "CREATED", "RRULE",
        "LAST-MODIFIED", "RECURRENCE-ID"}
NUMBERS = {"PRIORITY": 9, "SEQUENCE": 2 ** 31 - 1, "PERCENT-COMPLETE": 100}
MOMENTS = ("DTSTART", "DTEND", "DUE", "RECURRENCE-ID", "EXDATE", "RDATE",
           "COMPLETED", "CREATED", "DTSTAMP", "LAST-MODIFIED")
ITEMS = ("VEVENT", "VTODO", "VJOURNAL", "VFREEBUSY")

_LINE = re.compile(r'([A-Za-z0-9-]+)((?:;[A-Za-z0-9-]+=(?:"[^"]*"|[^":;,]*)'
                   r'(?:,(?:"[^"]*"|[^":;,]*))*)*):(.*)$', re.S)
_PARAMETER = re.compile(r';([A-Za-z0-9-]+)=("[^"]*"|[^":;]*)')
_DATE = re.compile(r"\d{8}$")
_TIME = re.compile(r"\d{8}T\d{6}Z?$")
_DURATION = re.compile(r"[+-]?P(?:\d+W|(?=\d|T\d)(?:\d+D)?"
                       r"(?:T(?=\d)(?:\d+H)?(?:\d+M)?(?:\d+S)?)?)$")
_RULE = {
    "FREQ": r"SECONDLY|MINUTELY|HOURLY|DAILY|WEEKLY|MONTHLY|YEARLY",
    "UNTIL": r"\d{8}(?:T\d{6}Z?)?", "COUNT": r"[1-9]\d*",
    "INTERVAL": r"[1-9]\d*", "WKST": r"SU|MO|TU|WE|TH|FR|SA",
    "BYDAY": r"(?:[+-]?\d{0,2}(?:SU|MO|TU|WE|TH|FR|SA),?)+",
    **{name: r"(?:[+-]?\d+,?)+" for name in (
        "BYSECOND", "BYMINUTE", "BYHOUR", "BYMONTHDAY", "BYYEARDAY",
        "BYWEEKNO", "BYMONTH", "BYSETPOS")},
}


@dataclass
class Node:
    name: str
    properties: list = field(default_factory=list)  # (name, params, value)
    children: list = field(default_factory=list)

    def all(self, name):
        return [p for p in self.properties if p[0] == name]

    def value(self, name):
        found = self.all(name)
        return found[0][2] if found else None


def faults(octets, component):
    """The names in FAULTS that hold for an object put into the collection of
    `component` (VEVENT or VTODO)."""
    try:
        text = octets.decode("utf-8-sig")
    except UnicodeDecodeError:
        return {"not utf-8"}
    found = set()
    if re.search(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]", text):
        found.add("control character")
    root = _parse(text, found)
    if root is None:
        return found | {"unbalanced"}
    _judge_calendar(root, component, found)
    return found


def _parse(text, found):
    """The VCALENDAR's tree, None when BEGIN and END do not match."""
    stack, root = [], None
    if re.search(r"\n\r?\n[ \t]", text):    # a blank line within a fold
        found.add("no content line")
    for line in re.split(r"\r?\n", re.sub(r"(?:\r?\n)+[ \t]", "", text)):
        match = _LINE.match(line)
        if not match:
            if line.strip():
                found.add("no content line")
            continue
        name, value = match[1].upper(), match[3]
        if name == "BEGIN":
            node = Node(value.strip().upper())
            if stack:
                stack[-1].children.append(node)
            root = root or node
            stack.append(node)
        elif name == "END":
            if not stack or stack.pop().name != value.strip().upper():
                return None
        elif stack:
            parameters = {key.upper(): text.strip('"') for key, text
                          in _PARAMETER.findall(match[2])}
            stack[-1].properties.append((name, parameters, value))
    return root if not stack else None


def _judge_calendar(root, component, found):
    if (root.value("VERSION") or "").strip() != "2.0":
        found.add("other version")
    if not root.value("PRODID"):
        found.add("no PRODID")
    if root.all("METHOD"):
        found.add("METHOD")
    items = [node for node in root.children if node.name == component]
    others = [node for node in root.children
              if node.name not in (component, "VTIMEZONE")
              and not node.name.startswith("X-")]
    if others:
        found.add("foreign component")
    if not items:
        found.add("no component")
    zones = {re.sub(r"\\(.)", r"\1", node.value("TZID") or "")
             for node in root.children if node.name == "VTIMEZONE"}
    instances = [node.value("RECURRENCE-ID") for node in items]
    if instances.count(None) > 1:
        found.add("two masters")
    if len(set(instances)) < len(instances):
        found.add("two overrides of one instance")
    for node in items:
        _judge_item(node, zones, found)


def _judge_item(node, zones, found):
    names = [name for name, _, _ in node.properties]
    if "UID" not in names:
        found.add("no UID")
    elif not node.value("UID").strip():
        found.add("empty UID")
    if any(names.count(name) > 1 for name in ONCE):
        found.add("twice")
    if node.name == "VEVENT" and "DTSTART" not in names:
        found.add("no start")
    if "RRULE" in names and "DTSTART" not in names:
        found.add("rule without start")
    if "DURATION" in names and ("DTEND" in names or "DUE" in names):
        found.add("end and duration")
    for name, parameters, value in node.properties:
        _judge_property(name, parameters, value, zones, found)
    _judge_order(node, found)


def _judge_property(name, parameters, value, zones, found):
    if name in MOMENTS:
        kind = parameters.get("VALUE", "DATE-TIME").upper()
        for moment in value.split(","):
            if not _moment_is(moment, kind):
                found.add("date or time")
        zone = parameters.get("TZID")
        if zone and zone not in zones and not _known(zone):
            found.add("undefined zone")
    elif name == "DURATION" and not (
            _DURATION.match(value) and not value.startswith("-")):
        found.add("duration")
    elif name == "RRULE" and not _rule_is_sound(value):
        found.add("rule")
    elif name in NUMBERS and not (
            re.match(r"\d+$", value) and int(value) <= NUMBERS[name]):
        found.add("number")


def _judge_order(node, found):
    start = node.all("DTSTART")[:1]
    end = (node.all("DTEND") or node.all("DUE"))[:1]
    if not start or not end:
        return
    (_, one, first), (_, two, last) = start[0], end[0]
    if ("T" in first) != ("T" in last):
        found.add("types of start and end differ")
    elif first.endswith("Z") == last.endswith("Z"):
        if one.get("TZID") != two.get("TZID"):
            # Clocks of the world are 26 hours apart at the most.
            if _day_of(last) <= _day_of(first) + datetime.timedelta(days=1):
                found.add("may end before it starts")
        elif last < first or (last == first and "T" not in first):
            found.add("ends before it starts")


def _day_of(moment):
    try:
        return datetime.datetime.strptime(moment[:8], "%Y%m%d")
    except ValueError:
        return datetime.datetime.min


def _moment_is(text, kind):
    if kind == "PERIOD":
        first, _, last = text.partition("/")
        return _moment_is(first, "DATE-TIME") and (
            _moment_is(last, "DATE-TIME") or bool(_DURATION.match(last)))
    pattern = _DATE if kind == "DATE" else _TIME
    if not pattern.match(text):
        return False
    try:
        datetime.date(int(text[:4]), int(text[4:6]), int(text[6:8]))
    except ValueError:
        return False
    return kind == "DATE" or (text[9:11] < "24" and text[11:13] < "60"
                              and text[13:15] <= "60")


def _known(zone):
    """IANA, with or without the prefix of a program's own zone database."""
    parts = zone.split("/")
    return any("/".join(parts[n:]) in zoneinfo.available_timezones()
               for n in range(len(parts)))


def _rule_is_sound(value):
    parts = [part.partition("=") for part in
             value.rstrip(";").upper().split(";")]
    keys = [key for key, _, _ in parts]
    return ("FREQ" in keys and len(set(keys)) == len(keys)
            and not {"COUNT", "UNTIL"} <= set(keys)
            and all(key in _RULE and re.fullmatch(_RULE[key], text)
                    for key, _, text in parts)
            and not re.search(r"FREQ=(SECONDLY|MINUTELY|HOURLY)",
                              value.upper()))
