# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""I6: a calendar's file that the database leaves in the middle is never taken
for the whole.

RFC 5545 section 3.4."""

import base64
import http.client

import pytest

ENTRIES = 20000


def begin(person, httpd):
    """Ask for the file and read its beginning; the answer."""
    connection = http.client.HTTPConnection("127.0.0.1", httpd.port,
                                            timeout=60)
    login = ("%s:%s" % (person.login, person.password)).encode()
    connection.request("GET", person.dav.termine, headers={
        "Accept": "text/calendar",
        "Authorization": "Basic " + base64.b64encode(login).decode()})
    answer = connection.getresponse()
    assert answer.status == 200
    return answer, answer.read(1000)


def test_it_breaks_off(movable, movable_person):
    cluster, httpd = movable
    movable_person.fill(ENTRIES)
    answer, text = begin(movable_person, httpd)
    cluster.stop()
    try:
        with pytest.raises((http.client.IncompleteRead, ConnectionError)):
            while True:
                more = answer.read(65536)
                if not more:
                    break
                text += more
    finally:
        cluster.start()
    assert text.startswith(b"BEGIN:VCALENDAR")
    assert b"END:VCALENDAR" not in text
    assert "ADV0120" in httpd.errors()


def test_no_database_is_503(movable, movable_person):
    cluster, _ = movable
    dav = movable_person.dav
    dav.propfind(dav.root, ["D:displayname"])
    cluster.stop()
    try:
        for accept in ("text/calendar", "text/html"):
            for method in ("GET", "HEAD"):
                answer = dav.request(method, dav.termine,
                                     headers={"Accept": accept})
                assert answer.status == 503
                assert int(answer.headers["Retry-After"]) > 0
                assert answer.etag is None
    finally:
        cluster.start()
