# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""Devices that read a long answer as slowly as they can have no connection to
PostgreSQL meanwhile, and nobody else waits for them."""

import base64
import socket
import time

import pytest

from support.names import document, prop
from support.person import People

SLOW = 20
ITEMS = 2000


@pytest.fixture
def person(cluster, serve, watch):
    httpd = serve(cluster, threads=SLOW + 12, server="AdvoluxConnections 4")
    person = People(cluster, httpd, watch).new()
    person.fill(ITEMS)
    return person


def ask_slowly(person):
    """A socket that a long answer is being written to, which reads nothing."""
    made = socket.socket()
    made.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    made.connect(("127.0.0.1", person.people.httpd.port))
    body = document("D:propfind", prop([
        "D:getetag", "D:supported-report-set",
        "D:current-user-privilege-set"])).encode()
    made.sendall((
        "PROPFIND %s HTTP/1.1\r\nHost: x\r\nDepth: 1\r\nAuthorization: Basic "
        "%s\r\nContent-Type: application/xml\r\nContent-Length: %d\r\n\r\n" % (
            person.dav.termine, base64.b64encode(("%s:%s" % (
                person.login, person.password)).encode()).decode(),
            len(body))).encode() + body)
    made.settimeout(20)
    assert made.recv(12) == b"HTTP/1.1 207"
    return made


def test_nobody_waits(person, ledger):
    name = person.put_event()
    slow = [ask_slowly(person) for _ in range(SLOW)]
    time.sleep(1)
    began = time.monotonic()
    for _ in range(20):
        took = time.monotonic()
        assert person.dav.get(person.dav.termine + name).status == 200
        assert time.monotonic() - took < 2
        (busy,), = person.people.sql(
            "SELECT count(*) FROM pg_stat_activity WHERE usename = "
            "'advolux_caldav' AND state <> 'idle'")
        assert busy == 0, "a connection is held for a reader"
    ledger.trial("slow readers")
    ledger.recovered("slow readers", time.monotonic() - began)
    for each in slow:
        each.close()
