# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""Nor does anything else that names none of them: what the module may not
read it is not seen to miss.

RFC 4918 section 4."""

import pytest

from support.filters import calendar, comp

LIVE = ["D:getetag", "D:getcontenttype", "D:resourcetype", "D:displayname"]
FUNCTION = "caldav.entry_properties"


@pytest.fixture
def denied(movable, movable_person):
    """A person with an appointment, whose dead properties cannot be read."""
    cluster, _ = movable
    path = movable_person.dav.termine + movable_person.put_event()
    cluster.sql("REVOKE EXECUTE ON ROUTINE %s "
                "FROM advolux_caldav" % FUNCTION)
    yield movable_person, path
    cluster.sql("GRANT EXECUTE ON ROUTINE %s "
                "TO advolux_caldav" % FUNCTION)


def answers(dav, path, names):
    everything = calendar(comp("VEVENT"))
    yield dav.propfind(path, names)
    yield dav.propfind(dav.termine, names, depth="1", Prefer="depth-noroot")
    yield dav.query(dav.termine, everything, names)
    yield dav.query(path, everything, names)
    yield dav.multiget(dav.termine, [path], names)
    yield dav.sync_collection(dav.termine, names=names)


def test_live_ones(denied):
    person, path = denied
    for answer in answers(person.dav, path, LIVE):
        assert answer.only.href == path and answer.only.etag
    for place in (person.dav.termine, person.dav.home):
        assert place in person.dav.propfind(
            place, LIVE + ["X:mine"], depth="0").members
    replica = person.replica()
    assert replica.sync().changed


def test_the_same_with_a_dead_one_cannot_be_answered(denied):
    person, path = denied
    for answer in answers(person.dav, path, LIVE + ["X:mine"]):
        assert answer.status != 207, answer
