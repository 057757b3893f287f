# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""201 with Location.

RFC 4918 section 9.9.4."""


def test_location(person):
    there = person.dav.termine + "ein%20Name.ics"
    answer = person.dav.request(
        "MOVE", person.dav.termine + person.put_event(),
        headers={"Destination": there})
    assert answer.status == 201, answer
    assert answer.headers["Location"].endswith(there)
