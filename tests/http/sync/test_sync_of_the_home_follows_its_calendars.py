# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""sync-collection on the home, level 1: a calendar has changed when something
in it has, or one of its properties.

RFC 6578 section 3.3."""

import pytest

from support import ics

NAMES = ("D:displayname", "D:sync-token", "CS:getctag", "A:calendar-color")


def sync(person, token="", **options):
    answer = person.dav.sync_collection(person.dav.home, token, names=NAMES,
                                        **options)
    assert answer.status == 207, answer
    return answer


def changed(answer):
    return set(answer.members)


def test_the_first_lists_both_calendars(person):
    answer = sync(person)
    assert changed(answer) == {person.dav.termine, person.dav.aufgaben}
    own = person.dav.sync_collection(person.dav.termine).sync_token
    assert answer.members[person.dav.termine].text("D:sync-token") == own
    assert changed(sync(person, answer.sync_token)) == set()


def test_a_change_of_an_item_is_one_of_its_calendar(person):
    token = sync(person).sync_token
    name = person.put_event()
    answer = sync(person, token)
    assert changed(answer) == {person.dav.termine}
    assert changed(sync(person, answer.sync_token)) == set()
    person.dav.delete(person.dav.termine + name)
    person.task(mode="both")
    both = sync(person, answer.sync_token)
    assert changed(both) == {person.dav.termine, person.dav.aufgaben}


@pytest.mark.parametrize("name,value", [
    ("D:displayname", "Neu"), ("A:calendar-color", "#112233"),
    ("A:calendar-order", "7"), ("C:calendar-description", "Neu"),
    ("C:calendar-timezone-id", "America/New_York"),
    ("CS:unheard-of", "Neu")])
def test_a_change_of_a_property_is_one_of_its_calendar(person, name, value):
    token = sync(person).sync_token
    own = person.dav.sync_collection(person.dav.aufgaben).sync_token
    assert person.dav.proppatch(person.dav.aufgaben,
                                {name: value}).status == 207
    answer = sync(person, token)
    assert changed(answer) == {person.dav.aufgaben}
    assert changed(sync(person, answer.sync_token)) == set()
    assert person.dav.sync_collection(
        person.dav.aufgaben).sync_token == own, "items have not changed"


def test_properties_of_the_home_are_no_members(person):
    token = sync(person).sync_token
    person.dav.proppatch(person.dav.home, {"CS:unheard-of": "Neu"})
    assert changed(sync(person, token)) == set()


def test_other_people_change_nothing(person, colleague):
    token = sync(person).sync_token
    colleague.put_event()
    assert sync(person, token).sync_token == token


def test_the_token_is_a_property(person):
    token = sync(person).sync_token
    for path, depth in ((person.dav.home, "0"), (person.dav.home, "1"),
                        (person.dav.root + "calendars/", "1")):
        home = person.dav.propfind(path, ["D:sync-token"],
                                   depth=depth).members[person.dav.home]
        assert home.text("D:sync-token") == token
    person.put_event()
    assert person.dav.propfind(
        person.dav.home, ["D:sync-token"]).only.text("D:sync-token") != token


def test_the_report_is_announced_where_it_works(person):
    def offers(path):
        member = person.dav.propfind(path, ["D:supported-report-set"]).only
        return bool(member.props["D:supported-report-set"].findall(
            ".//{DAV:}sync-collection"))
    assert offers(person.dav.home) and offers(person.dav.termine)
    assert not offers(person.dav.root) and not offers(person.dav.principal)


def test_a_limit_resumes_exactly(person):
    first = sync(person, limit=1)
    assert first.members[person.dav.home].status == 507
    second = sync(person, first.sync_token, limit=1)
    assert (changed(first) - {person.dav.home}) | changed(second) == {
        person.dav.termine, person.dav.aufgaben}
    assert person.dav.home not in second.members
    assert changed(sync(person, second.sync_token, limit=1)) == set()


def test_if_holds_with_the_token(person):
    token = sync(person).sync_token
    path = person.dav.termine + ics.new_uid() + ".ics"
    text = ics.event(path.rsplit("/", 1)[1][:-4])
    stale = "<%s> (<%s>)" % (person.dav.home, token)
    assert person.dav.put(path, text, If=stale).status == 201
    assert person.dav.put(path, text, If=stale).status == 412
