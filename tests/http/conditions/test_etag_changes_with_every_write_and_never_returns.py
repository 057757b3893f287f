# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""Not even when the same text is written again, or after a delete.

RFC 9110 section 8.8.3."""

from support import ics


def test_never_twice(person):
    uid = ics.new_uid()
    path = person.dav.termine + uid
    seen = []
    for summary in ("Eins", "Zwei", "Eins", "Eins"):
        seen.append(person.dav.put(path, ics.event(
            uid, summary=summary)).etag)
    person.dav.delete(path)
    seen.append(person.dav.put(path, ics.event(uid, summary="Eins")).etag)
    assert None not in seen and len(set(seen)) == len(seen)
    assert all(etag[0] == '"' == etag[-1] for etag in seen)
