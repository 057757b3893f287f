# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""What the server does, measured; each function fills its rows."""

import itertools
import random

from support.httpd import Httpd

from . import limits
from .calls import HOME, SYNC, XML, Calendar, report, responses
from .firm import week_start
from .load import (Connection, basic, in_turn, latency, median, throughput,
                   timed)

MEMBERS = ("SELECT name, version, revision, modified FROM caldav.entry "
           "WHERE calendar_id = %d AND visible")
PROPFIND_MOST = SYNC_MOST = 4
GET_LEAST = 0.8
POLL_LEAST = 0.5
GROWTH_MOST = 1.5
SINGLE_GROWTH_MOST = 1.3    # of what touches one item, up to the hugest calendar
LOGIN_MOST = 0.1        # milliseconds
ROUNDS = 5              # of what is measured for seconds
SECONDS = 2             # of each
FOUND_IN_WEEK = 30
MEMORY_MOST = 32        # MiB


def calendar_of(httpd, person):
    return Calendar(Connection(httpd.port, basic(person.login,
                                                 person.password)),
                    "%scalendars/%s/termine/" % (httpd.root, person.login))


def beside_bound(table, static, select, figures, names, least):
    """Rates beside what httpd and PostgreSQL could do one after the other."""
    bound = 1 / (1 / static + 1 / select)
    table.row("static file", static, "1/s")
    table.row("one-row SELECT", select, "1/s")
    table.row("1/(1/static + 1/select)", bound, "1/s")
    for name, rate in zip(names, figures):
        table.row(name, rate, "1/s", bound, "1/(1/static + 1/select)",
                  at_least=least)


def limits_of(directory, cluster, httpd, connections):
    """Measures of a static file and of a SELECT."""
    static = basic("static", "static")
    paths = limits.static_paths()
    return [lambda: throughput(directory, httpd.port, static, paths,
                               connections, SECONDS),
            lambda: limits.pgbench_rate(cluster, directory, limits.SELECT,
                                        connections, SECONDS)]


def gets(table, directory, cluster, httpd, person, connections):
    """GET of items that were born in Advolux and of items that clients wrote,
    beside httpd and PostgreSQL alone."""
    calendar = calendar_of(httpd, person)
    names = random.Random(1).sample(calendar.names(), 2000)
    born, written = names[:1000], names[1000:]
    for name in written:
        calendar.put(name, calendar.get(name))
    authorization = basic(person.login, person.password)

    def rate_of(chosen):
        return lambda: throughput(directory, httpd.port, authorization,
                                  [calendar.path + name for name in chosen],
                                  connections, SECONDS)

    static, select, *rates = in_turn([
        *limits_of(directory, cluster, httpd, connections),
        rate_of(born), rate_of(written)], ROUNDS)
    beside_bound(table, static, select, rates,
                 ("GET, born in Advolux", "GET, client text"), GET_LEAST)


def polls(table, directory, cluster, httpd, person, connections):
    """What a device asks all day when nothing has changed."""
    calendar = calendar_of(httpd, person)
    _, token = calendar.sync()
    home = calendar.path.removesuffix("termine/")
    authorization = basic(person.login, person.password)

    def rate_of(path, method, headers, body):
        return lambda: throughput(directory, httpd.port, authorization, [path],
                                  connections, SECONDS, method, headers, body)

    static, select, *rates = in_turn([
        *limits_of(directory, cluster, httpd, connections),
        rate_of(calendar.path, "REPORT", [XML],
                report("D:sync-collection", SYNC % token)),
        rate_of(home, "PROPFIND", [XML, "Depth: 1"], HOME)], ROUNDS)
    beside_bound(table, static, select, rates,
                 ("sync, nothing changed", "PROPFIND of the home, depth 1"),
                 POLL_LEAST)


def puts(table, directory, cluster, httpd, person):
    """GET, and PUT beside UPDATE, over one connection."""
    calendar = calendar_of(httpd, person)
    name = calendar.names()[0]
    texts = [calendar.get(name)]
    texts.append(texts[0].replace(b"SUMMARY:", b"SUMMARY:Neu "))
    turn = iter(range(10 ** 9))
    update, put = in_turn([
        lambda: limits.pgbench_rate(cluster, directory, limits.UPDATE, 1),
        lambda: 1000 / latency(
            lambda: calendar.put(name, texts[next(turn) % 2]))], ROUNDS)
    table.row("one-row UPDATE", update, "1/s")
    table.row("PUT", put, "1/s", update, "UPDATE")
    table.row("GET", latency(lambda: calendar.get(name)), "ms")


def multiget(table, cluster, httpd, person):
    calendar = calendar_of(httpd, person)
    names = random.Random(2).sample(calendar.names(), 50)
    assert responses(calendar.multiget(names)) == 50
    table.row("multiget of 50", latency(lambda: calendar.multiget(names)),
              "ms", limits.psql_fetch(
                  cluster, "SELECT name, version, body FROM bench.item "
                  "WHERE id % 200 = 0"), "psql, 50 rows of that size")


