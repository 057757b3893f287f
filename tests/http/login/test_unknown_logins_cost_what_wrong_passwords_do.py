# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""Neither the answer nor the time that it takes says whether a login is there.
What is compared is the processor's time, which other programs do not change.

RFC 9110 section 11.6."""

import pytest

from support import logins
from support.httpd import Httpd
from support.logins import Front
from support.password import yescrypt
from support.person import People
from support.process import processor_seconds

GUESSES = 30


@pytest.fixture
def front(cluster, watch):
    httpd = Httpd(cluster, modules=logins.MODULES,
                  server=logins.CONFIGURATION + "LogLevel warn\n")
    try:
        yield Front(httpd.start(), watch)
    finally:
        httpd.stop()
        watch.see("log of httpd", httpd.logged())
        httpd.drop()


def cost(front, login, password):
    """Of wrong guesses, each from an address of its own; in seconds."""
    before = processor_seconds(front.httpd.process.pid)
    for n in range(GUESSES):
        answer = front.ask(login, password % n, "10.1.1.%d" % n)
        assert (answer.status, answer.headers["WWW-Authenticate"]) == (
            401, 'Basic realm="Advolux"')
    return processor_seconds(front.httpd.process.pid) - before


def test_time_is_the_same(front, cluster, watch):
    people = People(cluster, front.httpd, watch)
    person = people.new()
    people.sql("SELECT caldav.set_password(%s, %s)", person.login,
               yescrypt(person.password))
    wrong = cost(front, person.login, "falsch %d")
    for login in "nicht.da", "keiner\x01", "x" * 300:
        unknown = cost(front, login, "falsch %d")
        assert 2 / 3 < unknown / wrong < 3 / 2, (login, unknown, wrong)
