# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""One comp-filter, named VCALENDAR, and nothing else.

RFC 4791 section 9.7."""

import pytest

from support.filters import calendar, comp, prop
from support.names import document


@pytest.mark.parametrize("filter", [
    "", comp("VEVENT"), prop("UID"), calendar() + calendar(),
    '<D:comp-filter name="VCALENDAR"/>', "<C:comp-filter/>"])
def test_refused(shelf, filter):
    shelf.add("a", "DTSTART:20310310T090000Z")
    answer = shelf.query(filter)
    assert answer.status == 403, answer
    assert answer.preconditions == ["C:valid-filter"]


def test_no_filter_at_all(shelf):
    answer = shelf.dav.report(shelf.place, document("C:calendar-query"))
    assert answer.status == 403
    assert answer.preconditions == ["C:valid-filter"]
