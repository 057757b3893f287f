# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""However often a request names a property: an object's content asked for a
thousand times would have to be in memory as often.

RFC 4918 section 9.1."""

import pytest

from support.names import document, element

TWICE = ('<D:getetag/><C:calendar-data/><x xmlns="urn:x"/>'
         '<D:getetag/><C:calendar-data/><x xmlns="urn:x"/>')


def test_multiget(person):
    path = person.dav.termine + person.put_event()
    answer = person.dav.report(person.dav.termine, document(
        "C:calendar-multiget",
        "<D:prop>%s</D:prop>" % TWICE + element("D:href", path)))
    assert answer.body.count(b"BEGIN:VEVENT") == 1
    assert answer.body.count(b"getetag>") == 2
    assert answer.body.count(b'"urn:x"') == 1


def test_the_shape_that_is_named_first_counts(person):
    path = person.dav.termine + person.put_event()
    answer = person.dav.report(person.dav.termine, document(
        "C:calendar-multiget", (
            '<D:prop><C:calendar-data><C:comp name="VCALENDAR">'
            '<C:prop name="VERSION"/></C:comp></C:calendar-data>'
            '<C:calendar-data/></D:prop>') + element("D:href", path)))
    assert answer.body.count(b"VERSION:2.0") == 1
    assert b"BEGIN:VEVENT" not in answer.body


@pytest.mark.parametrize("inside", [
    "<D:prop>%s</D:prop>", "<D:allprop/><D:include>%s</D:include>"])
def test_propfind(person, inside):
    answer = person.dav.propfind(
        person.dav.termine,
        body=document("D:propfind", inside % ("<D:displayname/>" * 3)))
    assert answer.status == 207
    assert answer.body.count(b"<D:displayname") == 1


def test_more_than_a_thousand_are_refused(person):
    for count, status in ((1000, 207), (1001, 400)):
        answer = person.dav.propfind(person.dav.termine, body=document(
            "D:propfind", "<D:prop>%s</D:prop>" % ("<D:getetag/>" * count)))
        assert answer.status == status
