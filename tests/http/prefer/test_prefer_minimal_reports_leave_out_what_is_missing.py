# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""calendar-query, calendar-multiget, sync-collection.

RFC 8144 section 2.1."""

import pytest

from support.names import document, element, prop

PROP = prop(["D:getetag", "X:nie"])
BODIES = {
    "C:calendar-query": PROP +
        '<C:filter><C:comp-filter name="VCALENDAR"/></C:filter>',
    "D:sync-collection": "<D:sync-token/><D:sync-level>1</D:sync-level>" +
        PROP,
}


@pytest.mark.parametrize("name", ["C:calendar-query", "D:sync-collection",
                                  "C:calendar-multiget"])
@pytest.mark.parametrize("minimal", [False, True])
def test_report(person, name, minimal):
    path = person.dav.termine + person.put_event()
    inside = BODIES.get(name) or PROP + element("D:href", path)
    headers = {"Prefer": "return=minimal"} if minimal else {}
    answer = person.dav.report(person.dav.termine, document(name, inside),
                               **headers)
    assert answer.only.etag
    assert answer.only.refused == ({} if minimal else {"X:nie": 404})
    assert answer.headers.get("Preference-Applied") == (
        "return=minimal" if minimal else None)
