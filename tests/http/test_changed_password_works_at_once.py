# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""DESIGN section 9: no cache keeps an old password alive."""


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
