# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""What else is refused, and the colour stays.

RFC 4918 section 9.2."""

import pytest

NAME = "A:calendar-color"


@pytest.mark.parametrize("value,kept", [
    ("#ff8000", "#FF8000"), ("#FF8000FF", "#FF8000FF"), ("red", None),
    ("#12345", None), ("#1234567", None), ("#GG0000", None),
    ("#00000000;x", None)])
def test_color(person, value, kept):
    person.dav.proppatch(person.dav.termine, {NAME: "#112233"})
    answer = person.dav.proppatch(person.dav.termine, {NAME: value})
    found = person.dav.propfind(person.dav.termine, [NAME]).only
    if kept:
        assert found.text(NAME) == kept
    else:
        assert answer.only.refused == {NAME: 409}
        assert found.text(NAME) == "#112233"
