# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""CATEGORIES in one line or in several.

RFC 4791 section 9.7.5."""

from support.filters import prop, text


def test_categories(shelf):
    shelf.add("one", "DTSTART:20310310T090000Z", "CATEGORIES:Gericht,Frist")
    shelf.add("two", "DTSTART:20310310T090000Z", "CATEGORIES:Gericht",
              "CATEGORIES:Notar")
    assert shelf.find(prop("CATEGORIES", text("frist"))) == {"one"}
    assert shelf.find(prop("CATEGORIES", text("notar"))) == {"two"}
    assert shelf.find(prop("CATEGORIES", text("gericht"))) == {"one", "two"}
    assert shelf.find(prop("CATEGORIES", text("urlaub"))) == set()
