# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""RANGE=THISANDFUTURE: all later instances move as this one did.

RFC 5545 section 3.2.13."""

from support.shelf import part


def test_three_hours_later_and_longer(shelf):
    shelf.put("a", part("VEVENT", "DTSTART:20310306T090000Z", "DURATION:PT1H",
                        "RRULE:FREQ=DAILY"),
              part("VEVENT", "RECURRENCE-ID;RANGE=THISANDFUTURE:"
                   "20310310T090000Z", "DTSTART:20310310T120000Z",
                   "DURATION:PT2H"))
    assert shelf.at("20310309T090000Z") == {"a"}
    for day in ("20310310", "20310315", "20400101"):
        assert shelf.at(day + "T090000Z") == set()
        assert shelf.at(day + "T120000Z") == {"a"}
        assert shelf.at(day + "T135959Z") == {"a"}
        assert shelf.at(day + "T140000Z") == set()
