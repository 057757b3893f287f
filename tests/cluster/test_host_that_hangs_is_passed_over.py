# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""Of several hosts, one that takes a connection and says nothing costs its
share of the time, and no more; so does one that is a standby."""

import socket

import pytest

from conftest import conninfo_of
from support.cluster import Cluster
from support.person import People

SETTINGS = {"listen_addresses": "127.0.0.1", "shared_buffers": "32MB",
            "wal_level": "replica"}


@pytest.fixture(scope="module")
def cluster():
    made = Cluster(settings=SETTINGS)
    try:
        yield made.start().migrate()
    finally:
        made.drop()


class Silent:
    """A host that hangs."""

    def __init__(self):
        self.socket = socket.socket()
        self.socket.bind(("127.0.0.1", 0))
        self.socket.listen(50)
        self.port = self.socket.getsockname()[1]
        self.socket.setblocking(False)

    def taken(self):
        """How many connections were tried since it was last asked."""
        count = 0
        while True:
            try:
                self.socket.accept()[0].close()
            except BlockingIOError:
                return count
            count += 1


def test_silent_host(cluster, serve, watch):
    silent = Silent()
    host = serve(cluster, conninfo=conninfo_of(silent, cluster),
                 server="AdvoluxConnectTimeout 6")
    person = People(cluster, host, watch).new()
    person.put_event()
    assert silent.taken() == 1
    person.put_event()
    assert silent.taken() == 0, "the connection was not kept"
    silent.socket.close()


def test_standby_is_no_place_to_write(cluster, serve, watch):
    standby = cluster.standby(SETTINGS)
    try:
        host = serve(cluster, conninfo=conninfo_of(standby, cluster))
        person = People(cluster, host, watch).new()
        name = person.put_event()
        assert person.dav.get(person.dav.termine + name).status == 200
    finally:
        standby.drop()


def test_no_host_left_is_503(cluster, serve, watch):
    silent = Silent()
    host = serve(cluster, conninfo=conninfo_of(silent, silent),
                 server="AdvoluxConnectTimeout 4")
    person = People(cluster, host, watch).new()
    answer = person.dav.propfind(person.dav.termine, ["D:displayname"])
    assert answer.status == 503 and answer.headers["Retry-After"]
    assert "timeout expired" in host.errors()
    silent.socket.close()
