# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""I3: whatever the order of commits, a reader's applied deltas equal a full
listing. Half the writers are the application's SQL sessions, which pause
before COMMIT; half are clients. They write to each other's items, and nobody's
statement ends in a deadlock."""

import datetime
import random
import threading
import time
from urllib.parse import unquote

import pytest

from advolux import APPLICATION
from support import ics
from support.httpd import Httpd
from support.person import People
from support.process import wait_until
from support.replica import Replica

ROUNDS = 8
PATIENCE = 300          # seconds
SQL_WRITERS = 25
HTTP_WRITERS = 25
READERS = 10


@pytest.fixture
def wide(cluster, watch):
    """An httpd that serves everybody here at once."""
    httpd = Httpd(cluster, threads=64, server="AdvoluxConnections 64")
    try:
        httpd.start()
        yield People(cluster, httpd, watch)
    finally:
        httpd.stop()
        watch.see("log of httpd", httpd.logged())
        httpd.drop()


def test_readers_converge(cluster, wide):
    persons = [wide.new(), wide.new()]
    for person in persons:
        person.put_event()
    workers = [SqlWriter(cluster, persons, number)
               for number in range(SQL_WRITERS)]
    workers += [HttpWriter(wide, persons[number % 2], number)
                for number in range(HTTP_WRITERS)]
    readers = [Reader(wide, persons[number % 2], number)
               for number in range(READERS)]
    run(workers + readers)
    failures = [worker.failure for worker in workers + readers
                if worker.failure]
    assert not failures, "\n".join(failures[:3])
    assert b"deadlock detected" not in cluster.logged()
    refused = sum(worker.refused for worker in workers
                  if isinstance(worker, HttpWriter))
    assert refused > 0      # they did meet
    for person in persons:
        truth = full_listing(person.dav)
        assert len(truth) > 10
        for reader in readers:
            if reader.person is person:
                reader.replica.sync()
                assert {name: etag for name, (etag, _) in
                        reader.replica.items.items()} == truth
                check_texts(reader)


def run(workers):
    """Until each has done ROUNDS steps, or one failed."""
    enough = threading.Event()
    threads = [threading.Thread(target=worker.work, args=(enough,))
               for worker in workers]
    for thread in threads:
        thread.start()
    try:
        wait_until("everybody's rounds", lambda: all(
            worker.done >= ROUNDS for worker in workers) or any(
                worker.failure for worker in workers), seconds=PATIENCE)
    finally:
        enough.set()
        for thread in threads:
            thread.join()


def full_listing(dav):
    """Name -> ETag of each entry, by PROPFIND."""
    members = dav.propfind(dav.termine, ["D:getetag"], depth="1").members
    return {unquote(href[len(dav.termine):]): member.etag
            for href, member in members.items() if href != dav.termine}


def check_texts(reader):
    """The copy's texts are what the server has now."""
    fresh = Replica(reader.replica.dav, reader.replica.path)
    fresh.sync()
    assert reader.replica.items == fresh.items


class Worker:
    def __init__(self, number):
        self.dice = random.Random(number)
        self.done = 0
        self.failure = None

    def work(self, enough):
        try:
            while not enough.is_set():
                self.step()
                self.done += 1
        except Exception as failure:    # told by the test, not the thread
            self.failure = repr(failure)[:2000]


