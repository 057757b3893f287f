# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""A person is renamed while somebody makes them a participant: whoever commits
first, the appointment says the new name."""

import pytest

JOIN = ("INSERT INTO advolux.participant SELECT %s, staff_id "
        "FROM advolux.staff WHERE login = %s")
RENAME = "UPDATE advolux.staff SET name = 'Neu' WHERE login = %s"


@pytest.mark.parametrize("rename_first", [True, False])
def test_at_the_same_time(database, session, people, appointment, running,
                          waits, rename_first):
    main, other, _ = people
    item = appointment(main)
    statements = [(JOIN, (item, other)), (RENAME, (other,))]
    if rename_first:
        statements.reverse()
    first, second = database(), database()
    cursors = [connection.cursor() for connection in (first, second)]
    cursors[0].execute(*statements[0])
    late = running(lambda: cursors[1].execute(*statements[1]))
    assert waits(second)
    first.commit()
    late.finish()
    second.commit()
    session.execute("SELECT components[1][24] FROM caldav.source WHERE "
                    "kind = 'appointment' AND item_id = %s", (item,))
    assert session.fetchall() == [("Neu",), ("Neu",)]
