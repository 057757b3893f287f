# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""A 403 here stops macOS from setting up an account.

RFC 4918 section 9.2."""


def look(dav):
    member = dav.propfind(dav.termine, [
        "D:displayname", "A:calendar-color", "A:calendar-order",
        "C:calendar-description"]).only
    return tuple(member.text(name) for name in (
        "D:displayname", "A:calendar-color", "A:calendar-order"))


def test_set(person, colleague):
    before = look(colleague.dav)
    answer = person.dav.proppatch(person.dav.termine, {
        "D:displayname": "Meine Termine & mehr", "A:calendar-color":
        "#12AB34FF", "A:calendar-order": "7"})
    assert answer.status == 207, answer
    assert set(answer.only.props) == {"D:displayname", "A:calendar-color",
                                      "A:calendar-order"}
    name, color, order = look(person.dav)
    assert name == "Meine Termine & mehr"
    assert color.upper() in ("#12AB34FF", "#12AB34")
    assert order == "7"
    assert look(colleague.dav) == before


def test_remove_resets(person):
    before = look(person.dav)
    person.dav.proppatch(person.dav.termine, {"D:displayname": "Anders"})
    answer = person.dav.proppatch(person.dav.termine, {},
                                  remove=["D:displayname"])
    assert answer.status == 207, answer
    assert look(person.dav)[0] == before[0] == "Termine"


def test_calendars_differ(person):
    person.dav.proppatch(person.dav.termine, {"D:displayname": "Eins"})
    member = person.dav.propfind(person.dav.aufgaben,
                                 ["D:displayname"]).only
    assert member.text("D:displayname") == "Aufgaben"


def test_the_colour_in_advolux_stays(people, person):
    before = people.sql("SELECT color FROM advolux.staff WHERE login = %s",
                        person.login)
    person.dav.proppatch(person.dav.termine, {"A:calendar-color": "#010203"})
    assert people.sql("SELECT color FROM advolux.staff WHERE login = %s",
                      person.login) == before


def test_description(person):
    answer = person.dav.proppatch(person.dav.termine, {
        "C:calendar-description": "Alles <wichtig>"})
    assert "C:calendar-description" in answer.only.props
    member = person.dav.propfind(person.dav.termine,
                                 ["C:calendar-description"]).only
    assert member.text("C:calendar-description") == "Alles <wichtig>"


def test_odd_colours_and_orders_are_4xx_or_kept_sane(person):
    for values in ({"A:calendar-color": "red; DROP"},
                   {"A:calendar-order": "viele"},
                   {"A:calendar-order": "9" * 40}):
        answer = person.dav.proppatch(person.dav.termine, values)
        assert answer.status == 207, answer
        assert all(400 <= status < 500 for status in
                   answer.only.refused.values())
    assert person.dav.propfind(person.dav.termine,
                               ["A:calendar-color"]).status == 207
