# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""CALDAV:supported-calendar-data names version 2.0 and no other; days are those
of the Gregorian calendar (RFC 5545 section 3.7.1).

RFC 4791 section 5.3.2.1."""

import pytest

from support import ics


@pytest.mark.parametrize("version", ["1.0", "3.0", "2.00"])
def test_refused_by_name(person, version):
    uid = ics.new_uid()
    path = person.dav.termine + uid + ".ics"
    answer = person.dav.put(path, ics.event(uid).replace(
        "VERSION:2.0", "VERSION:" + version))
    assert answer.status == 403, answer
    assert answer.preconditions == ["C:supported-calendar-data"]


@pytest.mark.parametrize("scale,status", [
    ("GREGORIAN", 201), ("gregorian", 201), ("HEBREW", 403)])
def test_calendar_scale(person, scale, status):
    uid = ics.new_uid()
    answer = person.dav.put(
        person.dav.termine + uid + ".ics", ics.event(uid).replace(
            "VERSION:2.0", "VERSION:2.0\r\nCALSCALE:" + scale))
    assert answer.status == status, answer
    if status == 403:
        assert answer.preconditions == ["C:supported-calendar-data"]
