# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""mod_deflate alters ETags, and a PUT that names such a one would be 412.

RFC 9110 section 8.8.3."""

import pytest

from support import ics
from support.httpd import Httpd, apxs
from support.person import People


@pytest.fixture(scope="module")
def compressed(cluster, watch):
    """A server that compresses everything."""
    httpd = Httpd(cluster, server='LoadModule filter_module "%s/mod_filter.so"'
                  '\nLoadModule deflate_module "%s/mod_deflate.so"'
                  % (apxs("libexecdir"), apxs("libexecdir")),
                  inside="SetOutputFilter DEFLATE")
    try:
        yield httpd.start()
    finally:
        httpd.stop()
        watch.see("log of httpd", httpd.logged())
        httpd.drop()


def test_get_then_put(cluster, compressed, watch):
    person = People(cluster, compressed, watch).new()
    uid = ics.new_uid()
    path = person.dav.termine + uid + ".ics"
    made = person.dav.put(path, ics.event(uid), Accept_Encoding="gzip")
    got = person.dav.get(path, Accept_Encoding="gzip")
    head = person.dav.head(path, Accept_Encoding="gzip")
    assert made.etag == got.etag == head.etag
    assert "-gzip" not in got.etag
    known = person.dav.get(path, Accept_Encoding="gzip",
                           If_None_Match=got.etag)
    assert known.status == 304
    again = person.dav.put(path, got.text, If_Match=got.etag)
    assert again.status == 204, again


def test_listings_are_compressed(cluster, compressed, watch):
    person = People(cluster, compressed, watch).new()
    person.put_event()
    answer = person.dav.propfind(person.dav.termine, ["D:getetag"], "1",
                                 Accept_Encoding="gzip")
    assert answer.headers.get("Content-Encoding") == "gzip"
    assert len(answer.xml) == 2
