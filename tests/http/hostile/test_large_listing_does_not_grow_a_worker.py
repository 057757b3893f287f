# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""A listing of 100,000 entries, or the file of them, costs a worker no more
than 32 MB."""

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


def ask(cluster, watch, crowd, method, headers, body=None):
    """The answer of a fresh worker, and the octets that it grew by."""
    httpd = Httpd(cluster, threads=3).start()
    try:
        dav = Dav(httpd.origin, crowd.login, crowd.password, watch,
                  timeout=120)
        dav.propfind(dav.termine, ["D:displayname"])
        dav.multiget(dav.termine, [dav.termine + "missing.ics"])
        before = httpd.memory_peak()
        answer = dav.request(method, dav.termine, body, headers)
        return answer, httpd.memory_peak() - before
    finally:
        httpd.stop()
        watch.see("log of httpd", httpd.logged())
        httpd.drop()


@pytest.mark.parametrize("method,body", [
    ("PROPFIND", LIST), ("REPORT", SYNC), ("REPORT", QUERY)])
def test_memory_of_a_listing(cluster, watch, crowd, method, body):
    answer, grown = ask(cluster, watch, crowd, method, {
        "Depth": "1", "Content-Type": "application/xml"}, body)
    assert answer.status == 207
    found = len(re.findall(rb"<(?:\w+:)?response>", answer.body))
    assert found in (ENTRIES, ENTRIES + 1)
    assert answer.body.rstrip().endswith(b"multistatus>")
    assert grown <= 32 << 20, "%.1f MB" % (grown / 1048576)


def test_memory_of_the_file(cluster, watch, crowd):
    answer, grown = ask(cluster, watch, crowd, "GET",
                        {"Accept": "text/calendar"})
    assert answer.body.count(b"BEGIN:VEVENT\r\n") == ENTRIES
    assert answer.body.endswith(b"END:VCALENDAR\r\n")
    assert grown <= 32 << 20, "%.1f MB" % (grown / 1048576)
