# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""Neither the answer nor the time that it takes says whether a login is there.
What is compared is the processor's time, which other programs do not change. A
firm may have brought hashes of any algorithm and cost.

RFC 9110 section 11.6."""

import functools

import pytest

from support import logins
from support.cluster import Cluster
from support.httpd import Httpd
from support.logins import Front
from support.password import bcrypt, crypt, yescrypt
from support.person import People
from support.process import processor_seconds

GUESSES = 20
HASHES = {
    "yescrypt": yescrypt,
    "bcrypt of cost 9": functools.partial(bcrypt, cost=9),
    "SHA-512 of 60,000 rounds": lambda password: crypt(
        password, "$6$rounds=60000$abcdefgh"),
}


@pytest.fixture(scope="module")
def firm(watch):
    """A firm of its own: (cluster, httpd)."""
    cluster = Cluster(settings={"shared_buffers": "16MB"})
    httpd = None
    try:
        cluster.start().migrate()
        httpd = Httpd(cluster, modules=logins.MODULES,
                      server=logins.CONFIGURATION + "LogLevel warn\n")
        yield cluster, httpd.start()
    finally:
        if httpd:
            httpd.stop()
            watch.see("log of httpd", httpd.logged())
            httpd.drop()
        watch.end(cluster)


@pytest.fixture
def front(firm, watch):
    return Front(firm[1], watch)


@pytest.fixture
def person(firm, watch):
    """The firm's only one, with devices."""
    firm[0].sql("DELETE FROM advolux.staff")
    person = People(*firm, watch).new()
    for n in range(3):
        person.people.sql("SELECT caldav.add_device(%s, %s, %s)", person.login,
                          "Gerät %d" % n, bcrypt("Gerät %d" % n, cost=8))
    return person


def cost(front, login, password):
    """Of wrong guesses, each from an address of its own; in seconds."""
    before = processor_seconds(front.httpd.process.pid)
    for n in range(GUESSES):
        answer = front.ask(login, password % n, "10.1.1.%d" % n)
        assert (answer.status, answer.headers["WWW-Authenticate"]) == (
            401, 'Basic realm="Advolux"')
    return processor_seconds(front.httpd.process.pid) - before


@pytest.mark.parametrize("hashed", HASHES)
def test_time_is_the_same(front, person, hashed):
    person.people.sql("SELECT caldav.set_password(%s, %s)", person.login,
                      HASHES[hashed](person.password))
    wrong = cost(front, person.login, "falsch %d")
    for login in "nicht.da", "keiner\x01", "x" * 300:
        unknown = cost(front, login, "falsch %d")
        assert 2 / 3 < unknown / wrong < 3 / 2, (login, unknown, wrong)


def test_what_looks_like_a_devices_password(front, person):
    """Is compared with those of all devices."""
    guess = "abcde-fghij-klmno-pqrst-uvw%02d"
    wrong = cost(front, person.login, guess)
    unknown = cost(front, "nicht.da", guess)
    assert 2 / 3 < unknown / wrong < 3 / 2, (unknown, wrong)


def test_person_without_a_password_of_their_own(front, person):
    """Who uses those of devices alone."""
    other = person.people.new()
    for each, proof in (other, HASHES["bcrypt of cost 9"](other.password)), (
            person, "*"):
        person.people.sql("SELECT caldav.set_password(%s, %s)", each.login,
                          proof)
    wrong = cost(front, other.login, "falsch %d")
    locked = cost(front, person.login, "falsch %d")
    assert 2 / 3 < locked / wrong < 3 / 2, (locked, wrong)
