# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""An object of too many instances is refused by itself, at once.

RFC 4791 section 9.6.5."""

from support import ics
from support.process import processor_seconds


def test_too_many_instances(person, httpd):
    uid = ics.new_uid()
    endless = person.dav.termine + uid + ".ics"
    assert person.dav.put(endless, ics.event(
        uid, "RRULE:FREQ=DAILY")).status == 201
    plain = person.dav.termine + person.put_event()
    before = processor_seconds(httpd.process.pid)
    members = person.dav.shaped(
        person.dav.termine, [endless, plain],
        '<C:expand start="20260101T000000Z" end="99991231T000000Z"/>').members
    assert processor_seconds(httpd.process.pid) - before < 3
    assert members[endless].status == 507 and members[endless].data is None
    assert members[endless].node.find(
        ".//{urn:ietf:params:xml:ns:caldav}max-instances") is not None
    assert "BEGIN:VEVENT" in members[plain].data
