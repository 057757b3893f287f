# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""The home holds Termine and Aufgaben, and nothing else.

RFC 4791 section 6.2.1."""


def test_depth_one(person):
    members = person.dav.propfind(person.dav.home, [
        "D:resourcetype", "D:displayname",
        "C:supported-calendar-component-set"], depth="1").members
    assert list(members)[0] == person.dav.home
    assert sorted(members) == sorted([
        person.dav.home, person.dav.aufgaben, person.dav.termine])
    for path, name, component in (
            (person.dav.termine, "Termine", "VEVENT"),
            (person.dav.aufgaben, "Aufgaben", "VTODO")):
        member = members[path]
        assert set(member.children("D:resourcetype")) == {
            "D:collection", "C:calendar"}
        assert member.text("D:displayname") == name
        comps = member.props["C:supported-calendar-component-set"]
        assert [comp.get("name") for comp in comps] == [component]


def test_home_is_no_calendar(person):
    found = person.dav.propfind(person.dav.home, ["D:resourcetype"]).only
    assert found.children("D:resourcetype") == ["D:collection"]


def test_homes_and_principals_show_only_the_persons_own(person, colleague):
    for path, own in ((person.dav.root + "calendars/", person.dav.home),
                      (person.dav.root + "principals/",
                       person.dav.principal)):
        members = person.dav.propfind(path, ["D:displayname"],
                                      depth="1").members
        assert set(members) <= {path, own}
        assert colleague.login not in " ".join(members)
