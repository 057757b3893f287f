# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""Nobody deletes what has changed since it was seen.

RFC 9110 section 13.1.1."""

from support import ics


def test_changed_since(person):
    uid = ics.new_uid()
    path = person.dav.termine + person.put_event(uid)
    old = person.dav.get(path).etag
    new = person.dav.put(path, ics.event(uid, summary="Zwei")).etag
    assert person.dav.delete(path, If_Match=old).status == 412
    assert person.dav.get(path).etag == new
    assert person.dav.delete(path, If_Match=new).status == 204
    assert person.dav.get(path).status == 404
