# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""Days of 23 and of 25 hours.

RFC 5545 section 3.3.6."""


def test_days(shelf):
    shelf.add("short", "DTSTART;VALUE=DATE:20310330")
    shelf.add("long", "DTSTART;VALUE=DATE:20311026",
              "DTEND;VALUE=DATE:20311027")
    assert shelf.busy() == [
        ("BUSY", "20310329T230000Z/20310330T220000Z"),
        ("BUSY", "20311025T220000Z/20311026T230000Z")]
