# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""prop-filter directly in VCALENDAR.

RFC 4791 section 9.7.2."""

from support.filters import NOT_DEFINED, calendar, prop, text


def test_prodid_and_version(shelf):
    shelf.add("a", "DTSTART:20310310T090000Z")

    def ask(*conditions):
        return shelf.labels(shelf.query(calendar(*conditions)))
    assert ask(prop("VERSION", text("2.0"))) == {"a"}
    assert ask(prop("PRODID", text("-//example//"))) == {"a"}
    assert ask(prop("PRODID", text("-//other//"))) == set()
    assert ask(prop("METHOD", NOT_DEFINED)) == {"a"}
    assert ask(prop("SUMMARY")) == set()
