# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""The requests that are measured, as clients send them."""

import datetime
import re

HEAD = '<?xml version="1.0" encoding="utf-8"?>\n'
SPACES = 'xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav"'
XML = "Content-Type: application/xml; charset=utf-8"
ICS = "Content-Type: text/calendar; charset=utf-8"
ETAG = "<D:prop><D:getetag/></D:prop>"
DATA = "<D:prop><D:getetag/><C:calendar-data/></D:prop>"

SYNC = ("<D:sync-token>%s</D:sync-token><D:sync-level>1</D:sync-level>" + ETAG)
# What DAVx5 and iOS look for in a home.
HOME = HEAD + (
    '<D:propfind %s xmlns:S="http://calendarserver.org/ns/" '
    'xmlns:A="http://apple.com/ns/ical/"><D:prop><D:resourcetype/>'
    "<D:displayname/><D:current-user-privilege-set/><D:sync-token/>"
    "<S:getctag/><A:calendar-color/><C:supported-calendar-component-set/>"
    "</D:prop></D:propfind>" % SPACES)

HREF = re.compile(rb"<(?:\w+:)?href>([^<]+)</")
TOKEN = re.compile(rb"<(?:\w+:)?sync-token>([^<]+)</")
RESPONSE = re.compile(rb"<(?:\w+:)?response>")


class Calendar:
    """One person's appointments over one connection."""

    def __init__(self, connection, path):
        self.connection = connection
        self.path = path

    def get(self, name):
        return self.connection.expect(200, "GET", self.path + name)

    def put(self, name, octets):
        """True if it was new."""
        status, _, body = self.connection.request(
            "PUT", self.path + name, octets, [ICS])
        if status not in (201, 204):
            raise RuntimeError("PUT: %d %s" % (status, body[:500]))
        return status == 201

    def state(self):
        """The cheapest request that reads the store as a person."""
        return self.connection.expect(
            207, "PROPFIND", self.path, (
                HEAD + "<D:propfind %s><D:prop><D:sync-token/></D:prop>"
                "</D:propfind>" % SPACES).encode(), [XML, "Depth: 0"])

    def names(self):
        """Names of all members, by PROPFIND."""
        return self.named(self.propfind())

    def named(self, answer):
        """Names of the members that an answer has."""
        hrefs = [href.decode() for href in HREF.findall(answer)]
        return [href[len(self.path):] for href in hrefs if href != self.path]

    def propfind(self):
        return self.connection.expect(
            207, "PROPFIND", self.path, (
                HEAD + '<D:propfind %s><D:prop><D:getetag/><D:resourcetype/>'
                '<D:getcontenttype/></D:prop></D:propfind>' % SPACES
            ).encode(), [XML, "Depth: 1"])

    def multiget(self, names):
        return self._report("C:calendar-multiget", DATA + "".join(
            "<D:href>%s%s</D:href>" % (self.path, name) for name in names))

    def week(self, start):
        """Entries of the seven days from a date."""
        end = start + datetime.timedelta(days=7)
        return self._report("C:calendar-query", ETAG + (
            '<C:filter><C:comp-filter name="VCALENDAR">'
            '<C:comp-filter name="VEVENT">'
            '<C:time-range start="%sT000000Z" end="%sT000000Z"/>'
            "</C:comp-filter></C:comp-filter></C:filter>"
            % (start.strftime("%Y%m%d"), end.strftime("%Y%m%d"))))

    def search(self, text):
        """Entries with a text in their summary."""
        return self._report("C:calendar-query", ETAG + (
            '<C:filter><C:comp-filter name="VCALENDAR">'
            '<C:comp-filter name="VEVENT"><C:prop-filter name="SUMMARY">'
            "<C:text-match>%s</C:text-match>"
            "</C:prop-filter></C:comp-filter></C:comp-filter></C:filter>"
            % text))

    def sync(self, token=""):
        """(answers, new token); all pages if there are several."""
        answers = []
        while True:
            body = self._send(report("D:sync-collection", SYNC % token))
            answers.append(body)
            # At the end: to look through all of it would be measured too.
            token = TOKEN.search(body[-500:])[1].decode()
            if b" 507 " not in body:
                return answers, token

    def _report(self, name, inside):
        return self._send(report(name, inside))

    def _send(self, body):
        return self.connection.expect(207, "REPORT", self.path, body.encode(),
                                      [XML, "Depth: 1"])


def report(name, inside):
    """The body of a REPORT."""
    return "%s<%s %s>%s</%s>" % (HEAD, name, SPACES, inside, name)


def responses(body):
    """How many DAV:response elements an answer holds."""
    return len(RESPONSE.findall(body))
