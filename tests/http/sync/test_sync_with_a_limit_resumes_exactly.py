# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""RFC 6578 section 3.6: 507 on the collection, a token that loses nothing."""

import pytest


@pytest.mark.parametrize("limit", [1, 2, 3, 7, 100])
def test_pages(person, limit):
    names = {person.put_event() for _ in range(7)}
    replica = person.replica()
    delta = replica.sync(limit=limit)
    assert delta == (names, set())
    assert len(replica.items) == 7
    assert replica.sync(limit=limit) == (set(), set())


def test_page_is_no_longer_than_the_limit(person):
    for _ in range(5):
        person.put_event()
    answer = person.dav.sync_collection(person.dav.termine, limit=2)
    members = answer.members
    assert members.pop(person.dav.termine).status == 507
    assert len(members) == 2
    whole = person.dav.sync_collection(person.dav.termine, limit=5)
    assert person.dav.termine not in whole.members


def test_507_names_the_precondition(person):
    for _ in range(2):
        person.put_event()
    answer = person.dav.sync_collection(person.dav.termine, limit=1)
    assert b"number-of-matches-within-limits" in answer.body


def test_changes_between_pages(person):
    names = [person.put_event() for _ in range(6)]
    replica = person.replica()
    answer = person.dav.sync_collection(person.dav.termine, limit=2)
    replica._apply(answer, type("Delta", (), {
        "changed": set(), "removed": set()})())
    replica.token = answer.sync_token
    first = [href[len(person.dav.termine):] for href in answer.members
             if href != person.dav.termine]
    last = next(name for name in names if name not in first)
    person.dav.delete(person.dav.termine + first[0])
    person.dav.delete(person.dav.termine + last)
    new = person.put_event()
    delta = replica.sync(limit=2)
    assert first[0] in delta.removed
    assert new in delta.changed
    assert last not in delta.changed
    listed = {href[len(person.dav.termine):] for href in
              person.dav.sync_collection(person.dav.termine).members}
    assert (delta.changed | set(first)) - delta.removed == listed


def test_removals_are_paged_too(person):
    names = {person.put_event() for _ in range(5)}
    replica = person.replica()
    replica.sync()
    for name in names:
        person.dav.delete(person.dav.termine + name)
    assert replica.sync(limit=2) == (set(), names)


@pytest.mark.parametrize("limit", ["0", "-1", "x", "", "9" * 30])
def test_odd_limits(person, limit):
    person.put_event()
    answer = person.dav.sync_collection(person.dav.termine, limit=limit)
    assert answer.status in (207, 400, 403, 507), answer
