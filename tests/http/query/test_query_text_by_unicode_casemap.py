# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""Letters of all scripts in any case; composed or not makes no difference.

RFC 5051 section 2."""

import pytest

from support.filters import prop, text


@pytest.mark.parametrize("value,matches", [
    ("G\u00dcTE", True), ("g\u00fcte", True), ("gu\u0308te", True),
    ("\u0433\u043e\u0434", True), ("\u03a3\u03a3", True), ("gute", False),
    ("\u0433\u0430\u0434", False)])
def test_folded(shelf, value, matches):
    shelf.add("a", "DTSTART:20310310T090000Z",
              "SUMMARY:G\u00fcte \u0413\u041e\u0414 \u03c3\u03c3")
    assert shelf.find(prop("SUMMARY", text(
        value, collation="i;unicode-casemap"))) == ({"a"} if matches else set())
