# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""Row 6 for VTODO: start <= COMPLETED and end >= COMPLETED.

RFC 4791 section 9.9."""


def test_row(tasks):
    tasks.add("a", "COMPLETED:20310312T090000Z", "STATUS:COMPLETED")
    assert tasks.at("20310312T090000Z") == {"a"}
    assert tasks.at("20310312T085959Z") == {"a"}
    assert tasks.at("20310312T090001Z") == set()
    assert tasks.at("20310312T085958Z") == set()
