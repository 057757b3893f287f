# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""Cache-Control: no cache keeps a person's data for others, or answers with it
without asking; Last-Modified alone would let it guess.

RFC 9111 section 5.2.2."""

import pytest


@pytest.mark.parametrize("name", ["root", "home", "termine", "object"])
def test_private_and_asked_for(person, name):
    path = (person.dav.termine + person.put_event() if name == "object"
            else getattr(person.dav, name))
    for answer in (person.dav.get(path), person.dav.head(path)):
        assert answer.headers["Cache-Control"] == "private, no-cache", answer


def test_not_modified_says_so_too(person):
    path = person.dav.termine + person.put_event()
    answer = person.dav.get(path, If_None_Match=person.dav.get(path).etag)
    assert answer.status == 304, answer
    assert answer.headers["Cache-Control"] == "private, no-cache"
