# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""RFC 4918 section 9.1: all dead ones belong to both."""

from support.names import document


def ask(person, path, inside, depth="0"):
    return person.dav.propfind(path, depth=depth, body=document(
        "D:propfind", inside))


def test_of_the_object_and_in_its_calendar(person):
    paths = [person.dav.termine + person.put_event() for _ in range(3)]
    person.dav.proppatch(paths[0], {"X:note": "a", "CS:odd": "b"})
    person.dav.proppatch(paths[1], {"X:note": "c"})
    for depth, place in (("0", paths[0]), ("1", person.dav.termine)):
        found = ask(person, place, "<D:allprop/>", depth).members[paths[0]]
        assert (found.text("X:note"), found.text("CS:odd")) == ("a", "b")
        found = ask(person, place, "<D:propname/>", depth).members[paths[0]]
        assert (found.text("X:note"), found.text("CS:odd")) == ("", "")
    found = ask(person, person.dav.termine, "<D:allprop/>", "1").members
    assert found[paths[1]].text("X:note") == "c"
    assert "CS:odd" not in found[paths[1]].props
    assert "X:note" not in found[paths[2]].props
    assert "X:note" not in found[person.dav.termine].props


def test_include_names_one_once(person):
    path = person.dav.termine + person.put_event()
    person.dav.proppatch(path, {"X:note": "a"})
    answer = ask(person, path, "<D:allprop/><D:include><X:note/></D:include>")
    assert answer.body.count(b">a<") == 1


def test_a_report_without_any_asks_for_none(person):
    path = person.dav.termine + person.put_event()
    person.dav.proppatch(path, {"X:note": "a"})
    answer = person.dav.report(person.dav.termine, document(
        "C:calendar-multiget", "<D:href>%s</D:href>" % path))
    assert answer.only.props == {}
