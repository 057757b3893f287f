# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""The zone that finds a floating time is the zone that it is shown in.

RFC 4791 section 9.8."""

from support.filters import calendar, comp, second
from support.names import document


def test_query(shelf):
    shelf.add("a", "DTSTART:20310115T100000", "DURATION:PT1H")
    body = document("C:calendar-query", (
        '<D:prop><C:calendar-data><C:expand start="20310115T000000Z" '
        'end="20310116T000000Z"/></C:calendar-data></D:prop><C:filter>%s'
        '</C:filter><C:timezone-id>America/New_York</C:timezone-id>'
        % calendar(comp("VEVENT", second("20310115T150000Z")))))
    data = shelf.dav.report(shelf.place, body).only.data
    assert "DTSTART:20310115T150000Z" in data
