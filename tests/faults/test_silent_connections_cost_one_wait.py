# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""A firewall that forgets all idle connections, and says nothing, costs one
time-out: the first that is found silent takes the others along (I7)."""

import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from support.person import People

CONNECTIONS = 16


@pytest.fixture
def person(cluster, network, serve, watch):
    """Whose httpd has as many idle connections as it may have."""
    httpd = serve(cluster, threads=CONNECTIONS, server="AdvoluxTimeout 6",
                  conninfo=network.conninfo(cluster))
    person = People(cluster, httpd, watch).new()
    person.path = person.dav.termine + person.put_event()
    daves = [person.people.client(person.login, person.password)
             for _ in range(CONNECTIONS)]
    with ThreadPoolExecutor(CONNECTIONS) as pool, cluster.connect() as held:
        held.autocommit = False
        with held.cursor() as cursor:
            cursor.execute("LOCK caldav.entry")     # everybody waits inside
            asked = [pool.submit(dav.get, person.path) for dav in daves]
            while network.count() < CONNECTIONS:
                time.sleep(0.05)
            held.rollback()
        assert {each.result().status for each in asked} == {200}
    return person


def test_read_succeeds_after_one_wait(network, person):
    network.silence()
    time.sleep(2.5)     # long enough to be doubted
    began = time.monotonic()
    answer = person.dav.get(person.path)
    assert answer.status == 200, answer
    assert time.monotonic() - began < 6
    began = time.monotonic()
    for _ in range(CONNECTIONS):
        assert person.dav.get(person.path).status == 200
    assert time.monotonic() - began < 3, "others were as silent"


def test_request_ends_within_its_time(network, person):
    """Where new connections are as silent, it is told to come again."""
    network.stall_everything()
    began = time.monotonic()
    answer = person.dav.get(person.path)
    assert answer.status == 503 and answer.headers["Retry-After"]
    assert time.monotonic() - began < 6 + 3     # libpq may begin to connect
    began = time.monotonic()
    assert person.dav.get(person.path).status == 503
    assert time.monotonic() - began < 6 + 3
    network.disarm()
    time.sleep(1.5)
    assert person.dav.get(person.path).status == 200
