# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""What a client creates, changes and deletes is in the tables of Advolux."""

import datetime

from support import ics

START, END = ics.day(9) + "T140000", ics.day(9) + "T153000"
DUE = ics.day(12) + "T170000"


def instant(local):
    return datetime.datetime.strptime(local, "%Y%m%dT%H%M%S").replace(
        tzinfo=ics.BERLIN)


EVENT = {"title": "Ortstermin", "location": "Baustelle Hafenstra\u00dfe 4",
         "start_at": instant(START), "end_at": instant(END),
         "start_date": None, "end_date": None, "all_day": False,
         "time_zone": "Europe/Berlin", "sync_mode": "both"}
TASK = {"title": "Klageerwiderung", "due_at": instant(DUE),
        "due_date": None, "all_day": False, "time_zone": "Europe/Berlin",
        "priority": 2, "percent": 40, "status": "in-process",
        "sync_mode": "both"}


def new_event(client):
    uid = ics.new_uid()
    client.create("termine", uid, ics.event(
        uid, "LOCATION:" + EVENT["location"], summary=EVENT["title"],
        start="DTSTART;TZID=Europe/Berlin:" + START,
        end="DTEND;TZID=Europe/Berlin:" + END).encode())
    return uid


def new_task(client):
    uid = ics.new_uid()
    client.create("aufgaben", uid, ics.todo(
        uid, "DUE;TZID=Europe/Berlin:" + DUE, "PRIORITY:2",
        "PERCENT-COMPLETE:40", "STATUS:IN-PROCESS",
        summary=TASK["title"]).encode())
    return uid


def assert_columns(advolux, person, kind, uid, expected):
    row = advolux.item(person, kind, uid)
    assert {name: row[name] for name in expected} == expected


def test_created_appointment(client, person, advolux):
    uid = new_event(client)
    assert_columns(advolux, person, "appointment", uid, EVENT)


def test_changed_appointment(client, person, advolux):
    uid = new_event(client)
    client.update("termine", uid, lambda text: text.replace(
        b"Ortstermin", b"Begehung").replace(b"T153000", b"T160000"))
    assert_columns(advolux, person, "appointment", uid, {
        **EVENT, "title": "Begehung",
        "end_at": EVENT["end_at"] + datetime.timedelta(minutes=30)})


def test_deleted_appointment(client, person, advolux):
    uid, other = new_event(client), new_event(client)
    item = advolux.item(person, "appointment", uid)
    client.delete("termine", uid)
    assert advolux.is_trashed("appointment", item["key"])
    assert list(client.items("termine")) == [other]


def test_created_task(client, person, advolux):
    uid = new_task(client)
    assert_columns(advolux, person, "task", uid, TASK)


def test_changed_task(client, person, advolux):
    uid = new_task(client)
    client.update("aufgaben", uid, lambda text: text.replace(
        b"PERCENT-COMPLETE:40", b"PERCENT-COMPLETE:75").replace(
            b"Klageerwiderung", b"Replik"))
    assert_columns(advolux, person, "task", uid, {
        **TASK, "title": "Replik", "percent": 75})


def test_deleted_task(client, person, advolux):
    uid, other = new_task(client), new_task(client)
    item = advolux.item(person, "task", uid)
    client.delete("aufgaben", uid)
    assert advolux.is_trashed("task", item["key"])
    assert list(client.items("aufgaben")) == [other]
