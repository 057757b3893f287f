# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""timezone or timezone-id, not both.

RFC 7809 section 5.3."""

from support import ics
from support.filters import calendar, comp


def test_both(shelf):
    one = "<C:timezone>%s</C:timezone>" % ics.zone("Europe/Berlin")
    two = "<C:timezone-id>Europe/Berlin</C:timezone-id>"
    filter = calendar(comp("VEVENT"))
    assert shelf.query(filter, extra=one + two).status == 400
    assert shelf.query(filter, extra=one).status == 207
