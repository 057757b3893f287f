# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""Sibling comp-filters must all match, each by a component of its own.

RFC 4791 section 9.7.1."""

from support.filters import calendar, comp, prop, text
from support.shelf import part


def test_two_components_of_one_object(shelf):
    shelf.put("a", part("VEVENT", "DTSTART:20310306T090000Z", "SUMMARY:one",
                        "RRULE:FREQ=DAILY;COUNT=2"),
              part("VEVENT", "RECURRENCE-ID:20310307T090000Z", "SUMMARY:two",
                   "DTSTART:20310307T090000Z"))
    shelf.add("b", "DTSTART:20310306T090000Z", "SUMMARY:one")

    def both(*names):
        return shelf.labels(shelf.query(calendar(*[comp("VEVENT", prop(
            "SUMMARY", text(name))) for name in names])))
    assert both("one") == {"a", "b"}
    assert both("one", "two") == {"a"}
    assert both("one", "three") == set()


def test_one_component_has_to_meet_all_of_a_filter(shelf):
    shelf.put("a", part("VEVENT", "DTSTART:20310306T090000Z", "SUMMARY:one",
                        "RRULE:FREQ=DAILY;COUNT=2", "LOCATION:here"),
              part("VEVENT", "RECURRENCE-ID:20310307T090000Z", "SUMMARY:two",
                   "DTSTART:20310307T090000Z"))
    here = prop("LOCATION", text("here"))
    assert shelf.find(here, prop("SUMMARY", text("one"))) == {"a"}
    assert shelf.find(here, prop("SUMMARY", text("two"))) == set()
