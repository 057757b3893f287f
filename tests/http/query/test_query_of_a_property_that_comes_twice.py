# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""One of them has to meet the whole prop-filter.

RFC 4791 section 9.7.2."""

from support.filters import param, prop, text


def test_attendees(shelf):
    shelf.add("a", "DTSTART:20310310T090000Z",
              "ATTENDEE;PARTSTAT=ACCEPTED:mailto:anna@example.com",
              "ATTENDEE;PARTSTAT=DECLINED:mailto:bert@example.com")

    def attends(who, how):
        return shelf.find(prop("ATTENDEE", text(who), param(
            "PARTSTAT", text(how))))
    assert attends("anna", "accepted") == attends("bert", "declined") == {"a"}
    assert attends("anna", "declined") == attends("carl", "accepted") == set()
