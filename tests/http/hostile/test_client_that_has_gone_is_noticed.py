# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""Who has gone waits for nothing: work for them ends within a second or so, also
while there is nothing to write."""

import contextlib
import socket
import time
from base64 import b64encode

import pytest

from support import ics, memory
from support.httpd import Httpd
from support.names import document, element
from support.process import processor_seconds

EXPAND = ('<D:prop><C:calendar-data><C:expand start="20200101T000000Z" '
          'end="20200102T000000Z"/></C:calendar-data></D:prop>')


def slow_question(place, first=()):
    """Thousands of times the same object of 1 MB, little of which is answered;
    other hrefs first."""
    return document("C:calendar-multiget", EXPAND + "".join(
        element("D:href", href) for href in [*first, *[place] * 4000]))


@pytest.fixture(scope="module")
def crowd(people):
    """A person, and the path of an object of many excluded days."""
    person, uid = people.new(), ics.new_uid()
    place = person.dav.termine + uid + ".ics"
    assert person.dav.put(place, memory.megabyte(3, uid)).status == 201
    return person, place


@contextlib.contextmanager
def asked(httpd, crowd):
    """A connection over which the slow question was asked."""
    person, place = crowd
    body = slow_question(place).encode()
    secret = b64encode(("%s:%s" % (person.login, person.password)).encode())
    with socket.create_connection(("127.0.0.1", httpd.port)) as connection:
        connection.sendall(
            b"REPORT %s HTTP/1.1\r\nHost: localhost\r\nAuthorization: Basic "
            b"%s\r\nDepth: 1\r\nContent-Type: application/xml\r\n"
            b"Content-Length: %d\r\n\r\n%s" % (
                person.dav.termine.encode(), secret, len(body), body))
        yield connection


def worked(httpd, seconds):
    before = processor_seconds(httpd.process.pid)
    time.sleep(seconds)
    return processor_seconds(httpd.process.pid) - before


def test_work_ends(cluster, watch, crowd):
    httpd = Httpd(cluster, threads=3).start()
    try:
        with asked(httpd, crowd):
            assert worked(httpd, 2) > 0.3
            assert worked(httpd, 1) > 0.15      # it goes on
        time.sleep(1.5)
        assert worked(httpd, 1) < 0.1
        with asked(httpd, crowd) as connection:
            connection.settimeout(60)
            assert connection.recv(12) == b"HTTP/1.1 207"
    finally:
        httpd.stop()
        watch.see("log of httpd", httpd.logged())
        httpd.drop()
