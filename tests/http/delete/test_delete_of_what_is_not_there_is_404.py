# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""Twice, by a wrong name, or with a condition.

RFC 4918 section 9.6."""

import pytest


def test_twice(person):
    path = person.dav.termine + person.put_event()
    assert person.dav.delete(path).status == 204
    assert person.dav.delete(path).status == 404


@pytest.mark.parametrize("place", ["termine/nie.ics", "neu/", "neu/x.ics"])
def test_never_there(person, place):
    assert person.dav.delete(person.dav.home + place).status == 404


def test_with_a_condition(person):
    answer = person.dav.delete(person.dav.termine + "nie.ics", If_Match='"x"')
    assert answer.status in (404, 412), answer
