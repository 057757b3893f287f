# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""Behind a proxy that does TLS: ServerName https://… and UseCanonicalName On
say so, and headers of the request cannot.

RFC 9110 section 10.2.2."""

import pytest

from support import ics
from support.httpd import Httpd
from support.page import Page
from support.person import People

PROXY = """\
ServerName https://termine.kanzlei.example:443
UseCanonicalName On
AdvoluxPlainHTTP redirect
"""


@pytest.fixture(scope="module")
def proxied(cluster, watch):
    httpd = Httpd(cluster, server=PROXY)
    try:
        yield People(cluster, httpd.start(), watch).new()
    finally:
        httpd.stop()
        watch.see("log of httpd", httpd.logged())
        httpd.drop()


def test_it_counts_as_tls(proxied):
    page = Page(proxied.dav.get(proxied.dav.root, Host="10.0.0.1:5232"))
    assert "https://termine.kanzlei.example/caldav/" in page.text
    assert "termine.kanzlei.example 443" not in page.text.replace("Port", "")
    assert "10.0.0.1" not in page.text and "nicht verschlüsselt" not in (
        page.text)


def test_redirects_are_paths(proxied):
    answer = proxied.people.anonymous().get("/.well-known/caldav")
    assert (answer.status, answer.headers["Location"]) == (301, "/caldav/")


def test_headers_of_a_request_change_nothing(person, httpd):
    page = Page(person.dav.get(
        person.dav.root, X_Forwarded_Proto="https", X_Forwarded_Port="443",
        X_Forwarded_Host="evil.example", Forwarded="proto=https;host=evil"))
    assert "evil" not in page.text and httpd.origin in page.text


@pytest.mark.parametrize("who", ["person", "proxied"])
def test_location_of_what_is_made_is_a_path(request, who):
    person = request.getfixturevalue(who)
    uid = ics.new_uid()
    path = person.dav.termine + uid + "%20%C3%A4.ics"
    made = person.dav.put(path, ics.event(uid), X_Forwarded_Proto="https")
    assert made.status == 201 and "Location" not in made.headers
    moved = person.dav.request("MOVE", path, headers={
        "Destination": person.dav.origin + person.dav.termine + uid + ".ics"})
    assert moved.status == 201
    assert moved.headers["Location"] == person.dav.termine + uid + ".ics"
