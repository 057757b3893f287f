# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""UTF-16 and ISO-8859-1, as the document says itself.

RFC 4918 section 8.2."""

import pytest

NAME = "X:note"
TEXT = ('<?xml version="1.0" encoding="%s"?><D:propertyupdate xmlns:D="DAV:" '
        'xmlns:X="http://example.com/ns/"><D:set><D:prop><X:note>Küche'
        '</X:note></D:prop></D:set></D:propertyupdate>')


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "iso-8859-1"])
def test_read(person, encoding):
    answer = person.dav.request(
        "PROPPATCH", person.dav.termine, (TEXT % encoding).encode(encoding),
        {"Content-Type": "application/xml"})
    assert answer.status == 207, answer
    found = person.dav.propfind(person.dav.termine, [NAME]).only
    assert found.text(NAME) == "Küche"
