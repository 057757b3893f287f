# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""From the change on its text counts, before it the series'.

RFC 5545 section 3.2.13."""

from support.filters import prop, text
from support.shelf import part


def test_renamed_from_then_on(shelf):
    shelf.put("a", part("VEVENT", "DTSTART:20310306T090000Z", "DURATION:PT1H",
                        "SUMMARY:Besprechung", "RRULE:FREQ=DAILY"),
              part("VEVENT", "RECURRENCE-ID;RANGE=THISANDFUTURE:"
                   "20310310T090000Z", "DTSTART:20310310T140000Z",
                   "DURATION:PT1H", "SUMMARY:Verhandlung"))
    usual, other = (prop("SUMMARY", text(name))
                    for name in ("Besprechung", "Verhandlung"))
    assert shelf.at("20310309T090000Z", usual) == {"a"}
    assert shelf.at("20310309T090000Z", other) == set()
    for day in ("20310310", "20310320"):
        assert shelf.at(day + "T140000Z", other) == {"a"}
        assert shelf.at(day + "T140000Z", usual) == set()
        assert shelf.at(day + "T090000Z", usual) == set()
