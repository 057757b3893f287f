# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""What is verified once is known to every process of the host, and is served
whatever others guess, from wherever.

RFC 9110 section 11.6."""

import itertools
import os
import random
import signal
import threading
import time

import pytest

from support import logins
from support.httpd import Httpd
from support.logins import Front, wrong
from support.person import People
from support.process import wait_until

PROCESSES = 6
_number = itertools.count(1)


@pytest.fixture(scope="module")
def httpd_of_many(cluster, watch):
    httpd = Httpd(cluster, mpm="prefork", threads=1, processes=PROCESSES,
                  modules=logins.MODULES, server=logins.CONFIGURATION
                  + "StartServers %d\nMinSpareServers %d\n"
                  % (PROCESSES, PROCESSES)
                  + "AdvoluxLoginThrottle 2 120\n")
    try:
        yield httpd.start()
    finally:
        httpd.stop()
        watch.see("log of httpd", httpd.logged())
        httpd.drop()


@pytest.fixture
def front(httpd_of_many, watch):
    return Front(httpd_of_many, watch)


@pytest.fixture
def office():
    """The one address of an office of this test's own."""
    return "192.0.2.%d" % next(_number)


@pytest.fixture
def person(front, cluster, watch):
    return People(cluster, front.httpd, watch).new()


@pytest.fixture
def device(front, person, office):
    """(login, password, address) that was verified."""
    assert front.ask(person.login, person.password, office).status == 207
    return person.login, person.password, office


def right(front, device, times=40):
    """Statuses of a verified device, which several processes give."""
    before = len(front.processes())
    statuses = front.statuses(*[device] * times, at_once=4)
    assert len(set(front.processes()[before:])) > 1
    return statuses


def test_wrong_passwords_from_the_offices_one_address(front, device, office):
    assert 503 in front.statuses(*wrong(device[0], 11, office))
    assert right(front, device) == [207] * 40


def test_a_wrong_password_ever_again(front, device, office):
    over = threading.Event()

    def guess():
        for guess in wrong(device[0], 1000, office):
            if over.wait(0.05):
                return
            front.ask(*guess)

    guesser = threading.Thread(target=guess)
    guesser.start()
    try:
        statuses = [front.ask(*device).status for _ in range(40)
                    if not over.wait(0.1)]
    finally:
        over.set()
        guesser.join()
    assert statuses == [207] * 40
    assert front.ask(device[0], "falsch", office).status == 503


def test_wrong_passwords_from_everywhere(front, device):
    for n in range(12):
        front.statuses(*wrong(device[0], 11, "198.51.100.%d" % n), at_once=4)
    assert right(front, device) == [207] * 40
    assert front.ask(*device[:2], "203.0.113.9").status == 207


def test_invented_logins(front, device, office):
    front.statuses(*[("erfunden%d" % n, "x", office) for n in range(65)],
                   at_once=4)
    assert front.ask("erfunden", "x", office).status == 503
    assert right(front, device) == [207] * 40


def test_one_hash_for_all_processes(front, person, office):
    """A device asks by several connections at once when it begins."""
    before = front.counted("verified")
    device = person.login, person.password, office
    assert front.statuses(*[device] * 8, at_once=4) == [207] * 8
    assert right(front, device) == [207] * 40
    assert front.counted("verified") == before + 1


def test_graceful_restart_forgets_nobody(front, device, office):
    assert 503 in front.statuses(*wrong(device[0], 11, office))
    verified = front.counted("verified")
    old = set(front.httpd.workers())
    front.httpd.process.send_signal(signal.SIGUSR1)
    wait_until("other processes serve, several", lambda: not old & set(
        front.httpd.workers()) and len(front.httpd.workers()) == PROCESSES)
    assert right(front, device) == [207] * 40
    assert front.counted("verified") == verified
    assert front.ask(device[0], "falsch", office).status == 503


def test_killed_processes_block_nobody(front, cluster, watch, office):
    """Whatever they held: locks, places, counts."""
    people = [People(cluster, front.httpd, watch).new() for _ in range(12)]
    over = threading.Event()
    dice = random.Random(1)

    def ask(person):
        while not over.is_set():
            try:
                front.ask(person.login, person.password, office)
                front.ask(person.login, "falsch %f" % time.time(), office)
            except OSError:
                pass            # its process was killed

    threads = [threading.Thread(target=ask, args=[one]) for one in people]
    for person in people:
        assert front.ask(person.login, person.password, office).status == 207
    for one in threads:
        one.start()
    for _ in range(40):
        time.sleep(0.05)
        children = front.httpd.workers()
        if children:
            os.kill(dice.choice(children), signal.SIGKILL)
    over.set()
    for one in threads:
        one.join(60)
        assert not one.is_alive(), "a request hangs"
    for person in people:
        begin = time.monotonic()
        assert front.ask(person.login, person.password, office).status == 207
        assert time.monotonic() - begin < 10
