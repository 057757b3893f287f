# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""No 5xx for anything that a client sends.

RFC 9110 section 15.5."""

import pytest

from support import ics


@pytest.mark.parametrize("header,value", [
    ("If", "garbage"), ("If", "(<urn:x>)"), ("If", "<"), ("If", "(["),
    ("If-Match", "garbage"), ("If-Match", ""), ("If-None-Match", '"'),
    ("Depth", "x"), ("Depth", "-1"), ("Overwrite", "X"),
    ("Content-Type", "x" * 5000), ("Prefer", "return=;;,"),
    ("Content-Encoding", "gzip"), ("Transfer-Encoding", "gzip"),
    ("Expect", "200-maybe"), ("Range", "bytes=5-1"),
    ("User-Agent", "\x01\x1f' OR 1=1 --" + "x" * 3000),
    ("Accept", "x"), ("Host", "%%%"), ("Timeout", "Infinite")])
@pytest.mark.parametrize("method", ["PUT", "PROPFIND", "REPORT", "DELETE",
                                    "GET"])
def test_headers(person, method, header, value):
    uid = ics.new_uid()
    headers = {"Depth": "0", "Content-Type": "text/calendar", header: value}
    answer = person.dav.request(
        method, person.dav.termine + uid,
        ics.event(uid) if method == "PUT" else None,
        {name: text.encode("latin-1") for name, text in headers.items()})
    assert answer.status < 500 or answer.status == 501, answer


@pytest.mark.parametrize("path", [
    "//", "/%", "/%zz", "/%00", "/%2e%2e/", "/..", "/calendars/../..",
    "/calendars/%s/termine//x.ics", "/calendars//termine/", "/principals//",
    "/calendars/%s/termine/%%ff%%fe", "/calendars/%s/termine/" + "a" * 4000,
    "/calendars/%s/termine/a;b?c=d", "/calendars/%s/termine/?x",
    "/calendars/%s/termine/%%e2%%80%%ae.ics", "/calendars/%s/TERMINE/",
    "/calendars/%s/termine/a%%2fb", "/unknown/", "/calendars/%s/x/y/z/"])
def test_paths(person, path):
    full = person.dav.root.rstrip("/") + (
        path % person.login if "%s" in path else path)
    for method in ("GET", "PROPFIND", "PUT", "DELETE", "REPORT"):
        body = ics.event(ics.new_uid()) if method == "PUT" else None
        answer = person.dav.request(method, full, body, {"Depth": "0"})
        assert answer.status < 500, (method, path, answer)


@pytest.mark.parametrize("login", ["%s%%00", "%s%%40kanzlei.example", "%%ff",
                                   "%s'", "%s\"--", "../%s", "%s/../%s"])
def test_logins_in_paths(person, login):
    text = login.replace("%s", person.login).replace("%%", "%")
    for place in ("principals/%s/", "calendars/%s/termine/"):
        answer = person.dav.propfind(person.dav.root + place % text,
                                     ["D:displayname"])
        assert answer.status in (207, 301, 400, 403, 404), answer


def test_text_that_looks_like_sql_or_xml(person):
    for text in ("'; DROP TABLE advolux.staff; --", "]]><x/>", "&amp;&#0;",
                 "%s%n", "{}", "\\", "\U0010ffff", "\u2028"):
        uid = ics.new_uid()
        path = person.dav.termine + uid
        answer = person.dav.put(path, ics.event(
            uid, summary=text.replace("\\", "\\\\").replace(";", "\\;")))
        assert answer.status in (201, 403), (text, answer)
        if answer.status == 201:
            assert person.components(uid)[0]["title"] == text
            assert person.dav.multiget(person.dav.termine,
                                       [path]).only.data
