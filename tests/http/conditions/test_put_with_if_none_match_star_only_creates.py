# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""A new item never replaces one that another device made.

RFC 9110 section 13.1.2."""

from support import ics


def test_second_create_is_412(person):
    uid = ics.new_uid()
    path = person.dav.termine + uid + ".ics"
    assert person.dav.put(path, ics.event(uid),
                          If_None_Match="*").status == 201
    again = person.dav.put(path, ics.event(uid, summary="B"),
                           If_None_Match="*")
    assert again.status == 412, again
    assert "SUMMARY:Besprechung" in person.dav.get(path).text


def test_name_of_a_deleted_item_is_free(person):
    uid = ics.new_uid()
    path = person.dav.termine + uid + ".ics"
    person.dav.put(path, ics.event(uid))
    assert person.dav.delete(path).status == 204
    assert person.dav.put(path, ics.event(uid),
                          If_None_Match="*").status == 201
    assert person.dav.get(path).status == 200


def test_same_uid_under_another_name_is_refused(person):
    uid = ics.new_uid()
    path = person.dav.termine + uid + ".ics"
    person.dav.put(path, ics.event(uid))
    answer = person.dav.put(person.dav.termine + "other.ics", ics.event(uid))
    assert answer.status in (403, 409), answer
    assert answer.preconditions == ["C:no-uid-conflict"]
    assert answer.xml.findtext(".//{DAV:}href") == path
    assert person.dav.get(person.dav.termine + "other.ics").status == 404


def test_name_need_not_be_the_uid(person):
    for name in ("1.ics", "a b.ics", "K%C3%BCche.ics", "a@b.ics", "noext",
                 "a%2Bb.ics", "a'b&c;d=e.ics", "%7Btilde%7D.ics"):
        uid = ics.new_uid()
        path = person.dav.termine + name.replace(" ", "%20")
        assert person.dav.put(path, ics.event(uid)).status == 201, name
        assert person.dav.get(path).status == 200, name
    names = person.replica().sync().changed
    assert {"a b.ics", "K\u00fcche.ics", "a+b.ics", "a'b&c;d=e.ics",
            "{tilde}.ics"} <= names


def test_name_that_cannot_be_found_again_is_refused(person):
    for name in ("a%5cb.ics", "a%2Fb.ics", "a%00b.ics", "a%0Ab.ics",
                 "%FF.ics", "x" * 1000 + ".ics", "%2e%2e", "a%7Fb.ics"):
        path = person.dav.termine + name
        answer = person.dav.put(path, ics.event(ics.new_uid()))
        if answer.status == 201:
            assert person.dav.get(path).status == 200, name
            hrefs = person.dav.propfind(person.dav.termine, ["D:getetag"],
                                        depth="1").members
            for href in hrefs:
                assert person.dav.propfind(
                    href, ["D:resourcetype"]).status == 207, href
        else:
            assert 400 <= answer.status < 500, (name, answer)
