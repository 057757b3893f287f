# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""SetHandler advolux-metrics: requests by kind, latency, logins, connections,
over all processes and graceful restarts.

A request is counted when it is over, which its client may know a little
earlier: who asks by the same connection is answered afterwards."""

import signal

import pytest

from support import metrics
from support.httpd import Httpd
from support.person import People
from support.process import wait_until


@pytest.fixture(scope="module")
def counted(cluster, watch):
    httpd = Httpd(cluster, threads=2, processes=3,
                  server=metrics.CONFIGURATION
                  + "StartServers 3\nAdvoluxLoginThrottle 3 60\n")
    try:
        yield People(cluster, httpd.start(), watch)
    finally:
        httpd.stop()
        watch.see("log of httpd", httpd.logged())
        httpd.drop()


def grown(dav, act):
    """What act(), whose last request is dav's, has added."""
    before = metrics.read(dav)
    act()
    after = metrics.read(dav)
    return {key: value - before[key] for key, value in after.items()
            if value != before[key]}


def test_requests_by_kind(counted):
    person = counted.new()
    dav = person.dav

    def act():
        name = person.put_event()
        dav.get(dav.termine + name)
        dav.head(dav.termine + name)
        dav.propfind(dav.home, ["D:displayname"])
        dav.sync_collection(dav.termine)
        dav.multiget(dav.termine, [dav.termine + name])
        dav.query(dav.termine, '<C:comp-filter name="VCALENDAR"/>')
        dav.options(dav.root)
        dav.delete(dav.termine + name)
        dav.get(dav.termine + name)
        dav.request("MKCALENDAR", dav.home + "neu/")

    added = grown(dav, act)
    assert {key[1]: value for key, value in added.items()
            if key[0] == "advolux_requests_total"} == {
        "put": 1, "get": 3, "propfind": 1, "sync": 1, "multiget": 1,
        "query": 1, "options": 1, "delete": 1, "other": 1}
    statuses = {key[1]: value for key, value in added.items()
                if key[0] == "advolux_responses_total"}
    assert statuses == {"2xx": 9, "4xx": 2}
    assert added["advolux_request_seconds_count", "get"] == 3
    assert added["advolux_request_seconds_bucket", "get", "+Inf"] == 3
    assert 0 < added["advolux_request_seconds_sum", "get"] < 60


def test_buckets_are_cumulative(counted):
    found = metrics.read(counted.anonymous())
    for kind in ("get", "put", "sync"):
        buckets = [value for key, value in found.items() if key[:2] == (
            "advolux_request_seconds_bucket", kind)]
        assert buckets == sorted(buckets) and len(buckets) == 11
        assert buckets[-1] == found["advolux_request_seconds_count", kind]


def test_logins(counted):
    person = counted.new()
    dav = person.dav

    def act():
        for _ in range(20):
            assert dav.get(dav.root).status == 200
        for _ in range(4):
            counted.client(person.login, "wrong").get("/caldav/")

    added = grown(dav, act)
    logins = {key[1]: value for key, value in added.items()
              if key[0] == "advolux_logins_total"}
    assert logins["denied"] == 3 and logins["throttled"] == 1
    assert logins["verified"] == 1 and logins["cached"] == 19


def test_connections(counted):
    person = counted.new()
    person.put_event()
    found = metrics.read(person.dav)
    assert 1 <= found["advolux_connections",] <= 6
    assert found["advolux_connections_made_total",] >= found[
        "advolux_connections",]
    assert found["advolux_connections_failed_total",] == 0


def test_a_graceful_restart_does_not_begin_anew(counted):
    person = counted.new()
    person.put_event()
    httpd = counted.httpd
    before, workers = metrics.read(person.dav), set(httpd.workers())
    httpd.process.send_signal(signal.SIGUSR1)
    wait_until("other processes serve", lambda: not workers & set(
        httpd.workers()) and httpd.workers())
    person.put_event()
    after = metrics.read(person.dav)
    assert after["advolux_requests_total", "put"] == before[
        "advolux_requests_total", "put"] + 1
    assert after["advolux_connections_made_total",] > before[
        "advolux_connections_made_total",]
    assert 1 <= after["advolux_connections",] <= 6


@pytest.fixture(scope="module")
def rooted(cluster, watch):
    """Its calendars begin at the root of the host, as configure-caldav says."""
    httpd = Httpd(cluster, root="/", inside="</Location>\n"
                  + metrics.CONFIGURATION.replace("</Location>",
                                                  "    Require all granted"))
    try:
        yield People(cluster, httpd.start(), watch)
    finally:
        httpd.stop()
        watch.see("log of httpd", httpd.logged())
        httpd.drop()


def test_calendars_at_the_root_leave_the_counters_alone(rooted):
    dav = rooted.anonymous()
    before = metrics.read(dav)
    assert before == metrics.read(dav)      # asking is no request of a device
    person = rooted.new()
    person.put_event()
    assert metrics.read(person.dav)["advolux_requests_total", "put"] == before[
        "advolux_requests_total", "put"] + 1


def test_only_get(counted):
    dav = counted.anonymous()
    assert dav.request("PUT", "/advolux-metrics", "x").status == 405
    head = dav.head("/advolux-metrics")
    assert (head.status, head.body) == (200, b"")
