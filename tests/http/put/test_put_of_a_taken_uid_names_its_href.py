# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""CALDAV:no-uid-conflict holds the href of the object that has the UID.

RFC 4791 section 5.3.2.1."""

from support import ics


def test_href_of_the_other(person):
    uid = ics.new_uid()
    name = person.put_event(uid)
    answer = person.dav.put(person.dav.termine + "anderer name.ics",
                            ics.event(uid))
    assert answer.status == 403, answer
    assert answer.preconditions == ["C:no-uid-conflict"]
    assert answer.xml.findtext(".//{DAV:}href") == person.dav.termine + name
    assert list(person.dav.propfind(
        person.dav.termine, ["D:getetag"], depth="1",
        Prefer="depth-noroot").members) == [person.dav.termine + name]


def test_the_uid_is_free_again_after_a_delete(person):
    uid = ics.new_uid()
    person.dav.delete(person.dav.termine + person.put_event(uid))
    answer = person.dav.put(person.dav.termine + "neu.ics", ics.event(uid))
    assert answer.status == 201, answer
