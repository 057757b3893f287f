# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""DUE;VALUE=DATE is the day's midnight in the calendar's zone.

RFC 4791 section 9.9."""

from support.filters import within


def test_day(tasks):
    tasks.add("a", "DUE;VALUE=DATE:20310310")
    assert tasks.at("20310309T225959Z") == {"a"}
    assert tasks.at("20310309T230000Z") == set()
    assert tasks.find(within("20310308T000000Z", "20310309T230000Z")) == {"a"}
