# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""The right password is let in while others guess wrong ones: what is throttled
is a login at an address first, and with far higher limits either of them.

RFC 9110 section 11.6."""

import pytest

from support import logins
from support.httpd import Httpd
from support.logins import OFFICE, Front, wrong
from support.person import People

SOMEWHERE = "203.0.113.9"


@pytest.fixture
def front(cluster, watch):
    httpd = Httpd(cluster, processes=2, modules=logins.MODULES,
                  server=logins.CONFIGURATION + "StartServers 2\n")
    try:
        yield Front(httpd.start(), watch)
    finally:
        httpd.stop()
        watch.see("log of httpd", httpd.logged())
        httpd.drop()


@pytest.fixture
def people(front, cluster, watch):
    return People(cluster, front.httpd, watch)


def invented(times):
    return [("erfunden%d" % n, "x", OFFICE) for n in range(times)]


def test_others_of_the_office(front, people):
    person, colleague = people.new(), people.new()
    assert 503 in front.statuses(*wrong(person.login, 40))
    assert front.ask(colleague.login, colleague.password).status == 207
    assert front.ask(person.login, person.password, SOMEWHERE).status == 207


def test_person_whose_login_is_tried_from_twelve_addresses(front, people):
    person = people.new()
    for n in range(12):
        front.statuses(*wrong(person.login, 20, "198.51.100.%d" % n),
                       at_once=4)
    assert front.ask(person.login, person.password, SOMEWHERE).status == 207
    assert front.ask(person.login, person.password).status == 207


def test_office_where_logins_are_invented(front, people):
    person = people.new()
    assert front.statuses(*invented(105), at_once=4) == [401] * 105
    assert front.ask(person.login, person.password).status == 207


def test_office_where_logins_are_invented_without_an_end(front, people):
    """Who was there before may come with a new password, or a new device."""
    httpd = front.httpd
    httpd.stop()
    httpd.configuration += "AdvoluxLoginThrottle 1 120\n"
    httpd.start()
    person = people.new()
    assert front.ask(person.login, person.password).status == 207
    assert 503 in front.statuses(*invented(40), at_once=4)
    people.set_password(person.login, "ein neues")
    assert front.ask(person.login, "ein neues").status == 207


def test_typing_error(front, people):
    person = people.new()
    for _ in range(9):
        assert front.ask(person.login, "vertippt").status == 401
    assert front.ask(person.login, person.password).status == 207


def test_devices_that_begin_at_once(front, people):
    """Right passwords use up no guesses, however many come together."""
    persons = [people.new() for _ in range(4)]
    for person in persons:
        requests = [(person.login, person.password, OFFICE)] * 20
        assert front.statuses(*requests, at_once=10) == [207] * 20
