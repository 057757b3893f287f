# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""Objects of 1 MB and small ones, every report, matching and not, many times
at once: a worker stays small, gives back what it took, and nobody else
waits."""

import os

import pytest

from support import memory
from support.httpd import Httpd

LARGE = int(os.environ.get("ADVOLUX_LARGE", "8"))
SMALL = int(os.environ.get("ADVOLUX_SMALL", "1500"))
CLIENTS = 20
MOST, AFTER = 300 << 20, 60 << 20
QUESTIONS = memory.questions()


@pytest.fixture(scope="module")
def crowd(people):
    person = people.new()
    memory.fill(person, LARGE, SMALL)
    return person


@pytest.fixture(scope="module")
def worker(cluster, watch):
    httpd = Httpd(cluster, threads=32).start()
    try:
        yield httpd
    finally:
        httpd.stop()
        watch.see("log of httpd", httpd.logged())
        httpd.drop()


@pytest.mark.parametrize("name", QUESTIONS)
def test_many_at_once(worker, crowd, colleague, name):
    method, depth, body = QUESTIONS[name]
    memory.ask(worker, colleague, "PROPFIND", "0", None)
    with memory.Resident(worker) as resident, \
            memory.Bystander(worker, colleague) as bystander:
        answers = memory.ask_at_once(worker, crowd, (method, depth, body),
                                     CLIENTS)
    after = resident.settled(AFTER)
    print("%s: %d MB, then %d MB; %.2f s" % (
        name, resident.most >> 20, after >> 20, bystander.slowest))
    assert {status for status, _ in answers} <= {200, 207}
    assert resident.most < MOST, "%d MB" % (resident.most >> 20)
    assert after < AFTER, "%d MB" % (after >> 20)
    assert bystander.slowest < 1
