# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""The last instruction counts; removing what is not there succeeds.

RFC 4918 section 9.2."""

from support.names import document, element, prop


def patch(person, *instructions):
    return person.dav.request(
        "PROPPATCH", person.dav.termine,
        document("D:propertyupdate", "".join(instructions)),
        {"Content-Type": "application/xml"})


def put(value):
    return "<D:set><D:prop>%s</D:prop></D:set>" % element("X:note", value)


REMOVE = "<D:remove>%s</D:remove>" % prop(["X:note"])


def note(person):
    return person.dav.propfind(person.dav.termine,
                               ["X:note"]).only.text("X:note")


def test_order(person):
    assert patch(person, put("a"), put("b")).status == 207
    assert note(person) == "b"
    patch(person, put("c"), REMOVE)
    assert note(person) is None
    patch(person, REMOVE, put("d"))
    assert note(person) == "d"


def test_nothing_to_remove(person):
    answer = patch(person, REMOVE)
    assert answer.status == 207 and b"200 OK" in answer.body
