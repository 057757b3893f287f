# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""CALDAV:supported-calendar-data: what is said to be something else.

RFC 4791 section 5.3.2.1."""

import pytest

from support import ics


@pytest.mark.parametrize("kind", ["text/vcard", "application/calendar+json",
                                  "application/octet-stream", "text",
                                  "text/calendarium"])
def test_refused_by_name(person, kind):
    uid = ics.new_uid()
    path = person.dav.termine + uid + ".ics"
    answer = person.dav.put(path, ics.event(uid), Content_Type=kind)
    assert answer.status == 403, answer
    assert answer.preconditions == ["C:supported-calendar-data"]
    assert person.dav.get(path).status == 404
