# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""sync-collection on the home, level infinite: calendars and what is in
them.

RFC 6578 section 3.3."""

import random

import pytest

from support import ics


def sync(person, token="", **options):
    answer = person.dav.sync_collection(person.dav.home, token,
                                        level="infinite", **options)
    assert answer.status == 207, answer
    return answer


def objects(answer):
    """href -> ETag, None for what has gone; calendars left out."""
    return {href: member.etag for href, member in answer.members.items()
            if not href.endswith("/")}


def test_objects_come_with_their_calendar(person):
    first = sync(person)
    assert set(first.members) == {person.dav.termine, person.dav.aufgaben}
    name = person.put_event()
    task = person.path(person.task(mode="both"))
    answer = sync(person, first.sync_token)
    assert set(answer.members) == {
        person.dav.termine, person.dav.aufgaben, person.dav.termine + name,
        task}
    assert objects(answer)[task] == person.dav.get(task).etag
    person.dav.delete(person.dav.termine + name)
    gone = sync(person, answer.sync_token)
    assert gone.members[person.dav.termine + name].status == 404
    assert objects(sync(person, gone.sync_token)) == {}


def test_a_property_alone_brings_the_calendar_alone(person):
    person.put_event()
    token = sync(person).sync_token
    person.dav.proppatch(person.dav.termine, {"D:displayname": "Neu"})
    assert set(sync(person, token).members) == {person.dav.termine}


@pytest.mark.parametrize("limit", [1, 2, 3, 7])
def test_pages_add_up_to_the_whole(person, limit):
    for _ in range(5):
        person.put_event()
        person.task(mode="both")
    wanted = objects(sync(person))
    found, token, pages = {}, "", 0
    while True:
        answer = sync(person, token, limit=limit)
        assert len(objects(answer)) <= limit
        found.update(objects(answer))
        token = answer.sync_token
        pages += 1
        if person.dav.home not in answer.members:
            break
        assert answer.members[person.dav.home].status == 507
        assert pages < 30
    assert found == wanted and len(found) == 10
    assert objects(sync(person, token)) == {}


def test_deltas_add_up_to_the_whole(person):
    chance = random.Random(6578)
    known, token, names = {}, "", []
    for _ in range(30):
        act = chance.choice(("put", "delete", "task", "sync"))
        if act == "put":
            names.append(person.put_event())
        elif act == "delete" and names:
            person.dav.delete(person.dav.termine + names.pop(
                chance.randrange(len(names))))
        elif act == "task":
            person.task(mode="both")
        answer = sync(person, token, limit=chance.choice((None, 1, 4)))
        token = answer.sync_token
        for href, etag in objects(answer).items():
            if href == person.dav.home:
                continue
            if answer.members[href].status == 404:
                known.pop(href, None)
            else:
                known[href] = etag
    while True:
        answer = sync(person, token)
        token = answer.sync_token
        for href, etag in objects(answer).items():
            if answer.members[href].status == 404:
                known.pop(href, None)
            else:
                known[href] = etag
        if not objects(answer):
            break
    assert known == objects(sync(person))


def test_who_knows_the_calendars_alone_begins_anew(person):
    uid = ics.new_uid()
    person.put_event(uid)
    shallow = person.dav.sync_collection(person.dav.home).sync_token
    answer = person.dav.sync_collection(person.dav.home, shallow,
                                        level="infinite")
    assert answer.status == 403
    assert answer.preconditions == ["D:valid-sync-token"]
    deep = sync(person).sync_token
    assert person.dav.sync_collection(person.dav.home, deep).status == 207
