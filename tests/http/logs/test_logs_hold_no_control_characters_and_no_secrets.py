# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""Whatever comes in: a log's line is one line, and holds neither a password nor
what is in an appointment.

Handbook S12."""

import re
import socket

import pytest

from support import ics, logs
from support.httpd import Httpd
from support.person import People
from support.process import wait_until

SECRET = "Mandantengeheimnis"
HOSTILE = ["\x1b[31mred", "a\tb", "a\"b\\", "Ä\u202eö", "\x7f", "a' OR 1=1",
           "%0d%0aadmin", "x" * 3000]


@pytest.fixture(scope="module")
def server(cluster, watch):
    httpd = Httpd(cluster)
    httpd.log = httpd.dir / "caldav.log"
    httpd.configuration += logs.configured(httpd.log)
    try:
        yield People(cluster, httpd.start(), watch)
    finally:
        httpd.stop()
        watch.see("log of httpd", httpd.logged() + httpd.log.read_bytes())
        httpd.drop()


def assert_clean(people, *texts):
    """No line of a log has a control character or one of the texts."""
    httpd = people.httpd
    for path in (httpd.log, httpd.error_log):
        octets = path.read_bytes()
        assert not re.search(rb"[\x00-\x09\x0b-\x1f\x7f]", octets), path
        for text in texts:
            assert text.encode() not in octets, (path, text)
    logs.read(httpd.log)


def test_logins_and_devices(server):
    for text in HOSTILE:
        answer = server.client(text, "Passwort-" + SECRET).request(
            "GET", "/caldav/", headers={
                "User-Agent": text.encode("utf-8", "replace").decode(
                    "latin-1").replace("\x7f", "?").replace("\x1b", "?")})
        assert answer.status in (400, 401, 503)
    assert_clean(server, "Passwort", SECRET)


def test_paths(server):
    person = server.new()
    for text in ("%0d%0aHTTP/1.1", "%1b[31m", "%7f", "%22%5c", "%c2%85",
                 "%e2%80%ae", "%ff", "Aktenname"):
        for method in ("GET", "PUT", "DELETE", "PROPFIND"):
            person.dav.request(method, person.dav.termine + text + ".ics",
                               "x" if method == "PUT" else None,
                               {"Content-Type": "text/calendar"})
    assert_clean(server)
    assert "Aktenname" not in server.httpd.log.read_text()


def test_raw_octets(server):
    for line in (b"GET /caldav/\x1b[31m HTTP/1.1", b"G\x07T /caldav/ HTTP/1.1",
                 b"GET /caldav/ HTTP/1.1\r\nUser-Agent: a\x1bb"):
        with socket.create_connection(("127.0.0.1", server.httpd.port),
                                      20) as raw:
            raw.sendall(line + b"\r\nHost: x\r\nConnection: close\r\n\r\n")
            while raw.recv(4096):
                pass
    assert_clean(server)


def test_contents(server):
    person = server.new()
    uid = ics.new_uid()
    path = person.dav.termine + uid + ".ics"
    whole = ics.event(uid, "LOCATION:" + SECRET, "DESCRIPTION:" + SECRET,
                      summary=SECRET)
    for text in (whole, whole.replace("END:VEVENT", "END:VEVENTS"),
                 whole.replace("DTSTART", "DTSTART;X=" + SECRET),
                 whole.replace("T100000", "T99"), whole + "x",
                 whole.replace("VERSION:2.0", "METHOD:REQUEST")):
        person.dav.put(path, text)
    item = person.path(person.appointment(SECRET, mode="device",
                                          location=SECRET))
    person.dav.delete(item)
    person.dav.put(item, whole.replace(uid, "other"))
    person.dav.query(person.dav.termine, '<C:comp-filter name="VCALENDAR">'
                     '<C:comp-filter name="VEVENT"><C:prop-filter '
                     'name="SUMMARY"><C:text-match collation="x">%s'
                     '</C:text-match></C:prop-filter></C:comp-filter>'
                     '</C:comp-filter>' % SECRET)
    wait_until("it is logged", lambda: len(logs.read(server.httpd.log)) > 9)
    assert_clean(server, SECRET)
