# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""Old clients read the status line of a propstat to its end.

RFC 4918 section 14.28."""

import re


def test_lines(person):
    path = person.dav.termine + person.put_event()
    bodies = [
        person.dav.propfind(path, ["D:getetag", "X:nie"]).body,
        person.dav.multiget(person.dav.termine, [path, path + "x"]).body,
        person.dav.proppatch(person.dav.termine, {
            "D:getetag": "x", "D:displayname": "x",
            "A:calendar-color": "rot"}).body,
        person.dav.sync_collection(person.dav.termine, limit=1).body]
    lines = re.findall(rb"<D:status>([^<]*)</D:status>", b"".join(bodies))
    assert len(set(lines)) >= 4
    for line in lines:
        assert re.fullmatch(rb"HTTP/1\.1 [2-5]\d\d [A-Z][A-Za-z ]+", line)
