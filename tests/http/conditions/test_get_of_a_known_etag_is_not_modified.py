# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""304 without a body, with the ETag; a change brings the text.

RFC 9110 section 13.1.2."""

from support import ics


def test_304(person):
    uid = ics.new_uid()
    path = person.dav.termine + person.put_event(uid)
    etag = person.dav.get(path).etag
    for method in (person.dav.get, person.dav.head):
        answer = method(path, If_None_Match=etag)
        assert (answer.status, answer.body) == (304, b""), answer
        assert answer.etag == etag
    person.dav.put(path, ics.event(uid, summary="Zwei"))
    answer = person.dav.get(path, If_None_Match=etag)
    assert answer.status == 200 and b"Zwei" in answer.body
