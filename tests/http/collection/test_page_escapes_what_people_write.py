# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""Names and headers stay text on the page for browsers.

RFC 9110 section 9.3.1."""

from support.page import Page

HOSTILE = "<script>alert(1)</script>\"'&amp;<!--"


def test_name_of_a_calendar(person):
    person.dav.proppatch(person.dav.termine, {"D:displayname": HOSTILE})
    page = Page(person.dav.get(person.dav.home))
    assert HOSTILE in page.text
    assert "script" not in page.tags


def test_host_header(person):
    for host in ("a&b", "<b>", "x\"y", "a'b"):
        answer = person.dav.get(person.dav.root, Host=host)
        assert answer.status in (200, 400), answer
        if answer.status == 200:
            assert Page(answer).tags <= {
                "html", "head", "meta", "title", "style", "body", "h1", "h2",
                "p", "dl", "dt", "dd", "code"}


def test_login(people):
    hostile = people.new(login="<b>&\"'%d" % id(people))
    page = Page(hostile.dav.get(hostile.dav.root))
    assert hostile.login in page.text and "b" not in page.tags
