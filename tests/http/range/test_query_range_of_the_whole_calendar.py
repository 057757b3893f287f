# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""RFC 4791 section 9.9: a time-range directly below VCALENDAR is that of any
component of the calendar, as clients ask that name no component."""

import pytest

from support.filters import calendar, comp, within
from support.shelf import Shelf, part

IN, OUT = ("20310115T000000Z", "20310116T000000Z"), ("20310117T000000Z",
                                                     "20310118T000000Z")


@pytest.mark.parametrize("component", ["VEVENT", "VTODO"])
def test_range(person, component):
    shelf = Shelf(person, component)
    end = "DUE" if component == "VTODO" else "DTEND"
    shelf.add("a", "DTSTART:20310115T100000Z", end + ":20310115T110000Z")
    shelf.add("b", "DTSTART:20310119T100000Z", end + ":20310119T110000Z")
    assert shelf.labels(shelf.query(calendar(within(*IN)))) == {"a"}
    assert shelf.labels(shelf.query(calendar(within(*OUT)))) == set()
    assert shelf.labels(shelf.query(calendar(
        within(*IN), comp(component)))) == {"a"}
    assert shelf.labels(shelf.query(calendar(
        within(*IN), comp(component, within(*OUT))))) == set()


def test_series(shelf):
    shelf.put("a", part("VEVENT", "DTSTART:20310101T100000Z",
                        "RRULE:FREQ=WEEKLY", "DURATION:PT1H"))
    assert shelf.labels(shelf.query(calendar(within(*IN)))) == {"a"}
    assert shelf.labels(shelf.query(calendar(within(*OUT)))) == set()
