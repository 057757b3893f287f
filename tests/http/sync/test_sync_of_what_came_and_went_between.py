# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""404 or nothing, never a member; 404 for what the client has had.

RFC 6578 section 3.5.2."""


def test_never_seen(person):
    token = person.dav.sync_collection(person.dav.termine).sync_token
    path = person.dav.termine + person.put_event()
    person.dav.delete(path)
    members = person.dav.sync_collection(person.dav.termine, token).members
    assert set(members) <= {path}
    assert all(member.status == 404 and not member.props
               for member in members.values())


def test_seen(person):
    path = person.dav.termine + person.put_event()
    token = person.dav.sync_collection(person.dav.termine).sync_token
    person.dav.delete(path)
    answer = person.dav.sync_collection(person.dav.termine, token)
    assert answer.members[path].status == 404
