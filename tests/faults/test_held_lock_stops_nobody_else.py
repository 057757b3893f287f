# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""A transaction that somebody left open in Advolux holds a shared appointment:
who writes it is told to come again, soon, and everybody else goes on."""

import re
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from support.person import People

WRITERS = 24


@pytest.fixture
def people(cluster, serve, watch):
    return People(cluster, serve(cluster, threads=WRITERS + 8), watch)


@pytest.fixture
def held(cluster):
    """A session of Advolux that can be left in a transaction."""
    connection = cluster.connect(user="advolux_app")
    connection.autocommit = False
    with connection.cursor() as cursor:
        cursor.execute("SET application_name = 'Advolux Arbeitsplatz 7'")
        connection.commit()
        yield cursor
    connection.rollback()
    connection.close()


def timed(call):
    began = time.monotonic()
    answer = call()
    return answer, time.monotonic() - began


def test_reads_of_everybody_go_on(people, held):
    owner, other, third = people.new(), people.new(), people.new()
    item = owner.appointment("Gemeinsam", participants=[other])
    path, name = owner.path(item), other.path(item)
    elsewhere = third.dav.termine + third.put_event()
    text = owner.dav.get(path).text
    held.execute("UPDATE advolux.appointment SET title = 'Offen' "
                 "WHERE appointment_id = %s", (int(item),))
    with ThreadPoolExecutor(WRITERS) as pool:
        asked = [pool.submit(timed, lambda: people.client(
            owner.login, owner.password).put(path, text))
            for _ in range(WRITERS)]
        slowest = 0
        while not all(each.done() for each in asked):
            for dav, where in ((owner.dav, path), (other.dav, name),
                               (third.dav, elsewhere)):
                answer, took = timed(lambda: dav.get(where))
                assert answer.status == 200, answer
                slowest = max(slowest, took)
            time.sleep(0.02)
    for each in asked:
        answer, took = each.result()
        assert answer.status == 503, answer
        assert int(answer.headers["Retry-After"]) > 0
        assert took < 10
    assert slowest < 2, slowest
    held.execute("SELECT pg_backend_pid()")
    logged = people.httpd.errors()
    assert re.search(r"held by process %d \(Advolux Arbeitsplatz 7\), idle in "
                     r"transaction, for \d+ s" % held.fetchone()[0],
                     logged), logged
    held.connection.commit()
    assert owner.dav.put(path, text).status == 204
