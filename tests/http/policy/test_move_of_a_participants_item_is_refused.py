# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""need-privileges; it stays, and the next sync brings it again.

RFC 3744 section 7.1.1."""


def test_refused(person, colleague):
    path = person.path(colleague.appointment(participants=[person]))
    replica = person.replica()
    replica.sync()
    answer = person.dav.request("MOVE", path, headers={
        "Destination": person.dav.termine + "neu.ics"})
    assert answer.status == 403, answer
    assert answer.preconditions == ["D:need-privileges"]
    assert person.dav.get(path).status == 200
    name = path.rpartition("/")[2]
    assert replica.sync() == ({name}, set())