def listings(table, cluster, httpd, person, count, judged):
    """PROPFIND depth 1 and the initial sync, beside psql."""
    calendar = calendar_of(httpd, person)
    limit = limits.psql_fetch(cluster, MEMBERS % person.calendar_id)
    assert len(calendar.names()) == count
    sizes = {"runs_min": 3, "seconds": 2}
    table.row("PROPFIND depth 1", latency(calendar.propfind, **sizes), "ms",
              limit, "psql, the same rows",
              at_most=PROPFIND_MOST if judged else None)
    table.row("initial sync", latency(calendar.sync, **sizes), "ms",
              limit, "psql, the same rows",
              at_most=SYNC_MOST if judged else None)


def search(table, httpd, person, count):
    """The text search: no index knows texts, so its cost is the calendar's."""
    calendar = calendar_of(httpd, person)
    text = "Nr. %d " % (count // 4)
    found = responses(calendar.search(text))
    taken = latency(lambda: calendar.search(text), runs_min=1, seconds=1)
    table.row("text search (%d found)" % found, taken, "ms")
    table.row("text search, for an entry", 1000 * taken / count, "us")


def growth(table, name, measures, rounds, most=GROWTH_MOST):
    """Milliseconds by measures, {entries: function that returns them}; the
    biggest calendar's are judged by the smallest's."""
    sizes = sorted(measures)
    values = in_turn([measures[size] for size in sizes], rounds)
    for size, taken in zip(sizes, values):
        table.row("%s, %s entries" % (name, format(size, ",")), taken, "ms",
                  values[0] if size > sizes[0] else None,
                  "with %s entries" % format(sizes[0], ","),
                  at_most=most if size == sizes[-1] else None)


def week(httpd, person, start):
    """A measure of the week query."""
    calendar = calendar_of(httpd, person)
    assert responses(calendar.week(start)) == FOUND_IN_WEEK
    return lambda: timed(lambda: calendar.week(start))


def one_change(httpd, person, change):
    """A measure of the sync after one change; change() makes one in Advolux."""
    calendar = calendar_of(httpd, person)
    _, token = calendar.sync()

    def measure():
        nonlocal token
        done = []
        change()
        taken = timed(lambda: done.append(calendar.sync(token)))
        answers, token = done[0]
        assert sum(map(responses, answers)) == 1, answers
        return taken
    return measure


def one_get(httpd, person):
    """A measure of GET, of one item after another."""
    calendar = calendar_of(httpd, person)
    names = itertools.cycle(some_names(calendar))
    return lambda: timed(lambda: calendar.get(next(names)))


def one_put(httpd, person):
    """A measure of PUT, of one item after another."""
    calendar = calendar_of(httpd, person)
    texts = {name: calendar.get(name) for name in some_names(calendar)}
    names = itertools.cycle(texts)
    turn = itertools.count()

    def measure():
        name = next(names)
        octets = texts[name].replace(b"SUMMARY:", b"SUMMARY:%d " % next(turn))
        return timed(lambda: calendar.put(name, octets))
    return measure


def some_names(calendar):
    """Names of the full week's appointments."""
    return calendar.named(calendar.week(week_start()))


def logins(table, httpd, unguarded, persons):
    """The first request of each login, and what later ones pay for it:
    compared with an httpd over the same store that checks no password."""
    cold = [timed(calendar_of(httpd, person).state)
            for person in persons]
    table.row("login, cold cache", median(cold), "ms")
    paths = [calendar_of(server, persons[0])
             for server in (httpd, unguarded)]
    times = ([], [])
    for _ in range(1500):
        for calendar, values in zip(paths, times):
            values.append(timed(calendar.state))
    table.target("login, warm cache, adds", median(times[0][100:])
                 - median(times[1][100:]), "ms", LOGIN_MOST)


def memory(table, cluster, small, big):
    """How far the listings of the biggest calendar push a worker."""
    httpd = Httpd(cluster)
    try:
        httpd.start()
        warm, calendar = calendar_of(httpd, small), calendar_of(httpd, big)
        for _ in range(20):
            warm.propfind()
            warm.sync()
        before = httpd.memory_peak()
        calendar.sync()
        synced = httpd.memory_peak()
        calendar.propfind()
        after = httpd.memory_peak()
    finally:
        httpd.drop()
    mebibyte = 2 ** 20
    table.row("worker memory before", before / mebibyte, "MiB")
    table.target("growth by the initial sync", (synced - before) / mebibyte,
                 "MiB", MEMORY_MOST)
    table.target("growth by PROPFIND depth 1 as well",
                 (after - before) / mebibyte, "MiB", MEMORY_MOST)
