# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""is-not-defined in a nested comp-filter.

RFC 4791 section 9.7.4."""

from support.filters import NOT_DEFINED, comp
from support.shelf import alarm


def test_without(shelf):
    shelf.add("rings", "DTSTART:20310310T090000Z", *alarm("TRIGGER:-PT5M"))
    shelf.add("silent", "DTSTART:20310310T090000Z")
    assert shelf.find(comp("VALARM", NOT_DEFINED)) == {"silent"}
