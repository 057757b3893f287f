# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""What a person sees in a client: titles and times."""

import datetime
import re
from collections import namedtuple

import icalendar

Shown = namedtuple("Shown", "title start all_day")


def shown(client, calendar):
    """One Shown for each item of a calendar, by its master component."""
    return [shown_of(text) for text in client.items(calendar).values()]


def shown_of(text):
    items = [node for node in
             icalendar.Calendar.from_ical(text).subcomponents
             if node.name in ("VEVENT", "VTODO")]
    master = next((node for node in items if "RECURRENCE-ID" not in node),
                  items[0])
    start = master["DTSTART"].dt if "DTSTART" in master else None
    all_day = (start is not None
               and not isinstance(start, datetime.datetime))
    if all_day:
        start = datetime.datetime.combine(start, datetime.time())
    elif start is not None:
        start = start.replace(tzinfo=None)
    if "DUE" in master and start is None:
        all_day = not isinstance(master["DUE"].dt, datetime.datetime)
    return Shown(summaries(text)[items.index(master)], start, all_day)


def summaries(text):
    """SUMMARY of each VEVENT or VTODO; icalendar takes the \\\\n of an
    escaped backslash for a line break, so this is read here."""
    unfolded = re.sub(r"\r?\n[ \t]", "", text.decode())
    return [re.sub(r"\\(.)", lambda m: {"n": "\n", "N": "\n"}.get(
                m[1], m[1]), found) for found in
            (re.search(r"(?m)^SUMMARY[^:\n]*:(.*?)\r?$", block)[1]
             for block in re.findall(
                 r"(?s)BEGIN:(?:VEVENT|VTODO)\r?\n.*?END:(?:VEVENT|VTODO)",
                 unfolded))]
