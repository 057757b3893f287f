# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""allprop and propname instead of prop; without any, hrefs alone.

RFC 4791 section 7.8."""

from support.filters import calendar, comp
from support.names import document


def ask(shelf, inside):
    return shelf.dav.report(shelf.place, document(
        "C:calendar-query", inside + "<C:filter>%s</C:filter>"
        % calendar(comp("VEVENT"))))


def test_allprop(shelf):
    etag = shelf.add("a", "DTSTART:20310310T090000Z").etag
    member = ask(shelf, "<D:allprop/>").only
    assert member.etag == etag and "C:calendar-data" not in member.props


def test_propname(shelf):
    shelf.add("a", "DTSTART:20310310T090000Z")
    member = ask(shelf, "<D:propname/>").only
    assert "D:getetag" in member.props and not member.etag


def test_nothing(shelf):
    shelf.add("a", "DTSTART:20310310T090000Z")
    assert ask(shelf, "").only.href == shelf.place + "a"


def test_two_of_them_are_refused(shelf):
    assert ask(shelf, "<D:allprop/><D:propname/>").status == 400
