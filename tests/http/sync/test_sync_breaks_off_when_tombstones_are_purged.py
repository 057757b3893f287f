# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""A purge takes tombstones that a sync in progress was still to tell of: the
answer breaks off, and the client's next one begins anew.

RFC 6578 section 3.2."""

import base64
import http.client
import socket

import pytest

from support.names import document, element, prop

TOMBSTONES = 21000          # more than are read from the store at once
LENGTH = 300                # of a name: more than a connection takes unread

REPORT = document("D:sync-collection", "%s" + element("D:sync-level", "1")
                  + prop(["D:getetag"]))
FILL = """
WITH entered AS (
    INSERT INTO caldav.entry (calendar_id, name, uid, kind, item_id, version,
                              revision)
    SELECT calendar_id, repeat('x', %s) || n, 'gone-' || n, kind, -n,
           revision + n, revision + n
    FROM caldav.collection, generate_series(1, %s) AS n
    WHERE login = %s AND kind = 'appointment'
    RETURNING calendar_id, revision)
UPDATE caldav.calendar c SET revision = newest
FROM (SELECT calendar_id, max(revision) AS newest FROM entered GROUP BY 1) AS e
WHERE e.calendar_id = c.calendar_id"""
PURGE = ("SELECT caldav.purge(calendar_id, '0') FROM caldav.collection "
         "WHERE login = %s AND kind = 'appointment'")


class SlowConnection(http.client.HTTPConnection):
    def connect(self):
        self.sock = socket.socket()
        self.sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        self.sock.settimeout(60)
        self.sock.connect((self.host, self.port))


def begin(person, httpd, token):
    connection = SlowConnection("127.0.0.1", httpd.port)
    login = ("%s:%s" % (person.login, person.password)).encode()
    connection.request("REPORT", person.dav.termine,
                       REPORT % element("D:sync-token", token), {
                           "Content-Type": "text/xml",
                           "Authorization": "Basic "
                           + base64.b64encode(login).decode()})
    answer = connection.getresponse()
    assert answer.status == 207
    return answer, answer.read(1000)


def test_it_breaks_off(person, httpd):
    token = person.dav.sync_collection(person.dav.termine).sync_token
    person.people.sql(FILL, LENGTH, TOMBSTONES, person.login)
    answer, text = begin(person, httpd, token)
    assert person.people.sql(PURGE, person.login)[0][0] == TOMBSTONES
    with pytest.raises((http.client.IncompleteRead, ConnectionError)):
        while answer.read(65536):
            pass
    assert text.startswith(b"<?xml")
    assert "ADV0120" in httpd.errors()
    answer = person.dav.sync_collection(person.dav.termine, token)
    assert answer.preconditions == ["D:valid-sync-token"], answer
