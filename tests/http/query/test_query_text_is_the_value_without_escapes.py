# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""Commas, semicolons, backslashes and line ends as people read them.

RFC 4791 section 9.7.5."""

from support.filters import prop, text


def test_unescaped(shelf):
    shelf.add("a", "DTSTART:20310310T090000Z",
              "DESCRIPTION:Meyer\\, Schulz\\; C:\\\\Akten\\nzweite Zeile")
    for value in ("Meyer, Schulz", "Schulz; C:\\Akten", "Akten\nzweite"):
        assert shelf.find(prop("DESCRIPTION", text(value))) == {"a"}
    assert shelf.find(prop("DESCRIPTION", text("Meyer\\, Schulz"))) == set()
