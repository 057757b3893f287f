# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""Each line of an object is compared with each property that calendar-data
names: at most a thousand components and properties are taken.

RFC 4791 section 9.6.1."""

import pytest


@pytest.mark.parametrize("count,status", [(998, 207), (999, 400)])
def test_properties(person, count, status):
    path = person.dav.termine + person.put_event()
    inside = "".join('<C:prop name="X-%d"/>' % i for i in range(count))
    answer = person.dav.shaped(person.dav.termine, [path], (
        '<C:comp name="VCALENDAR"><C:comp name="VEVENT">%s</C:comp></C:comp>'
        % inside))
    assert answer.status == status
    if status == 207:
        assert "UID:" not in answer.members[path].data
