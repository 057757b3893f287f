# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""An object matches if one of its components does.

RFC 4791 section 9.7.2."""

from support.filters import NOT_DEFINED, prop, text
from support.shelf import part


def test_changed_instance_alone(shelf):
    shelf.put("a", part("VEVENT", "DTSTART:20310306T090000Z", "SUMMARY:x",
                        "RRULE:FREQ=DAILY;COUNT=2"),
              part("VEVENT", "RECURRENCE-ID:20310307T090000Z", "SUMMARY:x",
                   "DTSTART:20310307T090000Z", "LOCATION:Saal 1"))
    shelf.add("b", "DTSTART:20310306T090000Z", "RRULE:FREQ=DAILY;COUNT=2")
    assert shelf.find(prop("RECURRENCE-ID")) == {"a"}
    assert shelf.find(prop("LOCATION", text("saal"))) == {"a"}
    assert shelf.find(prop("RECURRENCE-ID", NOT_DEFINED)) == {"a", "b"}
