# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""Whoever changes an item takes no lock of a person, and whoever renames a person
none of an item: neither waits for the other with what that one needs."""

CHANGE = ("UPDATE advolux.appointment SET title = 'Neu' "
          "WHERE appointment_id = %s")
JOIN = ("INSERT INTO advolux.participant SELECT %s, staff_id "
        "FROM advolux.staff WHERE login = %s")
LEAVE = ("DELETE FROM advolux.participant WHERE appointment_id = %s AND "
         "staff_id = (SELECT staff_id FROM advolux.staff WHERE login = %s)")
RENAME = "UPDATE advolux.staff SET name = md5(name) WHERE login = %s"


def names(session, item):
    """What the appointment's calendars say of who takes part."""
    session.execute("SELECT DISTINCT components[1][24] FROM caldav.source "
                    "WHERE kind = 'appointment' AND item_id = %s "
                    "AND components IS NOT NULL", (item,))
    return [row[0] for row in session.fetchall()]


def name(session, login):
    session.execute("SELECT name FROM advolux.staff WHERE login = %s", (login,))
    return session.fetchone()[0]


def test_in_the_middle_of_a_transaction(database, session, people, appointment,
                                        running, waits):
    """An item of theirs is changed, then they are to take part in another."""
    main, other, _ = people
    first = appointment(main, other)
    second = appointment(main)
    office, personnel = database(), database()
    office.cursor().execute(CHANGE, (first,))
    cursor = personnel.cursor()
    rename = running(lambda: (cursor.execute(RENAME, (other,)),
                              personnel.commit()))
    assert waits(personnel)
    office.cursor().execute(JOIN, (second, other))
    office.commit()
    rename.finish()
    assert names(session, second) == [name(session, other)]


def test_all_the_time(session, people, appointment, hammer):
    first, second, third = people
    items = [appointment(first, second), appointment(second, third),
             appointment(third)]
    hammer(
        [[(LEAVE, (items[0], second)), (JOIN, (items[0], second))]],
        [[(LEAVE, (items[1], third)), (JOIN, (items[1], third))]],
        [[(JOIN, (items[2], second)), (LEAVE, (items[2], second))]],
        [[(RENAME, (second,))]], [[(RENAME, (third,))]],
        [[("UPDATE advolux.staff SET time_zone = CASE time_zone WHEN 'UTC' "
           "THEN 'Asia/Tokyo' ELSE 'UTC' END WHERE login = %s", (first,))]])
    assert names(session, items[0]) == [name(session, second)]
    assert names(session, items[1]) == [name(session, third)]
