# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""Objects, calendars, homes and trees.

RFC 4918 section 9.1."""

import pytest


@pytest.mark.parametrize("place", [
    "calendars/{0}/termine/nie.ics", "calendars/{0}/neu/", "calendars/niemand/",
    "principals/niemand/", "neu/", "calendars/{0}/termine/x/y"])
@pytest.mark.parametrize("depth", ["0", "1"])
def test_404(person, place, depth):
    answer = person.dav.propfind(person.dav.root + place.format(person.login),
                                 ["D:resourcetype"], depth=depth)
    assert answer.status == 404, answer
