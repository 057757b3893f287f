# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""The example of the RFC: neither completed nor cancelled.

RFC 4791 section 7.8.9."""

from support.filters import NOT_DEFINED, prop, text


def test_pending(tasks):
    tasks.add("new")
    tasks.add("begun", "STATUS:IN-PROCESS", "PERCENT-COMPLETE:10")
    tasks.add("done", "STATUS:COMPLETED", "COMPLETED:20310310T090000Z")
    tasks.add("off", "STATUS:CANCELLED")
    assert tasks.find(prop("COMPLETED", NOT_DEFINED), prop("STATUS", text(
        "CANCELLED", negate_condition="yes"))) == {"begun"}
    assert tasks.find(prop("COMPLETED", NOT_DEFINED)) == {"new", "begun",
                                                          "off"}
