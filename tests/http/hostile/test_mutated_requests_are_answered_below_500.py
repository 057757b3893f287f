# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""Whatever a client sends is answered, below 500, and harms nobody else.

Requests that clients make are altered in their method, path, headers and body.
ADVOLUX_SEED makes other requests, ADVOLUX_MUTATIONS sets how many.

RFC 9110 section 15.5."""

import base64
import http.client
import os
import random
import socket

from support import ics
from support.names import document, element, prop

REQUESTS = int(os.environ.get("ADVOLUX_MUTATIONS", "10000"))
METHODS = ("GET HEAD PUT DELETE OPTIONS POST PATCH PROPFIND PROPPATCH REPORT "
           "MKCOL MKCALENDAR COPY MOVE LOCK UNLOCK ACL SEARCH BIND TRACE "
           "VERSION-CONTROL CHECKOUT MERGE LABEL get FOO").split()
WORDS = [b"", b"0", b"-1", b"1", b"infinity", b"99999999999999999999", b"*",
         b'""', b'"x"', b"W/\"x\"", b"(<urn:x>)", b"(Not <DAV:no-lock>)",
         b"T", b"F", b"bytes=0-", b"bytes=5-1", b"identity", b"text/html",
         b"text/calendar", b"application/xml; charset=utf-16", b"\xff\xfe",
         b"a" * 4000, b"return=minimal", b"/", b"http://[", b"//x/y",
         b"%00", b"<", b",,,", b"; q=", b"20260101T000000Z"]
TOKENS = [b"<", b">", b"/>", b"&", b"&#0;", b"&#x1;", b"]]>", b"<![CDATA[",
          b"<!--", b"\x00", b"\xff", b"\xe2\x80\xa8", b"\r\n", b"\n ", b":",
          b";", b"=", b",", b"DAV:", b"BEGIN:VEVENT\r\n", b"END:VEVENT\r\n",
          b"BEGIN:VCALENDAR\r\n", b"RRULE:FREQ=DAILY\r\n", b"TZID=X",
          b"99999999T999999Z", b"-P999999999W", b"VALUE=DATE", b"1e309"]
# What RFC 9110 has for what a server does not do, and RFC 4918 section 9.8.5
# for another server's place.
ALLOWED = {"501", "505", "502"}


def seeds(person):
    """(method, path, headers, body) as clients send them."""
    dav, uid = person.dav, ics.new_uid()
    event = dav.termine + person.put_event()
    timed = ('<C:comp-filter name="VCALENDAR"><C:comp-filter name="VEVENT">'
             '<C:time-range start="20260101T000000Z" end="20270101T000000Z"/>'
             '</C:comp-filter></C:comp-filter>')
    data = prop(["D:getetag", "C:calendar-data"])
    xml = {"Content-Type": "application/xml", "Depth": "1"}
    calendar = {"Content-Type": "text/calendar", "If-None-Match": "*"}
    return [
        ("GET", event, {"Accept": "text/calendar"}, ""),
        ("GET", dav.termine, {"Accept": "text/html"}, ""),
        ("HEAD", event, {}, ""), ("OPTIONS", dav.termine, {}, ""),
        ("PUT", dav.termine + uid + ".ics", calendar, ics.event(uid)),
        ("PUT", event, {"Content-Type": "text/calendar", "If-Match": "*"},
         ics.event(uid).replace("END:VEVENT", "RRULE:FREQ=WEEKLY;COUNT=9\r\n"
                                "EXDATE:20260101T100000Z\r\nEND:VEVENT")),
        ("DELETE", dav.termine + "none.ics", {"If-Match": '"x"'}, ""),
        ("PROPFIND", dav.home, xml, document(
            "D:propfind", prop(["D:resourcetype", "CS:getctag"]))),
        ("PROPFIND", dav.termine, xml, document("D:propfind", "<D:allprop/>")),
        ("PROPPATCH", dav.termine, xml, document(
            "D:propertyupdate", "<D:set>%s</D:set>" % element(
                "D:prop", "").replace("></", "><A:calendar-color>#FF0000FF"
                                      "</A:calendar-color></"))),
        ("REPORT", dav.termine, xml, document(
            "C:calendar-multiget", data + element("D:href", event))),
        ("REPORT", dav.termine, xml, document(
            "C:calendar-query", data + "<C:filter>%s</C:filter>" % timed)),
        ("REPORT", dav.termine, xml, document(
            "D:sync-collection", "<D:sync-token/><D:sync-level>1"
            "</D:sync-level><D:limit><D:nresults>5</D:nresults></D:limit>"
            + prop(["D:getetag"]))),
        ("REPORT", dav.principal, xml, document(
            "D:expand-property", '<D:property name="owner"/>')),
        ("MKCALENDAR", dav.home + "new/", xml, document(
            "C:mkcalendar", "<D:set><D:prop/></D:set>")),
        ("MOVE", event, {"Destination": dav.termine + "y.ics"}, ""),
        ("COPY", event, {"Destination": dav.termine + "z.ics",
                         "Overwrite": "F"}, "")]


def spliced(chance, octets, tokens):
    at = chance.randrange(len(octets) + 1)
    kind = chance.randrange(5)
    if kind == 0:
        return octets[:at]
    if kind == 1:
        return octets[:at] + octets[min(len(octets), at + chance.randrange(40)):]
    if kind == 2:
        return octets[:at] + octets[at // 2:]
    if kind == 3:
        return octets[:at] + bytes([chance.randrange(256)]) + octets[at + 1:]
    return octets[:at] + chance.choice(tokens) + octets[at:]


def mutated(chance, request):
    method, path, headers, body = request
    path, body = path.encode(), body.encode()
    headers = {name.encode(): value.encode()
               for name, value in headers.items()}
    for _ in range(chance.choice((1, 1, 2, 3))):
        part = chance.randrange(8)
        if part == 0:
            method = chance.choice(METHODS)
        elif part == 1:
            path = spliced(chance, path, WORDS)
        elif part == 2:
            headers[chance.choice([
                b"Depth", b"If", b"If-Match", b"If-None-Match", b"Overwrite",
                b"Destination", b"Content-Type", b"Prefer", b"Brief", b"Range",
                b"Accept", b"Content-Encoding", b"Content-Range", b"Expect",
                b"If-Modified-Since", b"CalDAV-Timezones", b"X-Any",
                b"Lock-Token", b"Cookie"])] = chance.choice(WORDS)
        elif part == 3 and headers:
            name = chance.choice(list(headers))
            headers[name] = spliced(chance, headers[name], WORDS)
        elif body:
            body = spliced(chance, body, TOKENS)
    # What ends the head or asks for a second request is no part of this.
    path = b"".join(path.split()) or b"/"
    return method, path, {
        name: value.translate(None, b"\r\n\0") for name, value
        in headers.items() if value != b"100-continue"}, body


def exchange(port, authorization, request):
    """The answer's status; an OSError or HTTPException if there is none."""
    method, path, headers, body = request
    head = [method.encode() + b" " + path + b" HTTP/1.1",
            b"Host: 127.0.0.1", b"Authorization: " + authorization,
            b"Connection: close", b"Content-Length: %d" % len(body)]
    head += [name + b": " + value for name, value in headers.items()]
    with socket.create_connection(("127.0.0.1", port), 30) as connection:
        connection.sendall(b"\r\n".join(head) + b"\r\n\r\n" + body)
        answer = http.client.HTTPResponse(connection, method=method)
        answer.begin()
        answer.read()
        return str(answer.status)


def test_mutated_requests(person, colleague, httpd):
    seed = int(os.environ.get("ADVOLUX_SEED", 20260101))
    print("ADVOLUX_SEED=%d" % seed)
    chance = random.Random(seed)
    workers = httpd.workers()
    theirs = colleague.dav.termine + colleague.put_event()
    kept = colleague.dav.get(theirs)
    authorization = b"Basic " + base64.b64encode(
        ("%s:%s" % (person.login, person.password)).encode())
    failed, statuses = [], {}
    for number in range(REQUESTS):
        if number % 50 == 0:
            requests = seeds(person)
        request = mutated(chance, chance.choice(requests))
        try:
            status = exchange(httpd.port, authorization, request)
        except (OSError, http.client.HTTPException) as error:
            status = repr(error)
        statuses[status] = statuses.get(status, 0) + 1
        if not "100" <= status < "500" and status not in ALLOWED:
            failed.append((number, status, request))
    print(sorted(statuses.items()))
    assert not failed, failed[:3]
    assert httpd.workers() == workers, "a child ended"
    assert statuses.get("207", 0) > REQUESTS / 20, "most never got that far"
    after = colleague.dav.get(theirs)
    assert (after.etag, after.text) == (kept.etag, kept.text)
