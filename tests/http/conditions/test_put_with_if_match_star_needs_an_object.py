# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""If-Match: * changes what is there and creates nothing.

RFC 9110 section 13.1.1."""

from support import ics


def test_nothing_there(person):
    uid = ics.new_uid()
    path = person.dav.termine + uid
    assert person.dav.put(path, ics.event(uid), If_Match="*").status == 412
    assert person.dav.get(path).status == 404


def test_something_there(person):
    uid = ics.new_uid()
    path = person.dav.termine + person.put_event(uid)
    answer = person.dav.put(path, ics.event(uid, summary="Zwei"),
                            If_Match="*")
    assert answer.status == 204, answer
