# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""The list only grants, never by exclusion; nothing is inherited.

RFC 3744 section 5.6."""


def test_restrictions(person):
    for place in (person.dav.termine, person.dav.home, person.dav.principal):
        found = person.dav.propfind(place, ["D:acl-restrictions",
                                            "D:inherited-acl-set"]).only
        assert found.children("D:acl-restrictions") == [
            "D:grant-only", "D:no-invert"]
        assert found.children("D:inherited-acl-set") == []
