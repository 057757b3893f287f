# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""201 with Location; 204 without, where something was replaced."""


def test_location(person):
    first, second = (person.dav.termine + person.put_event()
                     for _ in range(2))
    answer = person.dav.request("MOVE", first, headers={
        "Destination": person.dav.termine + "ein%20Name.ics"})
    assert answer.status == 201, answer
    there = person.dav.termine + "ein%20Name.ics"
    assert answer.headers["Location"].endswith(there)
    answer = person.dav.request("MOVE", second, headers={
        "Destination": there})
    assert answer.status == 204 and "Location" not in answer.headers
