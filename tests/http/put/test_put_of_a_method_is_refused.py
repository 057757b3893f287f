# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""CALDAV:valid-calendar-object-resource: what is stored has no METHOD.

RFC 4791 section 4.1."""

import pytest

from support import ics


@pytest.mark.parametrize("method", ["PUBLISH", "REQUEST", "X-OTHER"])
def test_refused_by_name(person, method):
    uid = ics.new_uid()
    answer = person.dav.put(
        person.dav.termine + uid + ".ics", ics.event(uid).replace(
            "BEGIN:VEVENT", "METHOD:%s\r\nBEGIN:VEVENT" % method))
    assert answer.status == 403, answer
    assert answer.preconditions == ["C:valid-calendar-object-resource"]
