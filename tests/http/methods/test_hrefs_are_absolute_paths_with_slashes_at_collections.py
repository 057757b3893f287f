# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""No host in them; a collection's ends in '/', asked for with one or not.

RFC 4918 section 8.3."""

import pytest


@pytest.mark.parametrize("name", ["root", "principal", "home", "termine"])
@pytest.mark.parametrize("depth", ["0", "1"])
def test_hrefs(person, name, depth):
    person.put_event()
    answer = person.dav.propfind(getattr(person.dav, name),
                                 ["D:resourcetype"], depth=depth)
    for href, member in answer.members.items():
        assert href.startswith("/") and not href.startswith("//")
        collection = "D:collection" in member.children("D:resourcetype")
        assert href.endswith("/") == collection, href


def test_without_slash(person):
    for path in (person.dav.principal, person.dav.home, person.dav.termine):
        answer = person.dav.propfind(path.rstrip("/"), ["D:resourcetype"])
        if answer.status == 207:
            assert answer.only.href == path
        else:
            assert answer.status == 301, answer
            assert answer.headers["Location"].endswith(path)
