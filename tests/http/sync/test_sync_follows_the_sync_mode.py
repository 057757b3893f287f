# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""S13, S14: none vanishes with a 404, back again is listed again.

RFC 6578 section 3.5."""


def test_appointment_both_none_both(person):
    item = person.appointment()
    name = person.member(item)
    replica = person.replica()
    assert replica.sync() == ({name}, set())
    person.update(item, sync_mode="none")
    assert replica.sync() == (set(), {name})
    assert person.dav.get(person.dav.termine + name).status == 404
    person.update(item, sync_mode="both")
    back = replica.sync()
    assert len(back.changed) == 1 and len(replica.items) == 1


def test_client_born_item_too(person):
    name = person.put_event()
    replica = person.replica()
    replica.sync()
    item = person.row(name)["appointment_id"]
    person.update(item, sync_mode="none")
    assert replica.sync() == (set(), {name})
    person.update(item, sync_mode="both")
    assert replica.sync() == ({name}, set())


def test_task_none_by_default(person):
    replica = person.replica(person.dav.aufgaben)
    item = person.task()
    assert replica.sync() == (set(), set())
    person.update_task(item, sync_mode="device")
    assert len(replica.sync().changed) == 1
    person.update_task(item, sync_mode="none")
    assert len(replica.sync().removed) == 1
    assert replica.items == {}


def test_participant_added_and_removed(person, colleague):
    item = person.appointment()
    replica = colleague.replica()
    assert replica.sync() == (set(), set())
    person.add_participant(item, colleague)
    name = colleague.member(item)
    assert replica.sync() == ({name}, set())
    person.remove_participant(item, colleague)
    assert replica.sync() == (set(), {name})


def test_main_editor_changed(person, colleague):
    item = person.appointment()
    mine, theirs = person.replica(), colleague.replica()
    mine.sync()
    theirs.sync()
    person.update(item, main_editor=colleague.staff_id)
    assert len(mine.sync().removed) == 1
    assert len(theirs.sync().changed) == 1
