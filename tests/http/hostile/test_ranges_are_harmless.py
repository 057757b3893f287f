# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""RFC 9110 section 14: parts may be read and are never written."""

import pytest


def test_part(person):
    path = person.dav.termine + person.put_event()
    whole = person.dav.get(path).body
    part = person.dav.get(path, Range="bytes=0-9")
    assert (part.status, part.body) == (206, whole[:10])
    assert part.headers["Content-Range"] == "bytes 0-9/%d" % len(whole)


def test_behind_the_end(person):
    path = person.dav.termine + person.put_event()
    assert person.dav.get(path, Range="bytes=999999-").status == 416


@pytest.mark.parametrize("value", ["garbage", "bytes=", "lines=1-2"])
def test_not_a_range_is_the_whole(person, value):
    path = person.dav.termine + person.put_event()
    whole = person.dav.get(path)
    answer = person.dav.get(path, Range=value)
    assert (answer.status, answer.body) == (200, whole.body)


def test_if_range_of_another_version_is_the_whole(person):
    path = person.dav.termine + person.put_event()
    answer = person.dav.get(path, Range="bytes=0-9", If_Range='"x"')
    assert answer.status == 200


def test_part_is_not_written(person):
    path = person.dav.termine + person.put_event()
    before = person.dav.get(path)
    answer = person.dav.put(path, "x" * 10,
                            Content_Range="bytes 0-9/%d" % len(before.body))
    assert answer.status in (400, 501), answer
    after = person.dav.get(path)
    assert (after.body, after.etag) == (before.body, before.etag)
