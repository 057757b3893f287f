# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""Each item once, with its href, ETag, type and length.

RFC 4918 section 9.1."""

from support import ics


def test_items(person):
    first = person.put_event()
    second = person.path(person.appointment())
    members = person.dav.propfind(person.dav.termine, [
        "D:getetag", "D:getcontenttype", "D:getcontentlength",
        "D:resourcetype", "D:getlastmodified", "D:displayname"],
        depth="1").members
    assert set(members) == {person.dav.termine, person.dav.termine + first,
                            second}
    for href, member in members.items():
        if href == person.dav.termine:
            continue
        assert member.etag.startswith('"')
        assert member.text("D:getcontenttype").startswith("text/calendar")
        assert member.children("D:resourcetype") == []
        assert member.text("D:getlastmodified").endswith("GMT")


def test_depth_zero_has_no_members(person):
    person.put_event()
    assert list(person.dav.propfind(person.dav.termine, ["D:getetag"]
                                    ).members) == [person.dav.termine]


def test_single_item(person):
    name = person.put_event()
    member = person.dav.propfind(person.dav.termine + name, [
        "D:getetag", "D:current-user-privilege-set", "D:owner"]).only
    assert member.href == person.dav.termine + name
    assert {"D:read", "D:write-content"} <= member.privileges


def test_content_length_is_the_lengths_of_get(person):
    name = person.put_event()
    member = person.dav.propfind(person.dav.termine + name,
                                 ["D:getcontentlength"]).only
    length = member.text("D:getcontentlength")
    if length is not None:
        assert int(length) == len(person.dav.get(
            person.dav.termine + name).body)


def test_missing_item_is_404(person):
    assert person.dav.propfind(person.dav.termine + "missing.ics",
                               ["D:getetag"]).status == 404


def test_old_appointments_are_left_out(person):
    """Default look-back: one month; a series stays while it goes on."""
    old = person.appointment(day=-75)
    recent = person.appointment(day=-20)
    series = person.appointment(day=-400, rrule="FREQ=WEEKLY")
    ended = person.appointment(day=-400, rrule="FREQ=WEEKLY;COUNT=3")
    members = person.dav.propfind(person.dav.termine, ["D:getetag"],
                                  depth="1").members
    assert {person.path(recent), person.path(series)} <= set(members)
    assert not {person.path(old), person.path(ended)} & set(members)
    assert person.dav.get(person.path(old)).status == 404
