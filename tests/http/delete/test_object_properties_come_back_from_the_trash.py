# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""What Advolux restores is the resource that it was. What takes its name is
not.

RFC 4918 section 9.6."""

from support import ics


def note(person, path):
    return person.dav.propfind(path, ["X:note"]).only.text("X:note")


def test_restored(person):
    uid = ics.new_uid()
    path = person.dav.termine + person.put_event(uid)
    item = person.row(uid + ".ics")["appointment_id"]
    person.dav.proppatch(path, {"X:note": "x"})
    assert person.dav.delete(path).status == 204
    assert person.dav.propfind(path, ["X:note"]).status == 404
    person.restore(item)
    assert note(person, path) == "x"


def test_a_new_object_of_that_name_has_none(person):
    uid = ics.new_uid()
    path = person.dav.termine + person.put_event(uid)
    item = person.row(uid + ".ics")["appointment_id"]
    person.dav.proppatch(path, {"X:note": "x"})
    person.dav.delete(path)
    person.put_event(uid)
    assert note(person, path) is None
    person.restore(item)
    assert note(person, path) is None
    assert note(person, person.path(item)) == "x"


def test_again_in_the_calendar_of_a_participant(person, colleague):
    item = colleague.appointment(participants=[person])
    path = person.path(item)
    person.dav.proppatch(path, {"X:note": "x"})
    colleague.remove_participant(item, person)
    assert person.dav.propfind(path, ["X:note"]).status == 404
    colleague.add_participant(item, person)
    assert note(person, path) == "x"
