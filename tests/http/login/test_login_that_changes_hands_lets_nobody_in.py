# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""A password opens the calendar of the person whose it is, and no other: what was
verified once does not outlive that, whatever becomes of the login.

RFC 9110 section 11.6."""

import pytest

from support import ics
from support.password import bcrypt, crypt

OLD = "Kennwort von vorher"


class Office:
    """Two people with a calendar each; the device of one has just been let in.
    Whatever is counted per person, everybody has the same number of it."""

    def __init__(self, people, make):
        self.people = people
        self.one, self.other = make(), self.known(make())
        self.set_password(self.one.login, OLD)
        self.device = people.client(self.one.login, OLD)
        assert ASK["GET"](self.device, "") == 404
        assert sync(self.device) == 207

    def set_password(self, login, password):
        self.people.set_password(login, password)

    def known(self, person):
        self.set_password(person.login, person.password)
        return person

    def sql(self, text, *values):
        return self.people.sql(text, *values)

    def together(self, *statements):
        """Statements of one transaction."""
        connection = self.people.cluster.connect()
        connection.autocommit = False
        with connection.cursor() as cursor:
            for text, values in statements:
                cursor.execute(text, values)
        connection.commit()
        connection.close()

    def rename(self, person, login):
        return ("UPDATE advolux.staff SET login = %s WHERE staff_id = %s",
                (login, person.staff_id))

    def swap(self):
        self.together(self.rename(self.one, "between"),
                      self.rename(self.other, self.one.login),
                      self.rename(self.one, self.other.login))

    def remove(self, person):
        self.sql("DELETE FROM advolux.appointment WHERE main_editor = %s",
                 person.staff_id)
        self.sql("DELETE FROM advolux.staff WHERE staff_id = %s",
                 person.staff_id)

    def add_device(self, login, name, password):
        self.sql("SELECT caldav.add_device(%s, %s, %s)", login, name,
                 bcrypt(password))


def sync(dav):
    return dav.sync_collection(dav.termine).status


ASK = {
    "GET": lambda dav, name: dav.get(dav.termine + "none.ics").status,
    "PUT": lambda dav, name: dav.put(
        dav.termine + "neu.ics", ics.event(ics.new_uid())).status,
    "sync": lambda dav, name: sync(dav),
    "DELETE": lambda dav, name: dav.delete(dav.termine + name).status,
    "PROPPATCH": lambda dav, name: dav.proppatch(
        dav.termine, {"D:displayname": "Meine"}).status,
}


# Each leaves somebody else behind the login that the device has, or nobody;
# returns who has it now.

def removed_and_added(office, make):
    login = office.one.login
    office.remove(office.one)
    return office.known(make(login=login))


def removed_and_another_renamed(office, make):
    office.remove(office.one)
    office.together(office.rename(office.other, office.one.login))
    return office.other


def renamed_and_added(office, make):
    office.together(office.rename(office.one, "was-" + office.one.login))
    return office.known(make(login=office.one.login))


def swapped(office, make):
    office.swap()
    return office.other


def password_changed(office, make):
    office.set_password(office.one.login, "ein anderes")
    return office.one


def switched_off(office, make):
    office.sql("SELECT caldav.enable(%s, false)", office.one.login)


def left(office, make):
    office.sql("UPDATE advolux.staff SET active = false WHERE login = %s",
               office.one.login)


def renamed(office, make):
    office.together(office.rename(office.one, "was-" + office.one.login))


def removed(office, make):
    office.remove(office.one)


WAYS = [removed_and_added, removed_and_another_renamed, renamed_and_added,
        swapped, password_changed, switched_off, left, renamed, removed]


@pytest.fixture
def make(people):
    return people.new


@pytest.mark.parametrize("method", ASK)
@pytest.mark.parametrize("way", WAYS)
def test_device_of_before(people, make, way, method):
    office = Office(people, make)
    heir = way(office, make)
    rows = "SELECT appointment_id, title, trashed_at FROM advolux.appointment " \
        "WHERE main_editor = %s ORDER BY 1"
    name = ""
    if heir:
        name = people.sql(
            "SELECT m.name FROM caldav.member m JOIN caldav.calendar c "
            "USING (calendar_id) WHERE c.staff_id = %s AND m.visible",
            heir.staff_id)
        name = name[0][0] if name else ""
        before = people.sql(rows, heir.staff_id)
    for _ in range(2):
        assert ASK[method](office.device, name) == 401
    if heir:
        assert people.sql(rows, heir.staff_id) == before


@pytest.mark.parametrize("way", [removed_and_added, renamed_and_added, swapped,
                                 removed_and_another_renamed])
def test_who_has_the_login_now_is_let_in(people, make, way):
    office = Office(people, make)
    heir = way(office, make)
    people.set_password(office.one.login, "der Erbin ihres")
    heirs = people.client(office.one.login, "der Erbin ihres")
    assert sync(heirs) == 207
    assert sync(office.device) == 401
    assert sync(heirs) == 207
    assert people.sql("SELECT staff_id FROM advolux.staff WHERE login = %s",
                      office.one.login) == [(heir.staff_id,)]


def test_swapped_people_keep_their_passwords_under_the_new_logins(people, make):
    office = Office(people, make)
    office.swap()
    mine = people.client(office.other.login, OLD)
    assert sync(mine) == 207
    assert sync(office.device) == 401
    theirs = people.client(office.one.login, office.other.password)
    assert sync(theirs) == 207
    assert mine.put(mine.termine + "x.ics", ics.event("x")).status == 201
    assert people.sql("SELECT count(*), max(login) FROM advolux.journal WHERE "
                      "staff_id = %s AND name = 'x.ics'",
                      office.one.staff_id) == [(1, office.other.login)]


PASSWORD = "abcde-fghij-kmnpq-rstuv-wxyz2"


@pytest.mark.parametrize("method", ASK)
def test_device_name_that_is_used_again(people, make, method):
    office = Office(people, make)
    office.add_device(office.one.login, "Handy", PASSWORD)
    phone = people.client(office.one.login, PASSWORD)
    assert sync(phone) == 207
    office.sql("SELECT caldav.revoke_device(%s, 'Handy')", office.one.login)
    office.add_device(office.one.login, "Handy", PASSWORD[::-1])
    assert ASK[method](phone, "x.ics") == 401
    assert sync(people.client(office.one.login, PASSWORD[::-1])) == 207


@pytest.mark.parametrize("method", ASK)
def test_device_of_another_person(people, make, method):
    """The same device password at two people, as a copied backup has it."""
    office = Office(people, make)
    office.add_device(office.one.login, "Handy", PASSWORD)
    phone = people.client(office.one.login, PASSWORD)
    assert sync(phone) == 207
    office.swap()
    assert ASK[method](phone, "x.ics") == 401
    moved = people.client(office.other.login, PASSWORD)
    assert sync(moved) == 207


def test_journal_names_the_device_that_the_database_knows(people, make):
    office = Office(people, make)
    office.add_device(office.one.login, "Händy", PASSWORD)
    phone = people.client(office.one.login, PASSWORD)
    assert phone.put(phone.termine + "d.ics", ics.event("d"),
                     user_agent="DAVx5/4.5").status == 201
    assert people.sql("SELECT device, staff_id FROM advolux.journal "
                      "WHERE login = %s AND name = 'd.ics'",
                      office.one.login) == [
                          ("Händy, DAVx5/4.5", office.one.staff_id)]
    office.sql("SELECT caldav.revoke_device(%s, 'Händy')", office.one.login)
    assert sync(phone) == 401


def test_hash_of_another_kind_lets_in(people, make):
    """What htpasswd and mkpasswd make is good, too."""
    person = make()
    for setting in ("$6$rounds=1000$salt$", "$5$salt$", "$y$j9T$abcdefgh$"):
        people.sql("SELECT caldav.set_password(%s, %s)", person.login,
                   crypt(OLD, setting))
        assert sync(people.client(person.login, OLD)) == 207
        assert sync(people.client(person.login, OLD + "x")) == 401
