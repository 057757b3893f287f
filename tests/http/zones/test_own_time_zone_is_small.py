# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""A phone gets some hundred octets for a zone, each zone once.

RFC 5545 section 3.6.5."""

import re

import pytest


@pytest.mark.parametrize("zone,octets", [
    ("Europe/Berlin", 900), ("America/New_York", 1500), ("Asia/Tokyo", 300)])
def test_size(person, zone, octets):
    item = person.appointment(day=7, zone=zone, rrule="FREQ=DAILY")
    person.override(item, (8, "10:00"), 8, "12:00", 1, time_zone=zone)
    text = person.dav.get(person.path(item)).text
    assert text.count("BEGIN:VTIMEZONE") == 1
    assert len(text[text.index("BEGIN:VTIMEZONE"):
                    text.index("END:VTIMEZONE")]) < octets


def test_utc_needs_none(person):
    item = person.appointment(day=7, zone="UTC")
    text = person.dav.get(person.path(item)).text
    assert "VTIMEZONE" not in text and re.search(r"DTSTART:\d{8}T\d{6}Z", text)
