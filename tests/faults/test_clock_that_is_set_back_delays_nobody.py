# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""The time of day is corrected while something waits: the wait is as long as it
was meant to be."""

import shutil
import threading
import time

import pytest

from support.cluster import Cluster, faketime_library, set_clock
from support.person import People
from support.process import temp_dir, wait_until


@pytest.fixture
def clock():
    """The file that says how wrong httpd's clock is."""
    path = temp_dir() / "offset"
    set_clock(path, "+0")
    yield path
    shutil.rmtree(path.parent)


@pytest.fixture
def own(serve, clock, watch):
    """(cluster, person): PostgreSQL may be stopped, one connection to it."""
    cluster = Cluster()
    try:
        cluster.start().migrate()
        httpd = serve(cluster, server="AdvoluxConnections 1", environment={
            "LD_PRELOAD": faketime_library(),
            "FAKETIME_TIMESTAMP_FILE": str(clock), "FAKETIME_NO_CACHE": "1",
            "FAKETIME_DONT_FAKE_MONOTONIC": "1", "FAKETIME_DONT_RESET": "1"})
        yield cluster, People(cluster, httpd, watch).new()
    finally:
        cluster.drop()


def test_back_after_a_fault(own, clock):
    cluster, person = own
    path = person.dav.termine + person.put_event()
    cluster.stop()
    assert person.dav.get(path).status == 503
    set_clock(clock, "-2h")
    cluster.start()
    began = time.monotonic()
    wait_until("requests succeed again",
               lambda: person.dav.get(path).status == 200, seconds=15)
    assert time.monotonic() - began < 5


def test_back_while_it_waits_for_a_connection(own, clock):
    cluster, person = own
    name = person.put_event()
    path = person.dav.termine + name
    text = person.dav.get(path).text
    with cluster.connect() as held:
        held.autocommit = False
        with held.cursor() as cursor:
            cursor.execute("SELECT FROM advolux.appointment FOR UPDATE")
            writer = threading.Thread(target=person.dav.put,
                                      args=(path, text), daemon=True)
            writer.start()      # has the connection, and waits for the lock
            wait_until("it waits", lambda: cluster.sql(
                "SELECT 1 FROM pg_locks WHERE NOT granted"))
            other = person.people.client(person.login, person.password)
            began = time.monotonic()
            reader = threading.Timer(0.2, set_clock, (clock, "-2h"))
            reader.start()
            answer = other.get(path)
            assert answer.status in (200, 503), answer
            assert time.monotonic() - began < 10
        held.rollback()
        writer.join(20)
        assert not writer.is_alive()
