# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""That header is for GET and HEAD alone: properties change without it.

RFC 9110 section 13.1.3."""

import pytest


@pytest.mark.parametrize("depth", ["0", "1"])
def test_answered(person, depth):
    person.put_event()
    answer = person.dav.propfind(
        person.dav.termine, ["D:displayname"], depth=depth,
        If_Modified_Since="Fri, 01 Jan 2100 00:00:00 GMT")
    assert answer.status == 207, answer
