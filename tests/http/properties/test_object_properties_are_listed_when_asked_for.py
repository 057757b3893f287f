# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""PROPFIND of depth 1 and every report, by name; those of others are named as
missing. More members than are read at once.

RFC 4918 section 9.1."""

import pytest

from support.filters import calendar, comp

MANY = 450
NAMES = ["D:getetag", "X:note", "X:other"]


@pytest.fixture(scope="module")
def listed(people):
    """(person, {href: note}) of a full calendar."""
    person = people.new()
    person.fill(MANY)
    hrefs = sorted(person.dav.propfind(person.dav.termine, ["D:getetag"],
                                       depth="1").members)
    hrefs.remove(person.dav.termine)
    notes = {href: "Notiz %d" % n for n, href in enumerate(hrefs[::7])}
    for href, note in notes.items():
        answer = person.dav.proppatch(href, {"X:note": note})
        assert answer.only.refused == {}
    return person, hrefs, notes


def answers(person, hrefs):
    dav = person.dav
    yield dav.propfind(dav.termine, NAMES, depth="1", Prefer="depth-noroot")
    yield dav.query(dav.termine, calendar(comp("VEVENT")), NAMES)
    yield dav.query(dav.termine, calendar(comp("VEVENT")),
                    NAMES + ["C:calendar-data"])
    yield dav.sync_collection(dav.termine, names=NAMES)
    yield dav.multiget(dav.termine, hrefs, NAMES)
    yield dav.multiget(dav.termine, hrefs, NAMES + ["C:calendar-data"])


def test_each_says_its_own(listed):
    person, hrefs, notes = listed
    for answer in answers(person, hrefs):
        assert set(answer.members) == set(hrefs)
        for href, member in answer.members.items():
            assert member.text("X:note") == notes.get(href)
            assert set(member.refused.items()) == {("X:other", 404)} | (
                set() if href in notes else {("X:note", 404)})
            assert member.etag


def test_one_object_alone(listed):
    person, _, notes = listed
    href, note = next(iter(notes.items()))
    for answer in (person.dav.multiget(href, [href], NAMES),
                   person.dav.query(href, calendar(comp("VEVENT")), NAMES)):
        assert answer.only.text("X:note") == note


def test_the_name_alone_is_not_enough(listed):
    """The namespace is a part of it."""
    person, _, notes = listed
    href = next(iter(notes))
    assert person.dav.propfind(href, ["CS:note"]).only.refused == {
        "CS:note": 404}
