# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""Of DTSTART, or with RELATED=END of DUE.

RFC 4791 section 9.9."""

from support.shelf import alarm


def test_start_and_due(tasks):
    tasks.add("start", "DTSTART:20310310T090000Z", "DUE:20310311T090000Z",
              *alarm("TRIGGER:-PT10M"))
    tasks.add("due", "DTSTART:20310310T090000Z", "DUE:20310311T090000Z",
              *alarm("TRIGGER;RELATED=END:-PT10M"))
    tasks.add("due alone", "DUE:20310311T090000Z",
              *alarm("TRIGGER;RELATED=END:-PT10M"))
    assert tasks.rings("20310310T085000Z") == {"start"}
    assert tasks.rings("20310311T085000Z") == {"due", "due%20alone"}
