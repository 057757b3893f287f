# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""RFC 6578 section 3.4: applying the deltas equals a full listing (I3)."""

import pytest

from support import ics


def test_life_of_an_item(person):
    replica = person.replica()
    assert replica.sync() == (set(), set())
    name = person.put_event()
    assert replica.sync() == ({name}, set())
    assert replica.sync() == (set(), set())
    etag, text = replica.items[name]
    path = person.dav.termine + name
    person.dav.put(path, text.replace("Besprechung", "Neu"), If_Match=etag)
    assert replica.sync() == ({name}, set())
    assert replica.items[name][0] == person.dav.get(path).etag
    person.dav.delete(path)
    assert replica.sync() == (set(), {name})
    assert replica.items == {}


def test_made_and_deleted_between_two_syncs(person):
    replica = person.replica()
    replica.sync()
    name = person.put_event()
    person.dav.delete(person.dav.termine + name)
    delta = replica.sync()
    assert delta.changed == set() and delta.removed <= {name}


def test_changes_by_sql(person):
    replica = person.replica()
    replica.sync()
    item = person.appointment()
    name = person.member(item)
    assert replica.sync() == ({name}, set())
    person.update(item, title="Neuer Titel")
    assert replica.sync() == ({name}, set())
    assert "Neuer Titel" in replica.items[name][1]
    person.trash(item)
    assert replica.sync() == (set(), {name})


def test_deleted_row(people, person):
    item = person.appointment()
    name = person.member(item)
    replica = person.replica()
    assert replica.sync() == ({name}, set())
    people.sql("DELETE FROM advolux.appointment WHERE appointment_id = %s",
               item)
    assert replica.sync() == (set(), {name})


def test_rolled_back_change_is_not_seen(people, person):
    item = person.appointment()
    replica = person.replica()
    replica.sync()
    connection = people.cluster.connect()
    connection.autocommit = False
    with connection.cursor() as cursor:
        cursor.execute("UPDATE advolux.appointment SET title = 'x' "
                       "WHERE appointment_id = %s", [item])
    connection.rollback()
    connection.close()
    assert replica.sync() == (set(), set())


def test_tasks(person):
    replica = person.replica(person.dav.aufgaben)
    replica.sync()
    item = person.task(mode="both")
    assert replica.sync().changed == {person.member(item, "task")}
    person.update_task(item, status="completed")
    assert replica.sync().changed == {person.member(item, "task")}


def test_equals_propfind(person):
    replica = person.replica()
    for number in range(5):
        person.put_event()
        person.appointment(day=number)
    replica.sync()
    members = person.dav.propfind(person.dav.termine, ["D:getetag"],
                                  depth="1").members
    assert {href[len(person.dav.termine):]: member.etag
            for href, member in members.items()
            if href != person.dav.termine} == {
                name: etag for name, (etag, _) in replica.items.items()}


def test_token_is_the_ctag_and_moves_with_changes(person):
    def ctag():
        member = person.dav.propfind(person.dav.termine, [
            "CS:getctag", "D:sync-token"]).only
        assert member.text("CS:getctag") == member.text("D:sync-token")
        return member.text("CS:getctag")
    first = ctag()
    assert ctag() == first
    assert person.dav.sync_collection(person.dav.termine).sync_token == first
    person.put_event()
    assert ctag() != first


def test_other_calendar_does_not_move(person, colleague):
    answer = person.dav.sync_collection(person.dav.aufgaben)
    other = colleague.dav.sync_collection(colleague.dav.termine)
    person.put_event()
    assert person.dav.sync_collection(
        person.dav.aufgaben).sync_token == answer.sync_token
    assert colleague.dav.sync_collection(
        colleague.dav.termine).sync_token == other.sync_token


@pytest.mark.parametrize("depth,level", [("0", "1"), ("1", "1"), (None, "1"),
                                         ("1", None), ("0", None)])
def test_depth_and_level_of_real_clients(person, depth, level):
    name = person.put_event()
    answer = person.dav.sync_collection(person.dav.termine, level=level,
                                        depth=depth)
    assert person.dav.termine + name in answer.members
    assert answer.sync_token


def test_data_in_the_answer(person):
    name = person.put_event()
    answer = person.dav.sync_collection(person.dav.termine, names=(
        "D:getetag", "C:calendar-data", "D:getcontenttype"))
    member = answer.members[person.dav.termine + name]
    assert "BEGIN:VEVENT" in member.data
    assert member.text("D:getcontenttype")


def test_on_other_places_is_refused(person):
    for path in (person.dav.principal, person.dav.root):
        answer = person.dav.sync_collection(path)
        assert answer.status == 403, answer
        assert answer.preconditions == ["D:supported-report"]
