# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""The window slides with the days, and CTag with it (DAVx5 needs that).

RFC 6578 section 3.2."""


def ctag(dav):
    return dav.propfind(dav.termine, ["CS:getctag"]).only.text("CS:getctag")


def test_the_day_moving_on(movable, movable_person):
    cluster, _ = movable
    person = movable_person
    item = person.appointment(day=-20)
    name = person.member(item)
    replica = person.replica()
    assert replica.sync() == ({name}, set())
    before = ctag(person.dav)
    try:
        cluster.move_clock("+1d")
        after = ctag(person.dav)
        assert after != before
        assert replica.sync() == (set(), set())
        cluster.move_clock("+20d")
        assert replica.sync() == (set(), {name})
        assert person.dav.get(person.dav.termine + name).status == 404
        assert person.replica().sync() == (set(), set())
    finally:
        cluster.move_clock("+0")
    assert person.replica().sync() == ({name}, set())
