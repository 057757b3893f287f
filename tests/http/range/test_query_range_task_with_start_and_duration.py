# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""Row 1 for VTODO: start <= DTSTART+DURATION and (end > DTSTART or end >=
DTSTART+DURATION).

RFC 4791 section 9.9."""

from support.filters import within


def test_row(tasks):
    tasks.add("a", "DTSTART:20310310T090000Z", "DURATION:PT1H")
    assert tasks.at("20310310T090000Z") == tasks.at("20310310T100000Z") == {"a"}
    assert tasks.find(within("20310310T080000Z", "20310310T090000Z")) == set()
    assert tasks.at("20310310T100001Z") == set()
