# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""Any name that a segment can be: found again by GET, in listings and by
sync."""

import pytest
from urllib.parse import quote

from support import ics


@pytest.mark.parametrize("name", [
    "ä-ö.ics", "日本.ics", "a b.ics", "a%20b.ics", "a&b=c;d.ics", "'\"<>.ics",
    "~.ics", "a+b.ics", "UPPER.ICS", "a#b?c.ics", "x" * 200 + ".ics", "-", "_",
    "a:b.ics", "(1).ics", "[1].ics", "{1}.ics", "$@!*,.ics", "😀.ics"])
def test_round_trip(person, name):
    uid = ics.new_uid()
    path = person.dav.termine + quote(name, safe="")
    assert person.dav.put(path, ics.event(uid)).status == 201
    assert person.dav.get(path).status == 200
    listed = person.dav.propfind(person.dav.termine, ["D:getetag"], depth="1",
                                 Prefer="depth-noroot").only
    assert person.dav.multiget(person.dav.termine,
                               [listed.href]).only.etag == listed.etag
    replica = person.replica()
    replica.sync()
    assert set(replica.items) == {name}
    assert person.dav.delete(listed.href).status == 204
