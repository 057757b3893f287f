# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""owner, its home, and the calendars' collection in turn.

RFC 3253 section 3.8."""

from support.names import document

BODY = document("D:expand-property", """
<D:property name="owner"><D:property name="calendar-home-set"
 namespace="urn:ietf:params:xml:ns:caldav"><D:property name="displayname"/>
 <D:property name="owner"><D:property name="principal-URL"/></D:property>
</D:property></D:property>""")


def test_hrefs_at_each_level(person):
    answer = person.dav.report(person.dav.termine, BODY, depth="0")
    hrefs = [node.text for node in answer.xml.iter("{DAV:}href")]
    assert hrefs == [person.dav.termine, person.dav.principal,
                     person.dav.home, person.dav.principal,
                     person.dav.principal]
    names = [node.text for node in answer.xml.iter("{DAV:}displayname")]
    assert names == [person.name]


def test_what_is_missing_is_named(person):
    answer = person.dav.report(person.dav.termine, document(
        "D:expand-property", '<D:property name="nie"/>'), depth="0")
    assert answer.members[person.dav.termine].refused == {"D:nie": 404}
