# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""An override counts where it is, also outside the series.

RFC 4791 section 9.9."""

from support.shelf import part


def test_before_and_after_the_series(shelf):
    shelf.put("a", part("VEVENT", "DTSTART:20310306T090000Z", "DURATION:PT1H",
                        "RRULE:FREQ=DAILY;COUNT=3"),
              part("VEVENT", "RECURRENCE-ID:20310307T090000Z",
                   "DTSTART:20310601T090000Z", "DURATION:PT1H"),
              part("VEVENT", "RECURRENCE-ID:20310308T090000Z",
                   "DTSTART:20310205T090000Z", "DURATION:PT1H"))
    assert shelf.at("20310601T090000Z") == shelf.at("20310205T090000Z") == {"a"}
    assert shelf.at("20310308T090000Z") == set()
