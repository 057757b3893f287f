# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""An invitation to single instances: each stands for itself.

RFC 4791 section 4.1."""

from support.shelf import part


def test_two_instances(shelf):
    shelf.put("a", part("VEVENT", "RECURRENCE-ID:20310307T090000Z",
                        "DTSTART:20310307T100000Z", "DURATION:PT1H"),
              part("VEVENT", "RECURRENCE-ID:20310407T090000Z",
                   "DTSTART:20310407T090000Z", "DURATION:PT1H"))
    assert shelf.at("20310307T100000Z") == shelf.at("20310407T090000Z") == {"a"}
    assert shelf.at("20310307T090000Z") == shelf.at("20310320T090000Z") == set()
