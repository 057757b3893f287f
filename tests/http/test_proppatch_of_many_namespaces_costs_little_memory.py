# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""The value of a dead property is kept with all namespaces of its document:
hundreds that do not fit are not in memory at once."""

from support.dav import XML, Dav
from support.httpd import Httpd

BODY = '<D:propertyupdate xmlns:D="DAV:" %s><D:set><D:prop>%s</D:prop>' \
    "</D:set></D:propertyupdate>" % (
        " ".join('xmlns:a%d="urn:%d"' % (i, i) for i in range(4000)),
        "".join("<a%d:x/>" % i for i in range(500)))


def test_memory(cluster, watch, person):
    httpd = Httpd(cluster, threads=3).start()
    try:
        dav = Dav(httpd.origin, person.login, person.password, watch)
        assert dav.propfind(dav.termine, ["D:displayname"]).status == 207
        before = httpd.memory_peak()
        answer = dav.request("PROPPATCH", dav.termine, BODY,
                             {"Content-Type": XML})
        assert answer.body.count(b"507 Insufficient Storage") == 500
        assert httpd.memory_peak() - before < 32 << 20
    finally:
        httpd.stop()
        watch.see("log of httpd", httpd.logged())
        httpd.drop()
