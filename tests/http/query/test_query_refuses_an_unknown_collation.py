# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""CALDAV:supported-collation, wherever the text-match stands.

RFC 4791 section 7.5.1."""

from support.filters import param, prop, text


def test_property_and_parameter(shelf):
    for collation in ("i;basic", "i;klingon", "", "I;OCTET*"):
        match = text("x", collation=collation)
        assert shelf.refusal(prop("SUMMARY", match)) == (
            "C:supported-collation", [])
        assert shelf.refusal(prop("DTSTART", param("TZID", match)))[0] == \
            "C:supported-collation"
