# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""On an object the report is about that object.

RFC 4791 section 7.9."""


def test_object(person):
    path = person.dav.termine + person.put_event()
    only = person.dav.multiget(path, [path]).only
    assert (only.href, only.etag) == (path, person.dav.get(path).etag)
