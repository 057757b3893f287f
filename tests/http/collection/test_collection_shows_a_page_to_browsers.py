# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""Whoever opens a collection in a browser learns what it is and how to connect
a calendar program.

RFC 9110 section 9.3.1."""

import base64
import hashlib

import pytest

from support.page import BROWSER, Page

PLACES = ("root", "principal", "home", "termine", "aufgaben")


@pytest.mark.parametrize("place", PLACES)
def test_it_says_how_to_connect(person, httpd, place):
    page = Page(person.dav.get(getattr(person.dav, place), Accept=BROWSER))
    assert page.answer.status == 200
    assert page.answer.headers["Content-Type"] == "text/html; charset=utf-8"
    for said in ("127.0.0.1", str(httpd.port), person.login,
                 httpd.origin + person.dav.root,
                 httpd.origin + person.dav.termine,
                 httpd.origin + person.dav.aufgaben):
        assert said in page.text, said
    assert person.password not in page.answer.text


def test_it_names_the_calendars_as_they_are_called(person):
    person.dav.proppatch(person.dav.termine, {"D:displayname": "Gerichtstage"})
    assert "Gerichtstage" in Page(person.dav.get(person.dav.root)).text


def test_anything_will_do(person):
    for accept in (None, "*/*", "text/*;q=0.1", "text/html"):
        answer = person.dav.get(person.dav.termine, Accept=accept)
        assert answer.headers["Content-Type"].startswith("text/html"), accept


def test_nothing_runs_and_nothing_is_loaded(person):
    page = Page(person.dav.get(person.dav.root, Accept=BROWSER))
    assert page.policy["default-src"] == "'none'"
    assert page.policy["frame-ancestors"] == "'none'"
    assert page.answer.headers["X-Content-Type-Options"] == "nosniff"
    assert not page.tags & {"script", "img", "link", "iframe", "form"}
    style = page.root.find("head/style").text
    digest = hashlib.sha256(style.encode()).digest()
    assert page.policy["style-src"] == "'sha256-%s'" % base64.b64encode(
        digest).decode()


def test_head_says_the_same(person):
    for place in PLACES:
        path = getattr(person.dav, place)
        got, head = person.dav.get(path), person.dav.head(path)
        assert (head.status, head.body) == (200, b"")
        assert int(head.headers["Content-Length"]) == len(got.body)
        for name in got.headers:
            if name != "Date":
                assert head.headers.get(name) == got.headers[name], name


def test_it_is_the_callers_alone(person, colleague):
    assert person.dav.get(colleague.dav.home).status == 404
    answer = person.people.anonymous().get(person.dav.root, Accept=BROWSER)
    assert answer.status == 401 and person.login not in answer.text
