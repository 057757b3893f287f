# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""CALDAV:calendar-collection-location-ok; body or not, nothing is made.

RFC 4791 section 5.3.1.2."""

import pytest

BODY = ('<C:mkcalendar xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav">'
        '<D:set><D:prop><D:displayname>Neu</D:displayname></D:prop></D:set>'
        '</C:mkcalendar>')


@pytest.mark.parametrize("place", ["neu/", "neu", "termine/neu/"])
@pytest.mark.parametrize("body", [None, BODY])
def test_refused_by_name(person, place, body):
    answer = person.dav.request("MKCALENDAR", person.dav.home + place, body,
                                {"Content-Type": "application/xml"})
    assert answer.status == 403, answer
    assert answer.preconditions == ["C:calendar-collection-location-ok"]
    home = person.dav.propfind(person.dav.home, ["D:displayname"], depth="1")
    assert len(home.members) == 3
