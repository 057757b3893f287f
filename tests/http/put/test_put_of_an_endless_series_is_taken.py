# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""max-instances is no reason to refuse what every calendar has.

RFC 4791 section 5.3.2.1."""

import pytest

from support import ics


@pytest.mark.parametrize("rule", ["FREQ=DAILY", "FREQ=WEEKLY;BYDAY=MO,TU",
                                  "FREQ=YEARLY;INTERVAL=400"])
def test_taken(person, rule):
    uid = ics.new_uid()
    answer = person.dav.put(person.dav.termine + uid, ics.event(
        uid, "RRULE:" + rule))
    assert answer.status == 201, answer
    assert person.components(uid)[0]["rrule"] == rule
