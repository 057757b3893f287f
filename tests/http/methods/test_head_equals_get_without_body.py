# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""HEAD has GET's headers; a known ETag gets 304.

RFC 9110 section 9.3.2."""

from support import ics


def test_headers(person):
    for path in (person.path(person.appointment()),
                 person.dav.termine + person.put_event()):
        got, head = person.dav.get(path), person.dav.head(path)
        assert (got.status, head.status) == (200, 200)
        assert head.body == b""
        for name in ("ETag", "Content-Type", "Content-Length",
                     "Last-Modified"):
            assert head.headers.get(name) == got.headers.get(name), name
        assert int(head.headers["Content-Length"]) == len(got.body)


def test_not_modified(person):
    path = person.dav.termine + person.put_event()
    etag = person.dav.get(path).etag
    known = person.dav.get(path, If_None_Match=etag)
    assert (known.status, known.body) == (304, b"")
    assert person.dav.get(path, If_None_Match='"other"').status == 200


def test_missing_is_404_in_both(person):
    path = person.dav.termine + "missing.ics"
    assert person.dav.get(path).status == 404
    assert person.dav.head(path).status == 404


def test_get_of_a_collection_says_something_harmless(person):
    person.put_event(ics.new_uid())
    for path in (person.dav.root, person.dav.home, person.dav.termine):
        answer = person.dav.get(path)
        assert answer.status in (200, 403, 405), answer
