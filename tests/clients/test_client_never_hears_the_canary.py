# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""S18: of deadlines, nothing comes to a client or its log."""

import pytest

from advolux import rows
from support.canary import CANARY, sings


@pytest.mark.parametrize("login", ["berger", "anna.hoffmann",
                                   "mueller-weiss", "yilmaz", "schulte"])
def test_client_never_hears_the_canary(demo_client, advolux, login):
    deadlines = rows(advolux.reader, """
        SELECT d.title FROM advolux.deadline d
        JOIN advolux.staff s USING (staff_id) WHERE s.login = %(login)s""",
                     login=login)
    assert deadlines and all(CANARY in row["title"] for row in deadlines)
    client = demo_client(login)
    for calendar in ("termine", "aufgaben"):
        items = client.items(calendar)
        assert items
        assert not [uid for uid, text in items.items() if sings(text)]
    assert not sings(client.output)
