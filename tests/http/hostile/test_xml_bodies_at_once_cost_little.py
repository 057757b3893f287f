# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""Bodies of 1 MB of elements, attributes, lines, namespaces, hrefs or filters,
many at once: each costs little time, a worker stays small and gives back what it
took, and nobody else waits. What httpd's parser would make too much of is 413,
and said in the log."""

import os

import pytest

from support import memory
from support.httpd import Httpd
from support.names import document, prop
from support.process import processor_seconds

OCTETS = 1000000        # LimitXMLRequestBody
CLIENTS = int(os.environ.get("ADVOLUX_XML_CLIENTS", "6"))
MOST, AFTER = 300 << 20, 60 << 20
SECONDS = 2             # of a processor
# In a test among others the machine is not this one's alone.
SLOWEST = 1 if CLIENTS == 20 else 3
ZONE = ("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nBEGIN:VTIMEZONE\r\n"
        "TZID:Own\r\n%sEND:VTIMEZONE\r\nEND:VCALENDAR\r\n")
PART = ("BEGIN:STANDARD\r\nDTSTART:19700101T000000\r\nTZOFFSETFROM:+0100\r\n"
        "TZOFFSETTO:+0200\r\nRRULE:FREQ=YEARLY\r\nEND:STANDARD\r\n")
EVERYTHING = '<C:filter><C:comp-filter name="VCALENDAR"/></C:filter>'


def full(make, frame="%s"):
    """A frame filled with what make(0), make(1), ... give, up to 1 MB."""
    pieces, room, number = [], OCTETS - len(frame.encode()), 0
    while True:
        piece = make(number)
        room -= len(piece)
        if room < 0:
            return frame.replace("%s", "".join(pieces))
        pieces.append(piece)
        number += 1


def framed(name, inside="%s", attributes=""):
    return ('<?xml version="1.0"?><%s xmlns:D="DAV:" '
            'xmlns:C="urn:ietf:params:xml:ns:caldav"%s>%s</%s>' % (
                name, attributes, inside, name))


def setting(inside, attributes=' xmlns="u"'):
    return framed("D:propertyupdate", "<D:set><D:prop>%s</D:prop></D:set>"
                  % inside, attributes)


BODIES = {
    "elements": ("REPORT", full(lambda _: "<a/>", framed(
        "C:calendar-multiget"))),
    "elements of a filter": ("REPORT", full(lambda _: "<a/>", framed(
        "C:calendar-query"))),
    "elements of names": ("PROPFIND", full(lambda _: "<a/>", framed(
        "D:propfind", "<D:prop>%s</D:prop>"))),
    "elements of a property": ("PROPPATCH", full(lambda _: "<a/>", setting(
        "<x>%s</x>"))),
    "many properties": ("PROPPATCH", full(lambda i: "<p%d/>" % i,
                                          setting("%s"))),
    "many sets": ("PROPPATCH", full(
        lambda i: "<D:set><D:prop><p%d>a</p%d></D:prop></D:set>" % (i, i),
        framed("D:propertyupdate", attributes=' xmlns="u"'))),
    "lines": ("PROPPATCH", full(lambda _: "\n", setting("<p>%s</p>"))),
    "references": ("PROPPATCH", full(lambda _: "&lt;", setting("<p>%s</p>"))),
    "namespaces": ("REPORT", full(lambda i: ' xmlns:n%d="u%d"' % (i, i), framed(
        "C:calendar-query", "", "%s"))),
    "namespaces one by one": ("REPORT", full(
        lambda i: '<a xmlns="%x"/>' % i, framed("C:calendar-query"))),
    "prefixes": ("REPORT", full(lambda _: "<n1:a/>", framed(
        "C:calendar-query", "%s", "".join(
            ' xmlns:n%d="u"' % i for i in range(20000))))),
    "attributes": ("REPORT", full(lambda i: ' a%d=""' % i, framed(
        "C:calendar-query", "", "%s"))),
    "filters": ("REPORT", full(lambda i: '<C:prop-filter name="X%d"/>' % i,
                               memory.filtered("%s"))),
    "texts": ("REPORT", full(
        lambda i: '<C:prop-filter name="X%d"><C:text-match>%d</C:text-match>'
        "</C:prop-filter>" % (i, i), memory.filtered("%s"))),
    "long text": ("REPORT", full(lambda _: "ab", memory.filtered(
        memory.text("SUMMARY", "%s")))),
    "parameters": ("REPORT", full(
        lambda i: '<C:param-filter name="X%d"/>' % i, memory.filtered(
            '<C:prop-filter name="SUMMARY">%s</C:prop-filter>'))),
    "parts of data": ("REPORT", full(
        lambda i: '<C:prop name="X%d"/>' % i, memory.filtered(
            "", '<D:prop><C:calendar-data><C:comp name="VCALENDAR">%s</C:comp>'
            "</C:calendar-data></D:prop>"))),
    "names": ("REPORT", full(lambda i: "<D:x%d/>" % i, memory.filtered(
        "", "<D:prop>%s</D:prop>"))),
    "names of an expansion": ("REPORT", full(
        lambda i: '<D:property name="x%d"/>' % i, framed(
            "D:expand-property"))),
    "searches": ("REPORT", full(
        lambda i: "<D:property-search><D:prop><D:displayname/></D:prop>"
        "<D:match>%d</D:match></D:property-search>" % i,
        framed("D:principal-property-search"))),
    "time zone": ("REPORT", full(lambda _: PART, document(
        "C:calendar-query", prop(["D:getetag"]) + EVERYTHING
        + "<C:timezone>" + ZONE + "</C:timezone>"))),
    "hrefs": ("REPORT", None),
}


@pytest.fixture(scope="module")
def crowd(people):
    person = people.new()
    person.fill(1500)
    return person


@pytest.fixture
def body(crowd, name):
    method, text = BODIES[name]
    text = text or full(
        lambda i: "<D:href>%s%d.ics</D:href>" % (crowd.dav.termine, i),
        framed("C:calendar-multiget", memory.DATA + "%s"))
    assert OCTETS - 200 < len(text.encode()) <= OCTETS
    return method, "0" if name == "searches" else "1", text


@pytest.fixture(scope="module")
def worker(cluster, watch):
    httpd = Httpd(cluster, threads=32).start()
    try:
        yield httpd
    finally:
        httpd.stop()
        watch.see("log of httpd", httpd.logged())
        httpd.drop()


@pytest.mark.parametrize("name", BODIES)
def test_many_at_once(worker, crowd, colleague, body, name):
    memory.ask(worker, colleague, "PROPFIND", "0", None)
    begun = processor_seconds(worker.process.pid)
    memory.ask(worker, crowd, *body)
    seconds = processor_seconds(worker.process.pid) - begun
    with memory.Resident(worker) as resident, \
            memory.Bystander(worker, colleague) as bystander:
        answers = memory.ask_at_once(worker, crowd, body, CLIENTS)
    after = resident.settled(AFTER)
    print("%s: %.2f s of a processor; %d MB, then %d MB; %.2f s; %s" % (
        name, seconds, resident.most >> 20, after >> 20, bystander.slowest,
        {status for status, _ in answers}))
    assert {status for status, _ in answers} <= {207, 400, 403, 413}
    assert seconds < SECONDS
    assert resident.most < MOST, "%d MB" % (resident.most >> 20)
    assert after < AFTER, "%d MB" % (after >> 20)
    assert bystander.slowest < SLOWEST


def test_too_many_parts_are_413(worker, crowd):
    for name in ("elements", "namespaces", "lines"):
        method, text = BODIES[name]
        assert memory.ask(worker, crowd, method, "1", text)[0] == 413
    assert "ADV0123" in worker.errors()


@pytest.mark.parametrize("count, status", [(5000, 207), (5001, 403)])
def test_a_long_list_of_hrefs(worker, crowd, count, status):
    names = [crowd.dav.termine + "missing-%05d.ics" % i for i in range(count)]
    found, octets = memory.ask(worker, crowd, "REPORT", "1", framed(
        "C:calendar-multiget", memory.DATA + "".join(
            "<D:href>%s</D:href>" % name for name in names)))
    assert found == status
    assert status == 403 or octets > count * 100