class SqlWriter(Worker):
    """The application: one change a transaction, a pause, COMMIT."""

    def __init__(self, cluster, persons, number):
        super().__init__(number)
        self.connection = cluster.connect(APPLICATION)
        self.connection.autocommit = False
        self.persons = persons

    def step(self):
        deed = self.dice.choice([self.create, self.create, self.change,
                                 self.change, self.mode, self.share,
                                 self.unshare, self.trash, self.rename])
        with self.connection.cursor() as cursor:
            deed(cursor)
            time.sleep(self.dice.random() * 0.05)
        if self.dice.random() < 0.1:
            self.connection.rollback()
        else:
            self.connection.commit()
        time.sleep(self.dice.random() * 0.2)

    def create(self, cursor):
        start = datetime.datetime(2030, 1, 1) + datetime.timedelta(
            hours=self.dice.randrange(10000))
        cursor.execute(
            "INSERT INTO advolux.appointment (main_editor, title, start_at, "
            "end_at, time_zone, all_day, sync_mode) VALUES (%s, 'neu', %s, %s, "
            "'Europe/Berlin', false, 'both')",
            (self.dice.choice(self.persons).staff_id, start,
             start + datetime.timedelta(hours=1)))

    def change(self, cursor):
        self._update(cursor, "title = 'anders ' || random()")

    def mode(self, cursor):
        self._update(cursor, "sync_mode = '%s'" % self.dice.choice(
            ["both", "device", "none"]))

    def trash(self, cursor):
        self._update(cursor, "trashed_at = CASE WHEN trashed_at IS NULL "
                             "THEN now() END")

    def share(self, cursor):
        cursor.execute(
            "INSERT INTO advolux.participant (appointment_id, staff_id) "
            "SELECT %s, %s ON CONFLICT DO NOTHING",
            (self._item(cursor), self.dice.choice(self.persons).staff_id))

    def unshare(self, cursor):
        cursor.execute(
            "DELETE FROM advolux.participant WHERE appointment_id = %s",
            (self._item(cursor),))

    def rename(self, cursor):
        """A name is seen in every item that its bearer takes part in."""
        cursor.execute("UPDATE advolux.staff SET name = %s "
                       "WHERE staff_id = %s",
                       ("Name %d" % self.dice.randrange(1000),
                        self.dice.choice(self.persons).staff_id))

    def _item(self, cursor):
        """Any appointment of these people, whoever made it; half the time
        one of the latest few, which others choose as well."""
        cursor.execute(
            "SELECT appointment_id FROM advolux.appointment "
            "WHERE main_editor = ANY (%s) ORDER BY appointment_id DESC "
            "LIMIT %s", ([person.staff_id for person in self.persons],
                         self.dice.choice([5, 1000])))
        return self.dice.choice(cursor.fetchall())[0]

    def _update(self, cursor, what):
        cursor.execute("UPDATE advolux.appointment SET " + what +
                       " WHERE appointment_id = %s", (self._item(cursor),))

    def work(self, end):
        super().work(end)
        self.connection.close()


class HttpWriter(Worker):
    """A phone: creates, changes and deletes the items that it made, unless
    Advolux was faster."""

    def __init__(self, people, person, number):
        super().__init__(1000 + number)
        self.dav = people.client(person.login, person.password)
        self.etags = {}
        self.refused = 0

    def step(self):
        deed = self.dice.choice([self.create, self.change, self.change,
                                 self.delete])
        if not self.etags:
            deed = self.create
        deed()
        time.sleep(self.dice.random() * 0.2)

    def create(self):
        uid = ics.new_uid() + str(self.dice.random())
        self._put(self.dav.termine + uid + ".ics", uid, {"If_None_Match": "*"})

    def change(self):
        path = self.dice.choice(list(self.etags))
        uid = path[len(self.dav.termine):-len(".ics")]
        self._put(path, uid, {"If_Match": self.etags[path]})

    def delete(self):
        path = self.dice.choice(list(self.etags))
        self._judge(path, self.dav.delete(
            path, If_Match=self.etags.pop(path)), [204])

    def _put(self, path, uid, condition):
        self._judge(path, self.dav.put(path, ics.event(
            uid, summary="Stand %d" % self.done), **condition), [201, 204])

    def _judge(self, path, answer, expected):
        """Keep what the next write must match, if there can be one."""
        if answer.status not in expected:
            # Changed; made read-only; hidden or in the trash; or locked longer
            # than a write waits.
            assert answer.status in (412, 403, 404) or (
                answer.status == 503 and answer.headers.get("Retry-After")
            ), answer
            self.refused += 1
        now = self.dav.get(path)
        assert now.status in (200, 404), now
        self.etags.pop(path, None)
        if now.status == 200:
            self.etags[path] = now.etag


class Reader(Worker):
    """A client that syncs, in pages of every size. Entry by entry it never
    catches up with the writers, so it goes away after a while and resumes."""

    def __init__(self, people, person, number):
        super().__init__(2000 + number)
        self.person = person
        self.replica = Replica(people.client(person.login, person.password),
                               person.dav.termine)

    def step(self):
        self.replica.sync(limit=self.dice.choice([None, None, 1, 7, 50]),
                          pages_max=50, whole=False)
        time.sleep(self.dice.random() * 0.3)
