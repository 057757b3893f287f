# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""prop-filters within the comp-filter of an alarm.

RFC 4791 section 9.7.2."""

from support.filters import comp, prop, text
from support.shelf import alarm


def test_action(shelf):
    for label, action in (("show", "DISPLAY"), ("sound", "AUDIO")):
        shelf.add(label, "DTSTART:20310310T090000Z", "BEGIN:VALARM",
                  "ACTION:" + action, "DESCRIPTION:x", "TRIGGER:-PT5M",
                  "END:VALARM")
    assert shelf.find(comp("VALARM", prop("ACTION", text("audio")))) == {
        "sound"}
    assert shelf.find(comp("VALARM", prop("ACTION", text("mail")))) == set()


def test_one_alarm_has_to_meet_all(shelf):
    shelf.add("a", "DTSTART:20310310T090000Z",
              *alarm("TRIGGER:-PT5M", "X-KIND:first"),
              *alarm("TRIGGER:-PT10M", "X-KIND:second"))
    first = prop("X-KIND", text("first"))
    assert shelf.find(comp("VALARM", first, prop(
        "TRIGGER", text("-PT5M")))) == {"a"}
    assert shelf.find(comp("VALARM", first, prop(
        "TRIGGER", text("-PT10M")))) == set()
