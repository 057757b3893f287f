# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""A range is for properties of one date or time.

RFC 4791 section 7.8."""

import pytest

from support.filters import prop, second


@pytest.mark.parametrize("name", ["RDATE", "X-WHEN"])
def test_range_of_what_is_not_one_date(shelf, name):
    assert shelf.refusal(prop(name, second("20310310T090000Z"))) == (
        "C:supported-filter", [("prop-filter", name)])
