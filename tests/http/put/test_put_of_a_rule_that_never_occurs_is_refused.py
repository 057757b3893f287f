# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""Nobody could ever see such a series.

RFC 5545 section 3.8.5.3."""

import pytest

from support import ics


@pytest.mark.parametrize("rule", [
    "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30", "FREQ=YEARLY;BYMONTHDAY=31;BYMONTH=4",
    "FREQ=MONTHLY;BYMONTHDAY=31;BYMONTH=6,9"])
def test_refused_by_name(person, rule):
    uid = ics.new_uid()
    answer = person.dav.put(person.dav.termine + uid, ics.event(
        uid, "RRULE:" + rule))
    assert answer.status == 403, answer
    assert answer.preconditions == ["C:valid-calendar-data"]
    assert person.dav.get(person.dav.termine + uid).status == 404
