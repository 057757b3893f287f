# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""end MUST be later than start.

RFC 4791 section 9.9."""

import pytest

from support.filters import comp, prop, within


@pytest.mark.parametrize("end", ["20310310T080000Z", "20310310T090000Z"])
def test_backwards(shelf, end):
    range = within("20310310T090000Z", end)
    assert shelf.refusal(range) == ("C:valid-filter", [])
    assert shelf.refusal(prop("CREATED", range)) == ("C:valid-filter", [])
    assert shelf.refusal(comp("VALARM", range)) == ("C:valid-filter", [])
