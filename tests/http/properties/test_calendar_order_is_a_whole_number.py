# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""Each calendar has its own.

RFC 4918 section 9.2."""

import pytest

NAME = "A:calendar-order"


@pytest.mark.parametrize("value,kept", [
    ("7", "7"), ("-3", "-3"), ("+4", "4"), ("0", "0"), ("x", None),
    ("1.5", None), ("9999999999", None)])
def test_order(person, value, kept):
    answer = person.dav.proppatch(person.dav.termine, {NAME: value})
    found = person.dav.propfind(person.dav.termine, [NAME]).only
    if kept:
        assert found.text(NAME) == kept
    else:
        assert answer.only.refused == {NAME: 409}
