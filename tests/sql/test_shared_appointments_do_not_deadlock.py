# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""Calendars are locked in key order, whatever order the items come in."""

from support.caller import CALLER, an_object

CHANGE = ("UPDATE advolux.appointment SET sequence = (sequence + 1) %% 1000 "
          "WHERE appointment_id = %s")


def test_statements_over_shared_items_in_opposite_order(people, appointment,
                                                        hammer):
    first, second, third = people
    up, down = appointment(first, second, third), appointment(third, second, first)
    hammer([[(CHANGE, (up,))]], [[(CHANGE, (down,))]])


def test_renaming_matter_and_person_beside_changes_of_their_items(
        session, people, appointment, hammer):
    first, second, third = people
    items = [appointment(first, second), appointment(second, third),
             appointment(third, first)]
    session.execute("INSERT INTO advolux.matter (number, title) VALUES (%s, 'M') "
                    "RETURNING matter_id", (first,))
    matter = session.fetchone()[0]
    session.execute("UPDATE advolux.appointment SET matter_id = %s "
                    "WHERE appointment_id = ANY (%s)", (matter, items))
    try:
        hammer(
            [[("UPDATE advolux.matter SET number = md5(number) "
               "WHERE matter_id = %s", (matter,))]],
            [[("UPDATE advolux.staff SET name = md5(name) "
               "WHERE login = %s", (second,))]],
            [[(CHANGE, (item,))] for item in reversed(items)])
    finally:
        session.execute("UPDATE advolux.appointment SET matter_id = NULL "
                        "WHERE matter_id = %s", (matter,))
        session.execute("DELETE FROM advolux.matter WHERE matter_id = %s",
                        (matter,))


def test_clients_beside_advolux(session, people, appointment, hammer):
    """put locks calendars before the item, Advolux the item before them."""
    first, second, _ = people
    item = appointment(first, second)
    put = """
        SELECT p.status
        FROM caldav.entry e JOIN caldav.calendar c USING (calendar_id)
        JOIN caldav.login USING (staff_id), format(""" + an_object("%%s") + """,
                                                   e.uid) AS text,
        caldav.put(""" + CALLER + """, 'appointment', 'p', e.name, e.version,
                   e.uid, text, '[{"title": "Client",
                   "starts": "20260301T100000", "ends": "20260301T110000"}]'
                   ) AS p
        WHERE e.item_id = %s AND e.kind = 'appointment' AND login = %s"""
    hammer(
        [[(put, (item, first))]], [[(CHANGE, (item,))]],
        [[("SELECT caldav.refuse(" + CALLER + ", 'appointment', 'p', e.name, "
           "'put') FROM caldav.entry e JOIN caldav.calendar c "
           "USING (calendar_id) JOIN caldav.login USING (staff_id) "
           "WHERE e.item_id = %s AND login = %s "
           "AND e.kind = 'appointment'", (item, second))]])
    session.execute("SELECT bool_and(e.revision <= c.revision) FROM caldav.entry e "
                    "JOIN caldav.calendar c USING (calendar_id) "
                    "WHERE e.item_id = %s AND e.kind = 'appointment'", (item,))
    assert session.fetchone()[0]
