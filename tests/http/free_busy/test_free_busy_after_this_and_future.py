# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""From the change on it is busy when and as the change says.

RFC 5545 section 3.2.13."""

from support.shelf import part


def test_moved_and_tentative(shelf):
    shelf.put("a", part("VEVENT", "DTSTART:20310306T090000Z", "DURATION:PT1H",
                        "RRULE:FREQ=DAILY;COUNT=4"),
              part("VEVENT", "RECURRENCE-ID;RANGE=THISANDFUTURE:"
                   "20310308T090000Z", "DTSTART:20310308T140000Z",
                   "DURATION:PT2H", "STATUS:TENTATIVE"))
    assert shelf.busy() == [
        ("BUSY", "20310306T090000Z/20310306T100000Z"),
        ("BUSY", "20310307T090000Z/20310307T100000Z"),
        ("BUSY-TENTATIVE", "20310308T140000Z/20310308T160000Z"),
        ("BUSY-TENTATIVE", "20310309T140000Z/20310309T160000Z")]
