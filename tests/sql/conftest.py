# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""Sessions of the database that PG* names, and people of a test's own."""

import pathlib
import sys
import threading
import time
import uuid

import psycopg2
import pytest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))


@pytest.fixture
def database():
    """A function that opens a session; all are closed with the test."""
    opened = []

    def connect(**where):
        connection = psycopg2.connect("", **where)
        opened.append(connection)
        return connection

    yield connect
    for connection in opened:
        connection.close()


@pytest.fixture
def session(database):
    """A session that commits each statement."""
    connection = database()
    connection.autocommit = True
    return connection.cursor()


@pytest.fixture
def people(session):
    """Logins of three people with CalDAV switched on, gone after the test."""
    logins = ["%s-%s" % (name, uuid.uuid4().hex[:8]) for name in "abc"]
    for login in logins:
        session.execute("INSERT INTO advolux.staff (login, name) "
                        "VALUES (%s, %s)", (login, login))
        session.execute("SELECT caldav.set_password(%s, '$test$')", (login,))
    yield logins
    for table in "appointment", "task":
        session.execute(
            "DELETE FROM advolux." + table + " WHERE main_editor IN (SELECT "
            "staff_id FROM advolux.staff WHERE login = ANY (%s))", (logins,))
    session.execute("DELETE FROM advolux.staff WHERE login = ANY (%s)", (logins,))


@pytest.fixture
def appointment(session):
    """appointment(editor, *participants): a new one's key."""
    def make(editor, *participants):
        session.execute(
            "INSERT INTO advolux.appointment (main_editor, title, start_at, "
            "end_at) SELECT staff_id, 'Meeting', now(), now() "
            "FROM advolux.staff WHERE login = %s RETURNING appointment_id",
            (editor,))
        item = session.fetchone()[0]
        session.execute(
            "INSERT INTO advolux.participant SELECT %s, staff_id "
            "FROM advolux.staff WHERE login = ANY (%s)",
            (item, list(participants)))
        return item
    return make


class Running(threading.Thread):
    """A function in a thread of its own; finish() gives its answer or error."""

    def __init__(self, function):
        super().__init__(daemon=True)
        self.function = function
        self.answer = self.error = None
        self.start()

    def run(self):
        try:
            self.answer = self.function()
        except Exception as error:      # pylint: disable=broad-except
            self.error = error

    def finish(self, seconds=60):
        self.join(seconds)
        assert not self.is_alive(), "still running"
        if self.error:
            raise self.error
        return self.answer


@pytest.fixture
def running():
    return Running


@pytest.fixture
def waits(session):
    """waits(connection): wait until that session waits for a lock."""
    def wait(connection, seconds=60):
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            session.execute("SELECT wait_event_type = 'Lock' "
                            "FROM pg_stat_activity WHERE pid = %s",
                            (connection.info.backend_pid,))
            if session.fetchone()[0]:
                return True
            time.sleep(0.01)
        return False
    return wait


@pytest.fixture
def overlap(database, running, waits):
    """overlap(first, second), each (statement, values): the second waits for
    the first, in a transaction of its own; both are committed then."""
    def run(first, second):
        sessions = database(), database()
        sessions[0].cursor().execute(*first)
        late = running(lambda: sessions[1].cursor().execute(*second))
        assert waits(sessions[1])
        sessions[0].commit()
        late.finish()
        sessions[1].commit()
    return run


@pytest.fixture
def hammer(database, running):
    """hammer(works): all at once, each in a session of its own and a hundred
    times. A work is a list of transactions, these are lists of (statement,
    values)."""
    def write(work):
        connection = database()
        cursor = connection.cursor()
        for _ in range(100):
            for transaction in work:
                for statement in transaction:
                    cursor.execute(*statement)
                connection.commit()

    def run(*works):
        for writer in [running(lambda w=work: write(w)) for work in works]:
            writer.finish(seconds=120)
    return run
