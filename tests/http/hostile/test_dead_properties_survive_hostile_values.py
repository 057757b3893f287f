# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""Whatever is kept, each later multistatus stays well-formed.

RFC 4918 section 4.4."""

import pytest

from support.names import document

VALUES = [
    "<X:mine>%s</X:mine>" % ("<a>" * 200 + "</a>" * 200),
    "<X:mine %s/>" % " ".join('xmlns:n%d="urn:n:%d"' % (n, n)
                              for n in range(300)),
    "<X:mine>]]&gt;&amp;lt;&#x9;&#xA;&#13;&#xFFFD;</X:mine>",
    "<X:mine><![CDATA[</D:prop><D:evil/>]]></X:mine>",
    "<X:mine a='&quot;&apos;&lt;&#10;'/>",
    "<X:mine xmlns='urn:\"&lt;&amp;'><inner/></X:mine>",
    '<mine xmlns="urn:&quot;&lt;&amp;"><inner/></mine>',
    "<X:mine><!-- a --><?php echo ?>x</X:mine>",
    "<X:mine>{\"a\",\\b,NULL}</X:mine>",
    "<X:mine xml:lang='&quot;&gt;'>x</X:mine>",
]


@pytest.mark.parametrize("value", VALUES)
def test_well_formed(person, value):
    answer = person.dav.request("PROPPATCH", person.dav.termine, document(
        "D:propertyupdate", "<D:set><D:prop>%s</D:prop></D:set>" % value))
    assert answer.status in (207, 400), answer
    if answer.status == 207:
        assert set(answer.only.refused.values()) <= {507}
    for body in ("<D:allprop/>", "<D:propname/>",
                 "<D:prop><X:mine/><D:displayname/></D:prop>"):
        answer = person.dav.propfind(person.dav.home, body=document(
            "D:propfind", body), depth="1")
        assert len(answer.members) == 3
        assert "D:evil" not in answer.members[person.dav.termine].props
        assert "D:displayname" in answer.members[person.dav.termine].props


@pytest.mark.parametrize("value", VALUES)
def test_well_formed_of_an_object(person, value):
    path = person.dav.termine + person.put_event()
    answer = person.dav.request("PROPPATCH", path, document(
        "D:propertyupdate", "<D:set><D:prop>%s</D:prop></D:set>" % value))
    assert answer.status in (207, 400), answer
    for body in ("<D:allprop/>", "<D:propname/>",
                 "<D:prop><X:mine/><D:getetag/></D:prop>"):
        members = person.dav.propfind(person.dav.termine, body=document(
            "D:propfind", body), depth="1").members
        assert set(members) == {person.dav.termine, path}
        assert "D:evil" not in members[path].props
        assert "D:getetag" in members[path].props


@pytest.mark.parametrize("name", ["urn:a b", "a&lt;b", "urn:%zz", "{x}"])
def test_a_namespace_is_a_uri(person, name):
    answer = person.dav.request("PROPPATCH", person.dav.termine, document(
        "D:propertyupdate", '<D:set><D:prop><mine xmlns="%s">x</mine>'
        '</D:prop></D:set>' % name))
    assert answer.status == 400, answer


def test_braces_and_quotes_come_back(person):
    text = '{"a",\\b,NULL} \'"'
    for path in (person.dav.termine, person.dav.termine + person.put_event()):
        person.dav.proppatch(path, {"X:mine": text})
        member = person.dav.propfind(path, ["X:mine"]).only
        assert member.text("X:mine") == text
