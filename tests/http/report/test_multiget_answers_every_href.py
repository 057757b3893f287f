# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""RFC 4791 section 7.9: one response per href, whatever it is."""

import pytest

from support import ics
from support.names import document, element, prop


def test_found_and_missing(person):
    paths = [person.dav.termine + person.put_event() for _ in range(3)]
    missing = person.dav.termine + "missing.ics"
    members = person.dav.multiget(person.dav.termine,
                                  paths + [missing]).members
    assert set(members) == set(paths + [missing])
    for path in paths:
        assert members[path].etag == person.dav.get(path).etag
        assert "BEGIN:VEVENT" in members[path].data
    assert members[missing].status == 404


def test_white_space_and_absolute_urls(person):
    name = person.put_event()
    path = person.dav.termine + name
    for href in ("\n   %s\r\n  " % path, person.dav.origin + path):
        member = person.dav.multiget(person.dav.termine, [href]).only
        assert member.data, href


def test_encodings_of_one_name(person):
    uid = ics.new_uid()
    path = person.dav.termine + "K%C3%BCche%20%26%201.ics"
    assert person.dav.put(path, ics.event(uid)).status == 201
    for href in (path, path.replace("%C3%BC", "\u00fc"),
                 path.replace("%C3%BC", "%c3%bc")):
        member = person.dav.multiget(person.dav.termine, [href]).only
        assert member.data, href


def test_foreign_hrefs_are_404_each(person, colleague):
    theirs = colleague.dav.termine + colleague.put_event()
    task = person.dav.aufgaben + "x.ics"
    for href in (theirs, task, "http://other.example" + theirs, "/etc/passwd",
                 person.dav.termine, "%zz", "", "../x", "mailto:a@b.example"):
        answer = person.dav.multiget(person.dav.termine, [href])
        assert answer.status in (207, 400, 403), (href, answer)
        if answer.status == 207:
            for member in answer.members.values():
                assert member.data is None
                assert member.status in (404, 403, 400) or member.refused


def test_one_bad_href_does_not_break_the_others(person):
    path = person.dav.termine + person.put_event()
    answer = person.dav.multiget(person.dav.termine, [
        "http://other.example/x.ics", path])
    assert answer.members[path].data


def test_properties_beside_the_data(person):
    path = person.dav.termine + person.put_event()
    member = person.dav.multiget(person.dav.termine, [path], [
        "D:getetag", "D:getcontenttype", "D:displayname", "X:odd"]).only
    assert member.etag
    assert member.text("D:getcontenttype").startswith("text/calendar")
    assert member.data is None
    assert member.refused.get("X:odd") == 404


@pytest.mark.parametrize("depth", [None, "0", "1"])
def test_depth_does_not_matter(person, depth):
    path = person.dav.termine + person.put_event()
    body = document("C:calendar-multiget", prop(["D:getetag"]) +
                    element("D:href", path))
    assert person.dav.report(person.dav.termine, body,
                             depth=depth).only.etag


def test_tasks(person):
    uid = ics.new_uid()
    path = person.dav.aufgaben + uid + ".ics"
    person.dav.put(path, ics.todo(uid))
    assert "BEGIN:VTODO" in person.dav.multiget(person.dav.aufgaben,
                                                [path]).only.data


def test_the_same_href_twice(person):
    path = person.dav.termine + person.put_event()
    answer = person.dav.multiget(person.dav.termine, [path, path])
    assert answer.status == 207 and path.encode() in answer.body


def test_many(person):
    paths = [person.dav.termine + "missing-%d.ics" % n for n in range(3000)]
    real = person.dav.termine + person.put_event()
    members = person.dav.multiget(person.dav.termine,
                                  paths + [real]).members
    assert len(members) == 3001 and members[real].data
