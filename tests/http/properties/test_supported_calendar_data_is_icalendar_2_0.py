# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""And nothing else.

RFC 4791 section 5.2.4."""

import pytest


@pytest.mark.parametrize("place", ["termine", "aufgaben"])
def test_one_type(person, place):
    found = person.dav.propfind(getattr(person.dav, place),
                                ["C:supported-calendar-data"]).only
    kinds = [dict(node.attrib) for node in
             found.props["C:supported-calendar-data"]]
    assert kinds == [{"content-type": "text/calendar", "version": "2.0"}]
