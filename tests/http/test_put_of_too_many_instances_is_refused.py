# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""CALDAV:max-instances counts a series that ends, by whatever end."""

import pytest

from support import ics


@pytest.fixture
def most(person):
    return int(person.dav.propfind(
        person.dav.termine, ["C:max-instances"]).only.text("C:max-instances"))


def put(person, *content):
    uid = ics.new_uid()
    return person.dav.put(person.dav.termine + uid, ics.event(uid, *content))


def test_count(person, most):
    answer = put(person, "RRULE:FREQ=DAILY;COUNT=%d" % (most + 1))
    assert answer.status == 403, answer
    assert answer.preconditions == ["C:max-instances"]
    assert put(person, "RRULE:FREQ=DAILY;COUNT=%d" % most).status == 201


def test_until(person, most):
    answer = put(person, "RRULE:FREQ=DAILY;UNTIL=%sT235959Z"
                 % ics.day(most + 8))
    assert answer.preconditions == ["C:max-instances"], answer


def test_an_exception_makes_room(person, most):
    answer = put(person, "RRULE:FREQ=DAILY;COUNT=%d" % (most + 1),
                 "EXDATE;TZID=Europe/Berlin:%sT100000" % ics.day(8))
    assert answer.status == 201, answer
