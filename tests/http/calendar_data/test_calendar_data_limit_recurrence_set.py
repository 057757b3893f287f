# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""RFC 4791 section 9.6.6: the series whole, and the overrides that concern the
range."""

import pytest

from support import ics

ZONE = ";TZID=Europe/Berlin:%sT100000"


@pytest.fixture
def limited(person):
    """Summaries of what is left of a series with an override in the range, one
    outside, one that left it, one that came into it, and one for all later."""
    uid = ics.new_uid()
    path = person.dav.termine + uid + ".ics"

    def moved(summary, instance, day, parameters=""):
        return ics.vevent(
            uid, "RECURRENCE-ID%s" % parameters + ZONE % ics.day(instance),
            start="DTSTART" + ZONE % ics.day(day), end="DURATION:PT1H",
            summary=summary)
    text = ics.calendar(
        ics.vevent(uid, "RRULE:FREQ=DAILY;COUNT=40"),
        moved("inside", 15, 15), moved("outside", 25, 25),
        moved("left", 16, 40), moved("came", 30, 15),
        moved("since", 9, 9, ";RANGE=THISANDFUTURE"),
        moved("later", 35, 35, ";RANGE=THISANDFUTURE"))
    assert person.dav.put(path, text).status == 201
    data = person.dav.shaped(
        person.dav.termine, [path], '<C:limit-recurrence-set '
        'start="%sT000000Z" end="%sT000000Z"/>' % (
            ics.day(14), ics.day(17))).only.data
    return data


def test_overrides(limited):
    assert {str(found["SUMMARY"]) for found in ics.parsed(limited)} == {
        "Besprechung", "inside", "left", "came", "since"}


def test_the_series_keeps_its_rule(limited):
    assert "RRULE:FREQ=DAILY;COUNT=40" in limited
    assert "DTSTART;TZID=Europe/Berlin:" in limited
