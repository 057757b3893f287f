# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""A range without an end over a whole calendar costs a worker no more memory the
more entries there are, with their texts and without, and ends within a second when
its client has gone. ADVOLUX_MANY sets how many.

RFC 4791 section 9.9."""

import http.client
import os
import time
from base64 import b64encode

import pytest

from bench import firm
from support.httpd import Httpd
from support.memory import DATA, filtered
from support.names import prop
from support.process import processor_seconds, wait_until

MANY = int(os.environ.get("ADVOLUX_MANY", "30000"))
ALL = '<C:time-range start="10000101T000000Z"/>'
QUESTIONS = {"ETags": filtered(ALL, prop(["D:getetag"])),
             "texts": filtered(ALL, DATA)}
MOST = 48 << 20
ANSWER = b"response>"       # ends a tag of each, twice


@pytest.fixture(scope="module")
def crowd(cluster):
    return firm.person_with(cluster, MANY, yearly=100, a_week=200)


@pytest.fixture
def worker(cluster, watch):
    # A million texts take a minute, which is all that a request has.
    httpd = Httpd(cluster, threads=3,
                  server="AdvoluxRequestLimits 600 128").start()
    try:
        yield httpd
    finally:
        httpd.stop()
        watch.see("log of httpd", httpd.logged())
        httpd.drop()


def asked(httpd, person, question):
    """The connection, and the answer whose body has not been read."""
    connection = http.client.HTTPConnection("127.0.0.1", httpd.port,
                                            timeout=600)
    secret = b64encode(("%s:%s" % (person.login, person.password)).encode())
    connection.request(
        "REPORT", "%scalendars/%s/termine/" % (httpd.root, person.login),
        question.encode(), {"Authorization": b"Basic " + secret, "Depth": "1",
                            "Content-Type": "application/xml"})
    return connection, connection.getresponse()


def read(answer):
    """(how many there were, octets, the last ones)."""
    found = octets = 0
    end = b""
    while part := answer.read(1 << 20):
        octets += len(part)
        found += (end + part).count(ANSWER) - end.count(ANSWER)
        end = (end + part)[-200:]
    return found // 2, octets, end


@pytest.mark.parametrize("name", QUESTIONS)
def test_memory(worker, crowd, name):
    warm = asked(worker, crowd, filtered(
        '<C:time-range start="20260105T000000Z" end="20260106T000000Z"/>'))
    read(warm[1])
    before, begun = worker.memory_peak(), time.monotonic()
    connection, answer = asked(worker, crowd, QUESTIONS[name])
    assert answer.status == 207
    found, octets, end = read(answer)
    peak = worker.memory_peak()
    print("%d %s: %.1f s, %d MB sent, a worker of %d MB grew by %.1f MB" % (
        found, name, time.monotonic() - begun, octets >> 20, peak >> 20,
        (peak - before) / 1048576))
    connection.close()
    assert found == MANY
    assert end.rstrip().endswith(b"multistatus>")
    assert peak - before <= MOST


@pytest.mark.parametrize("name", QUESTIONS)
def test_client_that_goes(worker, cluster, crowd, name):
    connection, answer = asked(worker, crowd, QUESTIONS[name])
    assert answer.read(100000)
    connection.sock and connection.sock.close()
    answer.close()
    connection.close()
    time.sleep(1)
    before = processor_seconds(worker.process.pid)
    time.sleep(1)
    assert processor_seconds(worker.process.pid) - before < 0.1
    wait_until("no statement runs for it", lambda: not cluster.sql(
        "SELECT 1 FROM pg_stat_activity WHERE usename = 'advolux_caldav' "
        "AND state = 'active'"), 5)
