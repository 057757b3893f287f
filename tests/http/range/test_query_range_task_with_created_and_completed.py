# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""Row 5 for VTODO: (start <= CREATED or start <= COMPLETED) and (end >=
CREATED or end >= COMPLETED).

RFC 4791 section 9.9."""

from support.filters import within


def test_row(tasks):
    tasks.add("a", "CREATED:20310310T090000Z", "COMPLETED:20310312T090000Z",
              "STATUS:COMPLETED")
    assert tasks.at("20310311T120000Z") == tasks.at("20310310T090000Z") == {"a"}
    assert tasks.at("20310312T090000Z") == {"a"}
    assert tasks.at("20310312T090001Z") == set()
    assert tasks.find(within("20310309T000000Z", "20310310T090000Z")) == {"a"}
    assert tasks.find(within("20310309T000000Z", "20310310T085959Z")) == set()
