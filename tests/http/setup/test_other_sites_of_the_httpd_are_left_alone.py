# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""Sites of the same httpd answer as they do without the module (but for the
method MKCALENDAR, which httpd then knows: 405 instead of 501)."""

import pytest
import requests
from lxml import etree

from support.httpd import Httpd, apxs
from support.process import free_port

FOREIGN = """\
LoadModule dav_fs_module "{modules}/mod_dav_fs.so"
DavLockDB "{dir}/lockdb"
Listen 127.0.0.1:{port}
<VirtualHost 127.0.0.1:{port}>
    ServerName foreign.example
    DocumentRoot "{dir}/foreign"
    <Location "/dav">
        Dav On
    </Location>
    <Location "/private">
        AuthType Basic
        AuthName "Foreign"
        AuthBasicProvider file
        AuthUserFile "{dir}/passwd"
        Require valid-user
    </Location>
</VirtualHost>
"""

REQUESTS = [
    ("GET", "/file.txt", None), ("HEAD", "/file.txt", None),
    ("GET", "/missing", None), ("OPTIONS", "/", None),
    ("PROPFIND", "/", None),
    ("REPORT", "/file.txt", None), ("GET", "/.well-known/caldav", None),
    ("GET", "/caldav/", None), ("GET", "/private/", None),
    ("OPTIONS", "/dav/", None), ("PROPFIND", "/dav/", "0"),
    ("PROPFIND", "/dav/file.txt", "0"), ("REPORT", "/dav/", "0"),
    ("PROPFIND", "/dav/", "1"), ("PROPFIND", "/dav/", "infinity"),
    ("GET", "/dav/file.txt", None), ("LOCK", "/dav/file.txt", None),
    ("PUT", "/dav/new.txt", None), ("DELETE", "/dav/new.txt", None),
    ("MKCOL", "/dav/new/", None), ("DELETE", "/dav/new/", None),
    ("PROPPATCH", "/dav/file.txt", None), ("POST", "/dav/file.txt", None)]


def served(cluster, with_module):
    """Make one with the foreign site; the calendars are in another host."""
    port = free_port()
    httpd = Httpd(cluster)
    foreign = httpd.dir / "foreign"
    (foreign / "dav").mkdir(parents=True)
    for path in (foreign / "dav", httpd.dir):
        path.chmod(0o777)
    for path in (foreign / "file.txt", foreign / "dav/file.txt"):
        path.write_text("foreign\n")
    (httpd.dir / "passwd").write_text("")
    text = httpd.configuration
    before, location = text.split('<Location "/caldav">')
    if with_module:
        calendars = ("<VirtualHost 127.0.0.1:%d>\n<Location \"/caldav\">%s"
                     "</VirtualHost>\n" % (httpd.port, location))
    else:
        before = "".join(line + "\n" for line in before.split("\n")
                         if "dvolux" not in line)
        calendars = ""
    httpd.configuration = before + calendars + FOREIGN.format(
        dir=httpd.dir, port=port, modules=apxs("libexecdir"))
    httpd.start()
    return httpd, "http://127.0.0.1:%d" % port


def told(answer, origin):
    """What is told by an answer, but for times, tags, ports and lengths."""
    headers = {name: value for name, value in answer.headers.items()
               if name not in ("Date", "ETag", "Last-Modified", "Location",
                               "Content-Length", "Lock-Token")}
    if "Allow" in headers:
        headers["Allow"] = sorted(headers["Allow"].split(","))
    body = answer.content
    if answer.headers.get("Content-Type", "").startswith(("application/xml",
                                                          "text/xml")):
        body = sorted({node.tag for node in etree.fromstring(body).iter()})
    else:
        body = body.replace(origin.rsplit(":", 1)[1].encode(), b"")
    return answer.status_code, headers, body


def answers(cluster, with_module):
    """What each request gets."""
    httpd, origin = served(cluster, with_module)
    try:
        return {(method, path, depth): told(requests.request(
            method, origin + path, headers={"Depth": depth} if depth else {},
            timeout=20), origin) for method, path, depth in REQUESTS}
    finally:
        httpd.drop()


@pytest.fixture(scope="module")
def both(cluster):
    return answers(cluster, True), answers(cluster, False)


def test_they_answer(both):
    with_module, _ = both
    status = {request: answer[0] for request, answer in with_module.items()}
    assert status["PROPFIND", "/dav/", "1"] == 207
    assert status["PUT", "/dav/new.txt", None] == 201
    assert status["GET", "/file.txt", None] == 200
    assert 500 not in status.values(), status


@pytest.mark.parametrize("request_", REQUESTS)
def test_the_same(both, request_):
    with_module, without = both
    assert with_module[request_] == without[request_]
