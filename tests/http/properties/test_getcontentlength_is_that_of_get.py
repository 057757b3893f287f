# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""Octets, of what a client wrote and of what Advolux did.

RFC 4918 section 15.4."""


def test_octets(person):
    mine = person.dav.termine + person.put_event()
    born = person.path(person.appointment(title="K\u00fcche \u20ac"))
    members = person.dav.propfind(person.dav.termine, [
        "D:getcontentlength"], depth="1").members
    for path in (mine, born):
        got = person.dav.get(path)
        length = members[path].text("D:getcontentlength")
        assert length == str(len(got.body))
        assert length == got.headers["Content-Length"]
