# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""RFC 4791 section 9.6.5: a changed instance stands as it was changed."""

import pytest

from support import ics

ZONE = ";TZID=Europe/Berlin:%sT%s"


def override(uid, instance, start, summary, parameters=""):
    return ics.vevent(
        uid, "RECURRENCE-ID%s" % parameters + ZONE % (instance, "100000"),
        start="DTSTART" + ZONE % start,
        end="DURATION:PT1H", summary=summary)


@pytest.fixture
def expand(person):
    """expand(master's lines, overrides): {RECURRENCE-ID: (DTSTART, SUMMARY)}
    of the second week."""
    def run(content, *overrides):
        uid = ics.new_uid()
        path = person.dav.termine + uid + ".ics"
        text = ics.calendar(
            ics.vevent(uid, "RRULE:FREQ=DAILY;COUNT=14", *content),
            *(override(uid, *o) for o in overrides))
        assert person.dav.put(path, text).status == 201
        member = person.dav.shaped(
            person.dav.termine, [path], '<C:expand start="%sT000000Z" '
            'end="%sT000000Z"/>' % (ics.day(14), ics.day(17))).only
        return {found["RECURRENCE-ID"].to_ical().decode():
                (found["DTSTART"].to_ical().decode(), str(found["SUMMARY"]))
                for found in ics.parsed(member.data)}
    return run


def at(day, time="100000"):
    return ics.utc("%sT%s" % (ics.day(day), time))


def plain(*days):
    return {at(day): (at(day), "Besprechung") for day in days}


def test_as_it_is(expand):
    assert expand([]) == plain(14, 15, 16)


def test_excluded(expand):
    assert expand(["EXDATE" + ZONE % (ics.day(15), "100000")]) == plain(14, 16)


def test_changed(expand):
    assert expand([], (ics.day(15), (ics.day(15), "143000"), "Neu")) == {
        **plain(14, 16), at(15): (at(15, "143000"), "Neu")}


def test_moved_out(expand):
    assert expand([], (ics.day(15), (ics.day(30), "100000"), "Fort")
                  ) == plain(14, 16)


def test_moved_in(expand):
    assert expand([], (ics.day(20), (ics.day(15), "080000"), "Her")) == {
        **plain(14, 15, 16), at(20): (at(15, "080000"), "Her")}


def test_this_and_future(expand):
    assert expand([], (ics.day(15), (ics.day(15), "120000"), "Ab jetzt",
                       ";RANGE=THISANDFUTURE")) == {
        **plain(14), at(15): (at(15, "120000"), "Ab jetzt"),
        at(16): (at(16, "120000"), "Ab jetzt")}
