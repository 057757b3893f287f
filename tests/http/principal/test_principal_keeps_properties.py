# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""RFC 4918 section 4, of one's own principal."""

from support.names import document

NAMES = ["X:note"]


def note(person, path):
    return person.dav.propfind(path, NAMES).only.text("X:note")


def test_set_and_removed(person, colleague):
    path = person.dav.principal
    assert person.dav.proppatch(path, {"X:note": "x"}).only.refused == {}
    assert note(person, path) == "x"
    for place in (person.dav.home, person.dav.termine, person.dav.aufgaben,
                  person.dav.root):
        assert note(person, place) is None
    assert note(colleague, colleague.dav.principal) is None
    assert colleague.dav.proppatch(path, {"X:note": "y"}).status == 404
    person.dav.proppatch(path, {}, remove=NAMES)
    assert note(person, path) is None


def test_in_every_listing_of_principals(person):
    person.dav.proppatch(person.dav.principal, {"X:note": "x"})
    shared = person.dav.root + "principals/"
    for body in (None, document("D:propfind", "<D:prop><X:note/></D:prop>")):
        found = person.dav.propfind(shared, body=body, depth="1").members
        assert found[person.dav.principal].text("X:note") == "x"
    for answer in (
            person.dav.report(shared, document(
                "D:principal-match", "<D:self/><D:prop><X:note/></D:prop>"),
                depth="0"),
            person.dav.report(shared, document(
                "D:principal-property-search", "<D:property-search><D:prop>"
                "<D:displayname/></D:prop><D:match/></D:property-search>"
                "<D:prop><X:note/></D:prop>"), depth="0")):
        assert answer.only.text("X:note") == "x"


def test_expanded(person):
    person.dav.proppatch(person.dav.principal, {"X:note": "x"})
    answer = person.dav.report(person.dav.termine, document(
        "D:expand-property", '<D:property name="owner"><D:property name="note"'
        ' namespace="http://example.com/ns/"/></D:property>'), depth="0")
    found = answer.xml.find(".//{DAV:}owner//{http://example.com/ns/}note")
    assert found.text == "x"


def test_the_homes_token_is_about_calendars(person):
    names = ["D:sync-token"]
    before = person.dav.propfind(person.dav.home, names).only.text(*names)
    person.dav.proppatch(person.dav.principal, {"X:note": "x"})
    assert person.dav.propfind(person.dav.home, names).only.text(
        *names) == before


def test_limits_are_its_own(person):
    values = {"X:p%d" % n: "1" for n in range(100)}
    for place in (person.dav.principal, person.dav.home):
        assert person.dav.proppatch(place, values).only.refused == {}
    answer = person.dav.proppatch(person.dav.principal, {"X:more": "1"})
    assert answer.only.refused == {"X:more": 507}


def test_what_is_live_is_protected(person):
    answer = person.dav.proppatch(person.dav.principal, {
        "D:displayname": "x", "C:calendar-home-set": "x"})
    assert answer.only.refused == {"D:displayname": 403,
                                   "C:calendar-home-set": 403}
