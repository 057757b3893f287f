# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""put takes the calendar's lock last. Whatever another writer commits until then
counts as if it had been there before."""

import json

import psycopg2
import pytest

from support.caller import CALLER, an_object

EVENT = json.dumps([{"title": "Client", "starts": "20300301T100000",
                     "ends": "20300301T110000"}])
LATER = EVENT.replace("Client", "Later")


def put(name, uid, login, expect=0, components=EVENT):
    return ("SELECT p.status, p.name FROM caldav.login, caldav.put(" + CALLER +
            ", 'appointment', 'p', %s, %s, %s, " + an_object(uid) +
            ", %s) AS p WHERE login = %s", (name, expect, uid, components, login))


@pytest.fixture
def second_of(database, running, waits):
    """second_of(first, second, commit=True): what the second statement answers
    that waits for the transaction of the first."""
    def run(first, second, commit=True):
        sessions = database(), database()
        for statement in first:
            sessions[0].cursor().execute(*statement)

        def late():
            with sessions[1], sessions[1].cursor() as cursor:
                cursor.execute(*second)
                return cursor.fetchone()
        write = running(late)
        assert waits(sessions[1])
        (sessions[0].commit if commit else sessions[0].rollback)()
        return write.finish()
    return run


@pytest.fixture
def items(session, people):
    """items(): titles of the first person's appointments."""
    def titles():
        session.execute(
            "SELECT title FROM advolux.appointment JOIN advolux.staff "
            "ON staff_id = main_editor WHERE login = %s ORDER BY 1", (people[0],))
        return [title for title, in session.fetchall()]
    return titles


@pytest.fixture
def stored(session, people):
    """A stored object's version."""
    session.execute(*put("a.ics", "a", people[0]))
    assert session.fetchone()[0] == "created"
    session.execute("SELECT version FROM caldav.entry JOIN caldav.calendar c "
                    "USING (calendar_id) JOIN caldav.login USING (staff_id) "
                    "WHERE login = %s AND name = 'a.ics'", (people[0],))
    return session.fetchone()[0]


@pytest.mark.parametrize("name, uid, answer", [
    ("a.ics", "a", ("changed", None)), ("a.ics", "b", ("changed", None)),
    ("b.ics", "a", ("uid-taken", "a.ics")), ("b.ics", "b", ("created", "b.ics"))])
def test_two_new_objects(people, second_of, items, name, uid, answer):
    assert second_of([put("a.ics", "a", people[0])],
                     put(name, uid, people[0], components=LATER)) == answer
    assert items() == ["Client"] + ["Later"] * (answer[0] == "created")


@pytest.mark.parametrize("name, uid", [("a.ics", "a"), ("b.ics", "a")])
def test_the_first_is_rolled_back(people, second_of, items, name, uid):
    assert second_of([put("a.ics", "a", people[0])],
                     put(name, uid, people[0], components=LATER),
                     commit=False)[0] == "created"
    assert items() == ["Later"]


def test_a_name_that_becomes_free(session, people, stored, second_of, items):
    """It was taken when the second began."""
    remove = ("SELECT status FROM caldav.login, caldav.remove(" + CALLER +
              ", 'appointment', 'p', 'a.ics', %s) WHERE login = %s",
              (stored, people[0]))
    assert second_of([remove], put("a.ics", "a", people[0])) == (
        "created", "a.ics")
    assert items() == ["Client", "Client"]      # one of them is in the trash


def test_a_hidden_item_with_the_uid(session, people, stored, second_of, items):
    """What Advolux hides meanwhile keeps its UID."""
    session.execute("SELECT appointment_id FROM advolux.appointment "
                    "JOIN advolux.staff ON staff_id = main_editor "
                    "WHERE login = %s", (people[0],))
    hide = ("UPDATE advolux.appointment SET sync_mode = 'none' "
            "WHERE appointment_id = %s", session.fetchone())
    assert second_of([hide], put("b.ics", "a", people[0])) == ("hidden", None)
    assert items() == ["Client"]


@pytest.mark.parametrize("statement", [
    "SELECT caldav.set_password(%s, '$test$other')",
    "UPDATE advolux.staff SET active = false WHERE login = %s",
    "SELECT caldav.enable(%s, false)"])
@pytest.mark.parametrize("new", [True, False])
def test_somebody_who_is_nobody_any_more(people, stored, second_of, items,
                                         statement, new):
    """The other transaction has the calendar, and ends the login as well."""
    first = [put("z.ics", "z", people[0]), (statement, (people[0],))]
    second = put("b.ics", "b", people[0], components=LATER) if new else \
        put("a.ics", "a", people[0], stored, LATER)
    with pytest.raises(psycopg2.Error) as raised:
        second_of(first, second)
    assert raised.value.pgcode == "28000"
    assert "Later" not in items()


def test_a_version_that_heals_meanwhile(session, people, appointment, second_of,
                                        items, stored):
    """What was judged is not there any more, though the item is the same."""
    heal = ("UPDATE caldav.entry e SET version = c.revision + 1 "
            "FROM caldav.calendar c JOIN caldav.login USING (staff_id) "
            "WHERE e.calendar_id = c.calendar_id AND e.name = 'a.ics' "
            "AND login = %s", (people[0],))
    first = [put("z.ics", "z", people[0]), heal]
    assert second_of(first, put("a.ics", "a", people[0], stored, LATER)) == (
        "changed", None)
    assert "Later" not in items()


@pytest.mark.parametrize("quota, fits", [(2, True), (1, False)])
def test_a_quota_that_both_fit_into_alone(session, people, second_of, quota, fits):
    session.execute("UPDATE caldav.login SET quota_items = %s WHERE login = %s",
                    (quota, people[0]))
    assert second_of([put("a.ics", "a", people[0])],
                     put("b.ics", "b", people[0]))[0] == (
                         "created" if fits else "over-quota")


def test_a_quota_of_whom_another_authentication_vouches_for(session, people):
    statement, values = put("a.ics", "a", people[0])
    statement = statement.replace(CALLER, "login.login, 0, NULL")
    session.execute("BEGIN; UPDATE caldav.setting SET value = 'on' "
                    "WHERE name = 'external_authentication';"
                    "UPDATE caldav.login SET quota_items = 0 WHERE login = %s",
                    (people[0],))
    session.execute(statement, values)
    assert session.fetchone()[0] == "over-quota"
    session.execute("ROLLBACK")


def test_one_calendar_is_waited_for_when_all_else_is_done(
        database, people, running, waits):
    """The second holds its item, and lets who wants another one by."""
    first, second = database(), database()
    first.cursor().execute(*put("a.ics", "a", people[0]))
    write = running(lambda: (second.cursor().execute(
        *put("b.ics", "b", people[0])), second.commit()))
    assert waits(second)
    with database() as third, third.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_locks WHERE pid = %s AND granted "
                       "AND relation = 'advolux.journal'::regclass",
                       (second.info.backend_pid,))
        assert cursor.fetchone()[0], "its journal is written"
    first.commit()
    write.finish()
