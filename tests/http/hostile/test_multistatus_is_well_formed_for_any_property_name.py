# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""Names without a namespace and twice are answered; a namespace that is no
URI, and what is no name behind its prefix, is refused: no client could read the
answer.

RFC 4918 section 14.16."""

import pytest

from support.names import document

BAD = ['<a xmlns="urn:&lt;&amp;&quot;"/>', '<a xmlns=" "/>',
       '<a xmlns="%zz:"/>', "<X:1a/>", "<X:-a/>", "<X:.a/>", "<X:a:b/>",
       "<X:\u00b7a/>", "<X:a><X:1/></X:a>", '<X:a X:1="v"/>', '<X:a X:b:c="v"/>']


@pytest.mark.parametrize("inside", [
    '<nons xmlns=""/>', '<a xmlns="urn:x"/><a xmlns="urn:y"/>', "<X:ä/>",
    "<X:a/><X:a/>", '<D:displayname/><D:displayname/>', '<X:a-b.c_1/>'])
def test_answered(person, inside):
    body = document("D:propfind", "<D:prop>%s</D:prop>" % inside)
    answer = person.dav.propfind(person.dav.termine, body=body)
    assert answer.only.props or answer.only.refused


@pytest.mark.parametrize("inside", BAD)
def test_propfind(person, inside):
    body = document("D:propfind", "<D:prop>%s</D:prop>" % inside)
    assert person.dav.propfind(person.dav.termine, body=body).status == 400


@pytest.mark.parametrize("inside", BAD)
def test_include(person, inside):
    body = document("D:propfind",
                    "<D:allprop/><D:include>%s</D:include>" % inside)
    assert person.dav.propfind(person.dav.termine, body=body).status == 400


@pytest.mark.parametrize("inside", BAD)
@pytest.mark.parametrize("way", ["set", "remove"])
def test_proppatch(person, inside, way):
    body = document("D:propertyupdate", "<D:%s><D:prop>%s</D:prop></D:%s>" % (
        way, inside, way))
    answer = person.dav.request("PROPPATCH", person.dav.termine, body, {
        "Content-Type": "application/xml"})
    assert answer.status == 400, answer


@pytest.mark.parametrize("inside", BAD)
def test_report(person, inside):
    body = document("D:sync-collection",
                    "<D:sync-token/><D:prop>%s</D:prop>" % inside)
    assert person.dav.report(person.dav.termine, body).status == 400


@pytest.mark.parametrize("ns", ["urn:&lt;", " ", "%zz:"])
def test_expand_property(person, ns):
    body = document("D:expand-property",
                    '<D:property name="a" namespace="%s"/>' % ns)
    answer = person.dav.report(person.dav.termine, body, depth="0")
    assert answer.status == 400, answer


@pytest.mark.parametrize("name", ["1a", "-a", "a:b", "a b", "\u00b7a",
                                  ""])
def test_expand_property_of_no_name(person, name):
    body = document("D:expand-property",
                    '<D:property name="%s" namespace="urn:x"/>' % name)
    answer = person.dav.report(person.dav.termine, body, depth="0")
    assert answer.status == 400, answer
