# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""Per person; removed, it is a 404 again; too long, a conflict.

RFC 4791 section 5.2.1."""

NAME = "C:calendar-description"


def test_kept(person):
    text = "Termine der Kanzlei <&> \u00e4\u00f6\u00fc"
    assert person.dav.proppatch(person.dav.termine,
                                {NAME: text}).only.text(NAME) == ""
    found = person.dav.propfind(person.dav.termine, [NAME]).only
    assert found.text(NAME) == text
    person.dav.proppatch(person.dav.termine, {}, [NAME])
    found = person.dav.propfind(person.dav.termine, [NAME]).only
    assert found.refused == {NAME: 404}


def test_too_long(person):
    answer = person.dav.proppatch(person.dav.termine, {NAME: "x" * 5000})
    assert answer.only.refused == {NAME: 409}
