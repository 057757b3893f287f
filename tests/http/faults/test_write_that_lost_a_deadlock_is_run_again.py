# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""PostgreSQL ends a deadlock by taking one of the two transactions back. If it
is a client's write, it is run again, and the client hears nothing of it.

RFC 9110 section 15.6.4."""

import contextlib
from concurrent.futures import ThreadPoolExecutor

import psycopg2
import pytest

WRITE = {"PUT": lambda dav, path: dav.put(path, dav.get(path).text),
         "DELETE": lambda dav, path: dav.delete(path)}
CALENDAR = ("SELECT FROM caldav.calendar WHERE staff_id = %s AND "
            "kind = 'appointment' FOR NO KEY UPDATE")
ITEM = "SELECT caldav.lock_items('appointment', ARRAY[%s::bigint])"
WAITING = ("SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' "
           "AND usename = 'advolux_caldav'")


def ended(person):
    """Deadlocks that PostgreSQL ended."""
    return person.people.cluster.log.read_text().count("deadlock detected")


def meet(person, write):
    """Have a client's write and another transaction wait for each other; the
    answer. PostgreSQL looks for a deadlock once, after a second: if the other
    was not waiting by then, it gives up after two."""
    name = person.put_event()
    item = person.row(name)["appointment_id"]
    with person.people.cluster.connect() as other, \
            ThreadPoolExecutor(1) as pool:
        other.autocommit = False
        cursor = other.cursor()
        cursor.execute("SET deadlock_timeout = '60s'")    # the write loses
        cursor.execute("SET lock_timeout = '2s'")
        cursor.execute(CALENDAR, (person.staff_id,))
        answer = pool.submit(write, person.dav, person.dav.termine + name)
        while not person.people.sql(WAITING):
            assert not answer.done(), answer.result()
        with contextlib.suppress(psycopg2.errors.LockNotAvailable):
            cursor.execute(ITEM, (item,))
        other.rollback()
        return answer.result()


@pytest.mark.parametrize("method", WRITE)
def test_write_succeeds(person, method):
    before = ended(person)
    for _ in range(20):
        assert meet(person, WRITE[method]).status == 204
        if ended(person) > before:
            return
    pytest.fail("no deadlock came about")
