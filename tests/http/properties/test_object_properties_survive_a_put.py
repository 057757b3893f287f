# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""A new content is the same resource; so is what Advolux changes.

RFC 4918 section 9.7."""

from support import ics


def test_put(person):
    uid = ics.new_uid()
    path = person.dav.termine + person.put_event(uid)
    person.dav.proppatch(path, {"X:note": "x"})
    assert person.dav.put(path, ics.event(uid, "COMMENT:neu")).status == 204
    assert person.dav.propfind(path, ["X:note"]).only.text("X:note") == "x"


def test_change_in_advolux(person):
    item = person.appointment()
    path = person.path(item)
    person.dav.proppatch(path, {"X:note": "x"})
    person.update(item, title="Neu")
    assert b"Neu" in person.dav.get(path).body
    assert person.dav.propfind(path, ["X:note"]).only.text("X:note") == "x"
