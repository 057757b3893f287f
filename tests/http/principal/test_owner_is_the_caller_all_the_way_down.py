# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""From the home to each object, also of an item of somebody else's.

RFC 3744 section 5.1."""


def test_owner(person, colleague):
    shared = person.path(colleague.appointment(participants=[person]))
    own = person.dav.termine + person.put_event()
    for place in (person.dav.home, person.dav.termine, person.dav.aufgaben,
                  own, shared):
        found = person.dav.propfind(place, ["D:owner"]).only
        assert found.hrefs("D:owner") == [person.dav.principal]
