# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""DAV:error holds the precondition alone, and a comment for people.

RFC 4918 section 16."""

from support import ics


def test_comment(person):
    uid = ics.new_uid()
    answer = person.dav.put(person.dav.termine + uid, ics.event(
        uid, "EXDATE:20260230T100000"))
    assert answer.status == 403, answer
    assert answer.headers["Content-Type"].split(";")[0] in (
        "text/xml", "application/xml")
    assert len(list(answer.xml)) == 1
    line = ics.event(uid, "EXDATE:20260230T100000").split("\r\n").index(
        "EXDATE:20260230T100000") + 1
    assert b"Line %d, EXDATE:" % line in answer.body


def test_a_comment_cannot_be_broken_out_of(person):
    uid = ics.new_uid()
    answer = person.dav.put(person.dav.termine + uid, ics.event(
        uid, "RRULE:FREQ=--><x/>"))
    assert answer.status == 403, answer
    assert answer.preconditions == ["C:valid-calendar-data"]
    assert b"<x/>" not in answer.body
