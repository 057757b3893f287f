# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""RFC 4918 section 15.6: the ETag is about the content, and so is the sync."""

LIVE = ["D:getetag", "D:getlastmodified", "D:resource-id", "D:creationdate",
        "D:getcontentlength"]
TOKENS = ["D:sync-token", "CS:getctag"]


def values(person, path, names):
    member = person.dav.propfind(path, names).only
    assert member.refused == {}
    return {name: "".join(member.props[name].itertext()) for name in names}


def test_nothing_else_changes(person):
    path = person.dav.termine + person.put_event()
    replica = person.replica()
    replica.sync()
    before = (values(person, path, LIVE),
              values(person, person.dav.termine, TOKENS),
              values(person, person.dav.home, TOKENS[:1]),
              person.dav.get(path))
    for values_, removed in (({"X:note": "x"}, ()), ({"X:note": "y"}, ()),
                             ({}, ["X:note"])):
        assert person.dav.proppatch(path, values_, remove=removed).status == 207
        got = person.dav.get(path)
        assert (values(person, path, LIVE),
                values(person, person.dav.termine, TOKENS),
                values(person, person.dav.home, TOKENS[:1])) == before[:3]
        assert (got.etag, got.body) == (before[3].etag, before[3].body)
    assert replica.sync() == (set(), set())


def test_the_next_put_needs_no_new_etag(person):
    path = person.dav.termine + person.put_event()
    got = person.dav.get(path)
    person.dav.proppatch(path, {"X:note": "x"})
    assert person.dav.put(path, got.body, If_Match=got.etag).status == 204
