# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""Login (ARCHITECTURE.md): per login and address; nobody else is locked out.

RFC 9110 section 11.6."""

import pytest

from support.dav import Dav
from support.httpd import Httpd


@pytest.fixture(scope="module")
def strict(cluster, watch):
    """Three failures within an hour."""
    httpd = Httpd(cluster, server="AdvoluxLoginThrottle 3 3600")
    try:
        yield httpd.start()
    finally:
        httpd.stop()
        watch.see("log of httpd", httpd.logged())
        httpd.drop()


def ask(httpd, watch, login, password):
    dav = Dav(httpd.origin, login, password, watch)
    return dav.propfind(dav.root, ["D:current-user-principal"])


def test_throttled(strict, watch, person, colleague):
    for _ in range(6):
        last = ask(strict, watch, person.login, "wrong")
    assert last.status == 503, last
    assert int(last.headers["Retry-After"]) > 0
    right = ask(strict, watch, person.login, person.password)
    assert right.status != 207, "the right password ends no throttle"
    assert ask(strict, watch, colleague.login,
               colleague.password).status == 207


def test_client_that_is_in_already_stays_in(strict, watch, person):
    """A neighbour's typing errors do not stop a phone whose login is known."""
    assert ask(strict, watch, person.login, person.password).status == 207
    for _ in range(2):
        assert ask(strict, watch, person.login, "wrong").status == 401
    assert ask(strict, watch, person.login, person.password).status == 207
