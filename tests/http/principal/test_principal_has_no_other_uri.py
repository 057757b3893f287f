# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""DAV:alternate-URI-set is there, and empty.

RFC 3744 section 4.1."""


def test_empty(person):
    found = person.dav.propfind(person.dav.principal,
                                ["D:alternate-URI-set"]).only
    assert found.children("D:alternate-URI-set") == []
