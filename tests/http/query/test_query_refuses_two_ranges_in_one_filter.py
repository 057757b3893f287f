# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""A comp-filter has at most one time-range.

RFC 4791 section 9.7.1."""

from support.filters import comp, second


def test_two(shelf):
    one = second("20310310T090000Z")
    assert shelf.refusal(one, one) == ("C:valid-filter", [])
    assert shelf.find(one, comp("VALARM", one)) == set()
