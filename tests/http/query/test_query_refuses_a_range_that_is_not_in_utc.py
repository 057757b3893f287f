# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""Dates, local times, other notations, times that do not exist.

RFC 4791 section 9.9."""

import pytest

from support.filters import within


@pytest.mark.parametrize("start", [
    "20310310", "20310310T090000", "2031-03-10T09:00:00Z", "20310230T090000Z",
    "20310310T250000Z", "20310310T090000Z ", "tomorrow", ""])
def test_not_utc(shelf, start):
    assert shelf.refusal(within(start=start)) == ("C:valid-filter", [])
    assert shelf.refusal(within(end=start)) == ("C:valid-filter", [])
