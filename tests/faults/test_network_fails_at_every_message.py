# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""The network between httpd and PostgreSQL breaks, falls silent, or is late: at
each message of the protocol, in both directions, of each statement."""

import concurrent.futures
import itertools
import os
import queue
import random
import re
import time

import pytest

import trials
from lane import Lane
from proxy import CLIENT, SERVER, Fault
from support.process import TREE

LANES = 8
# What only long listings ask page by page, who has waited for a lock, what the
# log says of a login that nobody has, and what is noted of a rule of another
# calendar system.
ELSEWHERE = {"list_by_uid", "list_range_page", "lock_holders", "explain_login",
             "learn_days"}
HOW = ("cut", "truncate", "stall", "delay")


@pytest.fixture(scope="module")
def lanes(cluster, watch, ledger):
    made = [Lane(cluster, watch, ledger) for _ in range(LANES)]
    try:
        for lane in made:
            lane.start()
        yield made
    finally:
        for lane in made:
            lane.drop()


def pace(how, to):
    return "network: %s %s" % (how, to)


def messages(lane, make):
    """What passes where nothing fails, after the request has been made once."""
    for _ in range(2):
        trial = make(lane)
        lane.proxy.arm()
        answer = trial.request()
        passed = lane.proxy.disarm()
        assert trial.is_good(answer), (make.__name__, answer)
        lane.compare("none", make.__name__)
    return passed


def faults(passed):
    """Each that can happen to these messages."""
    for to, how in itertools.product((CLIENT, SERVER), HOW):
        for number in range(sum(message.to == to for message in passed)):
            yield Fault(how, to, number)


def fail(lane, make, fault):
    trial = make(lane)
    lane.proxy.arm(fault)
    lane.run(pace(fault.how, fault.to), trial,
             "%s, %s" % (make.__name__, fault), strict=fault.how == "delay")


def work(lane, makes):
    """Every fault of requests that nobody else has taken yet; the statements
    that ran."""
    ran = set()
    while True:
        try:
            make = makes.get_nowait()
        except queue.Empty:
            return ran
        passed = messages(lane, make)
        ran |= {message.statement for message in passed}
        for fault in faults(passed):
            fail(lane, make, fault)


def statements():
    """Their names, of the table."""
    return set(re.findall(r'\[STATEMENT_\w+\] = \{\s*"(\w+)"', (
        TREE / "backend/statement.c").read_text()))


def assert_nothing_broke(ledger):
    assert not [story for how in HOW for to in (CLIENT, SERVER)
                for story in ledger.of(pace(how, to))]


def test_every_message(lanes, ledger):
    makes = queue.SimpleQueue()
    for make in trials.WRITES + trials.READS:   # the longest first
        makes.put(make)
    with concurrent.futures.ThreadPoolExecutor(LANES) as pool:
        ran = set().union(*pool.map(work, lanes, [makes] * LANES))
    assert statements() - ELSEWHERE <= ran, statements() - ran
    assert_nothing_broke(ledger)


def go_on(lane, chance, end):
    while True:
        fail(lane, chance.choice(trials.READS + trials.WRITES), Fault(
            chance.choice(HOW), chance.choice((CLIENT, SERVER)),
            chance.randrange(12)))
        if time.monotonic() > end:
            return


def test_at_random(lanes, ledger, end_of_run):
    """For as long as is asked (FAULTS_SECONDS)."""
    seed = int(os.environ.get("FAULTS_SEED") or random.randrange(10 ** 9))
    print("FAULTS_SEED=%d" % seed)
    with concurrent.futures.ThreadPoolExecutor(LANES) as pool:
        list(pool.map(go_on, lanes, [random.Random(seed + number)
                                     for number in range(LANES)],
                      [end_of_run] * LANES))
    assert_nothing_broke(ledger)
