# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""CALDAV:valid-calendar-data: what no iCalendar reader can read.

RFC 4791 section 5.3.2.1."""

import pytest

from support import ics


@pytest.mark.parametrize("text", [
    "", "\r\n", "BEGIN:VCALENDAR\r\n", "BEGIN:VCARD\r\nEND:VCARD\r\n",
    "END:VCALENDAR\r\n", "<xml/>", "BEGIN VCALENDAR\r\nEND VCALENDAR\r\n"])
def test_refused_by_name(person, text):
    path = person.dav.termine + ics.new_uid() + ".ics"
    answer = person.dav.put(path, text)
    assert answer.status == 403, answer
    assert answer.preconditions == ["C:valid-calendar-data"]
    assert person.dav.get(path).status == 404
