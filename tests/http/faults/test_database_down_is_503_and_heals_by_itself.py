# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""I6: trouble with the store is never a 404, a 401 or an empty listing.

RFC 9110 section 15.6.4."""

import time

import pytest

from support import ics
from support.names import document, element, prop
from support.process import wait_until

FILTER = '<C:filter><C:comp-filter name="VCALENDAR"/></C:filter>'


def requests(dav, name):
    item = dav.termine + name
    yield "GET", item, None
    yield "HEAD", item, None
    yield "PUT", item, ics.event(ics.new_uid())
    yield "DELETE", item, None
    for path in (dav.root, dav.principal, dav.home, dav.termine, item):
        yield "PROPFIND", path, document("D:propfind",
                                         prop(["D:displayname",
                                               "D:getetag"]))
    yield "PROPPATCH", dav.termine, document(
        "D:propertyupdate", "<D:set><D:prop>%s</D:prop></D:set>"
        % element("D:displayname", "x"))
    yield "REPORT", dav.termine, document(
        "C:calendar-query", prop(["D:getetag"]) + FILTER)
    yield "REPORT", dav.termine, document(
        "C:calendar-multiget", prop(["D:getetag"]) + element("D:href", item))
    yield "REPORT", dav.termine, document(
        "D:sync-collection", element("D:sync-token", "") + prop(
            ["D:getetag"]))
    yield "MKCALENDAR", dav.home + "neu/", None


@pytest.fixture
def stopped(movable, movable_person):
    cluster, _ = movable
    name = movable_person.put_event()
    cluster.stop()
    yield movable_person, name
    if cluster.process is None:
        cluster.start()
        wait_until("service is back", lambda: movable_person.dav.get(
            movable_person.dav.termine + name).status == 200)


def test_every_method(movable, stopped, people):
    cluster, httpd = movable
    person, name = stopped
    for method, path, body in requests(person.dav, name):
        answer = person.dav.request(method, path, body, {
            "Depth": "1" if method == "PROPFIND" else "0",
            "Content-Type": "text/calendar" if method == "PUT"
            else "application/xml"})
        assert answer.status == 503, (method, path, answer)
        assert int(answer.headers["Retry-After"]) > 0
    # A password that was never seen is not called wrong either.
    fresh = people.client(person.login, "never-verified",
                          origin=httpd.origin)
    assert fresh.propfind(fresh.root, ["D:displayname"]).status == 503
    workers = httpd.workers()
    cluster.start()
    answer = wait_until("service is back", lambda: (
        lambda got: got if got.status == 200 else None)(
            person.dav.get(person.dav.termine + name)))
    assert answer.status == 200
    assert httpd.workers() == workers, "httpd was restarted"


def test_connections_cut_by_the_server_are_replaced(movable, movable_person):
    cluster, _ = movable
    name = movable_person.put_event()
    path = movable_person.dav.termine + name
    cluster.sql("SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                "WHERE usename = 'advolux_caldav'")
    time.sleep(0.2)
    statuses = [movable_person.dav.get(path).status for _ in range(10)]
    assert set(statuses) <= {200, 503} and statuses[-1] == 200


def test_first_write_after_a_restart_is_stored(movable, movable_person):
    cluster, _ = movable
    movable_person.put_event()
    cluster.stop()
    cluster.start()
    name = movable_person.put_event()
    assert movable_person.dav.get(
        movable_person.dav.termine + name).status == 200
