# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""RFC 4791 section 5.1: clients look for calendar-access before all else."""

import pytest


@pytest.mark.parametrize("place", ["root", "principal", "home", "termine",
                                   "aufgaben"])
def test_dav_header(person, place):
    answer = person.dav.options(getattr(person.dav, place))
    assert answer.status == 200, answer
    levels = [level.strip() for level in answer.headers["DAV"].split(",")]
    assert "1" in levels and "calendar-access" in levels
    assert "2" not in levels, "LOCK is not offered"


def test_allow(person):
    answer = person.dav.options(person.dav.termine)
    allowed = {m.strip() for m in answer.headers["Allow"].split(",")}
    assert {"OPTIONS", "PROPFIND", "REPORT", "PROPPATCH"} <= allowed
    assert "LOCK" not in allowed


def test_allow_of_an_item(person):
    name = person.put_event()
    answer = person.dav.options(person.dav.termine + name)
    allowed = {m.strip() for m in answer.headers["Allow"].split(",")}
    assert {"GET", "HEAD", "PUT", "DELETE", "PROPFIND"} <= allowed


def test_other_locations_are_not_calendars(people):
    answer = people.anonymous().options("/")
    assert "calendar-access" not in answer.headers.get("DAV", "")
