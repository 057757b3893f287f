# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""Outlook's "Customized Time Zone" comes with a definition: it stays octet by
octet and is not evaluated."""

from support import ics
from support.shelf import part


def test_verbatim(shelf):
    zone = ics.zone("Customized Time Zone").split("BEGIN:VTIMEZONE")[1].split(
        "END:VTIMEZONE")[0]
    definition = "BEGIN:VTIMEZONE%sEND:VTIMEZONE\r\n" % zone.replace(
        "+0100", "+1300")
    shelf.put("a", definition, part(
        "VEVENT", "DTSTART;TZID=Customized Time Zone:20310115T100000",
        "DURATION:PT1H"))
    assert definition in shelf.text("a")
    assert shelf.at("20310115T090000Z") == {"a"}
