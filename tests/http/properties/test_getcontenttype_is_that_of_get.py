# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""With the component, and not of collections.

RFC 4918 section 15.5."""

import pytest

from support import ics


@pytest.mark.parametrize("place,make,component", [
    ("termine", ics.event, "VEVENT"), ("aufgaben", ics.todo, "VTODO")])
def test_same(person, place, make, component):
    uid = ics.new_uid()
    path = getattr(person.dav, place) + uid
    person.dav.put(path, make(uid))
    text = person.dav.propfind(path, ["D:getcontenttype"]).only.text(
        "D:getcontenttype")
    assert text == person.dav.get(path).headers["Content-Type"]
    assert text == "text/calendar; charset=utf-8; component=" + component
    found = person.dav.propfind(getattr(person.dav, place),
                                ["D:getcontenttype"]).only
    assert found.refused == {"D:getcontenttype": 404}
