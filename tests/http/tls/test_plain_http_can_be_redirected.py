# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""AdvoluxPlainHTTP redirect: requests without TLS are sent to HTTPS before a
password is asked for.

Handbook S9."""

import pytest

from support.dav import Dav
from support.httpd import Httpd


@pytest.fixture(scope="module", params=[
    ("redirect", ":8443"), ("redirect 443", ""), ("REDIRECT 9443", ":9443")])
def redirecting(request, cluster, watch):
    """A client without login, and what stands before the path."""
    line, port = request.param
    httpd = Httpd(cluster, server="AdvoluxPlainHTTP " + line)
    (httpd.dir / "htdocs/other.txt").write_text("other\n")
    try:
        httpd.start()
        yield Dav(httpd.origin, watch=watch), port
    finally:
        httpd.stop()
        watch.see("log of httpd", httpd.logged())
        httpd.drop()


@pytest.mark.parametrize("method,status", [
    ("GET", 301), ("HEAD", 301), ("OPTIONS", 301), ("PROPFIND", 301),
    ("REPORT", 301), ("PUT", 308), ("DELETE", 308), ("PROPPATCH", 308),
    ("POST", 308), ("MOVE", 308)])
def test_methods(redirecting, method, status):
    dav, port = redirecting
    answer = dav.request(method, dav.root, "x" if method == "PUT" else None,
                         {"Host": "termine.kanzlei.example:5232"})
    assert answer.status == status
    assert answer.headers["Location"] == (
        "https://termine.kanzlei.example%s/caldav/" % port)
    assert "WWW-Authenticate" not in answer.headers


def test_path_and_query_are_kept(redirecting):
    dav, port = redirecting
    for path in ("/caldav/calendars/a%40b/termine/x%20y.ics?a=b&c",
                 "/caldav", "/.well-known/caldav", "/.well-known/caldav/"):
        answer = dav.request("GET", path, headers={"Host": "h.example"})
        assert answer.headers["Location"] == (
            "https://h.example%s%s" % (port, path))


def test_an_absolute_request_keeps_its_host(redirecting):
    dav, port = redirecting
    answer = dav.request("GET", "/caldav/", headers={"Host": "[::1]:5232"})
    assert answer.headers["Location"] == "https://[::1]%s/caldav/" % port


def test_what_is_no_calendar_stays(redirecting):
    dav, _ = redirecting
    assert dav.get("/other.txt").text == "other\n"
    for path in ("/caldavx", "/caldavx/", "/", "/missing"):
        assert dav.get(path).status in (403, 404)
