# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""i;octet: as it is written.

RFC 4790 section 9.3."""

from support.filters import prop, text


def test_exact(shelf):
    shelf.add("a", "DTSTART:20310310T090000Z", "SUMMARY:G\u00fcte Termin")

    def found(value):
        return shelf.find(prop("SUMMARY", text(value, collation="i;octet")))
    assert found("G\u00fcte T") == {"a"}
    assert found("termin") == found("G\u00dcTE") == set()
