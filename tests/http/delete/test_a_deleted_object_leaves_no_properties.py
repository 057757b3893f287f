# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""GET, PROPFIND, REPORT and OPTIONS see nothing of it.

RFC 4918 section 9.6."""


def test_gone(person):
    path = person.dav.termine + person.put_event()
    assert person.dav.delete(path).status == 204
    assert person.dav.get(path).status == 404
    assert person.dav.head(path).status == 404
    assert person.dav.propfind(path, ["D:getetag"]).status == 404
    assert person.dav.proppatch(path, {"X:a": "x"}).status == 404
    assert person.dav.multiget(person.dav.termine, [path]).only.status == 404
    assert "GET" not in person.dav.options(path).headers["Allow"]
    assert path not in person.dav.propfind(
        person.dav.termine, ["D:getetag"], depth="1").members
