# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""Cut a calendar file into one object per UID without touching an octet."""

import re
from dataclasses import dataclass

_BEGIN = re.compile(rb"BEGIN:([A-Za-z-]+)\s*$", re.I)
_END = re.compile(rb"END:([A-Za-z-]+)\s*$", re.I)
_FOLD = re.compile(rb"(?:\r?\n)+[ \t]")


@dataclass
class Object:
    """octets: a whole VCALENDAR. component: VEVENT, VTODO, ... ('' if none).
    uid: as unfolded text, None if the component has none."""
    label: str
    component: str
    uid: str
    octets: bytes

    def without_method(self):
        """As a program imports it: METHOD belongs to mail, not to a store."""
        return re.sub(rb"(?im)^METHOD[^\n]*\n(?:(?:\r?\n)*[ \t][^\n]*\n)*",
                      b"", self.octets)


def split(octets, label):
    """Objects of one file, in its order. Calendar properties and VTIMEZONEs
    go with each."""
    found = []
    for number, calendar in enumerate(_calendars(octets)):
        found += _split_calendar(calendar, "%s/%d" % (label, number))
    return found


def _calendars(octets):
    """Each VCALENDAR of a file as its list of raw lines."""
    lines, inside = [], False
    for line in octets.splitlines(keepends=True):
        begin, end = _BEGIN.match(line), _END.match(line)
        if begin and begin[1].upper() == b"VCALENDAR":
            lines, inside = [], True
        if inside:
            lines.append(line)
        if inside and end and end[1].upper() == b"VCALENDAR":
            inside = False
            yield lines
    if inside:
        yield lines


def _split_calendar(lines, label):
    head, zones, groups, tail = [], [], {}, []
    for block in _blocks(lines[1:]):
        begin = _BEGIN.match(block[0])
        if _END.match(block[0]):
            tail += block
        elif not begin:
            head += block
        elif begin[1].upper() == b"VTIMEZONE":
            zones += block
        else:
            uid = _uid(block)
            key = uid if uid is not None else object()
            groups.setdefault(key, []).append((begin[1].upper(), block))
    if not groups:
        return [Object(label, "", None, b"".join(lines))]
    return [Object(
        "%s#%d" % (label, number), group[0][0].decode(),
        key if isinstance(key, str) else None,
        b"".join(lines[:1] + head + zones
                 + [line for _, block in group for line in block] + tail))
        for number, (key, group) in enumerate(groups.items())]


def _blocks(lines):
    """A property line with its folds, or a whole component, at a time."""
    block, depth = [], 0
    for line in lines:
        folded = line[:1] in b" \t" and line.strip()
        if block and depth == 0 and not folded:
            yield block
            block = []
        block.append(line)
        if _BEGIN.match(line):
            depth += 1
        elif _END.match(line) and depth:
            depth -= 1
    if block:
        yield block


def _uid(block):
    text = _FOLD.sub(b"", b"".join(block))
    found = re.search(rb"(?im)^UID(?:;[^:\n]*)?:([^\r\n]*)", text)
    return found[1].decode("utf-8", "replace") if found else None
