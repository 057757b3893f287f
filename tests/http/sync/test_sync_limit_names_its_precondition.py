# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""507 for the request's own URI, beside what fits.

RFC 6578 section 3.6."""


def test_507(person):
    names = {person.dav.termine + person.put_event() for _ in range(3)}
    answer = person.dav.sync_collection(person.dav.termine, limit=2)
    members = answer.members
    itself = members.pop(person.dav.termine)
    assert itself.status == 507
    assert itself.node.find(
        "{DAV:}error/{DAV:}number-of-matches-within-limits") is not None
    assert len(members) == 2 and set(members) < names
    rest = person.dav.sync_collection(person.dav.termine, answer.sync_token)
    assert set(rest.members) == names - set(members)
