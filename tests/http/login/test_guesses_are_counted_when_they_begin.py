# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""However many come at once, over whatever processes and networks: no more than
the limit are looked at. What was not looked at is no guess.

RFC 9110 section 11.6."""

import pytest

from support import logins
from support.httpd import Httpd
from support.logins import OFFICE, Front, wrong
from support.password import bcrypt
from support.person import People

LIMIT = 10


@pytest.fixture
def front(cluster, watch):
    """Its people have a hash that takes its time."""
    httpd = Httpd(cluster, processes=3, modules=logins.MODULES,
                  server=logins.CONFIGURATION + "StartServers 3\n"
                  "AdvoluxLoginThrottle %d 3600\n" % LIMIT)
    try:
        yield Front(httpd.start(), watch)
    finally:
        httpd.stop()
        watch.see("log of httpd", httpd.logged())
        httpd.drop()


@pytest.fixture
def person(front, cluster, watch):
    person = People(cluster, front.httpd, watch).new()
    person.people.sql("SELECT caldav.set_password(%s, %s)", person.login,
                      bcrypt(person.password, 8))
    return person


def addresses(count, form):
    return [form % n for n in range(count)]


@pytest.mark.parametrize("where", [
    [OFFICE], addresses(100, "2001:db8:0:7::%x"),
    ["::ffff:" + OFFICE, OFFICE]], ids=["IPv4", "an IPv6 network", "mapped"])
def test_hundred_at_once(front, person, where):
    guesses = [(person.login, "falsch %d" % n, where[n % len(where)])
               for n in range(100)]
    statuses = front.statuses(*guesses, at_once=50)
    assert sorted(set(statuses)) == [401, 503]
    assert statuses.count(401) <= LIMIT
    assert front.counted("denied") <= LIMIT
    last = front.ask(person.login, person.password, where[0])
    assert last.status == 503 and int(last.headers["Retry-After"]) > 0


def test_another_ipv6_network_is_another_address(front, person):
    front.statuses(*wrong(person.login, LIMIT + 1, "2001:db8:0:7::1"))
    assert front.ask(person.login, person.password,
                     "2001:db8:0:8::1").status == 207


def test_address_is_the_proxys_unless_it_is_trusted(front, person):
    """Whoever may write X-Forwarded-For would be a thousand clients."""
    httpd = front.httpd
    httpd.stop()
    httpd.configuration = httpd.configuration.replace(
        "RemoteIPInternalProxy 127.0.0.1", "RemoteIPInternalProxy 192.0.2.77")
    httpd.start()
    guesses = [(person.login, "falsch %d" % n, "198.51.100.%d" % n)
               for n in range(30)]
    assert front.statuses(*guesses).count(401) == LIMIT


def test_what_the_database_could_not_say_is_no_guess(movable, watch):
    cluster, _ = movable
    httpd = Httpd(cluster, modules=logins.MODULES,
                  server=logins.CONFIGURATION + "AdvoluxLoginThrottle 3 3600\n")
    try:
        front = Front(httpd.start(), watch)
        person = People(cluster, httpd, watch).new()
        cluster.stop()
        assert front.statuses(*[(person.login, person.password, OFFICE)] * 9,
                              at_once=3) == [503] * 9
        cluster.start()
        front.httpd.stop()      # it waits a second before it connects again
        front.httpd.start()
        assert front.statuses(*wrong(person.login, 2)) == [401] * 2
        assert front.ask(person.login, person.password).status == 207
    finally:
        httpd.drop()
