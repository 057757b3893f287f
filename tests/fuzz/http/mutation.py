# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""Requests altered at random. A request is (method, path, headers, body) of
octets; the same generator makes the same ones."""

METHODS = (b"GET HEAD PUT DELETE OPTIONS POST PATCH PROPFIND PROPPATCH REPORT "
           b"MKCOL MKCALENDAR COPY MOVE LOCK UNLOCK ACL SEARCH TRACE get "
           b"VERSION-CONTROL BASELINE-CONTROL MERGE FOO").split()
HEADERS = (b"Depth If If-Match If-None-Match If-Range If-Modified-Since "
           b"If-Unmodified-Since If-Schedule-Tag-Match Schedule-Reply Overwrite "
           b"Destination Content-Type Content-Encoding Content-Range "
           b"Content-Language Prefer Brief Range Accept Accept-Encoding "
           b"Accept-Language CalDAV-Timezones Lock-Token Timeout User-Agent "
           b"Host X-Forwarded-Host X-HTTP-Method-Override Cookie").split()
NUMBERS = [b"0", b"-1", b"2147483648", b"4294967296", b"9223372036854775808",
           b"99999999999999999999999", b"1e309", b"0x10", b"007"]
WORDS = [b"", b"1", b"infinity", b"1,noroot", b"*", b'""', b'"x"', b'W/"x"',
         b"(<urn:x>)", b"(Not <DAV:no-lock>)", b'(["x"])', b"(", b"<", b"([",
         b"()", b"(<urn:x>) " * 40, b"T", b"F", b"t", b"bytes=0-",
         b"bytes=5-1", b"bytes=-1", b"bytes=0-0,2-2,4-", b"identity", b"gzip",
         b"text/html", b"text/calendar", b"text/calendar; charset=utf-16",
         b"application/xml; charset=utf-16", b"application/calendar+json",
         b"return=minimal", b"return=representation", b"depth-noroot", b"/",
         b"http://[", b"http://127.0.0.1:1/x", b"//x/y", b"%00", b"%ff", b"%2f",
         b"%", b"..", b"/../", b"?x", b"?export", b"#x", b";", b"\xff\xfe",
         b",,,", b"; q=", b"q=2", b"a" * 4000,
         b"Thu, 01 Jan 1970 00:00:00 GMT", *NUMBERS]
XML = [b"<", b">", b"/>", b"&", b"&#0;", b"&#x1;", b"&#x10ffff;", b"&x;",
       b"&lt;", b"]]>", b"<![CDATA[", b"<![CDATA[x]]>", b"<!--", b"-->", b"<?x?>",
       b'<!DOCTYPE x [<!ENTITY x "xxxxxxxxxx">]>',
       b'<!DOCTYPE x [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
       b'<?xml version="1.0" encoding="utf-16"?>', b'<?xml version="1.1"?>',
       b' xmlns="DAV:"', b' xmlns=""', b' xmlns:D="urn:x"', b' xml:lang="de"',
       b' xmlns:D="' + b"u" * 3000 + b'"', b"<D:prop/>", b"<D:allprop/>",
       b"<C:calendar-data/>", b'<C:expand start="00010101T000000Z" '
       b'end="99991231T235959Z"/>', b"<C:is-not-defined/>", b"<D:x>" * 300,
       b"</D:prop>", b"D:", b"C:", b"X:", b' start="', b' name="', b' name=""']
ICALENDAR = [b"\r\n", b"\n", b"\r", b"\r\n ", b"\n\t", b":", b";", b"=", b",",
             b'"', b"\\", b"^n", b"BEGIN:VEVENT\r\n", b"END:VEVENT\r\n",
             b"BEGIN:VTODO\r\n", b"END:VTODO\r\n", b"BEGIN:VCALENDAR\r\n",
             b"END:VCALENDAR\r\n", b"BEGIN:VALARM\r\n", b"BEGIN:VTIMEZONE\r\n",
             b"BEGIN:X-A\r\n" * 50, b"RRULE:FREQ=SECONDLY\r\n",
             b"RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30\r\n",
             b"RRULE:RSCALE=HEBREW;FREQ=MONTHLY;SKIP=BACKWARD\r\n",
             b";BYSETPOS=-366", b";BYDAY=-53MO", b";BYYEARDAY=366",
             b";INTERVAL=", b";COUNT=", b";UNTIL=", b"EXDATE:20260105\r\n",
             b"RDATE;VALUE=PERIOD:20260105T000000Z/P1D\r\n",
             b"RECURRENCE-ID:20260105T090000Z\r\n",
             b"RECURRENCE-ID;RANGE=THISANDFUTURE:20260105T090000Z\r\n",
             b"DURATION:-P1D\r\n", b"-P999999999W", b"99999999T999999Z",
             b"00000000T000000", b"20260229", b";TZID=X", b";TZID=Etc/GMT+12",
             b";VALUE=DATE", b";VALUE=BINARY;ENCODING=BASE64", b";X-P=" +
             b"a" * 2000, b"ATTACH:CID:x\r\n", b"DTSTART", b"DTEND", b"UID:\r\n",
             b"SUMMARY;LANGUAGE=de:", b"GEO:1;2;3\r\n"]
OCTETS = [b"\0", b"\x01", b"\x7f", b"\xff", b"\xc0\x80", b"\xed\xa0\x80",
          b"\xef\xbb\xbf", b"\xe2\x80\xa8", b"\xf4\x90\x80\x80",
          b"\xf0\x9f\x98\x80", b"A" * 70000]
SPECIAL = XML + ICALENDAR


def spliced(chance, octets, tokens, other=b""):
    """One alteration of octets; `other` gives a piece of itself."""
    at = chance.randrange(len(octets) + 1)
    to = min(len(octets), at + chance.randrange(1, 60))
    kind = chance.randrange(9)
    if kind == 0:
        return octets[:at]
    if kind == 1:
        return octets[:at] + octets[to:]
    if kind == 2:
        return octets[:to] + octets[at:]
    if kind == 3:
        return octets[:at] + bytes([chance.randrange(256)]) + octets[at + 1:]
    if kind == 4 and octets[at:]:
        return (octets[:at] + bytes([octets[at] ^ 1 << chance.randrange(8)])
                + octets[at + 1:])
    if kind == 5 and other:
        begin = chance.randrange(len(other))
        return octets[:at] + other[begin:begin + 200] + octets[at:]
    if kind == 6:
        return octets[:at] + octets[at:to] * chance.choice((2, 30)) + octets[to:]
    return octets[:at] + chance.choice(tokens) + octets[at:]


def numbered(chance, octets):
    """One number of octets is another."""
    places = [n for n in range(len(octets)) if octets[n:n + 1].isdigit()]
    if not places:
        return octets
    at = end = chance.choice(places)
    while octets[end:end + 1].isdigit():
        end += 1
    return octets[:at] + chance.choice(NUMBERS) + octets[end:]


def mutated(chance, requests):
    """One of the requests, altered once or a few times."""
    method, path, headers, body = chance.choice(requests)
    _, other_path, other_headers, other = chance.choice(requests)
    headers = dict(headers)
    for _ in range(chance.choice((0, 1, 1, 1, 2, 3, 6))):
        part = chance.randrange(12)
        if part == 0:
            method = chance.choice(METHODS)
        elif part == 1:
            path = chance.choice((other_path,
                                  spliced(chance, path, WORDS, other_path)))
        elif part == 2:
            headers[chance.choice(HEADERS)] = chance.choice(WORDS)
        elif part == 3 and headers:
            name = chance.choice(list(headers))
            headers[name] = spliced(chance, headers[name], WORDS, path)
        elif part == 4:
            headers.update(other_headers)
        elif part == 5:
            body = numbered(chance, body)
        elif part == 6:
            body = spliced(chance, body, OCTETS, other)
        elif body:
            xml = body.lstrip().startswith(b"<")
            body = spliced(chance, body, chance.choice(
                (XML if xml else ICALENDAR, SPECIAL, NUMBERS)), other)
    # What would end the head is no part of this.
    return method, b"".join(path.split()) or b"/", {
        name: value.translate(None, b"\r\n\0")
        for name, value in headers.items()}, body


def written(chance, request, authorization):
    """The octets of a request over HTTP/1.1, its body in one or in chunks."""
    method, path, headers, body = request
    head = [method + b" " + path + b" HTTP/1.1",
            b"Authorization: " + authorization]
    if b"Host" not in headers:
        head.append(b"Host: 127.0.0.1")
    head += [name + b": " + value for name, value in headers.items()]
    if body and chance.randrange(8) == 0:
        size = chance.choice((1 + len(body) // 9, 4096))
        head.append(b"Transfer-Encoding: chunked")
        body = b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in (
            body[n:n + size] for n in range(0, len(body), size)))
        body += b"0\r\n\r\n"
    else:
        head.append(b"Content-Length: %d" % len(body))
    return b"\r\n".join(head) + b"\r\n\r\n" + body
