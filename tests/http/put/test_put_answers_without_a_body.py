# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""201 and 204 carry an ETag and nothing to read.

RFC 9110 section 9.3.4."""

from support import ics


def test_created_and_changed(person):
    uid = ics.new_uid()
    path = person.dav.termine + uid + ".ics"
    created = person.dav.put(path, ics.event(uid))
    assert (created.status, created.body) == (201, b"")
    assert created.headers["Content-Length"] == "0"
    changed = person.dav.put(path, ics.event(uid, summary="Zwei"))
    assert (changed.status, changed.body) == (204, b"")
    assert created.etag and changed.etag and created.etag != changed.etag
    assert person.dav.get(path).etag == changed.etag
