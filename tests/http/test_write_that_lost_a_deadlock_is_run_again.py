# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""PostgreSQL ends a deadlock by taking one of the two transactions back. If it
is a client's write, it is run again, and the client hears nothing of it."""

from concurrent.futures import ThreadPoolExecutor

import pytest

WRITE = {"PUT": lambda dav, path: dav.put(path, dav.get(path).text),
         "DELETE": lambda dav, path: dav.delete(path)}
CALENDAR = ("SELECT FROM caldav.calendar WHERE login = %s AND "
            "kind = 'appointment' FOR NO KEY UPDATE")
ITEM = "SELECT caldav.lock_items('appointment', ARRAY[%s::bigint])"
WAITING = ("SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' "
           "AND usename = 'advolux_caldav'")


def ended(person):
    """Deadlocks that PostgreSQL ended."""
    return person.people.cluster.log.read_text().count("deadlock detected")


@pytest.mark.parametrize("method", WRITE)
def test_write_succeeds(person, method):
    name = person.put_event()
    path = person.dav.termine + name
    item = person.row(name)["appointment_id"]
    before = ended(person)
    with person.people.cluster.connect() as other, \
            ThreadPoolExecutor(1) as pool:
        other.autocommit = False
        cursor = other.cursor()
        cursor.execute("SET deadlock_timeout = '60s'")    # the other one loses
        cursor.execute(CALENDAR, (person.login,))
        answer = pool.submit(WRITE[method], person.dav, path)
        while not person.people.sql(WAITING):
            assert not answer.done(), answer.result()
        cursor.execute(ITEM, (item,))
        other.commit()
        assert answer.result().status == 204
    assert ended(person) > before
