# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""RFC 4918 section 4.3: xml:lang of the value, or of what is around it."""

import pytest

from support.names import document

LANG = "{http://www.w3.org/XML/1998/namespace}lang"
OWN = '<D:prop><D:displayname xml:lang="%s">Rendez-vous</D:displayname></D:prop>'
AROUND = '<D:prop xml:lang="%s"><D:displayname>Rendez-vous</D:displayname></D:prop>'


def language(person, **headers):
    member = person.dav.propfind(person.dav.termine, ["D:displayname"]).only
    return member.props["D:displayname"].get(LANG)


def patch(person, inside):
    answer = person.dav.request("PROPPATCH", person.dav.termine, document(
        "D:propertyupdate", "<D:set>%s</D:set>" % inside))
    assert answer.only.refused == {}, answer


@pytest.mark.parametrize("inside", [OWN, AROUND])
def test_kept(person, inside):
    assert language(person) is None
    patch(person, inside % "fr-CA")
    assert language(person) == "fr-CA"
    members = person.dav.propfind(person.dav.home, ["D:displayname"],
                                  depth="1").members
    assert members[person.dav.termine].props["D:displayname"].get(
        LANG) == "fr-CA"
    assert members[person.dav.aufgaben].props["D:displayname"].get(
        LANG) is None


def test_gone_with_the_next_name(person):
    patch(person, OWN % "fr")
    person.dav.proppatch(person.dav.termine, {"A:calendar-color": "#010203"})
    assert language(person) == "fr"
    person.dav.proppatch(person.dav.termine, {"D:displayname": "Neu"})
    assert language(person) is None


def test_gone_with_the_name(person):
    patch(person, OWN % "fr")
    person.dav.proppatch(person.dav.termine, {}, remove=["D:displayname"])
    assert language(person) is None


def test_what_is_no_language_is_left_out(person):
    patch(person, OWN % "a b&quot;c")
    assert language(person) is None
