# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""Changed, with the new ETag; not gone.

RFC 6578 section 3.5.1."""

from support import ics


def test_changed(person):
    uid = ics.new_uid()
    path = person.dav.termine + person.put_event(uid)
    token = person.dav.sync_collection(person.dav.termine).sync_token
    person.dav.delete(path)
    etag = person.dav.put(path, ics.event(uid, summary="Neu")).etag
    only = person.dav.sync_collection(person.dav.termine, token).only
    assert (only.href, only.etag, only.status) == (path, etag, None)
