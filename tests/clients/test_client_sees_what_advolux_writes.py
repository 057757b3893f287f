# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""What the application writes by SQL is on the client after its next sync."""

import datetime

import pytest

from shown import shown
from support import ics

CALENDARS = {"appointment": "termine", "task": "aufgaben"}


def moment(offset, hour):
    day = datetime.datetime.now(ics.BERLIN).date()
    return datetime.datetime.combine(
        day + datetime.timedelta(days=offset), datetime.time(hour),
        ics.BERLIN)


COLUMNS = {
    "appointment": {"title": "Anh\u00f6rung", "location": "LG K\u00f6ln",
                    "start_at": moment(3, 9), "end_at": moment(3, 11),
                    "time_zone": "Europe/Berlin", "all_day": False,
                    "sync_mode": "both"},
    "task": {"title": "Vollmacht anfordern", "due_at": moment(5, 12),
             "time_zone": "Europe/Berlin", "all_day": False,
             "sync_mode": "both"},
}


@pytest.fixture(params=CALENDARS)
def kind(request):
    return request.param


def titles(client, kind):
    return sorted(item.title for item in shown(client, CALENDARS[kind]))


def test_created(client, person, advolux, kind):
    assert titles(client, kind) == []
    advolux.insert(kind, person.login, **COLUMNS[kind])
    assert titles(client, kind) == [COLUMNS[kind]["title"]]


def test_changed(client, person, advolux, kind):
    key = advolux.insert(kind, person.login, **COLUMNS[kind])
    advolux.insert(kind, person.login, **COLUMNS[kind])
    assert len(titles(client, kind)) == 2
    advolux.update(kind, key, title="Ganz anders")
    assert titles(client, kind) == sorted(["Ganz anders",
                                           COLUMNS[kind]["title"]])


def test_moved_in_time(client, person, advolux):
    key = advolux.insert("appointment", person.login,
                         **COLUMNS["appointment"])
    shown(client, "termine")
    advolux.update("appointment", key, start_at=moment(4, 15),
                   end_at=moment(4, 16))
    (item,) = shown(client, "termine")
    assert item.start == moment(4, 15).replace(tzinfo=None)


def test_trashed(client, person, advolux, kind):
    key = advolux.insert(kind, person.login, **COLUMNS[kind])
    other = {**COLUMNS[kind], "title": "Bleibt"}
    advolux.insert(kind, person.login, **other)
    assert len(titles(client, kind)) == 2
    advolux.trash(kind, key)
    assert titles(client, kind) == ["Bleibt"]


def test_no_longer_synchronised(client, person, advolux, kind):
    key = advolux.insert(kind, person.login, **COLUMNS[kind])
    other = {**COLUMNS[kind], "title": "Bleibt"}
    advolux.insert(kind, person.login, **other)
    assert len(titles(client, kind)) == 2
    advolux.update(kind, key, sync_mode="none")
    assert titles(client, kind) == ["Bleibt"]
