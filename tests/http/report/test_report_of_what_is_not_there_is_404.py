# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""Whatever the report.

RFC 3253 section 3.6."""

import pytest

from support.names import document, prop

QUERY = document("C:calendar-query", prop(["D:getetag"]) +
                 '<C:filter><C:comp-filter name="VCALENDAR"/></C:filter>')


@pytest.mark.parametrize("place", ["calendars/{0}/termine/nie.ics",
                                   "calendars/{0}/neu/", "calendars/niemand/",
                                   "calendars/niemand/termine/"])
@pytest.mark.parametrize("body", [QUERY, document(
    "D:sync-collection", "<D:sync-token/>" + prop(["D:getetag"]))])
def test_404(person, place, body):
    answer = person.dav.report(person.dav.root + place.format(person.login),
                               body, depth="0")
    assert answer.status == 404, answer
