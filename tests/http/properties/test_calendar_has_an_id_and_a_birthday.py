# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""RFC 5842 section 3.1; RFC 4918 section 15.1."""

import datetime
import uuid


def test_resource_id_is_stable_and_its_own(person):
    ids = set()
    for path in (person.dav.termine, person.dav.aufgaben):
        member = person.dav.propfind(path, ["D:resource-id"]).only
        before = member.hrefs("D:resource-id")
        assert before[0].startswith("urn:uuid:") and uuid.UUID(before[0][9:])
        person.put_event()
        person.dav.proppatch(path, {"D:displayname": "Neu"})
        member = person.dav.propfind(path, ["D:resource-id"]).only
        assert member.hrefs("D:resource-id") == before
        ids.update(before)
    assert len(ids) == 2


def test_creationdate(person):
    member = person.dav.propfind(person.dav.termine).only
    made = datetime.datetime.strptime(member.text("D:creationdate"),
                                      "%Y-%m-%dT%H:%M:%S%z")
    age = datetime.datetime.now(datetime.timezone.utc) - made
    assert datetime.timedelta(seconds=-5) < age < datetime.timedelta(minutes=10)
