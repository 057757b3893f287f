# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""CALDAV:valid-filter, for what the RFC names itself: components within
others where they never are, and times of what has none.

RFC 4791 section 7.8."""

import pytest

RANGE = '<C:time-range start="20260101T000000Z" end="20270101T000000Z"/>'


def nested(*names, inside=""):
    for name in reversed(names):
        inside = '<C:comp-filter name="%s">%s</C:comp-filter>' % (name, inside)
    return inside


@pytest.mark.parametrize("names", [
    ("VCALENDAR", "VALARM"), ("VCALENDAR", "VTODO", "VEVENT"),
    ("VCALENDAR", "VEVENT", "VEVENT"), ("VCALENDAR", "VEVENT", "VTIMEZONE"),
    ("VCALENDAR", "VEVENT", "VALARM", "VEVENT"),
    ("VCALENDAR", "VEVENT", "STANDARD"), ("VCALENDAR", "VCALENDAR")])
def test_nesting(person, names):
    answer = person.dav.query(person.dav.termine, nested(*names))
    assert answer.status == 403, answer
    assert answer.preconditions == ["C:valid-filter"]


@pytest.mark.parametrize("names", [
    ("VCALENDAR", "VTIMEZONE"),
    ("VCALENDAR", "VTIMEZONE", "STANDARD"), ("VCALENDAR", "X-OTHER")])
def test_time_of_a_component(person, names):
    answer = person.dav.query(person.dav.termine, nested(*names, inside=RANGE))
    assert answer.status == 403, answer
    assert answer.preconditions == ["C:valid-filter"]


@pytest.mark.parametrize("name", ["SUMMARY", "UID", "RRULE", "SEQUENCE"])
def test_time_of_a_text(person, name):
    answer = person.dav.query(person.dav.termine, nested(
        "VCALENDAR", "VEVENT", inside='<C:prop-filter name="%s">%s'
        "</C:prop-filter>" % (name, RANGE)))
    assert answer.status == 403, answer
    assert answer.preconditions == ["C:valid-filter"]


@pytest.mark.parametrize("names", [
    ("VCALENDAR", "VEVENT", "VALARM"), ("VCALENDAR", "VTIMEZONE", "DAYLIGHT"),
    ("VCALENDAR", "X-OTHER"), ("VCALENDAR", "VEVENT", "X-OTHER")])
def test_what_can_be_is_answered(person, names):
    answer = person.dav.query(person.dav.termine, nested(*names))
    assert answer.status == 207, answer
