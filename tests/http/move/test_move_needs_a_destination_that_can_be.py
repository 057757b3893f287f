# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""Each kind of impossible destination has its own status.

RFC 4918 section 9.9.4."""

import pytest


@pytest.mark.parametrize("method", ["MOVE", "COPY"])
@pytest.mark.parametrize("destination,status", [
    (None, 400), ("http://other.example{0}x.ics", 502), ("/etc/x.ics", 409),
    ("{1}neu/x.ics", 409), ("{0}a/b.ics", 409), ("{1}aufgaben/x.ics", 403),
    ("{1}x.ics", 409), ("{0}", 403)])
def test_status(person, method, destination, status):
    path = person.dav.termine + person.put_event()
    headers = {} if destination is None else {
        "Destination": destination.format(person.dav.termine, person.dav.home)}
    answer = person.dav.request(method, path, headers=headers)
    assert answer.status == status, answer
    assert person.dav.get(path).status == 200


@pytest.mark.parametrize("method", ["MOVE", "COPY"])
def test_nothing_to_move(person, method):
    answer = person.dav.request(method, person.dav.termine + "nie.ics",
                                headers={"Destination":
                                         person.dav.termine + "x.ics"})
    assert answer.status == 404, answer
