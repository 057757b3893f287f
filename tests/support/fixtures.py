# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""Fixtures of every suite that talks to a server: import them in conftest.py."""

import pytest

from .canary import Watch
from .certificates import Authority
from .cluster import Cluster
from .httpd import Httpd
from .person import People
from .process import wait_until
from .shelf import Shelf
from .tls import TlsHttpd

__all__ = ["watch", "cluster", "httpd", "people", "person", "colleague",
           "shelf", "tasks", "second", "movable", "movable_person", "authority",
           "tls_httpd"]


@pytest.fixture(scope="session", autouse=True)
def watch():
    """Fails the run if the deadlines' canary came out anywhere."""
    watch = Watch()
    yield watch
    verdict = watch.verdict()
    if verdict:
        pytest.fail(verdict, pytrace=False)


@pytest.fixture(scope="session")
def cluster(watch):
    """PostgreSQL with the demo firm, for the whole run."""
    cluster = Cluster()
    try:
        cluster.start().migrate().load_demo_firm()
        yield cluster
    finally:
        watch.end(cluster)


@pytest.fixture(scope="session")
def httpd(cluster, watch):
    """httpd over the cluster, for the whole run."""
    yield from _served(Httpd(cluster), watch)


@pytest.fixture(scope="session")
def people(cluster, httpd, watch):
    """Makes staff members: people.new()."""
    return People(cluster, httpd, watch)


@pytest.fixture
def person(people):
    """A staff member of this test's own."""
    return people.new()


@pytest.fixture
def colleague(people):
    """Another one."""
    return people.new()


@pytest.fixture
def shelf(person):
    """The calendar of appointments of a person of this test's own."""
    return Shelf(person)


@pytest.fixture
def tasks(person):
    """The calendar of tasks."""
    return Shelf(person, "VTODO")


@pytest.fixture(scope="session")
def second(watch):
    """A second, empty installation: (cluster, httpd)."""
    cluster = Cluster(clock=True)
    try:
        cluster.start().migrate()
        for httpd in _served(Httpd(cluster), watch):
            yield cluster, httpd
    finally:
        watch.end(cluster)


@pytest.fixture
def movable(second):
    """The second installation, which a test may stop or move in time: it runs
    today again when the test is over."""
    cluster, _ = second
    try:
        yield second
    finally:
        cluster.move_clock("+0")
        if cluster.process is None:
            cluster.start()


@pytest.fixture
def movable_person(movable, watch):
    """A staff member there, whose login nobody has verified, once httpd has
    found again what another test stopped."""
    people = People(*movable, watch)
    other = people.new()
    wait_until("httpd reaches its database", lambda: other.dav.propfind(
        other.dav.home, ["D:displayname"]).status == 207)
    return people.new()


@pytest.fixture(scope="session")
def authority():
    """Signs certificates; its root is nobody else's."""
    return Authority()


@pytest.fixture
def tls_httpd(cluster, watch):
    """Makes httpds with a TLS port, not yet started: TlsHttpd without the
    cluster."""
    yield from httpds(TlsHttpd, cluster, watch)


def httpds(kind, cluster, watch):
    """Of a fixture: makes httpds of that kind, and ends them."""
    made = []

    def make(*arguments, **options):
        made.append(kind(cluster, *arguments, **options))
        return made[-1]

    yield make
    for httpd in made:
        httpd.stop()
        watch.see("log of httpd", httpd.logged())
        httpd.drop()


def _served(httpd, watch):
    try:
        yield httpd.start()
    finally:
        httpd.stop()
        watch.see("log of httpd", httpd.logged())
        httpd.drop()
