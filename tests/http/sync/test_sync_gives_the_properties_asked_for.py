# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""Also the content; what is missing is named as such.

RFC 6578 section 3.4."""

from support import ics


def test_content_and_missing(person):
    uid = ics.new_uid()
    person.put_event(uid)
    only = person.dav.sync_collection(person.dav.termine, names=(
        "D:getetag", "D:getcontenttype", "C:calendar-data", "X:nie")).only
    assert only.data.replace("\r\n", "\n") == ics.event(uid).replace(
        "\r\n", "\n")
    assert only.text("D:getcontenttype").startswith("text/calendar")
    assert only.refused == {"X:nie": 404}


def test_nothing_asked_for(person):
    name = person.put_event()
    answer = person.dav.sync_collection(person.dav.termine, names=())
    assert list(answer.members) == [person.dav.termine + name]
