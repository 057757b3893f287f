# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""Devices that write and read while processes die: each remembers what it was
told."""

import random
import threading
import time

from ledger import BROKEN, GOOD, LATER, WRONG, verdict
from support import ics
from support.process import wait_until

WRITERS = 6
PADDING = "DESCRIPTION:" + "Platz " * 300


class Device(threading.Thread):
    """step() again and again, whatever it is told."""

    def __init__(self, storm, person):
        super().__init__(daemon=True)
        self.storm = storm
        self.dav = person.people.client(person.login, person.password)
        self.dav.timeout = 30
        self.acknowledged = 0
        self.failure = None

    def run(self):
        try:
            while not self.storm.over.is_set():
                self.step()
        except Exception as error:      # pylint: disable=broad-except
            self.failure = "%s: %r" % (type(self).__name__, error)

    def ask(self, call, is_good):
        """GOOD or not; what reads as something else is a breach."""
        began = time.monotonic()
        result, answer = verdict(call, is_good)
        if result == WRONG:
            self.storm.breach("I6", answer)
        if time.monotonic() - began > 25:
            self.storm.breach("I7", "%.1f s" % (time.monotonic() - began))
        if result in (LATER, BROKEN):
            time.sleep(0.05)
        return result == GOOD


class Writer(Device):
    """Makes, changes and deletes objects of its own."""

    def __init__(self, storm, person, number):
        super().__init__(storm, person)
        self.number = number
        self.turn = 0
        self.expected = {}      # path -> texts, one of which is there

    def step(self):
        self.turn += 1
        uid = "w%d-%d" % (self.number, self.turn // 4)
        path = self.dav.termine + uid + ".ics"
        before = self.expected.get(path, {None})
        if self.turn % 12 == 11:
            text, good = None, {204} | ({404} if None in before else set())
            done = self.ask(lambda: self.dav.delete(path),
                            lambda answer: answer.status in good)
        else:
            text = ics.event(uid, PADDING, summary="Stand %d" % self.turn)
            done = self.ask(lambda: self.dav.put(path, text),
                            lambda answer: answer.status in (201, 204))
        self.expected[path] = {text} if done else before | {text}
        self.acknowledged += done

    def check(self):
        """What is there now is what was acknowledged."""
        for path, texts in self.expected.items():
            answer = self.dav.get(path)
            found = answer.text if answer.status == 200 else None
            if answer.status not in (200, 404) or found not in texts:
                self.storm.breach("I1" if len(texts) == 1 else "I2", (
                    path, answer.status, found))


class Reader(Device):
    """Lists a calendar that has something that stays, and keeps a copy."""

    def __init__(self, storm, person, lasting):
        super().__init__(storm, person)
        self.lasting = lasting
        self.replica = person.people.replica(self.dav, self.dav.termine)

    def step(self):
        self.ask(lambda: self.dav.propfind(self.dav.termine, ["D:getetag"],
                                           depth="1"),
                 lambda answer: self.lasting in answer.members)
        token = self.replica.token
        if self.ask(lambda: self.dav.sync_collection(self.dav.termine, token),
                    lambda answer: is_sync(answer, self.lasting, token)):
            try:
                self.sync()
            except Exception:   # the storm goes on: another time
                time.sleep(0.02)
        time.sleep(0.02)

    def sync(self):
        """All of it or, if it breaks off, nothing."""
        token, items = self.replica.token, dict(self.replica.items)
        try:
            if self.dav.sync_collection(self.dav.termine, token).status == 403:
                self.replica.token, self.replica.items = "", {}
            self.replica.sync()
        except Exception:
            self.replica.token, self.replica.items = token, items
            raise


def is_sync(answer, lasting, token):
    """A delta, or that the token is none: not that what stays has gone."""
    if answer.status == 403:
        return answer.preconditions == ["D:valid-sync-token"]
    return answer.sync_token and (
        lasting in answer.members if not token else
        lasting not in answer.members
        or answer.members[lasting].status != 404)


class Storm:
    """The name is the fault's, in the table. blow(seconds, evil) has evil()
    happen now and then; then all are looked at."""

    def __init__(self, people, ledger, name):
        self.people = people
        self.ledger = ledger
        self.name = name
        self.over = threading.Event()
        persons = [people.new() for _ in range(3)]
        self.person = persons[0]
        lasting = self.person.dav.termine + self.person.put_event()
        self.writers = [Writer(self, persons[number % 3], number)
                        for number in range(WRITERS)]
        self.readers = [Reader(self, self.person, lasting) for _ in range(2)]

    def breach(self, invariant, what):
        self.ledger.breach(self.name, invariant, str(what)[:2000])

    def blow(self, seconds, evil, mend=lambda: None, pause=1.0):
        devices = self.writers + self.readers
        for device in devices:
            device.start()
        time.sleep(0.5)
        end, times = time.monotonic() + seconds, 0
        while time.monotonic() < end or times == 0:
            evil()
            times += 1
            time.sleep(pause * random.uniform(0.5, 1.5))
        mend()
        began = time.monotonic()
        wait_until("requests succeed again", self._is_well, seconds=60)
        self.ledger.recovered(self.name, time.monotonic() - began)
        self.over.set()
        for device in devices:
            device.join(60)
            assert not device.is_alive() and not device.failure, device.failure
        self._check(times)

    def _is_well(self):
        return verdict(lambda: self.person.dav.propfind(
            self.person.dav.termine, ["D:getetag"]),
            lambda answer: answer.status == 207)[0] == GOOD

    def _check(self, times):
        for writer in self.writers:
            writer.check()
        for reader in self.readers:
            reader.sync()
            whole = self.people.replica(reader.dav, reader.dav.termine)
            whole.sync()
            if reader.replica.items != whole.items:
                self.breach("I3", (sorted(reader.replica.items),
                                   sorted(whole.items)))
        for _ in range(times):
            self.ledger.trial(self.name)
        self.ledger.trial(self.name, sum(writer.acknowledged
                                         for writer in self.writers))
        assert sum(writer.acknowledged for writer in self.writers) > 0
        assert not self.ledger.of(self.name)
