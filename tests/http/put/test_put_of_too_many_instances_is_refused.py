# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""CALDAV:max-instances counts dates that are listed: what a rule gives is shown
as far as a query asks.

RFC 4791 section 5.2.8."""

import pytest

from support import ics


@pytest.fixture
def most(person):
    return int(person.dav.propfind(
        person.dav.termine, ["C:max-instances"]).only.text("C:max-instances"))


def put(person, *content):
    uid = ics.new_uid()
    return person.dav.put(person.dav.termine + uid, ics.event(uid, *content))


def dates(count):
    """RDATE lines with so many seconds of some days."""
    return ["RDATE:" + ",".join(
        "%sT%02d%02d%02dZ" % (ics.day(9 + number // 86400), number // 3600 % 24,
                              number // 60 % 60, number % 60)
        for number in range(first, min(first + 500, count)))
        for first in range(0, count, 500)]


def test_dates(person, most):
    answer = put(person, *dates(most + 1))
    assert answer.status == 403, answer
    assert answer.preconditions == ["C:max-instances"]
    assert put(person, *dates(most)).status == 201


def test_an_exception_makes_room(person, most):
    answer = put(person, *dates(most + 1), "EXDATE:" + dates(1)[0][6:])
    assert answer.status == 201, answer


@pytest.mark.parametrize("end", ["UNTIL=20991231T235959Z", "COUNT=50000",
                                 "COUNT=2000000000"])
def test_a_rule_may_give_any_number(person, end):
    assert put(person, "RRULE:FREQ=DAILY;" + end).status == 201
