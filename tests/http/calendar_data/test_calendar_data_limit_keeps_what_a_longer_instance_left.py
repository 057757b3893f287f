# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""What an override replaces has the length of the series, not its own.

RFC 4791 section 9.6.6."""

from support import ics
from support.shelf import part


def test_short_override_of_a_long_instance(shelf):
    shelf.put("a", part("VEVENT", "DTSTART:20310306T090000Z", "DURATION:PT5H",
                        "RRULE:FREQ=DAILY;COUNT=9", "SUMMARY:series"),
              part("VEVENT", "RECURRENCE-ID:20310308T090000Z", "SUMMARY:short",
                   "DTSTART:20310308T090000Z", "DURATION:PT5M"))

    def limited(start, end):
        return {str(event["SUMMARY"]) for event in ics.parsed(shelf.data(
            "a", '<C:limit-recurrence-set start="%s" end="%s"/>'
            % (start, end)))}
    assert limited("20310308T120000Z", "20310308T130000Z") == {"series",
                                                               "short"}
    assert limited("20310308T140000Z", "20310309T130000Z") == {"series"}
