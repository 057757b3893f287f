# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""A refusal stays what it is, and applies nothing.

RFC 7240 section 2."""

import pytest

from support import ics


@pytest.mark.parametrize("prefer", ["return=minimal",
                                    "return=representation"])
def test_refusals(person, prefer):
    path = person.dav.termine + person.put_event()
    for answer, status in (
            (person.dav.put(path, "x", Prefer=prefer), 403),
            (person.dav.request("MKCALENDAR", person.dav.home + "neu/",
                                headers={"Prefer": prefer}), 403),
            (person.dav.delete(person.dav.termine, Prefer=prefer), 403),
            (person.dav.propfind(person.dav.home + "neu/", ["D:displayname"],
                                 Prefer=prefer), 404)):
        assert answer.status == status, answer
        assert "Preference-Applied" not in answer.headers


def test_put_with_minimal_is_a_plain_put(person):
    uid = ics.new_uid()
    answer = person.dav.put(person.dav.termine + uid, ics.event(uid),
                            Prefer="return=minimal")
    assert (answer.status, answer.body) == (201, b"")
    assert answer.etag
