# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""Texts of clients and of Advolux, right and wrong, wherever they can stand:
no log has a word of them, with all of httpd at LogLevel debug.

Handbook S12."""

import urllib.parse

import pytest

from support import filters, ics, logs
from support.httpd import Httpd
from support.names import document, element, prop
from support.person import People

SECRET = "MANDANTENGEHEIMNIS"
NAME = "AKTENNAME"
GOOD = ics.event("UID", "LOCATION:x", summary="x")
BROKEN = {
    "a line without a name": "SUMMARY:x\r\n%s steht frei",
    "a line that is a name": "SUMMARY:x\r\n%s",
    "an unknown property": "SUMMARY:x\r\n%s",
    "a folded line that lost its fold": "DESCRIPTION:Streit um\r\n%s: Kosten",
    "a parameter": "SUMMARY;%s:x",
    "a parameter's value": "SUMMARY;ALTREP=\"%s:x",
    "a component": "SUMMARY:x\r\nBEGIN:%s",
    "an END": "SUMMARY:x\r\nEND:%s",
    "control characters": "SUMMARY:%s\x01",
    "a NUL": "SUMMARY:%s\0",
    "a time": "DTEND:%s",
    "a day": "DTEND;VALUE=DATE:%s",
    "a zone": "SUMMARY:x\r\nRECURRENCE-ID;TZID=%s:20260101T100000",
    "a rule's frequency": "RRULE:FREQ=%s",
    "a rule's part": "RRULE:FREQ=DAILY;%s=1",
    "a rule's value": "RRULE:FREQ=DAILY;BYDAY=%s",
    "a rule without parts": "RRULE:%s",
    "a property that is there twice": "SUMMARY:x\r\nSUMMARY:%s",
    "a duration": "DURATION:%s",
    "an exception": "EXDATE:%s",
    "a period": "RDATE;VALUE=PERIOD:%s",
    "an alarm": "BEGIN:VALARM\r\nTRIGGER:%s",
    "a UID": "UID:%s",
}
WHOLE = {
    "no calendar": "%s",
    "a second calendar": GOOD + "BEGIN:VCALENDAR\r\nNAME:%s",
    "a version": GOOD.replace("VERSION:2.0", "VERSION:%s"),
    "a scale": GOOD.replace("VERSION:2.0", "VERSION:2.0\r\nCALSCALE:%s"),
    "a method": GOOD.replace("VERSION:2.0", "VERSION:2.0\r\nMETHOD:%s"),
    "text behind the end": GOOD + "%s",
    "text before it": "%s\r\n" + GOOD,
    "another kind": GOOD.replace("VEVENT", "%s"),
    "invalid UTF-8": (GOOD + "%s").encode() + b"\xff",
    "nothing wrong": GOOD.replace("SUMMARY:x", "SUMMARY:%s"),
}


@pytest.fixture(scope="module")
def server(cluster, watch):
    httpd = Httpd(cluster, server="AllowEncodedSlashes Off")
    httpd.log = httpd.dir / "caldav.log"
    httpd.configuration += logs.configured(httpd.log)
    try:
        yield People(cluster, httpd.start(), watch)
    finally:
        httpd.stop()
        watch.see("log of httpd", httpd.logged() + httpd.log.read_bytes())
        httpd.drop()


@pytest.fixture
def person(server):
    return server.new()


def assert_silent(server, cluster, *texts):
    """Nothing of it in the logs; something is there at all."""
    for name, log in (("httpd", server.httpd.errors()),
                      ("caldav", server.httpd.log.read_text()),
                      ("postgresql", cluster.logged().decode())):
        for text in texts or (SECRET,):
            found = [line for line in log.splitlines()
                     if text.lower() in line.lower()]
            assert not found, (name, found[:3])
    assert "authz_core" in server.httpd.errors()


@pytest.mark.parametrize("what", BROKEN)
def test_in_a_line(server, cluster, person, what):
    name = ics.new_uid()
    body = GOOD.replace("UID:UID", "UID:" + name).replace(
        "SUMMARY:x", BROKEN[what] % SECRET)
    person.dav.put(person.dav.termine + name + ".ics", body)
    person.dav.put(person.dav.aufgaben + name + ".ics", body)
    assert_silent(server, cluster)


@pytest.mark.parametrize("what", WHOLE)
def test_in_the_whole(server, cluster, person, what):
    body = WHOLE[what]
    body = (body.replace(b"%s", SECRET.encode()) if isinstance(body, bytes)
            else body.replace("%s", SECRET))
    person.dav.put(person.dav.termine + ics.new_uid() + ".ics", body)
    assert_silent(server, cluster)


REPORTS = {
    "a component's name": filters.comp(SECRET),
    "a component within": filters.calendar(filters.comp(SECRET)),
    "components in the wrong order": filters.calendar(filters.comp(
        "VEVENT", filters.comp(SECRET + "-X"))),
    "a property's name": filters.calendar(filters.comp(
        "VEVENT", filters.prop(SECRET + " x"))),
    "a text": filters.calendar(filters.comp("VEVENT", filters.prop(
        "SUMMARY", filters.text(SECRET)))),
    "a collation": filters.calendar(filters.comp("VEVENT", filters.prop(
        "SUMMARY", filters.text("x", collation=SECRET)))),
    "a time": filters.calendar(filters.comp("VEVENT", filters.within(SECRET))),
    "an element": "<X:%s/>" % SECRET,
}


@pytest.mark.parametrize("what", REPORTS)
def test_in_a_query(server, cluster, person, what):
    person.dav.query(person.dav.termine, REPORTS[what])
    assert_silent(server, cluster)


@pytest.mark.parametrize("body", [
    document("X:" + SECRET), "<" + SECRET, "<a>%s</b>" % SECRET,
    document("D:propfind", element("X:x", SECRET)),
    document("D:sync-collection", element("D:sync-token", SECRET)
             + prop(["D:getetag"])),
    document("C:calendar-multiget", prop(["C:calendar-data"])
             + element("D:href", "/caldav/" + SECRET)),
    document("C:calendar-query", prop(["D:getetag"])
             + "<C:filter>%s</C:filter>" % filters.calendar()
             + element("C:timezone", ics.zone(SECRET))),
    document("C:calendar-query", prop(["D:getetag"])
             + "<C:filter>%s</C:filter>" % filters.calendar()
             + element("C:timezone-id", SECRET)),
    document("C:free-busy-query", filters.within(SECRET, None)),
    document("C:calendar-multiget",
             '<D:prop><C:calendar-data><C:comp name="%s"/></C:calendar-data>'
             '</D:prop>' % SECRET + element("D:href", "/caldav/x"))])
def test_in_a_body(server, cluster, person, body):
    for method in ("REPORT", "PROPFIND", "PROPPATCH", "MKCALENDAR", "MKCOL"):
        person.dav.request(method, person.dav.termine, body,
                           {"Content-Type": "application/xml", "Depth": "1"})
    assert_silent(server, cluster)


def test_in_properties(server, cluster, person):
    for name in ("D:displayname", "C:calendar-description",
                 "C:calendar-timezone", "A:calendar-color",
                 "A:calendar-order", "X:x", "D:getetag"):
        person.dav.proppatch(person.dav.termine, {name: SECRET})
    assert_silent(server, cluster)


@pytest.mark.parametrize("header", ["If", "If-Match", "Depth", "Overwrite",
                                    "Content-Type", "Content-Encoding",
                                    "Content-Range", "Accept", "Prefer",
                                    "Lock-Token", "CalDAV-Timezones"])
def test_in_a_header(server, cluster, person, header):
    for method in ("PUT", "PROPFIND", "GET", "DELETE", "MOVE", "REPORT"):
        person.dav.request(method, person.dav.termine + "x.ics", GOOD,
                           {"Content-Type": "text/calendar", header: SECRET})
    assert_silent(server, cluster)


@pytest.mark.parametrize("name", [NAME + ".ics", NAME + " Müller.ics",
                                  NAME + "%2Fx.ics"])
def test_in_a_name(server, cluster, person, name):
    """httpd logs addresses; our own sentences do not repeat them."""
    path = person.dav.termine + urllib.parse.quote(name, safe="%")
    uid = ics.new_uid()
    person.dav.put(path, "no calendar")
    person.dav.put(path, ics.event(uid, start="DTSTART;TZID=%s:%sT100000" % (
        NAME, ics.day(3))))
    person.dav.put(path + "2", ics.event(uid))
    person.dav.put(path, ics.event(uid), If_Match='"x"')
    person.dav.request("MOVE", path, headers={"Destination": path + "3"})
    person.dav.request("MOVE", path, headers={
        "Destination": person.dav.aufgaben + NAME})
    person.dav.get("/caldav/calendars/%s/termine/" % NAME)
    person.dav.request("MKCOL", person.dav.home + NAME)
    person.dav.delete(path)
    ours = [line for line in server.httpd.errors().splitlines()
            if "ADV" in line and NAME in line]
    assert not ours, ours


def test_of_rows_that_cannot_be_shown(server, cluster, person):
    item = person.appointment(SECRET, location=SECRET, description=SECRET,
                              matter=SECRET)
    path = person.path(item)
    person.people.sql("UPDATE caldav.source SET components = '{{%s}}' "
                      "WHERE item_id = %%s" % SECRET, int(item))
    assert person.dav.get(path).status == 500
    person.dav.multiget(person.dav.termine, [path])
    person.dav.get(person.dav.termine, Accept="text/calendar")
    person.dav.query(person.dav.termine, filters.calendar(),
                     names=("C:calendar-data",))
    assert "ADV0112" in server.httpd.errors()
    assert_silent(server, cluster)


@pytest.mark.parametrize("mode", ["device", "none"])
def test_of_refused_writes(server, cluster, person, mode):
    item = person.appointment(SECRET, location=SECRET)
    path = person.path(item)
    person.update(item, sync_mode=mode)
    for _ in range(2):
        person.dav.delete(path)
        person.dav.put(path, ics.event("other", "LOCATION:" + SECRET,
                                       summary=SECRET))
    assert_silent(server, cluster)


def test_name_is_told_by_its_hash(server, person):
    """So that an admin finds the entry in caldav.entry."""
    name = "%s %s.ics" % (NAME, person.login)
    person.dav.put(person.dav.termine + urllib.parse.quote(name), ics.event(
        "u", start="DTSTART;TZID=Nirgendwo:%sT100000" % ics.day(3)))
    (digest,), = person.people.sql(
        "SELECT left(encode(sha256(convert_to(name, 'UTF8')), 'hex'), 12) "
        "FROM caldav.entry WHERE name = %s", name)
    assert "ADV0400: %sname-%s names" % (
        person.dav.termine, digest) in server.httpd.errors()
