# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""A client that says no media type means the only one there is.

RFC 4791 section 5.3.2."""

from support import ics


def test_taken(person):
    uid = ics.new_uid()
    path = person.dav.termine + uid + ".ics"
    answer = person.dav.request("PUT", path, ics.event(uid))
    assert answer.status == 201, answer
    got = person.dav.get(path)
    assert got.headers["Content-Type"].startswith("text/calendar")
