# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""A prop-filter has a time-range or a text-match.

RFC 4791 section 9.7.2."""

from support.filters import prop, second, text


def test_both(shelf):
    assert shelf.refusal(prop("DTSTART", second("20310310T090000Z"), text(
        "x"))) == ("C:valid-filter", [])
