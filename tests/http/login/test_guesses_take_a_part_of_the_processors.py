# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""Half of the processors, whoever guesses from however many addresses: no limit
of theirs is reached, and who is in is served. What is counted is threads that
run or could, which other programs do not change.

RFC 9110 section 11.6."""

import contextlib
import os
import threading
import time
from pathlib import Path
from statistics import median

import pytest

from support import logins
from support.httpd import Httpd
from support.logins import OFFICE, Front
from support.password import bcrypt
from support.person import People

GUESSERS = 24
SECONDS = 6
COST = 12                   # of bcrypt: a quarter of a second
PART = (os.cpu_count() + 1) // 2


@pytest.fixture
def front(cluster, watch):
    httpd = Httpd(cluster, processes=2, modules=logins.MODULES,
                  server=logins.CONFIGURATION + "StartServers 2\n")
    try:
        yield Front(httpd.start(), watch)
    finally:
        httpd.stop()
        watch.see("log of httpd", httpd.logged())
        httpd.drop()


def running(httpd):
    """How many threads of httpd's children run, or wait for a processor."""
    count = 0
    for pid in httpd.workers():
        for path in Path("/proc/%d/task" % pid).glob("*/stat"):
            with contextlib.suppress(OSError):      # it has ended
                count += path.read_text().rpartition(")")[2].split()[0] == "R"
    return count


def test_botnet(front, cluster, watch):
    people = People(cluster, front.httpd, watch)
    persons = [people.new() for _ in range(GUESSERS)]
    device = people.new()
    for person in persons:
        people.sql("SELECT caldav.set_password(%s, %s)", person.login,
                   bcrypt(person.password, COST))
    assert front.ask(device.login, device.password).status == 207
    over = threading.Event()
    statuses = []

    def guess(person, network):
        for n in range(10000):
            if over.is_set():
                return
            statuses.append(front.ask(
                person.login, "falsch %d" % n, "10.%d.%d.%d" % (
                    network, n // 250, n % 250)).status)
            time.sleep(0.05)

    threads = [threading.Thread(target=guess, args=[person, n])
               for n, person in enumerate(persons)]
    for thread in threads:
        thread.start()
    end = time.monotonic() + SECONDS
    mine, ran = [], []
    while time.monotonic() < end:
        mine.append(front.ask(device.login, device.password, OFFICE).status)
        time.sleep(0.1)
        ran.append(running(front.httpd))
    over.set()
    for thread in threads:
        thread.join(60)
    assert set(mine) == {207}
    assert set(statuses) <= {401, 503} and statuses.count(401) > 3
    assert median(ran) <= PART, ran
