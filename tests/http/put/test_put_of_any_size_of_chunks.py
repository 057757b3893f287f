# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""A body without a length is read to its end.

RFC 9112 section 7.1."""

import pytest

from support import ics


@pytest.mark.parametrize("size", [1, 7, 1000])
def test_chunked(person, size):
    uid = ics.new_uid()
    path = person.dav.termine + uid
    text = ics.event(uid, "DESCRIPTION:" + "x" * 3000).encode()
    chunks = (text[at:at + size] for at in range(0, len(text), size))
    answer = person.dav.request("PUT", path, chunks,
                                {"Content-Type": "text/calendar"})
    assert answer.status == 201, answer
    assert person.dav.get(path).body == text
