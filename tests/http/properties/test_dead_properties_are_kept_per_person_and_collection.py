# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""RFC 4918 section 4: what no RFC defines comes back as it was set."""

import pytest
from lxml import etree

from support.names import DECLARATIONS, document

ALARM = ("BEGIN:VALARM\nTRIGGER:-PT15M\nACTION:AUDIO\nDESCRIPTION:a < b & c\n"
         "END:VALARM\n")


def patch(dav, path, inside):
    return dav.request("PROPPATCH", path, document(
        "D:propertyupdate", inside), {"Content-Type": "application/xml"})


def put(xml):
    return "<D:set><D:prop>%s</D:prop></D:set>" % xml


def drop(name):
    return "<D:remove><D:prop><%s/></D:prop></D:remove>" % name


def meaning(node):
    """All of an element but the prefixes that its names have."""
    return (node.tag, dict(node.attrib), node.text,
            [(meaning(child), child.tail) for child in node])


@pytest.mark.parametrize("place", ["home", "termine", "aufgaben"])
@pytest.mark.parametrize("name", [
    "C:default-alarm-vevent-datetime", "C:default-alarm-vevent-date",
    "CS:calendar-enabled", "CS:source", "A:refreshrate", "X:mine"])
def test_set_and_read(person, people, place, name):
    path = getattr(person.dav, place)
    answer = person.dav.proppatch(path, {name: ALARM})
    assert set(answer.only.props) == {name}, answer
    assert answer.only.refused == {}
    assert person.dav.propfind(path, [name]).only.text(name) == ALARM
    for other in {"home", "termine", "aufgaben"} - {place}:
        member = person.dav.propfind(getattr(person.dav, other), [name]).only
        assert member.refused == {name: 404}
    colleague = people.new().dav
    assert colleague.propfind(getattr(colleague, place), [name]
                              ).only.refused == {name: 404}


@pytest.mark.parametrize("place", ["termine", "principal", "object"])
def test_structure_attributes_and_language(person, place):
    path = (person.dav.termine + person.put_event() if place == "object"
            else getattr(person.dav, place))
    patch(person.dav, path, put(
        '<X:mine xml:lang="de-DE" X:a="&lt;&quot;1" b="2">ä<Y xmlns="urn:y">'
        '<X:z/>&amp;&#13;</Y> t</X:mine>'))
    found = person.dav.propfind(path, ["X:mine"]).only.props["X:mine"]
    expected = etree.fromstring(
        '<r %s><X:mine xml:lang="de-DE" X:a="&lt;&quot;1" b="2">ä<Y '
        'xmlns="urn:y"><X:z/>&amp;&#13;</Y> t</X:mine></r>' % DECLARATIONS)[0]
    assert meaning(found) == meaning(expected)


def test_language_and_prefixes_of_what_is_around(person):
    """RFC 4918 sections 4.3 and 4.4: said of an ancestor, still true."""
    path = person.dav.termine + person.put_event()
    for place in (person.dav.termine, path):
        answer = person.dav.request("PROPPATCH", place, (
            '<D:propertyupdate xmlns:D="DAV:" xmlns:n="urn:n" xml:lang="de">'
            '<D:set><D:prop xmlns="urn:m"><mine>a<n:b/> c</mine></D:prop>'
            '</D:set></D:propertyupdate>'))
        assert answer.status == 207
        answer = person.dav.propfind(place, body=(
            '<D:propfind xmlns:D="DAV:"><D:prop><mine xmlns="urn:m"/></D:prop>'
            '</D:propfind>'))
        found = answer.only.props["{urn:m}mine"]
        assert meaning(found) == meaning(etree.fromstring(
            '<mine xmlns="urn:m" xml:lang="de">a<n:b xmlns:n="urn:n"/> c'
            '</mine>'))


@pytest.mark.parametrize("place", ["termine", "object"])
def test_without_a_namespace(person, place):
    path = (person.dav.termine + person.put_event() if place == "object"
            else person.dav.termine)
    answer = patch(person.dav, path, put('<plain>1</plain>'))
    assert set(answer.only.props) == {"plain"} or answer.status == 207
    body = ('<D:propfind xmlns:D="DAV:"><D:prop><plain/></D:prop>'
            '</D:propfind>')
    answer = person.dav.propfind(path, body=body)
    assert b"<plain" in answer.body and b">1</plain>" in answer.body


def test_change_and_remove(person):
    for value in ("1", "2"):
        person.dav.proppatch(person.dav.termine, {"X:mine": value})
    member = person.dav.propfind(person.dav.termine, ["X:mine"]).only
    assert member.text("X:mine") == "2"
    answer = person.dav.proppatch(person.dav.termine, {}, remove=["X:mine"])
    assert answer.only.refused == {}
    answer = person.dav.proppatch(person.dav.termine, {}, remove=["X:mine"])
    assert answer.only.refused == {}, "what is not there can be removed"
    member = person.dav.propfind(person.dav.termine, ["X:mine"]).only
    assert member.refused == {"X:mine": 404}


def test_document_order_counts(person):
    patch(person.dav, person.dav.termine,
          put("<X:mine>1</X:mine>") + drop("X:mine") +
          put("<X:mine>2</X:mine><X:mine>3</X:mine>"))
    member = person.dav.propfind(person.dav.termine, ["X:mine"]).only
    assert member.text("X:mine") == "3"


def test_depth_one_and_reports_see_them(person):
    person.dav.proppatch(person.dav.home, {"X:mine": "home"})
    person.dav.proppatch(person.dav.aufgaben, {"X:mine": "tasks"})
    members = person.dav.propfind(person.dav.home, ["X:mine"],
                                  depth="1").members
    assert members[person.dav.home].text("X:mine") == "home"
    assert members[person.dav.aufgaben].text("X:mine") == "tasks"
    assert members[person.dav.termine].refused == {"X:mine": 404}
    members = person.dav.propfind(person.dav.aufgaben, ["X:mine"],
                                  depth="1").members
    assert members[person.dav.aufgaben].text("X:mine") == "tasks"
    answer = person.dav.report(person.dav.aufgaben, document(
        "D:expand-property", '<D:property name="mine" '
        'namespace="http://example.com/ns/"/>'), depth="0")
    assert answer.only.text("X:mine") == "tasks"


def test_allprop_and_propname(person):
    person.dav.proppatch(person.dav.termine, {"X:mine": "1"})
    member = person.dav.propfind(person.dav.termine).only
    assert member.text("X:mine") == "1"
    member = person.dav.propfind(person.dav.termine, body=document(
        "D:propfind", "<D:propname/>")).only
    assert member.text("X:mine") == ""
    answer = person.dav.propfind(person.dav.termine, body=document(
        "D:propfind", "<D:allprop/><D:include><X:mine/></D:include>"))
    assert answer.body.count(b":mine>") == 1
