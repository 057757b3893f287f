# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""409 where no calendar is: nothing is made on the way.

RFC 4918 section 9.7.1."""

import pytest

from support import ics


@pytest.mark.parametrize("place", [
    "x.ics", "principals/x.ics", "calendars/x.ics", "calendars/%s/x.ics",
    "calendars/%s/neu/x.ics", "calendars/%s/termine/neu/x.ics",
    "calendars/niemand/termine/x.ics"])
def test_conflict(person, place):
    path = person.dav.root + (place % person.login if "%s" in place else place)
    answer = person.dav.put(path, ics.event(ics.new_uid()))
    assert answer.status == 409, answer
    assert person.dav.propfind(path, ["D:resourcetype"]).status == 404
