# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""As of an appointment; the client's text goes along.

RFC 4918 section 9.9."""

from support import ics


def test_moved(person):
    uid = ics.new_uid()
    path = person.dav.aufgaben + uid + ".ics"
    person.dav.put(path, ics.todo(uid))
    task = person.row(uid + ".ics", "task")["task_id"]
    replica = person.replica(person.dav.aufgaben)
    replica.sync()
    answer = person.dav.request("MOVE", path, headers={
        "Destination": person.dav.aufgaben + "neu.ics"})
    assert answer.status == 201, answer
    assert replica.sync() == ({"neu.ics"}, {uid + ".ics"})
    assert person.dav.get(person.dav.aufgaben + "neu.ics").body == \
        ics.todo(uid).encode()
    assert person.row("neu.ics", "task")["task_id"] == task
