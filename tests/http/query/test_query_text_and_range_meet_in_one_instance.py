# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""The instance in the range is the one whose text has to match.

RFC 4791 section 9.7.1."""

from support.filters import prop, text
from support.shelf import part


def test_changed_instance(shelf):
    shelf.put("a", part("VEVENT", "DTSTART:20310306T090000Z", "DURATION:PT1H",
                        "SUMMARY:Besprechung", "RRULE:FREQ=DAILY;COUNT=3"),
              part("VEVENT", "RECURRENCE-ID:20310307T090000Z",
                   "DTSTART:20310307T090000Z", "DURATION:PT1H",
                   "SUMMARY:Verhandlung"))
    usual, other = (prop("SUMMARY", text(name))
                    for name in ("Besprechung", "Verhandlung"))
    assert shelf.at("20310306T090000Z", usual) == {"a"}
    assert shelf.at("20310306T090000Z", other) == set()
    assert shelf.at("20310307T090000Z", other) == {"a"}
    assert shelf.at("20310307T090000Z", usual) == set()
