# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""Text, ETag, row and sync token.

RFC 9110 section 9.3.4."""

import pytest


@pytest.mark.parametrize("change", [
    ("END:VCALENDAR", ""), ("SUMMARY:", "RRULE:FREQ=NIE\r\nSUMMARY:"),
    ("VERSION:2.0", "VERSION:2.0\r\nMETHOD:ADD"), ("DTSTART;", "X-START;")])
def test_nothing_moves(person, change):
    name = person.put_event()
    path = person.dav.termine + name
    before, row = person.dav.get(path), person.row(name)
    replica = person.replica()
    replica.sync()
    answer = person.dav.put(path, before.text.replace(*change),
                            If_Match=before.etag)
    assert answer.status == 403, answer
    after = person.dav.get(path)
    assert (after.etag, after.body) == (before.etag, before.body)
    assert person.row(name) == row
    assert replica.sync() == (set(), set())
