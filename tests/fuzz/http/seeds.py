# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""Requests as clients make them, of every method and report, for one person's
calendar: what the mutations begin with. Dates and names stay the same, so that a
request that is kept means the same in another run."""

from support import ics
from support.names import document, element, prop

RANGE = '<C:time-range start="20260101T000000Z" end="20270101T000000Z"/>'
DATA = prop(["D:getetag", "C:calendar-data"])
DEAD = "<X:note>a</X:note>"
EXPAND = ('<D:prop><C:calendar-data><C:expand start="20260101T000000Z" '
          'end="20260301T000000Z"/></C:calendar-data></D:prop>')
PARTS = ('<D:prop><C:calendar-data><C:comp name="VCALENDAR"><C:comp '
         'name="VEVENT"><C:prop name="UID"/><C:prop name="SUMMARY"/></C:comp>'
         '<C:comp name="VTIMEZONE"/></C:comp><C:limit-recurrence-set '
         'start="20260101T000000Z" end="20260301T000000Z"/>'
         '</C:calendar-data></D:prop>')
WHEN = {"start": "DTSTART;TZID=Europe/Berlin:20260105T100000",
        "end": "DTEND;TZID=Europe/Berlin:20260105T110000"}
ALARM = ics.lines("BEGIN:VALARM", "ACTION:DISPLAY", "DESCRIPTION:x",
                  "TRIGGER:-PT15M", "END:VALARM")


def events():
    """Texts by name."""
    series = ics.vevent(
        "series", "RRULE:FREQ=MONTHLY;BYDAY=MO,-1FR;BYSETPOS=1,-1;COUNT=40",
        "EXDATE;TZID=Europe/Berlin:20260202T100000",
        "RDATE;TZID=Europe/Berlin:20260203T100000", **WHEN)
    moved = ics.vevent(
        "series", "RECURRENCE-ID;TZID=Europe/Berlin:20260105T100000",
        **{**WHEN, "start": WHEN["start"].replace("T10", "T09")})
    zone = ics.zone("Kanzlei").split("\r\n", 3)[3].rsplit("END:VCALENDAR", 1)[0]
    return {
        "single": ics.event("single", "LOCATION:Gericht\\, Saal 1",
                            "CATEGORIES:A,B", "CLASS:PRIVATE", **WHEN),
        "series": ics.calendar(series, moved),
        "day": ics.event("day", start="DTSTART;VALUE=DATE:20260106",
                         end="DTEND;VALUE=DATE:20260108"),
        "alarm": ics.event("alarm", **WHEN).replace(
            "END:VEVENT", ALARM + "END:VEVENT"),
        "scale": ics.event("scale", "RRULE:RSCALE=CHINESE;FREQ=YEARLY;"
                           "SKIP=FORWARD;BYMONTH=5L;COUNT=9", **WHEN),
        "zone": ics.calendar(zone, ics.vevent(
            "zone", "RRULE:FREQ=WEEKLY;UNTIL=20260401T080000Z",
            start="DTSTART;TZID=Kanzlei:20260105T100000",
            end="DURATION:PT1H")),
    }


def todos():
    return {
        "single": ics.todo("single", "DUE;TZID=Europe/Berlin:20260105T100000",
                           "STATUS:IN-PROCESS", "PERCENT-COMPLETE:40",
                           "PRIORITY:1"),
        "series": ics.todo("series", "DTSTART;VALUE=DATE:20260105",
                           "RRULE:FREQ=WEEKLY;INTERVAL=2;WKST=SU"),
        "done": ics.todo("done", "COMPLETED:20260105T100000Z",
                         "STATUS:COMPLETED"),
    }


def filtered(component, inside, properties=DATA):
    return document("C:calendar-query", properties + (
        '<C:filter><C:comp-filter name="VCALENDAR"><C:comp-filter name="%s">'
        '%s</C:comp-filter></C:comp-filter></C:filter>' % (component, inside)))


def reports(dav, place, component, hrefs):
    """(path, body) of each kind."""
    match = ('<C:prop-filter name="SUMMARY"><C:text-match collation='
             '"i;unicode-casemap" negate-condition="no">bespr</C:text-match>'
             '<C:param-filter name="LANGUAGE"><C:is-not-defined/>'
             '</C:param-filter></C:prop-filter>')
    alarm = '<C:comp-filter name="VALARM">%s</C:comp-filter>' % RANGE
    asked = "".join(element("D:href", href) for href in hrefs)
    sync = ("<D:sync-token>%s</D:sync-token><D:sync-level>%s</D:sync-level>"
            "<D:limit><D:nresults>2</D:nresults></D:limit>"
            + prop(["D:getetag"]))
    token = ("urn:advolux:sync:00000000-0000-0000-0000-000000000000.1.1:1:"
             "2026-01-01")
    return [
        *((place, filtered(component, *question)) for question in (
            (RANGE,), (match,), (alarm,), (RANGE, EXPAND), (RANGE, PARTS),
            ('<C:time-range start="20250101T000000Z"/>', DATA))),
        *((path, document("C:calendar-multiget", properties + asked))
          for path in (place, dav.home) for properties in (DATA, PARTS)),
        *((path, document("D:sync-collection", sync % pair))
          for path in (place, dav.home)
          for pair in (("", "1"), ("", "infinite"), (token, "1"))),
        (place, document("C:free-busy-query", RANGE)),
        (dav.principal, document(
            "D:expand-property", '<D:property name="calendar-home-set" '
            'namespace="urn:ietf:params:xml:ns:caldav"><D:property '
            'name="displayname"/></D:property>')),
        (dav.root + "principals/", document(
            "D:principal-property-search", "<D:property-search>%s<D:match>f"
            "</D:match></D:property-search>" % prop(["D:displayname"])
            + prop(["D:displayname"]))),
        (dav.root + "principals/",
         document("D:principal-search-property-set")),
        (dav.root, document("D:principal-match", "<D:self/>")),
        (place, document("D:acl-principal-prop-set",
                         prop(["D:displayname"]))),
        (place, document("D:version-tree")),
    ]


def seeds(dav, place, component):
    """(method, path, headers, body) as clients send them; of the person's two
    calendars `place` alone is named."""
    texts = events() if component == "VEVENT" else todos()
    path = {name: place + name + ".ics" for name in texts}
    xml = {"Content-Type": "application/xml; charset=utf-8", "Depth": "1"}
    calendar = {"Content-Type": "text/calendar; charset=utf-8"}
    first = path["single"]
    requests = [
        *(("PUT", path[name], calendar, text) for name, text in texts.items()),
        ("PUT", first, {**calendar, "If-Match": "*", "Prefer":
                        "return=representation"}, texts["single"]),
        ("PUT", place + "new.ics", {**calendar, "If-None-Match": "*"},
         texts["single"].replace("UID:single", "UID:new")),
        ("PUT", first, {**calendar, "If": '<%s> (["x"] Not <urn:x>)' % first,
                        "If-Schedule-Tag-Match": '"x"'}, texts["single"]),
        ("DELETE", path["series"], {"If-Match": '"x"'}, ""),
        ("DELETE", first, {}, ""),
        ("MOVE", path["series"], {"Destination": place + "moved.ics",
                                  "Overwrite": "T"}, ""),
        ("MOVE", place + "moved.ics", {
            "Destination": "http://127.0.0.1" + path["series"],
            "Overwrite": "F", "If": "(Not <DAV:no-lock>)"}, ""),
        ("COPY", first, {"Destination": place + "copy.ics"}, ""),
        *((method, where, headers, "") for method in ("GET", "HEAD", "OPTIONS")
          for where, headers in (
              (first, {"Accept": "text/calendar;q=0.9, */*;q=0.1"}),
              (first, {"Range": "bytes=5-90", "If-Range": '"x"'}),
              (place, {"Accept": "text/html"}),
              (place, {"Accept": "text/calendar"}),
              (dav.home, {}), (dav.principal, {}), (dav.root, {}))),
        *(("PROPFIND", where, {**xml, "Depth": depth, "Prefer":
                               "return=minimal", "Brief": "t"}, body)
          for where in (dav.root, dav.principal, dav.home, place, first)
          for depth in ("0", "1") for body in (
              document("D:propfind", "<D:allprop/><D:include><C:supported-"
                       "calendar-data/></D:include>"),
              document("D:propfind", "<D:propname/>"),
              document("D:propfind", prop([
                  "D:acl", "D:current-user-privilege-set", "D:getetag",
                  "D:supported-report-set", "CS:getctag", "X:note",
                  "D:quota-used-bytes", "C:calendar-timezone"])))),
        *(("PROPPATCH", where, xml, document(
            "D:propertyupdate", "<D:set><D:prop>%s</D:prop></D:set><D:remove>"
            "<D:prop><X:other/></D:prop></D:remove>" % inside))
          for where in (place, first) for inside in (
              DEAD, "<A:calendar-color>#FF0000FF</A:calendar-color>",
              "<D:displayname>Neu</D:displayname>" + DEAD,
              "<C:calendar-timezone>%s</C:calendar-timezone>"
              % ics.zone("Kanzlei"))),
        *(("REPORT", where, xml, body) for where, body in reports(
            dav, place, component, [*path.values(), place + "none.ics"])),
        ("MKCOL", dav.home + "new/", xml, document(
            "D:mkcol", "<D:set><D:prop><D:resourcetype><D:collection/>"
            "<C:calendar/></D:resourcetype></D:prop></D:set>")),
        ("MKCALENDAR", dav.home + "new/", xml, document("C:mkcalendar")),
        ("POST", place, calendar, texts["single"]),
        ("LOCK", first, {**xml, "Timeout": "Second-60"}, document(
            "D:lockinfo", "<D:lockscope><D:exclusive/></D:lockscope>"
            "<D:locktype><D:write/></D:locktype>")),
        ("UNLOCK", first, {"Lock-Token": "<urn:x>"}, ""),
    ]
    return [(method.encode(), where.encode(),
             {name.encode(): value.encode() for name, value in headers.items()},
             body.encode()) for method, where, headers, body in requests]
