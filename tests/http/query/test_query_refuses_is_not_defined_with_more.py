# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""What is not there has no conditions.

RFC 4791 section 9.7.4."""

import pytest

from support.filters import NOT_DEFINED, comp, param, prop, text


@pytest.mark.parametrize("make", [comp, prop])
def test_alone(shelf, make):
    inside = prop("ACTION") if make is comp else text("x")
    assert shelf.refusal(make("VALARM", NOT_DEFINED, inside)) == (
        "C:valid-filter", [])
    assert shelf.find(make("VALARM", NOT_DEFINED)) == set()


def test_parameter(shelf):
    assert shelf.refusal(prop("DTSTART", param(
        "TZID", NOT_DEFINED, text("x")))) == ("C:valid-filter", [])
