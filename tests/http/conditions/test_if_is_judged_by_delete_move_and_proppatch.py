# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""Every method that changes something.

RFC 4918 section 10.4."""


def changes(person, path, condition):
    headers = {"If": condition}
    yield person.dav.request("MOVE", path, headers={
        **headers, "Destination": path + ".neu"})
    yield person.dav.proppatch(path, {"X:note": "x"}, **headers)
    yield person.dav.delete(path, **headers)


def test_of_an_object(person):
    path = person.dav.termine + person.put_event()
    for answer in changes(person, path, '(["x"])'):
        assert answer.status == 412, answer
    for answer in changes(person, path, "(["):
        assert answer.status == 400, answer
    assert person.dav.get(path).status == 200


def test_proppatch_of_a_calendar(person):
    place = person.dav.termine
    token = person.dav.sync_collection(place).sync_token
    answer = person.dav.proppatch(place, {"D:displayname": "Neu"},
                                  If="(<urn:x>)")
    assert answer.status == 412, answer
    answer = person.dav.proppatch(place, {"D:displayname": "Neu"},
                                  If="(<%s>)" % token)
    assert answer.status == 207, answer
    found = person.dav.propfind(place, ["D:displayname"]).only
    assert found.text("D:displayname") == "Neu"
