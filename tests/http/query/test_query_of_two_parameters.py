# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""Sibling param-filters are ANDed over one property.

RFC 4791 section 9.7.3."""

from support.filters import param, prop, text


def test_both(shelf):
    shelf.add("a", "DTSTART:20310310T090000Z",
              "ATTENDEE;ROLE=CHAIR;PARTSTAT=ACCEPTED:mailto:a@example.com",
              "ATTENDEE;PARTSTAT=DECLINED:mailto:b@example.com")
    chair = param("ROLE", text("chair"))
    assert shelf.find(prop("ATTENDEE", chair, param(
        "PARTSTAT", text("accepted")))) == {"a"}
    assert shelf.find(prop("ATTENDEE", chair, param(
        "PARTSTAT", text("declined")))) == set()
