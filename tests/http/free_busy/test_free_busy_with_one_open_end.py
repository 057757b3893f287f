# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""A missing start or end is earlier or later than everything.

RFC 4791 section 9.9."""


def test_open(shelf):
    shelf.add("a", "DTSTART:20310115T090000Z", "DURATION:PT1H")
    shelf.add("b", "DTSTART:20310215T090000Z", "DURATION:PT1H")
    first, last = (("BUSY", "2031%s15T090000Z/2031%s15T100000Z" % (m, m))
                   for m in ("01", "02"))
    assert shelf.busy(end=None) == [first, last]
    assert shelf.busy("20310115T100000Z", None) == [last]
    assert shelf.busy(None, "20310201T000000Z") == [first]
    text = shelf.busy_answer(start="20310101T000000Z").text
    assert "DTSTART:20310101T000000Z" in text and "DTEND" not in text


def test_both_missing(shelf):
    assert shelf.busy_answer().status == 400
