# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""CALDAV:supported-filter holds the element that is not supported.

RFC 4791 section 7.8."""


def test_element_that_nobody_knows(shelf):
    assert shelf.refusal("<X:maybe/>") == (
        "C:supported-filter", [("comp-filter", "VEVENT")])
