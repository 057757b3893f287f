# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""400 for anything else; none means T: overwrite, which RFC 4791 forbids.

RFC 4918 section 10.6."""

import pytest


@pytest.mark.parametrize("value,status", [
    (None, 403), ("T", 403), ("t", 403), ("F", 412), ("f", 412), ("X", 400),
    ("", 400), ("TRUE", 400)])
def test_move(person, value, status):
    source, target = (person.dav.termine + person.put_event()
                      for _ in range(2))
    headers = {"Destination": target}
    if value is not None:
        headers["Overwrite"] = value
    answer = person.dav.request("MOVE", source, headers=headers)
    assert answer.status == status, answer
    assert person.dav.get(source).status == 200
