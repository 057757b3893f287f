# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""What is missing, and where.

RFC 3744 section 7.1.1."""

import pytest


def missing(answer):
    assert answer.status == 403, answer
    assert answer.preconditions == ["D:need-privileges"]
    resource = answer.xml.find("{DAV:}need-privileges/{DAV:}resource")
    return (resource.findtext("{DAV:}href"),
            [child.tag for child in resource.find("{DAV:}privilege")])


@pytest.fixture
def path(person):
    return person.path(person.appointment(mode="device"))


def test_put(person, path):
    text = person.dav.get(path).text.replace("SUMMARY:", "SUMMARY:x")
    assert missing(person.dav.put(path, text)) == (
        path, ["{DAV:}write-content"])


def test_delete(person, path):
    href, privileges = missing(person.dav.delete(path))
    assert privileges == ["{DAV:}unbind"]
    assert href in (path, person.dav.termine)


def test_delete_of_a_calendar(person):
    assert missing(person.dav.delete(person.dav.termine)) == (
        person.dav.home, ["{DAV:}unbind"])


def test_mkcol(person):
    answer = person.dav.request("MKCOL", person.dav.home + "neu/")
    assert missing(answer) == (person.dav.home, ["{DAV:}bind"])


def test_move_to_somebody(person, colleague):
    source = person.dav.termine + person.put_event()
    answer = person.dav.request("MOVE", source, headers={
        "Destination": colleague.dav.termine + "x.ics"})
    assert missing(answer) == (colleague.dav.termine, ["{DAV:}bind"])
