# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""An instance put off is due when its override says.

RFC 4791 section 9.9."""

from support.shelf import part


def test_put_off(tasks):
    tasks.put("a", part("VTODO", "DTSTART:20310306T090000Z",
                        "DUE:20310306T100000Z", "RRULE:FREQ=WEEKLY"),
              part("VTODO", "RECURRENCE-ID:20310313T090000Z",
                   "DTSTART:20310315T090000Z", "DUE:20310315T100000Z"))
    assert tasks.at("20310313T093000Z") == set()
    assert tasks.at("20310315T093000Z") == tasks.at("20310320T093000Z") == {"a"}
