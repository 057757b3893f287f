# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""AdvoluxPlainHTTP close: requests without TLS are refused with a sentence.

Handbook S9."""

from support.dav import Dav
from support.httpd import Httpd


def test_closed(cluster, watch):
    httpd = Httpd(cluster, server="AdvoluxPlainHTTP close")
    (httpd.dir / "htdocs/other.txt").write_text("other\n")
    try:
        httpd.start()
        dav = Dav(httpd.origin, watch=watch)
        for method in ("GET", "OPTIONS", "PROPFIND", "PUT", "DELETE"):
            for path in ("/caldav/", "/caldav/x", "/.well-known/caldav"):
                answer = dav.request(method, path)
                assert answer.status == 403
                assert "HTTPS" in answer.text
                assert "WWW-Authenticate" not in answer.headers
        assert dav.head("/caldav/").status == 403
        assert dav.get("/other.txt").status == 200
        assert "ADV0510" in httpd.errors()
    finally:
        httpd.stop()
        watch.see("log of httpd", httpd.logged())
        httpd.drop()


def test_kept_is_the_default(person):
    assert person.dav.get(person.dav.root).status == 200
    assert person.people.anonymous().get("/caldav/").status == 401


def test_values(cluster):
    httpd = Httpd(cluster)
    whole = httpd.configuration
    try:
        for line, fault in (("yes", "keep, close, or redirect"),
                            ("close 8443", "keep, close, or redirect"),
                            ("redirect https", "from 1 to 65535"),
                            ("redirect 0", "from 1 to 65535"),
                            ("keep", None), ("redirect 65535", None)):
            httpd.configuration = "%s\nAdvoluxPlainHTTP %s\n" % (whole, line)
            said = httpd.configtest()
            assert (fault in said if fault else "Syntax OK" in said), said
            assert fault is None or "AdvoluxPlainHTTP takes" in said
    finally:
        httpd.drop()
