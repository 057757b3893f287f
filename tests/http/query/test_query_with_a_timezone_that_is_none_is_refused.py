# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""CALDAV:valid-calendar-data: one VCALENDAR with one whole VTIMEZONE.

RFC 4791 section 7.8."""

import re

import pytest

from support import ics
from support.filters import second


@pytest.mark.parametrize("text", [
    "", "Europe/Berlin", "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n",
    ics.zone("Europe/Berlin").replace("TZOFFSETTO:+0100\r\n", ""),
    ics.zone("Europe/Berlin").replace("TZID:Europe/Berlin\r\n", ""),
    ics.zone("Europe/Berlin")[:-20],
    *[re.sub("(?m)^%s:.*\r\n" % name, "", ics.zone("Europe/Berlin"))
      for name in ("VERSION", "PRODID")],
    ics.event("1").replace("DTSTART;TZID=Europe/Berlin", "DTSTART")])
def test_refused(shelf, text):
    zone = "<C:timezone>%s</C:timezone>" % text
    assert shelf.refusal(second("20310115T090000Z"), extra=zone) == (
        "C:valid-calendar-data", [])
