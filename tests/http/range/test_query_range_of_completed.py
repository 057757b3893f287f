# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""Tasks finished in a week.

RFC 4791 section 9.9."""

from support.filters import prop, within


def test_completed(tasks):
    tasks.add("done", "STATUS:COMPLETED", "COMPLETED:20310310T090000Z")
    tasks.add("open", "STATUS:NEEDS-ACTION")

    def finished(start, end):
        return tasks.find(prop("COMPLETED", within(start, end)))
    assert finished("20310310T000000Z", "20310317T000000Z") == {"done"}
    assert finished("20310311T000000Z", "20310317T000000Z") == set()
