# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""A synchronous standby that has gone: writes are 503, each backend that waits
for it ends, and everybody else goes on."""

import collections
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from support import ics
from support.cluster import Cluster
from support.person import People
from support.process import wait_until

WRITERS = 40
WAITING = "SELECT pid FROM pg_stat_activity WHERE wait_event = 'SyncRep'"


@pytest.fixture
def own(serve, watch):
    cluster = Cluster(settings={"max_connections": "60",
                                "shared_buffers": "64MB"})
    try:
        cluster.start().migrate()
        httpd = serve(cluster, threads=WRITERS + 8, processes=1,
                      server="AdvoluxTimeout 3\nAdvoluxStatementTimeout 2")
        person = People(cluster, httpd, watch).new()
        yield cluster, httpd, person
    finally:
        cluster.drop()


def lose_standby(cluster, names="gone"):
    cluster.sql("ALTER SYSTEM SET synchronous_standby_names = '%s'" % names,
                database="postgres")
    cluster.sql("SELECT pg_reload_conf()", database="postgres")
    wait_until("it counts", lambda: cluster.sql(
        "SHOW synchronous_standby_names", database="postgres")[0][0] == names)


def put(person):
    uid = ics.new_uid()
    dav = person.people.client(person.login, person.password)
    return dav.put(dav.termine + uid + ".ics", ics.event(uid)).status


def test_writes_are_503_and_reads_go_on(own):
    cluster, _, person = own
    path = person.dav.termine + person.put_event()
    lose_standby(cluster)
    statuses = collections.Counter()
    slowest = 0
    with ThreadPoolExecutor(WRITERS) as pool:
        asked = [pool.submit(put, person) for _ in range(2 * WRITERS)]
        while not all(each.done() for each in asked):
            began = time.monotonic()
            assert person.dav.get(path).status == 200
            slowest = max(slowest, time.monotonic() - began)
            assert len(cluster.sql(WAITING)) <= 8, "half of the connections"
            time.sleep(0.05)
        for each in asked:
            statuses[each.result()] += 1
    assert set(statuses) == {503}, statuses
    assert slowest < 2, slowest
    wait_until("nobody waits for the standby any more",
               lambda: not cluster.sql(WAITING), seconds=10)
    lose_standby(cluster, "")
    assert put(person) == 201


def test_commit_that_an_admin_cancels_is_no_success(own):
    cluster, httpd, person = own
    httpd.configuration = httpd.configuration.replace(
        "AdvoluxTimeout 3\nAdvoluxStatementTimeout 2", "")
    httpd.stop()
    httpd.start()
    person.put_event()
    lose_standby(cluster)
    with ThreadPoolExecutor(1) as pool:
        asked = pool.submit(put, person)
        (pid,), = wait_until("it waits", lambda: cluster.sql(WAITING))
        assert cluster.sql("SELECT pg_cancel_backend(%s)", pid) == [(True,)]
        assert asked.result() == 503
    assert "standby did not confirm" in httpd.errors()
