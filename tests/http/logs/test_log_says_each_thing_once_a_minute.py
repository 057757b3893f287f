# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""What a client can provoke as often as it likes is one line of the error log
for each subject and minute, whichever of sixteen processes it came to; how
often it came is said as well.

Handbook S12."""

import re
from concurrent.futures import ThreadPoolExecutor

import pytest

from support import filters, ics
from support.dav import Dav
from support.httpd import Httpd
from support.names import document, prop
from support.person import People

TIMES = 60
LINE = re.compile(r"(ADV\d{4}): (.*)")
COUNT = re.compile(r"(\d+) more of (.*) since \d\d:\d\d:\d\d")


def prefork(cluster, **options):
    """Sixteen processes, all there from the start."""
    httpd = Httpd(cluster, mpm="prefork", threads=1, processes=16, **options)
    httpd.configuration = httpd.configuration.replace(
        "StartServers 1", "StartServers 16\nServerLimit 16")
    return httpd


def served(httpd, watch):
    try:
        yield httpd.start()
    finally:
        httpd.stop()
        watch.see("log of httpd", httpd.logged())
        httpd.drop()


@pytest.fixture
def server(cluster, watch):
    yield from served(prefork(
        cluster, server="AdvoluxLoginThrottle 3 3600\n"
        "AllowEncodedSlashes Off"), watch)


@pytest.fixture
def without_database(cluster, watch):
    yield from served(prefork(
        cluster, conninfo="host=/nonexistent user=advolux_caldav"), watch)


@pytest.fixture
def closed(cluster, watch):
    yield from served(prefork(
        cluster, server="AdvoluxPlainHTTP close"), watch)


def often(call, times=TIMES):
    """Call with 0, 1, 2, ..., many at a time; what came back."""
    with ThreadPoolExecutor(16) as pool:
        return list(pool.map(call, range(times)))


def said(httpd):
    """{id: (lines, times that they stand for)}, after httpd has ended."""
    found = {}
    httpd.stop()
    for line in httpd.errors().splitlines():
        for id, text in LINE.findall(line):
            lines, times = found.get(id, (0, 0))
            more = COUNT.search(text)
            alone = more and more[0] == text
            found[id] = (lines + 1, times + (not alone)
                         + (int(more[1]) if more else 0))
    return found


def bad_item(person):
    item = person.appointment("Odd")
    person.people.sql("UPDATE caldav.source SET components = '{{x}}' "
                      "WHERE item_id = %s AND kind = 'appointment'", int(item))
    return person.path(item)


def refused(dav, bad, device):
    return dav.put(dav.termine + "x.ics", "no calendar")


def privileged(dav, bad, device):
    return dav.delete(device)


def unreadable(dav, bad, device):
    return dav.get(bad)


def unreadable_member(dav, bad, device):
    return dav.multiget(dav.termine, [bad])


def unreadable_in_file(dav, bad, device):
    return dav.get(dav.termine, Accept="text/calendar")


def zone(dav, bad, device):
    uid = ics.new_uid()
    return dav.put(dav.termine + uid + ".ics", ics.event(
        uid, start="DTSTART;TZID=Nirgendwo:%sT100000" % ics.day(3)))


def query_zone(dav, bad, device):
    return dav.report(dav.termine, document(
        "C:calendar-query", prop(["D:getetag"]) + "<C:filter>%s</C:filter>"
        "<C:timezone>%s</C:timezone>" % (filters.calendar(),
                                         ics.zone("Nirgendwo").replace(
                                             "YEARLY", "SECONDLY"))))


def encoded_slash(dav, bad, device):
    return dav.get(dav.termine + "a%2Fb.ics")


def proxy(dav, bad, device):
    return dav.get(dav.root, X_Forwarded_Proto="https")


PROVOKED = [("ADV0100", refused), ("ADV0100", privileged),
            ("ADV0112", unreadable), ("ADV0121", unreadable_member),
            ("ADV0501", unreadable_in_file), ("ADV0400", zone),
            ("ADV0401", query_zone), ("ADV0710", encoded_slash),
            ("ADV0711", proxy)]


@pytest.mark.parametrize("id, provoke", PROVOKED,
                         ids=[each[1].__name__ for each in PROVOKED])
def test_of_a_person(server, watch, person, id, provoke):
    bad = bad_item(person)
    device = person.path(person.appointment("Fest", mode="device"))

    def one(number):
        return provoke(Dav(server.origin, person.login, person.password,
                           watch), bad, device)

    assert one(0).status != 401
    often(one)
    lines, times = said(server)[id]
    assert lines <= 4, server.errors()
    assert times == TIMES + 1, server.errors()


def test_of_a_throttled_login(server, watch, person):
    def one(number):
        return Dav(server.origin, person.login, "wrong", watch).propfind(
            "/caldav/", ["D:displayname"]).status

    for number in range(10):
        one(number)
    assert set(often(one, 300)) == {503}
    lines, times = said(server)["ADV0202"]
    assert lines <= 4, server.errors()
    assert times >= 300


def test_of_invented_logins(server, watch):
    """Whoever makes up subjects gets few lines all the same. What is not
    throttled waits for its turn in vain (ADV0206)."""
    def one(number):
        return Dav(server.origin, "niemand%d" % number, "wrong",
                   watch).propfind("/caldav/", ["D:displayname"]).status

    kept_away = often(one, 300).count(503)
    found = said(server)
    throttled, busy = (found.get(id, (0, 0)) for id in ("ADV0202", "ADV0206"))
    assert kept_away > 100
    assert throttled[0] <= 2 * 40 + 4 and busy[0] <= 4, server.errors()
    assert throttled[1] + busy[1] == kept_away


def test_of_a_database_that_is_gone(without_database, watch):
    def one(number):
        return Dav(without_database.origin, "login%d" % number, "x",
                   watch).propfind("/caldav/", ["D:displayname"]).status

    assert set(often(one)) == {503}
    found = said(without_database)
    unchecked, busy = (found.get(id, (0, 0)) for id in ("ADV0201", "ADV0206"))
    assert unchecked[0] <= 4 and busy[0] <= 4, without_database.errors()
    assert unchecked[1] + busy[1] == TIMES, without_database.errors()


def test_of_requests_without_tls(closed, watch):
    def one(number):
        return Dav(closed.origin, watch=watch).get("/caldav/").status

    assert set(often(one)) == {403}
    lines, times = said(closed)["ADV0510"]
    assert lines <= 4 and times == TIMES, closed.errors()


def test_people_and_refusals_are_told_apart(server, watch, people):
    """One line for each, at the least."""
    names = []
    for _ in range(3):
        person = people.new()
        names.append(person.login)
        dav = Dav(server.origin, person.login, person.password, watch)
        device = person.path(person.appointment("Fest", mode="device"))
        for _ in range(5):
            refused(dav, None, device)
            privileged(dav, None, device)
    server.stop()
    for name in names:
        for element in ("valid-calendar-data", "need-privileges"):
            assert re.search("ADV0100: .*/%s/.* refused, %s: " % (
                name, element), server.errors()), server.errors()
            assert "ADV0100: 4 more of %s, %s since" % (
                element, name) in server.errors(), server.errors()
