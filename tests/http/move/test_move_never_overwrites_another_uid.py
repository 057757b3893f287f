# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""CALDAV:no-uid-conflict: an object is not replaced by one of another UID.

RFC 4791 section 5.3.2.1."""

import pytest


@pytest.mark.parametrize("overwrite", [None, "T"])
def test_refused_with_the_href_in_the_way(person, overwrite):
    place = person.dav.termine
    name, other = person.put_event(), person.put_event()
    replica = person.replica(place)
    replica.sync()
    headers = {"Destination": place + other}
    if overwrite:
        headers["Overwrite"] = overwrite
    answer = person.dav.request("MOVE", place + name, headers=headers)
    assert answer.status == 403, answer
    assert answer.preconditions == ["C:no-uid-conflict"]
    assert answer.xml.findtext(".//{DAV:}href") == place + other
    assert replica.sync() == (set(), set())
    assert not person.in_trash(person.row(other)["appointment_id"])


def test_a_deleted_objects_name_is_free(person):
    place = person.dav.termine
    name, other = person.put_event(), person.put_event()
    assert person.dav.delete(place + other).status == 204
    answer = person.dav.request("MOVE", place + name,
                                headers={"Destination": place + other})
    assert answer.status == 201, answer
    assert person.dav.get(place + other).status == 200
