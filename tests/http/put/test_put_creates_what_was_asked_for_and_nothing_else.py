# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""201 is about the URL of the request: no Location, under any name.

RFC 9110 section 9.3.4."""

import pytest

from support import ics


@pytest.mark.parametrize("name", ["a.ics", "mit%20Leerzeichen", "%C3%A4%40b",
                                  "ohne-endung", "a%2520b.ics", "+=&;.ics"])
def test_url(person, name):
    uid = ics.new_uid()
    path = person.dav.termine + name
    answer = person.dav.put(path, ics.event(uid))
    assert answer.status == 201, answer
    assert "Location" not in answer.headers
    assert person.dav.get(path).etag == answer.etag
    listed = person.dav.propfind(person.dav.termine, ["D:getetag"], depth="1",
                                 Prefer="depth-noroot").only
    assert listed.etag == answer.etag
    assert person.dav.get(listed.href).etag == answer.etag
