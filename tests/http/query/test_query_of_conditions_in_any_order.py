# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""time-range, prop-filter and comp-filter in any order say the same.

RFC 4791 section 9.7.1."""

from support.filters import comp, prop, second, text
from support.shelf import alarm


def test_orders(shelf):
    shelf.add("a", "DTSTART:20310310T090000Z", "SUMMARY:x",
              *alarm("TRIGGER:-PT5M"))
    shelf.add("b", "DTSTART:20310310T090000Z", "SUMMARY:x")
    parts = [second("20310310T090000Z"), prop("SUMMARY", text("x")),
             comp("VALARM")]
    for order in ((0, 1, 2), (1, 0, 2), (2, 1, 0), (1, 2, 0)):
        assert shelf.find(*[parts[i] for i in order]) == {"a"}
