# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""Etag and data of what the filter found, and of nothing else.

RFC 4791 section 7.8.1."""

from support.filters import calendar, comp, second


def test_data(shelf):
    etag = shelf.add("a", "DTSTART:20310310T090000Z", "SUMMARY:eins").etag
    shelf.add("b", "DTSTART:20310410T090000Z", "SUMMARY:zwei")
    member = shelf.query(
        calendar(comp("VEVENT", second("20310310T090000Z"))),
        ["D:getetag", "C:calendar-data"]).only
    assert member.href == shelf.place + "a" and member.etag == etag
    assert "SUMMARY:eins" in member.data
