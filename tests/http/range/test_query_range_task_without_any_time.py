# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""Row 8 for VTODO: always.

RFC 4791 section 9.9."""

from support.filters import within


def test_row(tasks):
    tasks.add("a")
    tasks.add("b", "DUE:20310310T090000Z")
    assert tasks.at("20300101T000000Z") == tasks.at("21000101T000000Z") == {"a"}
    assert tasks.find(within(end="20270101T000000Z")) == {"a"}
