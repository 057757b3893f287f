# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""Accept decides between page and calendar file; 406 if neither will do.

RFC 9110 section 12.5.1."""

import pytest

from support.page import BROWSER


@pytest.mark.parametrize("accept,type", [
    ("text/calendar", "text/calendar"),
    ("text/calendar, */*;q=0.1", "text/calendar"),
    ("text/calendar;q=0.9, text/html;q=0.8", "text/calendar"),
    ("TEXT/Calendar ; q=1", "text/calendar"),
    ("text/html;q=0, */*", "text/calendar"),
    (BROWSER, "text/html"), ("*/*", "text/html"),
    ("text/html, text/calendar", "text/html"),
    ("text/*, text/calendar;q=0.5", "text/html")])
def test_calendar(person, accept, type):
    for method in ("GET", "HEAD"):
        answer = person.dav.request(method, person.dav.termine,
                                    headers={"Accept": accept})
        assert answer.status == 200
        assert answer.headers["Content-Type"].split(";")[0] == type


@pytest.mark.parametrize("accept", ["image/png", "text/html;q=0", "", ",;",
                                    "*/*;q=0", "application/json"])
def test_nothing_acceptable(person, accept):
    for path in (person.dav.root, person.dav.termine):
        assert person.dav.get(path, Accept=accept).status == 406


def test_only_a_calendar_is_a_file(person):
    for path in (person.dav.root, person.dav.principal, person.dav.home):
        assert person.dav.get(path, Accept="text/calendar").status == 406


def test_an_object_is_what_it_is(person):
    path = person.dav.termine + person.put_event()
    assert person.dav.get(path, Accept="text/html").status == 200
