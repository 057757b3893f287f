# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""Devices compare ACKNOWLEDGED as an instant.

RFC 9074 section 6.1."""

import pytest

from support import ics


@pytest.mark.parametrize("value,status", [
    ("20261128T175238Z", 201), ("20261128T175238", 403), ("heute", 403),
    ("20261128", 403)])
def test_utc_alone(person, value, status):
    uid = ics.new_uid()
    answer = person.dav.put(person.dav.termine + uid, ics.event(
        uid, "BEGIN:VALARM", "ACTION:DISPLAY", "TRIGGER:-PT8M",
        "DESCRIPTION:x", "ACKNOWLEDGED:" + value, "END:VALARM"))
    assert answer.status == status, answer
    if status == 403:
        assert answer.preconditions == ["C:valid-calendar-data"]
