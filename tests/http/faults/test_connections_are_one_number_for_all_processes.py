# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""What AdvoluxConnections leaves to the office is the office's, however many
processes httpd has: each request is served all the same."""

import concurrent.futures
import os
import signal
import threading
import time

import pytest
import requests

from support.cluster import Cluster, faketime_library
from support.fixtures import httpds
from support.httpd import Httpd
from support.person import PASSWORD, People
from support.process import free_port, wait_until

RESERVED = 3


@pytest.fixture(scope="module")
def small():
    """A server that gives 18 connections, 15 of them not to superusers."""
    cluster = Cluster(settings={"shared_buffers": "32MB",
                                "max_connections": "18"})
    try:
        yield cluster.start().migrate()
    finally:
        cluster.drop()


@pytest.fixture
def site(small, watch):
    yield from httpds(Httpd, small, watch)


class Count:
    """The most connections of the module that were seen at once."""

    def __init__(self, cluster):
        self.most, self.cluster, self.ended = 0, cluster, threading.Event()
        self.thread = threading.Thread(target=self._look)

    def now(self):
        return self.cluster.sql(
            "SELECT count(*) FROM pg_stat_activity WHERE application_name = "
            "'mod_dav_advolux'", database="postgres")[0][0]

    def _look(self):
        while not self.ended.wait(0.05):
            self.most = max(self.most, self.now())

    def __enter__(self):
        self.thread.start()
        return self

    def __exit__(self, *_):
        self.ended.set()
        self.thread.join()


def statuses(people, httpd, count, at_once):
    """Of that many requests of so many devices, each on a connection of its
    own, which any process may take."""
    person = people(httpd).new()
    path = person.dav.termine
    assert person.dav.propfind(path, ["D:getetag"]).status == 207

    def ask(_):
        dav = person.people.client(person.login, PASSWORD)
        return dav.propfind(path, ["D:getetag"]).status

    with concurrent.futures.ThreadPoolExecutor(at_once) as pool:
        return set(pool.map(ask, range(count)))


@pytest.fixture
def people(small, watch):
    return lambda httpd: People(small, httpd, watch)


def test_third_of_what_the_server_gives(small, site, people):
    httpd = site(processes=4, threads=8).start()
    with Count(small) as count:
        assert statuses(people, httpd, 400, 24) == {207}
    assert 0 < count.most <= (18 - RESERVED) // 3


def test_number_that_is_said(small, site, people):
    httpd = site(processes=4, threads=8, server="AdvoluxConnections 3").start()
    with Count(small) as count:
        assert statuses(people, httpd, 400, 24) == {207}
    assert 0 < count.most <= 3


def test_limit_of_the_role_counts(small, site, people):
    small.sql("ALTER ROLE advolux_caldav CONNECTION LIMIT 6")
    try:
        httpd = site(processes=3, threads=8).start()
        with Count(small) as count:
            assert statuses(people, httpd, 200, 16) == {207}
        assert 0 < count.most <= 3      # the first ones know of no limit
    finally:
        small.sql("ALTER ROLE advolux_caldav CONNECTION LIMIT -1")


def test_killed_processes_hold_nothing(small, site, people):
    httpd = site(processes=3, threads=8, server="AdvoluxConnections 2").start()
    for _ in range(3):
        assert statuses(people, httpd, 30, 8) == {207}
        for pid in httpd.workers():
            os.kill(pid, signal.SIGKILL)
        time.sleep(1.5)
    with Count(small) as count:
        assert statuses(people, httpd, 100, 8) == {207}
    assert count.most <= 2


def test_two_hosts_of_one_server_share(small, site, people):
    """Virtual hosts with a database each."""
    small.sql("CREATE DATABASE second", database="postgres")
    small.migrate_database("second")
    try:
        httpd = site(processes=2, threads=8, server="AdvoluxConnections 3")
        port = free_port()
        httpd.configuration += """
Listen 127.0.0.1:%d
<VirtualHost *:%d>
AdvoluxDatabase "%s"
<Location "/caldav">
    Dav advolux
    Advolux On
    AuthType Basic
    AuthName "Advolux"
    AuthBasicProvider advolux
    Require valid-user
</Location>
</VirtualHost>
""" % (port, port, small.conninfo().replace("dbname=advolux", "dbname=second"))
        httpd.start()
        with Count(small) as count:
            for _ in range(3):
                assert statuses(people, httpd, 60, 8) == {207}
                assert requests.get(
                    "http://127.0.0.1:%d/caldav/" % port, auth=("nobody", "x"),
                    timeout=20).status_code == 401
        assert 0 < count.most <= 3
    finally:
        httpd.stop()
        small.sql("DROP DATABASE second", database="postgres")


def test_idle_ones_go_after_a_minute(small, site, people):
    """httpd's clocks run ten times as fast."""
    httpd = site(processes=1, threads=8, server="AdvoluxConnections 5",
                 environment={"LD_PRELOAD": faketime_library(),
                              "FAKETIME": "+0 x10"}).start()
    count = Count(small)
    assert statuses(people, httpd, 60, 8) == {207}
    assert count.now() > 0
    time.sleep(1)
    assert count.now() > 0, "used a moment ago"
    wait_until("they are closed", lambda: count.now() == 0, 20, 0.5)
    assert statuses(people, httpd, 8, 8) == {207}
