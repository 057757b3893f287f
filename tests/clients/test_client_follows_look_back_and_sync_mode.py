# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""S5, S13, S14 with real clients: whatever the look-back and the modes were in
between, each ends with exactly the items that they let through."""

import datetime

import pytest

from shown import shown
from support import ics

CALENDARS = {"appointment": "termine", "task": "aufgaben"}


def moment(offset):
    day = datetime.datetime.now(ics.BERLIN).date()
    return datetime.datetime.combine(
        day + datetime.timedelta(days=offset), datetime.time(10), ics.BERLIN)


def titles(client, kind):
    return sorted(item.title for item in shown(client, CALENDARS[kind]))


@pytest.fixture
def made(person, advolux):
    """made(kind, title, day, mode): an item; its key."""
    def made(kind, title, day=3, mode="both"):
        ends = "end_at" if kind == "appointment" else "due_at"
        return advolux.insert(kind, person.login, **{
            "title": title, "start_at": moment(day), ends: moment(day),
            "time_zone": "Europe/Berlin", "all_day": False,
            "sync_mode": mode})

    return made


def look_back(cluster, person, interval):
    cluster.sql("UPDATE advolux.staff SET look_back = %s WHERE login = %s",
                interval, person.login)


def test_look_back_grows_and_shrinks(client, cluster, person, made):
    for days in (-400, -45, -20, 3):
        made("appointment", "%+d" % days, days)
    made("task", "alt", -400)
    assert titles(client, "appointment") == ["+3", "-20"]
    for interval, expected in (
            ("2 months", ["+3", "-20", "-45"]),
            ("2 years", ["+3", "-20", "-400", "-45"]),
            ("1 week", ["+3"]),
            ("1 month", ["+3", "-20"])):
        look_back(cluster, person, interval)
        assert titles(client, "appointment") == expected, interval
    assert titles(client, "task") == ["alt"], "tasks have no window"


@pytest.mark.parametrize("kind", CALENDARS)
def test_modes_in_every_order(client, advolux, kind, made):
    key = made(kind, "wechselt", mode="none")
    made(kind, "bleibt")
    for mode in ("both", "none", "device", "both", "device", "none", "both"):
        advolux.update(kind, key, sync_mode=mode)
        assert titles(client, kind) == (
            ["bleibt"] if mode == "none" else ["bleibt", "wechselt"]), mode


# vdirsyncer stops where a calendar was "completely emptied": one item stays.

def test_a_change_is_not_lost_while_it_was_hidden(client, advolux, made):
    key = made("appointment", "vorher")
    made("appointment", "bleibt")
    assert titles(client, "appointment") == ["bleibt", "vorher"]
    advolux.update("appointment", key, sync_mode="none")
    assert titles(client, "appointment") == ["bleibt"]
    advolux.update("appointment", key, title="nachher")
    advolux.update("appointment", key, sync_mode="device")
    assert titles(client, "appointment") == ["bleibt", "nachher"]


def test_it_leaves_the_window_and_comes_back(client, advolux, made):
    key = made("appointment", "verlegt", -10)
    made("appointment", "bleibt")
    assert titles(client, "appointment") == ["bleibt", "verlegt"]
    advolux.update("appointment", key, start_at=moment(-90),
                   end_at=moment(-90))
    assert titles(client, "appointment") == ["bleibt"]
    advolux.update("appointment", key, start_at=moment(5), end_at=moment(5))
    assert titles(client, "appointment") == ["bleibt", "verlegt"]
