# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""RFC 3744 sections 4.2 to 4.4 and 5.8.

RFC 3744 section 4.4."""


def test_principal(person):
    member = person.dav.propfind(person.dav.principal, [
        "D:principal-URL", "D:group-membership", "D:group-member-set",
        "D:alternate-URI-set", "D:principal-collection-set"]).only
    assert member.refused == {}
    assert member.hrefs("D:principal-URL") == [person.dav.principal]
    assert member.hrefs("D:group-membership") == []
    assert member.hrefs("D:group-member-set") == []
    assert member.hrefs("D:principal-collection-set") == [
        person.dav.root + "principals/"]


def test_the_collection_of_principals_is_named_everywhere(person):
    path = person.dav.termine + person.put_event()
    for place in (person.dav.root, person.dav.home, person.dav.termine, path):
        member = person.dav.propfind(place,
                                     ["D:principal-collection-set"]).only
        assert member.hrefs("D:principal-collection-set") == [
            person.dav.root + "principals/"]
