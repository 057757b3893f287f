# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""Row 7 for VTODO: end > CREATED.

RFC 4791 section 9.9."""

from support.filters import within


def test_row(tasks):
    tasks.add("a", "CREATED:20310310T090000Z")
    assert tasks.at("20310310T090000Z") == tasks.at("20400101T000000Z") == {"a"}
    assert tasks.find(within(end="20310310T090001Z")) == {"a"}
    assert tasks.find(within(end="20310310T090000Z")) == set()
