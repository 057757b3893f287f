# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""If-Match compares strongly, If-None-Match weakly.

RFC 9110 section 13.1.1."""

from support import ics


def test_put_and_delete(person):
    uid = ics.new_uid()
    path = person.dav.termine + person.put_event(uid)
    weak = "W/" + person.dav.get(path).etag
    assert person.dav.put(path, ics.event(uid), If_Match=weak).status == 412
    assert person.dav.delete(path, If_Match=weak).status == 412
    assert person.dav.get(path).status == 200


def test_if_none_match_of_a_write_compares_weakly(person):
    uid = ics.new_uid()
    path = person.dav.termine + person.put_event(uid)
    etag = person.dav.get(path).etag
    for tags in ("W/" + etag, '"W/", W/' + etag, '"x",W/%s , "y"' % etag):
        answer = person.dav.put(path, ics.event(uid), If_None_Match=tags)
        assert answer.status == 412, (tags, answer)
        assert person.dav.delete(path, If_None_Match=tags).status == 412, tags
    assert person.dav.put(path, ics.event(uid),
                          If_None_Match='W/"x"').status == 204


def test_if_none_match_of_a_get_compares_weakly(person):
    path = person.dav.termine + person.put_event()
    weak = "W/" + person.dav.get(path).etag
    assert person.dav.get(path, If_None_Match=weak).status == 304
