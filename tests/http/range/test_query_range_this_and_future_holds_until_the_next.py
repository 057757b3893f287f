# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""Of several changes the last one before an instance counts; a single
override within stands by itself.

RFC 5545 section 3.2.13."""

from support.shelf import part


def test_two_changes(shelf):
    def changed(day, hour, range=""):
        return part("VEVENT", "RECURRENCE-ID%s:%sT090000Z" % (range, day),
                    "DTSTART:%sT%s0000Z" % (day, hour), "DURATION:PT1H")
    future = ";RANGE=THISANDFUTURE"
    shelf.put("a", part("VEVENT", "DTSTART:20310306T090000Z", "DURATION:PT1H",
                        "RRULE:FREQ=DAILY"),
              changed("20310320", "15", future),
              changed("20310310", "12", future), changed("20310315", "18"))
    found = {day: [hour for hour in ("09", "12", "15", "18") if shelf.at(
        "203103%02dT%s3000Z" % (day, hour))] for day in (9, 10, 14, 15, 19,
                                                         20, 25)}
    assert found == {9: ["09"], 10: ["12"], 14: ["12"], 15: ["18"],
                     19: ["12"], 20: ["15"], 25: ["15"]}
