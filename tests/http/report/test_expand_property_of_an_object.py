# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""Its own properties, and those of the principal that owns it.

RFC 3253 section 3.8."""

from support.names import NAMESPACES

BODY = """<D:expand-property xmlns:D="DAV:">
<D:property name="getetag"/><D:property name="getcontentlength"/>
<D:property name="note" namespace="%s"/>
<D:property name="owner">
  <D:property name="displayname"/><D:property name="getetag"/>
</D:property>
</D:expand-property>""" % NAMESPACES["X"]


def test_object(person):
    path = person.dav.termine + person.put_event()
    person.dav.proppatch(path, {"X:note": "x"})
    got = person.dav.get(path)
    member = person.dav.report(path, BODY, depth="0").only
    assert member.href == path
    assert member.text("D:getetag") == got.etag
    assert member.text("D:getcontentlength") == str(len(got.body))
    assert member.text("X:note") == "x"
    owner = member.props["D:owner"].find("D:response", NAMESPACES)
    assert owner.findtext("D:href", namespaces=NAMESPACES
                          ) == person.dav.principal
    assert owner.findtext(".//D:displayname", namespaces=NAMESPACES
                          ) == person.name
    statuses = [node.text.split()[1] for node in
                owner.findall("D:propstat/D:status", NAMESPACES)]
    assert statuses == ["200", "404"]
