# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""Collections are Advolux's to make; where something is, 405.

RFC 4918 section 9.3."""

import pytest

BODY = ('<D:mkcol xmlns:D="DAV:"><D:set><D:prop><D:resourcetype>'
        '<D:collection/></D:resourcetype></D:prop></D:set></D:mkcol>')


@pytest.mark.parametrize("body", [None, BODY])
@pytest.mark.parametrize("place", ["neu/", "termine/neu/", "termine/neu"])
def test_new(person, place, body):
    answer = person.dav.request("MKCOL", person.dav.home + place, body,
                                {"Content-Type": "application/xml"})
    assert answer.status == 403, answer
    assert answer.preconditions == ["D:need-privileges"]
    assert person.dav.propfind(person.dav.home + place,
                               ["D:resourcetype"]).status == 404


@pytest.mark.parametrize("place", ["home", "termine"])
def test_there(person, place):
    answer = person.dav.request("MKCOL", getattr(person.dav, place))
    assert answer.status == 405, answer
    assert "MKCOL" not in answer.headers["Allow"]
