# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""A synchronous standby is promoted while twenty clients write and others read,
at two hosts that know both servers (I1, I6; ARCHITECTURE.md, "Sync
tokens"). The primary has gone for good, or hangs and says nothing."""

import collections
import threading
import time

import pytest
import requests

from conftest import conninfo_of
from support import ics
from support.cluster import Cluster
from support.person import People
from support.process import wait_until
from support.replica import Replica

WRITERS = 20
READERS = 4
BEFORE = 3      # seconds of writing before the crash
AFTER = 10      # acknowledged writes of each writer after it
PATIENCE = 120  # seconds until then

SETTINGS = {"listen_addresses": "127.0.0.1", "shared_buffers": "64MB",
            "wal_level": "replica", "max_wal_senders": "4"}


@pytest.fixture
def servers():
    primary = Cluster(settings=SETTINGS)
    standby = None
    try:
        primary.start().migrate()
        standby = primary.standby({**SETTINGS,
                                   "synchronous_standby_names": ""})
        primary.sql("ALTER SYSTEM SET synchronous_standby_names = '*'",
                    database="postgres")
        primary.sql("SELECT pg_reload_conf()", database="postgres")
        wait_until("the standby is synchronous", lambda: primary.sql(
            "SELECT 1 FROM pg_stat_replication WHERE sync_state = 'sync'",
            database="postgres"))
        yield primary, standby
    finally:
        primary.drop()
        if standby:
            standby.drop()


class Client:
    """A phone: goes on by itself, whatever it is told."""

    def __init__(self, dav):
        self.dav = dav
        self.failure = None
        self.answers = collections.Counter()
        self.progress = 0
        self.enough = threading.Event()
        self.thread = threading.Thread(target=self._run, daemon=True)

    def _run(self):
        try:
            while not self.enough.is_set():
                self.step()
        except Exception as error:      # pylint: disable=broad-except
            self.failure = "%s: %r" % (type(self).__name__, error)

    def ask(self, call):
        """The answer; None where the server was in trouble, and said so."""
        try:
            answer = call()
        except requests.RequestException:
            self.answers["broken off"] += 1
            time.sleep(0.1)
            return None
        self.answers[answer.status] += 1
        if answer.status == 503:
            assert int(answer.headers["Retry-After"]) > 0
            time.sleep(0.1)
            return None
        return answer


class Writer(Client):
    """Makes, changes and deletes items of its own, and remembers what it was
    told. Of a write that was not acknowledged either outcome will do."""

    def __init__(self, dav, number):
        super().__init__(dav)
        self.number = number
        self.turn = 0
        self.expected = {}      # path -> texts, one of which is there

    def step(self):
        self.turn += 1
        name = "w%d-%d.ics" % (self.number, self.turn // 4)
        path = self.dav.termine + name
        before = self.expected.get(path, {None})
        if self.turn % 4 == 3 and self.turn % 3 == 0:
            text = None
            answer = self.ask(lambda: self.dav.delete(path))
        else:
            text = ics.event(name[:-4], summary="Stand %d" % self.turn)
            answer = self.ask(lambda: self.dav.put(path, text))
        self.expected[path] = before | {text}
        if answer is None:
            return
        # A repeated delete finds nothing, which is as good.
        assert answer.status in ((204, 404) if text is None else (201, 204)), \
            answer
        assert answer.status != 404 or None in before
        self.expected[path] = {text}
        self.progress += 1


class Reader(Client):
    """Lists and syncs one person's calendar, which is never empty."""

    def __init__(self, dav, whole):
        super().__init__(dav)
        self.whole = whole
        self.tokens = [""]
        self.refused = 0

    def step(self):
        listing = self.ask(lambda: self.dav.propfind(
            self.dav.termine, ["D:getetag"], depth="1"))
        if listing:
            assert listing.status == 207, listing
            assert self.whole <= set(listing.members), "items went missing"
        token = self.tokens[-1]
        answer = self.ask(lambda: self.dav.sync_collection(self.dav.termine,
                                                           token))
        if answer and answer.status == 403:
            assert b"valid-sync-token" in answer.body and token
            self.refused += 1
            self.tokens.append("")
        elif answer:
            assert answer.status == 207, answer
            assert token or self.whole <= set(answer.members)
            assert not [href for href, member in answer.members.items()
                        if member.status == 404 and href in self.whole]
            self.tokens.append(answer.sync_token)
            self.progress += 1
        time.sleep(0.05)


def start(people, persons, origins, whole):
    def client(number):
        person = persons[number % len(persons)]
        return people.client(person.login, person.password,
                             origin=origins[number % 2])
    clients = [Writer(client(number), number) for number in range(WRITERS)]
    clients += [Reader(client(0), whole) for _ in range(READERS)]
    for each in clients:
        each.dav.watch = None
        each.thread.start()
    return clients


def go_on(clients, count):
    """Until each has done as much more, or failed."""
    goal = {each: each.progress + count for each in clients}
    wait_until("everybody goes on", lambda: all(
        each.failure or each.progress >= goal[each] for each in clients),
        seconds=PATIENCE, pause=0.2)


@pytest.mark.parametrize("end", ["crash", "freeze"])
def test_promotion_under_load(servers, serve, watch, end):
    primary, standby = servers
    hosts = [serve(primary, conninfo=conninfo_of(primary, standby), threads=32,
                   server="AdvoluxConnectTimeout 4\n"
                          "AdvoluxStatementTimeout 5") for _ in range(2)]
    people = People(primary, hosts[0], watch)
    persons = [people.new() for _ in range(5)]
    lasting = {persons[0].dav.termine + persons[0].put_event()
               for _ in range(20)}
    replica = Replica(persons[0].dav, persons[0].dav.termine)
    replica.sync()
    old_token = replica.token

    clients = start(people, persons, [host.origin for host in hosts], lasting)
    time.sleep(BEFORE)
    go_on(clients, 1)
    getattr(primary, end)()
    time.sleep(1)
    standby.promote()
    go_on(clients, AFTER)
    primary.crash()
    for each in clients:
        each.enough.set()
    for each in clients:
        each.thread.join(60)
    assert not [each.failure for each in clients if each.failure]

    # Both hosts serve the promoted server, and nothing acknowledged is lost.
    checks = 0
    for each in clients[:WRITERS]:
        for path, texts in each.expected.items():
            got = each.dav.get(path)
            assert got.status in (200, 404), got
            assert (got.text if got.status == 200 else None) in texts, path
            checks += 1
    assert checks >= WRITERS * 5
    # Somebody noticed, and was told to try again; nobody was told anything else.
    answers = sum((each.answers for each in clients), collections.Counter())
    assert answers[503] > 0
    assert set(answers) <= {200, 201, 204, 207, 403, 404, 503, "broken off"}
    # Tokens of the old timeline are refused once; then sync goes on.
    assert all(each.refused == 1 for each in clients[WRITERS:])
    person = persons[0]
    answer = person.dav.sync_collection(person.dav.termine, old_token)
    assert answer.status == 403 and b"valid-sync-token" in answer.body
    replica.token, replica.items = "", {}
    replica.sync()
    listing = person.dav.propfind(person.dav.termine, ["D:getetag"], depth="1")
    etags = {href: member.etag for href, member in listing.members.items()
             if href != person.dav.termine}
    assert {person.dav.termine + name: etag for name, (etag, _)
            in replica.items.items()} == etags
    assert lasting <= set(etags)
    name = person.put_event()
    assert replica.sync() == ({name}, set())


def test_token_is_refused_once(servers, serve, watch):
    """The first change after a promotion makes no token of the new timeline
    invalid; one after a crash of the promoted server does."""
    primary, standby = servers
    host = serve(primary, conninfo=conninfo_of(primary, standby))
    person = People(primary, host, watch).new()
    person.put_event()
    old = person.dav.sync_collection(person.dav.termine).sync_token
    primary.crash()
    standby.promote()
    wait_until("the promoted server is served", lambda: person.dav.propfind(
        person.dav.termine, ["D:getetag"]).status == 207)

    def sync(token):
        return person.dav.sync_collection(person.dav.termine, token)
    assert sync(old).status == 403
    token = sync("").sync_token
    name = person.put_event()
    answer = sync(token)
    assert answer.status == 207 and list(answer.members) == [
        person.dav.termine + name]

    token = answer.sync_token
    standby.crash()
    standby.start()
    wait_until("it is back", lambda: person.dav.propfind(
        person.dav.termine, ["D:getetag"]).status == 207)
    assert sync(token).status == 207
    person.put_event()
    assert sync(token).status == 403
