# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""RFC 4791 sections 9.6.1 to 9.6.4."""

import pytest

from support import ics

COMP = '<C:comp name="VCALENDAR">%s</C:comp>'


@pytest.fixture
def lines(person):
    """lines(comp) of an event with an alarm."""
    uid = ics.new_uid()
    path = person.dav.termine + uid + ".ics"
    text = ics.event(uid, "LOCATION:Saal 3", "BEGIN:VALARM", "ACTION:DISPLAY",
                     "TRIGGER:-PT5M", "DESCRIPTION:x", "END:VALARM")
    assert person.dav.put(path, text).status == 201

    def read(comp):
        member = person.dav.shaped(person.dav.termine, [path], comp).only
        return ics.unfolded(member.data)
    return read


def test_named_properties(lines):
    found = lines(COMP % ('<C:prop name="VERSION"/><C:comp name="VEVENT">'
                          '<C:prop name="summary"/><C:prop name="UID"/>'
                          '</C:comp>'))
    assert [line.split(":")[0] for line in found if line] == [
        "BEGIN", "VERSION", "BEGIN", "UID", "SUMMARY", "END", "END"]


def test_novalue(lines):
    found = lines(COMP % '<C:comp name="VEVENT"><C:prop name="LOCATION" '
                  'novalue="yes"/><C:prop name="SUMMARY" novalue="no"/></C:comp>')
    assert "LOCATION:" in found and "SUMMARY:Besprechung" in found


def test_allprop_without_components(lines):
    found = lines(COMP % '<C:allprop/><C:comp name="VEVENT"><C:allprop/></C:comp>')
    assert "LOCATION:Saal 3" in found and "VERSION:2.0" in found
    assert "BEGIN:VALARM" not in found


def test_allcomp(lines):
    found = lines(COMP % '<C:allcomp/>')
    assert "BEGIN:VALARM" in found and "LOCATION:Saal 3" in found
    assert "VERSION:2.0" not in found


def test_a_component_that_names_nothing_is_whole(lines):
    found = lines(COMP % '<C:comp name="VEVENT"/>')
    assert "BEGIN:VALARM" in found and "LOCATION:Saal 3" in found


def test_getcontentlength_stays_that_of_the_object(person):
    path = person.dav.termine + person.put_event()
    body = ('<C:calendar-multiget xmlns:C="urn:ietf:params:xml:ns:caldav" '
            'xmlns:D="DAV:"><D:prop><D:getcontentlength/><C:calendar-data>%s'
            '</C:calendar-data></D:prop><D:href>%s</D:href>'
            '</C:calendar-multiget>' % (COMP % "<C:allprop/>", path))
    member = person.dav.report(person.dav.termine, body).only
    assert int(member.text("D:getcontentlength")) == len(
        person.dav.get(path).text.encode())
    assert "VEVENT" not in member.data
