# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""RFC 3253 section 3.8, as iOS and macOS use it."""

from support.names import NAMESPACES

BODY = """<D:expand-property xmlns:D="DAV:">
<D:property name="current-user-principal">
  <D:property name="displayname"/>
  <D:property name="calendar-home-set"
              namespace="urn:ietf:params:xml:ns:caldav"/>
</D:property>
<D:property name="displayname"/>
</D:expand-property>"""


def test_expand(person):
    answer = person.dav.report(person.dav.principal, BODY, depth="0")
    member = answer.only
    assert member.href == person.dav.principal
    inner = member.props["D:current-user-principal"].find("D:response",
                                                          NAMESPACES)
    assert inner.findtext("D:href", namespaces=NAMESPACES
                          ) == person.dav.principal
    assert person.dav.home in [href.text for href in
                               inner.iter("{DAV:}href")]
    assert member.text("D:displayname") == person.name
