# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""Names are letters, digits and '-'; an empty one is none.

RFC 4791 section 9.7.1."""

import pytest

from support.filters import comp, param, prop


@pytest.mark.parametrize("name", ["", "A B", "S\u00dcMMARY", "SUMMARY;X=1"])
def test_names(shelf, name):
    assert shelf.refusal(prop(name)) == ("C:valid-filter", [])
    assert shelf.refusal(comp(name)) == ("C:valid-filter", [])
    assert shelf.refusal(prop("DTSTART", param(name))) == (
        "C:valid-filter", [])
