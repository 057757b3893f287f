# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""Row 2 for VTODO: (start < DUE or start <= DTSTART) and (end > DTSTART or
end >= DUE).

RFC 4791 section 9.9."""

from support.filters import within


def test_row(tasks):
    tasks.add("a", "DTSTART:20310310T090000Z", "DUE:20310310T100000Z")
    assert tasks.at("20310310T090000Z") == tasks.at("20310310T095959Z") == {"a"}
    assert tasks.at("20310310T100000Z") == set()
    assert tasks.find(within("20310310T080000Z", "20310310T090000Z")) == set()
