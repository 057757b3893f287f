# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""Last-Modified can be asked with, if there is no ETag to ask with.

RFC 9110 section 13.1.3."""


def test_304(person):
    path = person.dav.termine + person.put_event()
    changed = person.dav.get(path).headers["Last-Modified"]
    assert person.dav.get(path, If_Modified_Since=changed).status == 304
    before = "Mon, 01 Jan 2024 00:00:00 GMT"
    assert person.dav.get(path, If_Modified_Since=before).status == 200
    assert person.dav.get(path, If_Modified_Since=changed,
                          If_None_Match='"x"').status == 200
