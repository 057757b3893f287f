# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""And only principals have one.

RFC 3744 section 4.2."""


def test_principal(person):
    found = person.dav.propfind(person.dav.principal, ["D:principal-URL"])
    assert found.only.hrefs("D:principal-URL") == [person.dav.principal]


def test_nothing_else(person):
    for place in (person.dav.root, person.dav.home, person.dav.termine):
        found = person.dav.propfind(place, ["D:principal-URL"]).only
        assert found.refused == {"D:principal-URL": 404}
