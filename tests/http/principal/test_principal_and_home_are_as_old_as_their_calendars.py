# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""Also where a report or a listing names them.

RFC 4918 section 15.1."""

from support.names import document, prop

NAME = "D:creationdate"


def test_birthdays(person):
    dav = person.dav
    born = dav.propfind(dav.termine, [NAME]).only.text(NAME)
    assert born
    for place in (dav.principal, dav.home):
        assert dav.propfind(place, [NAME]).only.text(NAME) == born
    for above, place in ((dav.root + "principals/", dav.principal),
                         (dav.root + "calendars/", dav.home)):
        found = dav.propfind(above, [NAME], depth="1").members
        assert found[place].text(NAME) == born
        assert found[above].refused == {NAME: 404}
    for report in ("D:acl-principal-prop-set", "D:principal-match"):
        inside = "<D:self/>" if report == "D:principal-match" else ""
        place = dav.home if not inside else dav.root
        answer = dav.report(place, document(report, inside + prop([NAME])),
                            depth="0")
        assert answer.members[dav.principal].text(NAME) == born
