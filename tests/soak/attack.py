# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""Devices that sync, and somebody at their office who guesses passwords."""

import itertools
import multiprocessing
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

from bench.load import Connection, basic
from support.names import document, element, prop

SYNC = document("D:sync-collection", element("D:sync-token", "") +
                element("D:sync-level", "1") + prop(["D:getetag"])).encode()
AS_OFFICE = ("X-Forwarded-For: 192.0.2.1",)
HEADERS = ("Content-Type: application/xml; charset=utf-8", "Depth: 1",
           *AS_OFFICE)


class Devices:
    """One for each (login, password); each syncs once in `pause` seconds."""

    def __init__(self, port, root, people, pause=1):
        self.pause = pause
        self.devices = [(Connection(port, basic(*person)),
                         "%scalendars/%s/termine/" % (root, person[0]))
                        for person in people]
        self.statuses = []
        self.seconds = []

    def sync(self, seconds):
        """For so long; the time that each sync took. A failure is a status in
        `statuses`."""
        self.seconds = []
        end = time.monotonic() + seconds
        threads = [threading.Thread(target=self._sync, args=(
            *device, end, self.pause * n / len(self.devices)))
                   for n, device in enumerate(self.devices)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(seconds + 120)
            assert not thread.is_alive(), "a device hangs"
        return self.seconds

    def _sync(self, connection, path, end, delay):
        time.sleep(delay)
        while time.monotonic() < end:
            begin = time.monotonic()
            status = self._request(connection, path)
            took = time.monotonic() - begin
            self.statuses.append(status)
            self.seconds.append(took)
            time.sleep(max(0, self.pause - took))

    @staticmethod
    def _request(connection, path):
        """As any client does: again, if a connection that had been kept alive
        was closed (httpd does that when its threads are busy)."""
        request = "REPORT", path, SYNC, HEADERS
        if connection.socket is not None:
            try:
                return connection.request(*request)[0]
            except (OSError, RuntimeError):
                connection.socket = None
        try:
            return connection.request(*request)[0]
        except (OSError, RuntimeError) as error:
            return repr(error)


class Attack:
    """While it lasts: `rate` wrong passwords a second from the office's address,
    for its people's logins and for invented ones in turn, however long their
    answers take. A process of its own, that costs the devices' clock nothing."""

    AT_ONCE = 200

    def __init__(self, port, root, logins, rate):
        self.counts = multiprocessing.Queue()
        self.over = multiprocessing.Event()
        self.process = multiprocessing.Process(
            target=self._attack, args=(port, root, logins, 1 / rate))
        self.statuses = {}

    def __enter__(self):
        self.process.start()
        return self

    def __exit__(self, *error):
        self.over.set()
        self.statuses = self.counts.get(timeout=60)
        self.process.join(60)

    def _attack(self, port, root, logins, pause):
        due, answers = time.monotonic(), []
        with ThreadPoolExecutor(self.AT_ONCE) as pool:
            for n in itertools.count():
                if self.over.wait(max(0, due - time.monotonic())):
                    break
                due = max(due + pause, time.monotonic() - 1)
                login = (logins[n // 2 % len(logins)] if n % 2 else
                         "erfunden%d" % n)
                answers.append(pool.submit(self._guess, port, root, login,
                                           "falsch%d" % n))
        self.counts.put(dict(Counter(answer.result() for answer in answers)))

    @staticmethod
    def _guess(port, root, login, password):
        guess = Connection(port, basic(login, password))
        try:
            status = guess.request("PROPFIND", root, b"",
                                   (*AS_OFFICE, "Connection: close"))[0]
        except (OSError, RuntimeError) as error:
            status = repr(error)
        return status
