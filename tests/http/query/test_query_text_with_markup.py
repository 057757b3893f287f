# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""Character references and CDATA mean their characters.

RFC 4791 section 9.7.5."""

from support.filters import prop


def test_ampersand(shelf):
    shelf.add("a", "DTSTART:20310310T090000Z", "SUMMARY:M\u00fcller & <S\u00f6hne>")

    def found(xml):
        return shelf.find(prop("SUMMARY", "<C:text-match>%s</C:text-match>"
                               % xml))
    assert found("&amp; &lt;") == found("<![CDATA[& <S]]>") == {"a"}
    assert found("M&#252;ller") == found("ller <![CDATA[&]]> &lt;") == {"a"}
    assert found("&amp;amp;") == set()
