# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""Objects of 1 MB and small ones, every report, matching and not, GET and PUT,
many times at once: a worker stays small, gives back what it took, and nobody else
waits."""

import os

import pytest

from support import ics, memory
from support.httpd import Httpd

LARGE = int(os.environ.get("ADVOLUX_LARGE", "8"))
SMALL = int(os.environ.get("ADVOLUX_SMALL", "1500"))
CLIENTS = 20
MOST, AFTER = 300 << 20, 60 << 20
# In a test among others the machine is not this one's alone.
SLOWEST = 1 if LARGE >= 60 else 3
QUESTIONS = memory.questions()


@pytest.fixture(scope="module")
def filled(people):
    """A person, and the paths of their large objects."""
    person = people.new()
    return person, memory.fill(person, LARGE, SMALL)


@pytest.fixture(scope="module")
def worker(cluster, watch):
    httpd = Httpd(cluster, threads=32).start()
    try:
        yield httpd
    finally:
        httpd.stop()
        watch.see("log of httpd", httpd.logged())
        httpd.drop()


def held(worker, colleague, name, does, *arguments):
    """What each of the clients got who do this at once, while a worker and
    somebody else are watched."""
    memory.ask(worker, colleague, "PROPFIND", "0", None)
    with memory.Resident(worker) as resident, \
            memory.Bystander(worker, colleague) as bystander:
        answers = memory.at_once(CLIENTS, does, *arguments)
    after = resident.settled(AFTER)
    print("%s: %d MB, then %d MB; %.2f s" % (
        name, resident.most >> 20, after >> 20, bystander.slowest))
    assert resident.most < MOST, "%d MB" % (resident.most >> 20)
    assert after < AFTER, "%d MB" % (after >> 20)
    assert bystander.slowest < SLOWEST
    return answers


@pytest.mark.parametrize("name", QUESTIONS)
def test_many_at_once(worker, filled, colleague, name):
    person, _ = filled
    answers = held(worker, colleague, name, memory.ask, worker, person,
                   *QUESTIONS[name])
    assert {status for status, _ in answers} <= {200, 207}


def test_multiget(worker, filled, colleague):
    person, paths = filled
    answers = held(worker, colleague, "multiget", memory.ask, worker, person,
                   *memory.multiget(paths))
    assert {status for status, _ in answers} == {207}
    assert min(octets for _, octets in answers) > 900000 * len(paths)


def test_get(worker, filled, colleague):
    person, paths = filled

    def get():
        return [memory.ask(worker, person, "GET", None, None, place=path)
                for path in paths]
    for answers in held(worker, colleague, "GET", get):
        assert {status for status, _ in answers} == {200}


def test_put(worker, people, colleague):
    """Everybody of the same person, so each waits for the calendar."""
    writer = people.new()

    def put():
        found = []
        for shape in range(4):
            uid = ics.new_uid()
            found.append(memory.ask(
                worker, writer, "PUT", None, memory.megabyte(shape, uid),
                place=writer.dav.termine + uid + ".ics")[0])
        return found
    answers = held(worker, colleague, "PUT", put)
    assert set().union(*answers) <= {201, 503}
    assert sum(answer.count(201) for answer in answers) >= 4 * CLIENTS // 2
