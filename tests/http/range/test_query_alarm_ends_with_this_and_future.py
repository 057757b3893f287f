# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""What comes later has the alarms of the change, not of the series.

RFC 4791 section 9.9."""

from support.filters import comp, within
from support.shelf import alarm, part


def test_no_alarm_any_more(shelf):
    shelf.put("a", part("VEVENT", "DTSTART:20310306T090000Z", "DURATION:PT1H",
                        "RRULE:FREQ=DAILY", *alarm("TRIGGER:-PT1H")),
              part("VEVENT", "RECURRENCE-ID;RANGE=THISANDFUTURE:"
                   "20310310T090000Z", "DTSTART:20310310T090000Z",
                   "DURATION:PT1H"))
    assert shelf.rings("20310309T080000Z") == {"a"}
    assert shelf.find(comp("VALARM", within(start="20310310T000000Z"))) == set()


def test_another_alarm(shelf):
    shelf.put("a", part("VEVENT", "DTSTART:20310306T090000Z", "DURATION:PT1H",
                        "RRULE:FREQ=DAILY", *alarm("TRIGGER:-PT1H")),
              part("VEVENT", "RECURRENCE-ID;RANGE=THISANDFUTURE:"
                   "20310310T090000Z", "DTSTART:20310310T090000Z",
                   "DURATION:PT1H", *alarm("TRIGGER:-PT5M")))
    assert shelf.rings("20310309T085500Z") == set()
    assert shelf.rings("20310310T085500Z") == {"a"}
    assert shelf.rings("20310315T085500Z") == {"a"}
    assert shelf.rings("20310315T080000Z") == set()
