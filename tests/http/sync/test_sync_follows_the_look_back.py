# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""S5: a changed look-back works without reconnecting the client.

RFC 6578 section 3.5."""


def set_look_back(people, person, text):
    people.sql("UPDATE advolux.staff SET look_back = %s::interval "
               "WHERE login = %s", text, person.login)


def test_one_month_to_two_and_back(people, person):
    inside = person.appointment(day=-10)
    older = person.appointment(day=-45)
    oldest = person.appointment(day=-120)
    replica = person.replica()
    assert replica.sync().changed == {person.member(inside)}
    set_look_back(people, person, "2 months")
    name = person.member(older)
    assert replica.sync() == ({name}, set())
    assert person.dav.get(person.dav.termine + name).status == 200
    set_look_back(people, person, "1 month")
    assert replica.sync() == (set(), {name})
    assert person.dav.get(person.dav.termine + name).status == 404
    set_look_back(people, person, "1 year")
    assert replica.sync().changed == {name, person.member(oldest)}


def test_series_stays_while_an_instance_is_inside(people, person):
    series = person.appointment(day=-50, rrule="FREQ=WEEKLY;COUNT=6")
    ended = person.appointment(day=-90, rrule="FREQ=WEEKLY;COUNT=3")
    assert person.replica().sync().changed == {person.member(series)}
    set_look_back(people, person, "3 months")
    assert person.replica().sync().changed == {person.member(series),
                                               person.member(ended)}


def test_multi_day_item_counts_by_its_end(person):
    item = person.appointment(day=-40, days=20)
    assert person.replica().sync().changed == {person.member(item)}


def test_tasks_have_no_window(person):
    item = person.task(mode="both", day=-700)
    assert person.replica(person.dav.aufgaben).sync().changed == {
        person.member(item, "task")}


def test_paged_while_the_window_widens(people, person):
    inside = {person.member(person.appointment(day=-n)) for n in range(3)}
    older = {person.member(person.appointment(day=-40 - n))
             for n in range(4)}
    replica = person.replica()
    assert replica.sync(limit=2).changed == inside
    set_look_back(people, person, "2 months")
    assert replica.sync(limit=1) == (older, set())
    set_look_back(people, person, "1 month")
    assert replica.sync(limit=1) == (set(), older)
    assert set(replica.items) == inside


def test_moved_into_the_past_is_removed(person):
    item = person.appointment(day=3)
    name = person.member(item)
    replica = person.replica()
    replica.sync()
    person.reschedule(item, day=-80, time="10:00", hours=1)
    assert replica.sync() == (set(), {name})
