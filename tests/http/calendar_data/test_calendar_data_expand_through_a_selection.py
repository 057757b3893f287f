# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""expand and comp together: instances with the properties that are named.

RFC 4791 section 9.6.5."""

from support import ics
from support.shelf import BERLIN, alarm


def test_two_properties(shelf):
    shelf.add("a", "DTSTART" + BERLIN + "20310310T100000", "DURATION:PT1H",
              "SUMMARY:geheim", "RRULE:FREQ=DAILY", *alarm("TRIGGER:-PT5M"))
    data = shelf.data(
        "a", '<C:expand start="20310311T000000Z" end="20310313T000000Z"/>'
        '<C:comp name="VCALENDAR"><C:comp name="VEVENT"><C:prop name="DTSTART"/>'
        '<C:prop name="RECURRENCE-ID"/></C:comp></C:comp>')
    assert [line for line in ics.unfolded(data) if line and "VCAL" not in line
            ] == [line for day in ("11", "12") for line in (
                "BEGIN:VEVENT", "DTSTART:203103%sT090000Z" % day,
                "RECURRENCE-ID:203103%sT090000Z" % day, "END:VEVENT")]
