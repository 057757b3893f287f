# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""Each instance has the alarms of what it comes from.

RFC 4791 section 9.6.5."""

from support import ics
from support.shelf import alarm, part


def test_after_this_and_future(shelf):
    shelf.put("a", part("VEVENT", "DTSTART:20310306T090000Z", "DURATION:PT1H",
                        "RRULE:FREQ=DAILY", *alarm("TRIGGER:-PT1H")),
              part("VEVENT", "RECURRENCE-ID;RANGE=THISANDFUTURE:"
                   "20310308T090000Z", "DTSTART:20310308T090000Z",
                   "DURATION:PT1H", *alarm("TRIGGER:-PT5M")))
    data = shelf.data("a", '<C:expand start="20310307T000000Z" '
                      'end="20310310T000000Z"/>')
    assert [line for line in ics.unfolded(data) if line.startswith("TRIGGER")
            ] == ["TRIGGER:-PT1H", "TRIGGER:-PT5M", "TRIGGER:-PT5M"]
