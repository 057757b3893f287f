# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""400: there is no such level.

RFC 6578 section 3.3."""

import pytest


@pytest.mark.parametrize("level", ["0", "2", "-1", "", "eins"])
def test_400(person, level):
    answer = person.dav.sync_collection(person.dav.termine, level=level)
    assert answer.status == 400, answer
