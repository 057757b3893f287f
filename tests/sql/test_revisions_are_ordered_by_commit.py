# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""Who takes a revision first commits first: the next one waits."""

from support.caller import CALLER, an_object

CHANGE = "UPDATE advolux.appointment SET title = %s WHERE appointment_id = %s"
REVISION = """
    SELECT c.revision FROM caldav.calendar c JOIN advolux.staff s USING (staff_id)
    WHERE s.login = %s AND c.kind = 'appointment'"""


def revision(cursor, login):
    cursor.execute(REVISION, (login,))
    return cursor.fetchone()[0]


def test_second_writer_waits_for_the_first_to_commit(
        database, session, people, appointment, running, waits):
    one, other = appointment(people[0]), appointment(people[0])
    before = revision(session, people[0])
    first, second = database(), database()
    first.cursor().execute(CHANGE, ("first", one))
    change = running(lambda: (second.cursor().execute(CHANGE, ("second", other)),
                              second.commit()))
    assert waits(second)
    assert revision(session, people[0]) == before
    first.commit()
    change.finish()
    session.execute("SELECT item_id FROM caldav.entry WHERE item_id = ANY (%s) "
                    "AND kind = 'appointment' ORDER BY revision", ([one, other],))
    assert [row[0] for row in session.fetchall()] == [one, other]
    assert revision(session, people[0]) == before + 2


def test_rollback_of_the_first_leaves_no_gap(
        database, session, people, appointment, running, waits):
    one, other = appointment(people[0]), appointment(people[0])
    before = revision(session, people[0])
    first, second = database(), database()
    first.cursor().execute(CHANGE, ("first", one))
    change = running(lambda: (second.cursor().execute(CHANGE, ("second", other)),
                              second.commit()))
    assert waits(second)
    first.rollback()
    change.finish()
    assert revision(session, people[0]) == before + 1


def test_writers_of_different_calendars_do_not_wait(
        database, people, appointment, running):
    one, other = appointment(people[0]), appointment(people[1])
    first, second = database(), database()
    first.cursor().execute(CHANGE, ("first", one))
    running(lambda: (second.cursor().execute(CHANGE, ("second", other)),
                     second.commit())).finish(5)
    first.commit()


def test_put_waits_for_the_calendar_and_then_judges(
        database, session, people, appointment, running, waits):
    item = appointment(people[0])
    session.execute("SELECT name, version, uid FROM caldav.entry "
                    "WHERE item_id = %s AND kind = 'appointment'", (item,))
    name, version, uid = session.fetchone()
    first, second = database(), database()
    first.cursor().execute(CHANGE, ("Advolux", item))

    def put():
        with second, second.cursor() as cursor:
            cursor.execute(
                "SELECT status FROM caldav.login, caldav.put(" + CALLER +
                ", 'appointment', 'p', %s, %s, %s, " + an_object(uid) +
                ", '[{\"title\": \"Client\", \"starts\": "
                "\"20260301T100000\", \"ends\": \"20260301T110000\"}]') "
                "WHERE login = %s", (name, version, uid, people[0]))
            return cursor.fetchone()[0]

    write = running(put)
    assert waits(second)
    first.commit()
    assert write.finish() == "changed"
    session.execute("SELECT title FROM advolux.appointment "
                    "WHERE appointment_id = %s", (item,))
    assert session.fetchone()[0] == "Advolux"
