# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""caldav.log: time, person, device, method, kind of place, status, refusal,
milliseconds.

Handbook S12."""

import pytest

from support import ics, logs
from support.httpd import Httpd
from support.person import People
from support.process import wait_until


@pytest.fixture(scope="module")
def logged(cluster, watch):
    """A person, and what is in the log since the last call."""
    httpd = Httpd(cluster)
    path = httpd.dir / "caldav.log"
    httpd.configuration += logs.configured(path)
    (httpd.dir / "htdocs/other.txt").write_text("other\n")
    seen = 0

    def new(count):
        nonlocal seen
        wait_until("the lines are there", lambda: len(
            logs.read(path)) >= seen + count)
        lines = logs.read(path)[seen:]
        seen += len(lines)
        return lines

    try:
        yield People(cluster, httpd.start(), watch).new(), new
    finally:
        httpd.stop()
        watch.see("log of httpd", httpd.logged() + path.read_bytes())
        httpd.drop()


def test_methods_and_places(logged):
    person, new = logged
    name = person.put_event()
    dav = person.dav
    dav.get(dav.termine + name)
    dav.propfind(dav.root, ["D:displayname"])
    dav.propfind(dav.principal, ["D:displayname"])
    dav.propfind(dav.home, ["D:displayname"], depth="1")
    dav.sync_collection(dav.aufgaben)
    dav.get("/.well-known/caldav")
    dav.delete(dav.termine + name)
    lines = new(8)
    assert [(one["method"], one["what"], one["status"]) for one in lines] == [
        ("PUT", "termine/item", "201"), ("GET", "termine/item", "200"),
        ("PROPFIND", "root", "207"), ("PROPFIND", "principal", "207"),
        ("PROPFIND", "home", "207"), ("REPORT", "aufgaben", "207"),
        ("GET", "well-known", "301"), ("DELETE", "termine/item", "204")]
    for one in lines:
        assert one["device"] == "advolux-tests" and int(one["ms"]) < 60000
        assert one["refusal"] == "-"
        if one["what"] != "well-known":
            assert one["person"] == person.login


def test_a_refusal_is_named(logged):
    person, new = logged
    item = person.path(person.appointment(mode="device"))
    person.dav.delete(item)
    person.dav.put(person.dav.termine + "x.ics", "nothing",
                   Content_Type="text/calendar")
    assert [(one["status"], one["refusal"]) for one in new(2)] == [
        ("403", "need-privileges"), ("403", "valid-calendar-data")]


def test_a_wrong_password_is_there_and_a_first_try_without_is_not(logged):
    person, new = logged
    people = person.people
    people.anonymous().propfind("/caldav/", ["D:displayname"])
    people.client(person.login, "wrong").get("/caldav/")
    (line,) = new(1)
    assert (line["person"], line["status"]) == (person.login, "401")


def test_other_requests_of_the_site_are_not_there(logged):
    person, new = logged
    anonymous = person.people.anonymous()
    assert anonymous.get("/other.txt").status == 200
    anonymous.get("/missing")
    anonymous.get("/.well-known/caldav")
    assert [one["what"] for one in new(1)] == ["well-known"]
