# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""In its last state.

RFC 6578 section 3.5."""

from support import ics


def test_once(person):
    uid = ics.new_uid()
    path = person.dav.termine + person.put_event(uid)
    token = person.dav.sync_collection(person.dav.termine).sync_token
    for summary in ("Zwei", "Drei"):
        etag = person.dav.put(path, ics.event(uid, summary=summary)).etag
    answer = person.dav.sync_collection(person.dav.termine, token)
    assert {href: member.etag for href, member in answer.members.items()} == {
        path: etag}
