# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""CalDAV-Timezones: F leaves out what the IANA database defines, T adds what an
object does without, and no header changes nothing.

RFC 7809 section 7.1."""

import pytest

from support import ics

OWN = ics.lines(
    "BEGIN:VTIMEZONE", "TZID:Kanzlei-Zeit", "BEGIN:STANDARD",
    "DTSTART:19700101T000000", "TZOFFSETFROM:+0100", "TZOFFSETTO:+0100",
    "END:STANDARD", "END:VTIMEZONE")
BERLIN = ics.lines(
    "BEGIN:VTIMEZONE", "TZID:Europe/Berlin", "BEGIN:STANDARD",
    "DTSTART:19700101T000000", "TZOFFSETFROM:+0100", "TZOFFSETTO:+0100",
    "END:STANDARD", "END:VTIMEZONE")


def put(person, *zones, tzid="Europe/Berlin"):
    """The path of an event with these VTIMEZONEs, and its text."""
    uid = ics.new_uid()
    text = ics.calendar(*zones, ics.vevent(
        uid, start="DTSTART;TZID=%s:%sT100000" % (tzid, ics.day(3))))
    path = person.dav.termine + uid + ".ics"
    assert person.dav.put(path, text).status == 201
    return path, text


def multiget(person, path, value):
    return person.dav.report(
        person.dav.termine,
        '<?xml version="1.0"?><C:calendar-multiget xmlns:D="DAV:" '
        'xmlns:C="urn:ietf:params:xml:ns:caldav"><D:prop><D:getetag/>'
        '<C:calendar-data/></D:prop><D:href>%s</D:href>'
        '</C:calendar-multiget>' % path, CalDAV_Timezones=value).members[path]


def test_options_say_so(person):
    for path in (person.dav.root, person.dav.home, person.dav.termine):
        assert "calendar-no-timezone" in [
            one.strip() for one in
            person.dav.options(path).headers["DAV"].split(",")]


def test_without_the_header_every_octet_stays(person):
    for zones in ((), (BERLIN,)):
        path, text = put(person, *zones)
        assert person.dav.get(path).text == text


def test_f_leaves_out_names_of_the_database(person):
    path, text = put(person, BERLIN)
    answer = person.dav.get(path, CalDAV_Timezones="F")
    assert answer.text == text.replace(BERLIN, "")
    assert int(answer.headers["Content-Length"]) == len(answer.body)
    assert multiget(person, path, "F").data == answer.text
    born = person.path(person.appointment())
    assert "BEGIN:VTIMEZONE" in person.dav.get(born).text
    assert "VTIMEZONE" not in person.dav.get(born, CalDAV_Timezones="F").text


def test_f_keeps_what_only_the_object_knows(person):
    path, text = put(person, OWN, tzid="Kanzlei-Zeit")
    assert person.dav.get(path, CalDAV_Timezones="F").text == text
    assert multiget(person, path, "F").data == text


@pytest.mark.parametrize("tzid", ["Europe/Berlin", "America/New_York",
                                  "W. Europe Standard Time", "UTC"])
def test_t_adds_what_is_missing(person, tzid):
    path, text = put(person, tzid=tzid)
    whole = person.dav.get(path, CalDAV_Timezones="T").text
    assert whole.count("BEGIN:VTIMEZONE\r\nTZID:%s\r\n" % tzid) == 1
    assert whole.index("BEGIN:VTIMEZONE") < whole.index("BEGIN:VEVENT")
    before, rest = whole.split("BEGIN:VTIMEZONE")
    assert before + rest.split("END:VTIMEZONE\r\n")[1] == text
    assert multiget(person, path, "T").data == whole


def test_t_adds_nothing_to_what_is_whole(person):
    path, text = put(person, BERLIN)
    assert person.dav.get(path, CalDAV_Timezones="T").text == text


def test_the_etag_is_the_objects(person):
    path, text = put(person, BERLIN)
    etag = person.dav.get(path).etag
    for value in ("F", "T", "x"):
        answer = person.dav.get(path, CalDAV_Timezones=value)
        assert answer.etag == etag
        assert "CalDAV-Timezones" in answer.headers["Vary"]
        head = person.dav.head(path, CalDAV_Timezones=value)
        assert head.headers["Content-Length"] == answer.headers[
            "Content-Length"]
        assert multiget(person, path, value).etag == etag
    assert person.dav.put(path, text.replace("Besprechung", "Neu"),
                          If_Match=etag).status == 204


def test_the_calendars_file_follows_it(person):
    put(person, BERLIN)
    put(person, OWN, tzid="Kanzlei-Zeit")

    def zones(value):
        text = person.dav.get(person.dav.termine, Accept="text/calendar",
                              CalDAV_Timezones=value).text
        return [zone in text for zone in
                ("\r\nTZID:Europe/Berlin", "\r\nTZID:Kanzlei-Zeit")]

    assert zones("F") == [False, True]
    assert zones("T") == zones(None) == [True, True]


def test_queries_and_expanded_data_follow_it(person):
    path, _ = put(person, BERLIN)
    found = person.dav.query(
        person.dav.termine, '<C:comp-filter name="VCALENDAR"/>',
        names=("C:calendar-data",), CalDAV_Timezones="F").members[path]
    assert "VTIMEZONE" not in found.data
    shaped = person.dav.report(
        person.dav.termine,
        '<?xml version="1.0"?><C:calendar-multiget xmlns:D="DAV:" '
        'xmlns:C="urn:ietf:params:xml:ns:caldav"><D:prop><C:calendar-data>'
        '<C:expand start="20200101T000000Z" end="20990101T000000Z"/>'
        '</C:calendar-data></D:prop><D:href>%s</D:href>'
        '</C:calendar-multiget>' % path, CalDAV_Timezones="T").members[path]
    assert "VTIMEZONE" not in shaped.data and "DTSTART:" in shaped.data
