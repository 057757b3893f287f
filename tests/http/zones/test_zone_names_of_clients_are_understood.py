# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""IANA names with a prefix, Windows', Outlook's and Lotus Notes' names, and
Apple's offsets, without a definition.

RFC 5545 section 3.2.19."""

import pytest


@pytest.mark.parametrize("tzid,hour", [
    ("Europe/Berlin", "09"), ("europe/berlin", "09"),
    ("/freeassociation.sourceforge.net/Tzfile/Europe/Berlin", "09"),
    ("/freeassociation.sourceforge.net/Europe/Berlin", "09"),
    ("/mozilla.org/20050126_1/Europe/Berlin", "09"),
    ("/softwarestudio.org/Olson_20011030_5/America/New_York", "15"),
    ("W. Europe Standard Time", "09"), ("Eastern Standard Time", "15"),
    ("Tokyo Standard Time", "01"), ("W. Europe Standard Time 1", "09"),
    ('"(UTC+01:00) Amsterdam, Berlin, Bern, Rom, Stockholm, Wien"', "09"),
    ('"(UTC-05:00) Eastern Time (US & Canada)"', "15"),
    ("Western/Central Europe", "09"), ("Mitteleurop\u00e4ische Zeit", "09"),
    ("tzone://Microsoft/Utc", "10"), ("GMT", "10"), ("UTC", "10"),
    ("GMT+0300", "07"), ("GMT-0500", "15"), ("US/Eastern", "15")])
def test_ten_o_clock(shelf, httpd, tzid, hour):
    quoted = '"%s"' % tzid if ":" in tzid and tzid[0] != '"' else tzid
    shelf.add("a", "DTSTART;TZID=%s:20310115T100000" % quoted, "DURATION:PT1H")
    assert shelf.at("20310115T%s0000Z" % hour) == {"a"}
    assert [other for other in ("01", "07", "09", "10", "15")
            if shelf.at("20310115T%s3000Z" % other)] == [hour]
    assert not [line for line in httpd.logged().decode().splitlines()
                if "ADV0400" in line and shelf.place in line]
