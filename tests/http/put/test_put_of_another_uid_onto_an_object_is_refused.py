# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""CALDAV:no-uid-conflict: an object keeps its UID.

RFC 4791 section 5.3.2.1."""

from support import ics


def test_refused_with_the_own_href(person):
    path = person.dav.termine + person.put_event()
    before = person.dav.get(path)
    answer = person.dav.put(path, ics.event(ics.new_uid()),
                            If_Match=before.etag)
    assert answer.status == 403, answer
    assert answer.preconditions == ["C:no-uid-conflict"]
    assert answer.xml.findtext(".//{DAV:}href") == path
    assert b"The object of this name has another UID" in answer.body
    assert person.dav.get(path).body == before.body
