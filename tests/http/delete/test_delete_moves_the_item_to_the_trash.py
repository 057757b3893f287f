# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""Policy (ARCHITECTURE.md): Advolux can restore what a client deleted.

RFC 4918 section 9.6."""

import pytest

from support import ics


@pytest.mark.parametrize("kind,place,make", [
    ("appointment", "termine", ics.event), ("task", "aufgaben", ics.todo)])
def test_delete(person, kind, place, make):
    uid = ics.new_uid()
    collection = getattr(person.dav, place)
    path = collection + uid + ".ics"
    person.dav.put(path, make(uid))
    item = person.row(uid + ".ics", kind)["%s_id" % kind]
    assert person.dav.delete(path).status == 204
    assert person.dav.get(path).status == 404
    assert person.dav.delete(path).status == 404
    assert path not in person.dav.propfind(collection, ["D:getetag"],
                                           depth="1").members
    assert person.in_trash(item, kind)


def test_restored_item_is_back(person):
    uid = ics.new_uid()
    path = person.dav.termine + uid + ".ics"
    person.dav.put(path, ics.event(uid))
    item = person.row(uid + ".ics")["appointment_id"]
    replica = person.replica()
    replica.sync()
    person.dav.delete(path)
    assert replica.sync() == (set(), {uid + ".ics"})
    person.restore(item)
    assert len(replica.sync().changed) == 1
    assert "UID:" + uid in "".join(text for _, text in
                                   replica.items.values())


def test_advolux_born_item(person):
    item = person.appointment()
    path = person.path(item)
    assert person.dav.delete(path).status == 204
    assert person.dav.get(path).status == 404
    assert person.in_trash(item)


def test_every_write_is_in_the_journal(people, person):
    def count():
        return people.sql("SELECT count(*) FROM advolux.journal")[0][0]
    before = count()
    name = person.put_event()
    assert count() > before
    before = count()
    person.dav.delete(person.dav.termine + name)
    assert count() > before
