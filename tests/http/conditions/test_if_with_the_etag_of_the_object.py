# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""An untagged list is about the resource of the request.

RFC 4918 section 10.4."""

from support import ics


def test_put(person):
    uid = ics.new_uid()
    path = person.dav.termine + person.put_event(uid)
    etag = person.dav.get(path).etag
    text = ics.event(uid, summary="Zwei")
    assert person.dav.put(path, text, If='(["x"])').status == 412
    assert b"Zwei" not in person.dav.get(path).body
    assert person.dav.put(path, text, If="([%s])" % etag).status == 204
    assert person.dav.put(path, text, If="([%s])" % etag).status == 412
