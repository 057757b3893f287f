# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""A listing of 100,000 entries costs a worker no more than 32 MB."""

import re

import pytest

from support.dav import Dav
from support.httpd import Httpd
from support.names import document, element, prop

ENTRIES = 100000
QUERY = document("C:calendar-query", prop(["D:getetag"]) +
                 '<C:filter><C:comp-filter name="VCALENDAR"/></C:filter>')
SYNC = document("D:sync-collection", element("D:sync-token", "") +
                element("D:sync-level", "1") + prop(["D:getetag"]))
LIST = document("D:propfind", prop(["D:getetag", "D:getcontenttype"]))


@pytest.fixture(scope="module")
def crowd(people):
    person = people.new()
    person.fill(ENTRIES)
    return person


@pytest.mark.parametrize("method,body", [
    ("PROPFIND", LIST), ("REPORT", SYNC), ("REPORT", QUERY)])
def test_memory(cluster, watch, crowd, method, body):
    httpd = Httpd(cluster, threads=3).start()
    try:
        dav = Dav(httpd.origin, crowd.login, crowd.password, watch,
                  timeout=120)
        dav.propfind(dav.termine, ["D:displayname"])
        dav.multiget(dav.termine, [dav.termine + "missing.ics"])
        before = httpd.memory_peak()
        answer = dav.request(method, dav.termine, body, {
            "Depth": "1", "Content-Type": "application/xml"})
        grown = httpd.memory_peak() - before
        assert answer.status == 207
        found = len(re.findall(rb"<(?:\w+:)?response>", answer.body))
        assert found in (ENTRIES, ENTRIES + 1)
        assert answer.body.rstrip().endswith(b"multistatus>")
        assert grown <= 32 << 20, "%.1f MB" % (grown / 1048576)
    finally:
        httpd.stop()
        watch.see("log of httpd", httpd.logged())
        httpd.drop()
