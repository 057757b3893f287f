# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""Each instance by the row of its task; DUE alone recurs as well.

RFC 4791 section 9.9."""


def test_start_and_due(tasks):
    tasks.add("a", "DTSTART:20310306T090000Z", "DUE:20310306T100000Z",
              "RRULE:FREQ=WEEKLY;COUNT=3", "EXDATE:20310313T090000Z")
    assert [day for day in (6, 13, 20, 27)
            if tasks.at("203103%02dT093000Z" % day)] == [6, 20]


def test_due_alone(tasks):
    tasks.add("a", "DUE:20310306T090000Z", "RRULE:FREQ=WEEKLY")
    assert tasks.at("20310320T085959Z") == {"a"}
    assert tasks.at("20310320T090000Z") == set()
