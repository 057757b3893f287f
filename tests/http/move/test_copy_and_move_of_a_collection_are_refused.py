# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""Calendars stay where Advolux has put them.

RFC 4791 section 5.3.1."""

import pytest


@pytest.mark.parametrize("method", ["MOVE", "COPY"])
@pytest.mark.parametrize("name", ["root", "principal", "home", "termine",
                                  "aufgaben"])
def test_refused(person, method, name):
    item = person.dav.termine + person.put_event()
    answer = person.dav.request(method, getattr(person.dav, name), headers={
        "Destination": person.dav.home + "neu/", "Depth": "infinity"})
    assert answer.status == 403, answer
    assert answer.preconditions == ["C:calendar-collection-location-ok"]
    assert person.dav.get(item).status == 200
