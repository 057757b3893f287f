# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""Any name that a segment can be: found again by GET, in listings and by
sync.

RFC 3986 section 2.1."""

import pytest
from urllib.parse import quote

from support import ics


@pytest.mark.parametrize("name", [
    "ä-ö.ics", "日本.ics", "a b.ics", "a%20b.ics", "a&b=c;d.ics", "'\"<>.ics",
    "~.ics", "a+b.ics", "UPPER.ICS", "a#b?c.ics", "x" * 200 + ".ics", "-", "_",
    "a:b.ics", "(1).ics", "a/b.ics", "/", "a%2Fb.ics", "../a.ics", "//a//.ics",
    "a/ä%/b.ics", "[1].ics", "{1}.ics", "$@!*,.ics", "😀.ics"])
def test_round_trip(person, name):
    uid = ics.new_uid()
    path = person.dav.termine + quote(name, safe="")
    assert person.dav.put(path, ics.event(uid)).status == 201
    assert person.dav.get(path).status == 200
    listed = person.dav.propfind(person.dav.termine, ["D:getetag"], depth="1",
                                 Prefer="depth-noroot").only
    assert person.dav.multiget(person.dav.termine,
                               [listed.href]).only.etag == listed.etag
    replica = person.replica()
    replica.sync()
    assert set(replica.items) == {name}
    assert person.dav.delete(listed.href).status == 204


@pytest.mark.parametrize("name", ["a%2Fb.ics", "a%252Fb.ics", "%2F.ics"])
def test_one_href(person, name):
    uid = ics.new_uid()
    path = person.dav.termine + name
    answer = person.dav.put(path, ics.event(uid))
    assert answer.status == 201, answer
    listed = person.dav.propfind(person.dav.termine, ["D:getetag"], depth="1",
                                 Prefer="depth-noroot")
    fetched = person.dav.multiget(person.dav.termine, [path])
    synced = person.dav.sync_collection(person.dav.termine)
    for found in (listed, fetched, synced,
                  person.dav.propfind(path, ["D:getetag"], depth="0")):
        assert found.only.href == path, found
    assert answer.etag == listed.only.etag
    tagged = person.dav.put(path, ics.event(uid, summary="neu"), If="<%s%s> ([%s])"
                            % (person.dav.origin, path, answer.etag))
    assert tagged.status == 204, tagged
    moved = person.dav.termine + "m%2F" + name
    answer = person.dav.request("MOVE", path, headers={
        "Destination": person.dav.origin + moved})
    assert answer.status == 201, answer
    assert answer.headers["Location"] == moved
    assert person.dav.get(moved).status == 200
    assert person.dav.get(path).status == 404
    other = person.dav.put(person.dav.termine + "x", ics.event(uid))
    assert other.preconditions == ["C:no-uid-conflict"]
    assert other.xml.findtext(".//{DAV:}href") == moved
    assert person.dav.delete(moved).status == 204
