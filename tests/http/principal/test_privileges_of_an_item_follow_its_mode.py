# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""What may be changed says so; of what may not, one's own properties alone.

RFC 3744 section 5.4."""

NAMES = ["D:current-user-privilege-set"]


def test_by_item(person, colleague):
    own = person.path(person.appointment())
    device = person.path(person.appointment(mode="device"))
    shared = person.path(colleague.appointment(participants=[person]))
    found = person.dav.propfind(person.dav.termine, NAMES, depth="1").members
    assert {"D:write-content", "D:unbind"} <= found[own].privileges
    for path in (device, shared):
        assert {"D:read", "D:write-properties"} <= found[path].privileges
        assert not {"D:write", "D:write-content", "D:unbind", "D:bind"
                    } & found[path].privileges
