# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""Clients such as Outlook's take the name from there."""

import pytest

from support import ics


@pytest.mark.parametrize("name", ["a.ics", "mit%20Leerzeichen", "%C3%A4%40b"])
def test_location(person, name):
    uid = ics.new_uid()
    path = person.dav.termine + name
    answer = person.dav.put(path, ics.event(uid))
    assert answer.status == 201, answer
    location = answer.headers["Location"]
    assert location.startswith("http://")
    there = "/" + location.split("/", 3)[3]
    assert person.dav.get(there).etag == answer.etag
    again = person.dav.put(path, ics.event(uid, summary="Zwei"))
    assert again.status == 204 and "Location" not in again.headers
