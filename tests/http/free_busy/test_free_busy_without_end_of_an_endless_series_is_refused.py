# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""There would be no end of it: number-of-matches-within-limits.

RFC 4791 section 7.10."""


def test_bounded(shelf):
    shelf.add("a", "DTSTART:20310115T090000Z", "DURATION:PT1H",
              "RRULE:FREQ=DAILY")
    answer = shelf.busy_answer(start="20310101T000000Z")
    assert answer.status == 403
    assert answer.preconditions == ["D:number-of-matches-within-limits"]
    assert len(shelf.busy("20310115T000000Z", "20310120T000000Z")) == 5
