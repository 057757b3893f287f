# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""415 with what is taken: nothing is stored that is not what it says.

RFC 9110 section 8.4."""

import gzip

import pytest

from support import ics


@pytest.mark.parametrize("coding", ["gzip", "x-gzip", "deflate", "br",
                                    "gzip, identity"])
def test_415(person, coding):
    uid = ics.new_uid()
    path = person.dav.termine + uid
    for body in (gzip.compress(ics.event(uid).encode()), ics.event(uid)):
        answer = person.dav.put(path, body, Content_Encoding=coding)
        assert answer.status == 415, answer
        assert answer.headers["Accept-Encoding"] == "identity"
    assert person.dav.get(path).status == 404


def test_identity(person):
    uid = ics.new_uid()
    answer = person.dav.put(person.dav.termine + uid, ics.event(uid),
                            Content_Encoding="identity")
    assert answer.status == 201, answer
