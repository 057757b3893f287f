# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""DUE of each instance in UTC, or as a day; no DTSTART is made up.

RFC 4791 section 9.6.5."""

from support import ics
from support.shelf import BERLIN


def test_due(tasks):
    tasks.add("a", "DUE" + BERLIN + "20310306T100000", "RRULE:FREQ=WEEKLY")
    tasks.add("day", "DUE;VALUE=DATE:20310306", "RRULE:FREQ=WEEKLY")
    expand = '<C:expand start="20310312T000000Z" end="20310321T000000Z"/>'
    for label, due in (("a", "DUE:203103%dT090000Z"),
                       ("day", "DUE;VALUE=DATE:203103%d")):
        data = tasks.data(label, expand)
        assert [line for line in ics.unfolded(data) if line.startswith("DUE")
                ] == [due % 13, due % 20]
        assert "DTSTART" not in data
