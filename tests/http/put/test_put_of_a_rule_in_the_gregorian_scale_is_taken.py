# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""RSCALE=GREGORIAN and SKIP=OMIT say what a rule means without them.

RFC 7529 section 4."""

import pytest


@pytest.mark.parametrize("rule", [
    "RSCALE=GREGORIAN;FREQ=MONTHLY;BYMONTHDAY=31;COUNT=3",
    "RSCALE=GREGORIAN;FREQ=MONTHLY;BYMONTHDAY=31;SKIP=OMIT;COUNT=3",
    "FREQ=MONTHLY;BYMONTHDAY=31;COUNT=3;rscale=gregorian"])
def test_taken(shelf, rule):
    shelf.add("a", "DTSTART:20310131T090000Z", "DURATION:PT1H",
              "RRULE:" + rule)
    assert [period for _, period in shelf.busy()] == [
        "20310131T090000Z/20310131T100000Z",
        "20310331T090000Z/20310331T100000Z",
        "20310531T090000Z/20310531T100000Z"]
