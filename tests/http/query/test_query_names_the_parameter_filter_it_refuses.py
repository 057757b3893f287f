# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""The innermost element is the one that is named.

RFC 4791 section 7.8."""

from support.filters import param, prop


def test_unknown_condition(shelf):
    assert shelf.refusal(prop("SUMMARY"), prop("DTSTART", param(
        "TZID", "<X:maybe/>"))) == (
        "C:supported-filter", [("param-filter", "TZID")])
