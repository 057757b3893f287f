# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""Of the source, and of a destination that it tags.

RFC 4918 section 9.9."""

import pytest


@pytest.fixture
def paths(person):
    return [person.dav.termine + person.put_event() for _ in range(2)]


def move(person, source, target, condition):
    return person.dav.request("MOVE", source, headers={
        "Destination": target, "If": condition})


def test_source(person, paths):
    etag = person.dav.get(paths[0]).etag
    target = person.dav.termine + "neu.ics"
    assert move(person, paths[0], target, '(["x"])').status == 412
    assert move(person, paths[0], target, "([%s])" % etag).status == 201


def test_destination(person, paths):
    target = person.dav.termine + "neu.ics"
    form = "<%s> (%s)"
    assert move(person, paths[0], target,
                form % (target, '["x"]')).status == 412
    assert move(person, paths[0], target,
                form % (target, 'Not ["x"]')).status == 201
