# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""A login typed with other capitals or with a blank around it is not let in, and
its answer is any stranger's; the error log and the journal say what it was meant
to be, once a minute.

RFC 9110 section 11.6."""

import time
import unicodedata

import pytest

from support.httpd import Httpd
from support.person import People
from support.process import wait_until

LOGIN = "müller.Z"
MISTYPED = ["MÜLLER.Z", "müller.z", "Müller.Z", " müller.Z", "müller.Z ",
            "\u00a0müller.z\u00a0", unicodedata.normalize("NFD", LOGIN)]


@pytest.fixture
def site(cluster, watch):
    httpd = Httpd(cluster, server="LogLevel warn")
    try:
        yield httpd.start()
    finally:
        httpd.stop()
        watch.see("log of httpd", httpd.logged())
        httpd.drop()


@pytest.fixture
def people(cluster, site, watch):
    people = People(cluster, site, watch)
    yield people
    people.sql("DELETE FROM advolux.staff WHERE login = %s", LOGIN)


def ask(people, login, password="falsch"):
    dav = people.client(login, password)
    return dav.propfind(dav.root, ["D:current-user-principal"])


def journal(person):
    return person.people.sql(
        "SELECT login, device, operation, result, reason "
        "FROM advolux.journal WHERE staff_id = %s", person.staff_id)


def explained(site, count):
    """Its lines, when there are so many."""
    return wait_until("%d explanations" % count, lambda: [
        line for line in site.errors().splitlines() if "ADV0208: " in line
    ][:count + 1] or None, 20)


@pytest.mark.parametrize("typed", MISTYPED)
def test_right_password(site, people, typed):
    person = people.new(login=LOGIN)
    stranger, answer = ask(people, "fremd"), ask(people, typed, person.password)
    assert (answer.status, answer.body) == (401, stranger.body)
    assert {name: value for name, value in answer.headers.items()
            if name != "Date"} == {
        name: value for name, value in stranger.headers.items()
        if name != "Date"}
    (line,) = explained(site, 1)
    assert line.split('the login is "')[1].startswith("m\\")
    ((login, device, operation, result, reason),) = journal(person)
    assert (login, device, operation, result) == (LOGIN, None, "login",
                                                  "refused")
    assert reason.startswith("The login was typed with other capitals")
    assert "could not log in: The login was typed" in (
        people.cluster.advoluxctl("journal", "--person", LOGIN))
    assert person.dav.propfind(person.dav.root).status == 207


def test_once_a_minute(site, people):
    person = people.new(login=LOGIN)
    for typed in MISTYPED:
        assert ask(people, typed).status == 401
    explained(site, 1)
    assert ask(people, MISTYPED[0]).status == 401
    assert len(explained(site, 1)) == len(journal(person)) == 1
    people.sql("UPDATE caldav.login SET mistyped_at = now() - interval "
               "'61 seconds' WHERE staff_id = %s", person.staff_id)
    assert ask(people, MISTYPED[1]).status == 401
    wait_until("it is journalled", lambda: len(journal(person)) == 2)


def test_others_are_not_explained(site, people):
    person = people.new(login=LOGIN)
    twin = people.new(login=LOGIN.upper())      # somebody's own
    off = people.new(login="aus.Z")
    people.sql("SELECT caldav.enable('aus.Z', false)")
    try:
        for login in (LOGIN, LOGIN.upper(), "müller.Zz", "m üller.Z", "AUS.Z"):
            assert ask(people, login).status == 401
        assert ask(people, "Müller.z").status == 401
        (line,) = explained(site, 1)
        assert ' logs in as "M' in line
        assert [len(journal(each)) for each in (person, twin, off)] == [1, 0, 0]
    finally:
        people.sql("DELETE FROM advolux.staff WHERE staff_id IN (%s, %s)",
                   twin.staff_id, off.staff_id)


def test_answer_does_not_wait_for_it(site, people):
    """It comes before anybody looks whose login that may be."""
    person = people.new(login=LOGIN)
    connection = people.cluster.connect()
    connection.autocommit = False
    with connection.cursor() as cursor:
        cursor.execute("SELECT FROM caldav.login WHERE staff_id = %s FOR UPDATE",
                       (person.staff_id,))
        begin = time.monotonic()
        assert ask(people, MISTYPED[0]).status == 401
        assert time.monotonic() - begin < 2.5      # lock_timeout is three
        assert not journal(person)
    connection.rollback()
    connection.close()
