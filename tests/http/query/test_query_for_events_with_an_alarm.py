# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""A comp-filter within a comp-filter: the component has such a part.

RFC 4791 section 9.7.1."""

from support.filters import comp
from support.shelf import alarm


def test_with(shelf):
    shelf.add("rings", "DTSTART:20310310T090000Z", *alarm("TRIGGER:-PT5M"))
    shelf.add("silent", "DTSTART:20310310T090000Z")
    assert shelf.find(comp("VALARM")) == {"rings"}
