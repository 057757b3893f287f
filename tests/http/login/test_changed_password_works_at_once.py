# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""Login (ARCHITECTURE.md): no cache keeps an old password alive.

RFC 9110 section 11.6."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from support import ics

CHANGE = {
    "PROPFIND": lambda dav, path: dav.propfind(path, ["D:getetag"]),
    "listing": lambda dav, path: dav.propfind(
        dav.termine, ["D:getetag"], depth="1"),
    "home": lambda dav, path: dav.propfind(
        dav.home, ["D:displayname"], depth="1"),
    "PROPPATCH": lambda dav, path: dav.proppatch(
        dav.termine, {"D:displayname": "Meine"}),
    "multiget": lambda dav, path: dav.multiget(dav.termine, [path]),
    "sync": lambda dav, path: dav.sync_collection(dav.termine, ""),
    "OPTIONS": lambda dav, path: dav.options(dav.termine),
    "PUT": lambda dav, path: dav.put(
        dav.termine + "neu.ics", ics.event(ics.new_uid())),
    "DELETE": lambda dav, path: dav.delete(path),
}


def test_change(people, person):
    def ask(dav):
        return dav.propfind(dav.root, ["D:current-user-principal"]).status
    assert ask(person.dav) == 207
    people.set_password(person.login, "anderes Passwort \u00e4\u00f6")
    new = people.client(person.login, "anderes Passwort \u00e4\u00f6")
    assert ask(person.dav) == 401
    assert ask(new) == 207
    people.set_password(person.login, person.password)
    assert ask(new) == 401
    assert ask(person.dav) == 207


def test_write_with_the_old_password_is_refused(people, person):
    name = person.put_event()
    people.set_password(person.login, "neu-neu-neu")
    path = person.dav.termine + name
    assert person.dav.delete(path).status == 401
    new = people.client(person.login, "neu-neu-neu")
    assert new.get(path).status == 200


def test_switched_off_at_once(people, person):
    name = person.put_event()
    people.sql("SELECT caldav.enable(%s, false)", person.login)
    assert person.dav.get(person.dav.termine + name).status == 401


def test_the_right_password_is_never_called_wrong(people, person):
    """Set anew to what it was, or switched off and on: the phone's password
    is right, and a 401 would make it ask its owner."""
    name = person.put_event()
    path = person.dav.termine + name
    people.set_password(person.login, person.password)
    assert person.dav.get(path).status == 200
    people.sql("SELECT caldav.enable(%s, false)", person.login)
    people.sql("SELECT caldav.enable(%s, true)", person.login)
    assert person.dav.get(path).status == 200


@pytest.mark.parametrize("name", CHANGE)
def test_in_every_method(people, person, name):
    path = person.dav.termine + person.put_event()
    people.set_password(person.login, person.password)
    assert CHANGE[name](person.dav, path).status in (200, 201, 204, 207)


def test_for_all_devices_at_once(people, person):
    path = person.dav.termine + person.put_event()
    devices = [people.client(person.login, person.password)
               for _ in range(8)]
    people.set_password(person.login, person.password)
    with ThreadPoolExecutor(len(devices)) as pool:
        answers = list(pool.map(lambda dav: dav.get(path), devices))
    assert [answer.status for answer in answers] == [200] * len(devices)
