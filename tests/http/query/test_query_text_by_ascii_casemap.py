# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""The collation if none is named: letters of ASCII in any case.

RFC 4790 section 9.2."""

import pytest

from support.filters import prop, text


@pytest.mark.parametrize("collation", [None, "i;ascii-casemap", "default"])
def test_ascii_alone(shelf, collation):
    shelf.add("a", "DTSTART:20310310T090000Z", "SUMMARY:G\u00fcte TERMIN")

    def found(value):
        return shelf.find(prop("SUMMARY", text(value, collation=collation)))
    assert found("termin") == found("g\u00fcTE") == {"a"}
    assert found("G\u00dcTE") == set()
