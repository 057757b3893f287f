# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""A person is renamed while somebody makes them a participant: whoever commits
first, the appointment says the new name."""

import pytest

JOIN = ("INSERT INTO advolux.participant SELECT %s, staff_id "
        "FROM advolux.staff WHERE login = %s")
RENAME = "UPDATE advolux.staff SET name = 'Neu' WHERE login = %s"


@pytest.mark.parametrize("rename_first", [True, False])
def test_at_the_same_time(session, people, appointment, overlap,
                          rename_first):
    main, other, _ = people
    item = appointment(main)
    statements = [(JOIN, (item, other)), (RENAME, (other,))]
    if rename_first:
        statements.reverse()
    overlap(*statements)
    session.execute("SELECT components[1][24] FROM caldav.source WHERE "
                    "kind = 'appointment' AND item_id = %s", (item,))
    assert session.fetchall() == [("Neu",), ("Neu",)]
