# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""S13: changes are refused, and the next sync brings the true item back.

RFC 3744 section 7.1.1."""

import pytest


def refused(answer, path, privilege):
    assert answer.status == 403, answer
    assert answer.preconditions == ["D:need-privileges"]
    assert answer.xml.findtext(".//{DAV:}href") == path
    names = [node.tag for node in answer.xml.findall(
        ".//{DAV:}privilege/*")]
    assert names == ["{DAV:}" + privilege]


@pytest.mark.parametrize("kind", ["appointment", "task"])
@pytest.mark.parametrize("operation", ["put", "delete"])
def test_refused_and_healed(person, kind, operation):
    if kind == "appointment":
        item, place = person.appointment(mode="device"), person.dav.termine
    else:
        item, place = person.task(mode="device"), person.dav.aufgaben
    name, path = person.member(item, kind), person.path(item, kind)
    replica = person.replica(place)
    assert replica.sync() == ({name}, set())
    etag, text = replica.items[name]
    changed = text.replace("SUMMARY:", "SUMMARY:Vom Telefon ")
    assert changed != text
    if operation == "put":
        refused(person.dav.put(path, changed, If_Match=etag), path,
                "write-content")
    else:
        refused(person.dav.delete(path, If_Match=etag), path, "unbind")
    got = person.dav.get(path)
    assert got.status == 200 and "Vom Telefon" not in got.text
    assert replica.sync() == ({name}, set())
    assert replica.items[name][0] != etag
    assert replica.items[name][1] == text


def test_refusal_is_in_the_journal(people, person):
    item = person.appointment(mode="device")
    before = people.sql("SELECT count(*) FROM advolux.journal")[0][0]
    person.dav.delete(person.path(item))
    assert people.sql("SELECT count(*) FROM advolux.journal")[0][0] > before


def test_unconditional_put_is_refused_too(person):
    item = person.appointment(mode="device")
    path = person.path(item)
    text = person.dav.get(path).text.replace("SUMMARY:", "SUMMARY:X ")
    refused(person.dav.put(path, text), path, "write-content")
    assert not person.in_trash(item)


def test_privileges_say_read_only(person):
    path = person.path(person.appointment(mode="device"))
    member = person.dav.propfind(path, ["D:current-user-privilege-set"]).only
    assert "D:read" in member.privileges
    assert not {"D:write", "D:write-content", "D:all"} & member.privileges


def test_healing_is_limited(person):
    """A client in a loop does not keep everybody else busy."""
    path = person.path(person.appointment(mode="device"))
    etags = set()
    for _ in range(40):
        assert person.dav.delete(path).status == 403
        etags.add(person.dav.get(path).etag)
    assert len(etags) < 40
