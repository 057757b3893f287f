# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""A daily series of 10,000 instances with 1,000 changes, each second one for
all that follows: filtered by text, range and alarm, expanded and limited.

RFC 4791 section 9.6.5."""

import datetime

from support.filters import prop, text, within
from support.shelf import alarm, part


def test_whole_and_in_parts(shelf):
    def changed(i):
        day = (datetime.date(2031, 1, 1) + datetime.timedelta(
            days=10 * i)).strftime("%Y%m%d")
        return part("VEVENT", "RECURRENCE-ID%s:%sT090000Z" % (
            ";RANGE=THISANDFUTURE" if i % 2 else "", day),
            "DTSTART:%sT100000Z" % day, "DURATION:PT1H", "SUMMARY:%d." % i,
            *alarm("TRIGGER:-PT5M"))
    shelf.put("a", part("VEVENT", "DTSTART:20310101T090000Z", "DURATION:PT1H",
                        "SUMMARY:series", "RRULE:FREQ=DAILY;COUNT=10000"),
              *[changed(i) for i in range(1, 1000)])
    last = prop("SUMMARY", text("999."))
    assert shelf.find(within(start="20580505T000000Z"), last) == {"a"}
    assert shelf.find(within(end="20580501T000000Z"), last) == set()
    assert shelf.rings("20310103T085500Z") == set()
    assert shelf.rings("20580518T095500Z") == {"a"}
    data = shelf.data("a", '<C:expand start="20310101T000000Z" '
                      'end="20440101T000000Z"/>')
    assert data.count("BEGIN:VEVENT") == 4748
    data = shelf.data("a", '<C:limit-recurrence-set start="20310101T000000Z" '
                      'end="20310131T000000Z"/>')
    assert data.count("BEGIN:VEVENT") == 3
