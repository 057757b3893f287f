# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""What has no length occupies no time.

RFC 4791 section 7.10."""


def test_moment(shelf):
    shelf.add("moment", "DTSTART:20310306T090000Z")
    shelf.add("none", "DTSTART:20310307T090000Z", "DURATION:PT0S")
    shelf.add("second", "DTSTART:20310308T090000Z", "DURATION:PT1S")
    assert shelf.busy() == [("BUSY", "20310308T090000Z/20310308T090001Z")]
