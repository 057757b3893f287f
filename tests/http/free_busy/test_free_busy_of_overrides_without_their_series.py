# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""Single instances that somebody is invited to.

RFC 4791 section 7.10."""

from support.shelf import part


def test_instances(shelf):
    shelf.put("a", part("VEVENT", "RECURRENCE-ID:20310909T160000Z",
                        "DTSTART:20310101T160000Z", "DURATION:PT1H"),
              part("VEVENT", "RECURRENCE-ID:20311231T160000Z",
                   "DTSTART:20311231T160000Z", "DURATION:PT2H"))
    assert shelf.busy() == [
        ("BUSY", "20310101T160000Z/20310101T170000Z"),
        ("BUSY", "20311231T160000Z/20311231T180000Z")]
