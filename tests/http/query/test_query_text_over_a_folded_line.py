# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""Where a line is folded says nothing about its value.

RFC 5545 section 3.1."""

from support.filters import prop, text


def test_folded(shelf):
    shelf.add("a", "DTSTART:20310310T090000Z",
              "SUMMARY:Verhandlung vor dem Ober", " landesgericht K\u00f6ln")
    assert shelf.find(prop("SUMMARY", text("Oberlandesgericht"))) == {"a"}
    assert shelf.find(prop("SUMMARY", text("Ober landesgericht"))) == set()
