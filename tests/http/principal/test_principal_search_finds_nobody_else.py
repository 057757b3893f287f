# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""RFC 3744 section 9.4, about the caller alone."""

import pytest

from support.names import document, element, prop


def sought(text, names=("D:displayname",), attributes=""):
    return "<D:property-search>%s<D:match%s>%s</D:match></D:property-search>" % (
        prop(names), attributes, text)


def search(dav, inside, path=None, root="D:principal-property-search",
           depth="0"):
    return dav.report(path or dav.root + "principals/", document(
        root, inside + prop(["D:displayname"])), depth=depth)


@pytest.mark.parametrize("text", ["Müller", "mÜLLER", "tësta"])
def test_the_caller_by_a_part_of_the_name(person, text):
    answer = search(person.dav, sought(text))
    assert answer.only.href == person.dav.principal
    assert answer.only.text("D:displayname") == person.name


def test_others_are_never_found(person, people):
    other = people.new(name="Zweiter Bearbeiter")
    for text in ("Zweiter", other.name):
        assert search(person.dav, sought(text)).members == {}
    assert set(search(person.dav, sought("")).members) == {
        person.dav.principal}
    assert search(person.dav, sought(
        other.mail, ["CS:email-address-set"])).members == {}


def test_by_address(person):
    for names in (["CS:email-address-set"], ["C:calendar-user-address-set"]):
        assert search(person.dav, sought(person.mail, names)).only


def test_all_must_match_unless_any_is_asked_for(person):
    both = sought("Müller") + sought("nein")
    assert search(person.dav, both).members == {}
    assert search(person.dav, both,
                  root='D:principal-property-search test="anyof"').only


def test_what_cannot_be_searched_matches_nothing(person):
    assert search(person.dav, sought("x", ["X:odd"])).members == {}
    assert search(person.dav, sought("", ["D:displayname", "X:odd"])
                  ).members == {}


@pytest.mark.parametrize("how, text, found", [
    ("starts-with", "Tësta", True), ("starts-with", "Müller", False),
    ("equals", "Tësta", False), ("contains", "Müller", True),
    ("ends-with", "Tësta", False)])
def test_match_type(person, how, text, found):
    answer = search(person.dav, sought(
        text, attributes=' match-type="%s"' % how))
    assert bool(answer.members) == found


def test_elsewhere_only_if_asked_to(person):
    assert search(person.dav, sought("Müller"),
                  path=person.dav.termine).members == {}
    assert search(person.dav, sought("Müller") +
                  "<D:apply-to-principal-collection-set/>",
                  path=person.dav.termine).only


@pytest.mark.parametrize("inside", [
    "", "<D:property-search/>", element("D:property-search", "x"),
    "<D:property-search><D:prop/><D:match>x</D:match></D:property-search>",
    "<D:property-search><D:prop><D:displayname/></D:prop></D:property-search>"])
def test_bad_bodies(person, inside):
    assert search(person.dav, inside).status == 400


def test_of_another_persons_tree(person, people):
    other = people.new()
    answer = search(person.dav, sought("Müller"), path=other.dav.principal)
    missing = search(person.dav, sought("Müller"),
                     path=person.dav.root + "principals/nobody/")
    assert answer.status == missing.status == 404
