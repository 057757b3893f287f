# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""A person's time zone changes while somebody writes an item of theirs: whoever
commits first, the item's extent is that of its days in the new zone."""

import pytest

from support.caller import CALLER, an_object

MOVE = "UPDATE advolux.staff SET time_zone = 'Asia/Tokyo' WHERE login = %s"
PUT = """
    SELECT status FROM caldav.login, caldav.put(
        """ + CALLER + """, '{kind}', 'phone', 'new.ics', 0, 'new', {text},
        '[{{"title": "Ganz", "all_day": true, "zone": "Europe/Berlin",
           "starts": "20260301T000000", "ends": "20260302T000000"}}]')
    WHERE login = %s"""
INSERT = """
    INSERT INTO advolux.{kind} (main_editor, sync_mode, title, all_day,
                                start_date, {end}_date)
    SELECT staff_id, 'both', 'Ganz', true, '2026-03-01', '2026-03-02'
    FROM advolux.staff WHERE login = %s"""
JOIN = """
    WITH item AS (
        UPDATE advolux.appointment
        SET all_day = true, start_at = NULL, end_at = NULL,
            start_date = '2026-03-01', end_date = '2026-03-02'
        WHERE title = 'Meeting' RETURNING appointment_id)
    INSERT INTO advolux.participant
    SELECT appointment_id, staff_id FROM item, advolux.staff WHERE login = %s"""

WRITES = {
    "put of an appointment": PUT.format(kind="appointment", text=an_object("new")),
    "put of a task": PUT.format(kind="task", text=an_object("new", "VTODO")),
    "insert of an appointment": INSERT.format(kind="appointment", end="end"),
    "insert of a task": INSERT.format(kind="task", end="due"),
    "a new participant": JOIN,
}


@pytest.mark.parametrize("zone_first", [True, False],
                         ids=["zone first", "write first"])
@pytest.mark.parametrize("write", WRITES)
def test_extent_is_of_the_new_zone(session, people, appointment, overlap, write,
                                   zone_first):
    main, other, _ = people
    appointment(main)
    statements = [(WRITES[write], (other,)), (MOVE, (other,))]
    if zone_first:
        statements.reverse()
    overlap(*statements)
    session.execute(
        "SELECT e.span = p.span, lower(e.span) >= '2026-02-28 14:59:59+00' "
        "AND upper(e.span) <= '2026-03-01 15:00+00', c.time_zone "
        "FROM caldav.collection c JOIN caldav.entry e USING (calendar_id) "
        "JOIN caldav.placement p ON p.staff_id = c.staff_id "
        "AND p.kind = e.kind AND p.item_id = e.item_id "
        "WHERE c.login = %s AND e.visible", (other,))
    assert session.fetchall() == [(True, True, "Asia/Tokyo")]
