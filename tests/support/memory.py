# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""What httpd's workers hold in memory while many ask at once."""

import http.client
import threading
import time
from base64 import b64encode
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from . import ics
from .names import document, element, prop

MEBIBYTE = 1 << 20
OPEN = '<C:time-range start="20200101T000000Z"/>'
EXPAND = ('<D:prop><C:calendar-data><C:expand start="20260101T000000Z" '
          'end="20270101T000000Z"/></C:calendar-data></D:prop>')
LIMITED = EXPAND.replace("C:expand", "C:limit-recurrence-set")
SELECTED = ('<D:prop><C:calendar-data><C:comp name="VCALENDAR"><C:comp '
            'name="VEVENT"><C:prop name="UID"/><C:prop name="DESCRIPTION"/>'
            '</C:comp></C:comp></C:calendar-data></D:prop>')
DATA = prop(["D:getetag", "C:calendar-data"])


def filtered(inside, properties=None):
    """calendar-query for VEVENTs."""
    return document("C:calendar-query", (properties or prop(["D:getetag"])) + (
        '<C:filter><C:comp-filter name="VCALENDAR"><C:comp-filter '
        'name="VEVENT">%s</C:comp-filter></C:comp-filter></C:filter>' % inside))


def text(name, value):
    return ('<C:prop-filter name="%s"><C:text-match collation='
            '"i;unicode-casemap">%s</C:text-match></C:prop-filter>' % (
                name, value))


def questions():
    """What can be asked of a calendar, by name: method, depth, body."""
    sync = element("D:sync-token", "") + element("D:sync-level", "1")
    return {
        "text in no title": ("REPORT", "1", filtered(text("SUMMARY", "nix"))),
        "text in no description": ("REPORT", "1", filtered(
            text("DESCRIPTION", "nix"))),
        "text in all": ("REPORT", "1", filtered(text("UID", "e"), DATA)),
        "open range": ("REPORT", "1", filtered(OPEN)),
        "open range with data": ("REPORT", "1", filtered(OPEN, DATA)),
        "expanded": ("REPORT", "1", filtered(OPEN, EXPAND)),
        "limited": ("REPORT", "1", filtered(OPEN, LIMITED)),
        "selected": ("REPORT", "1", filtered(OPEN, SELECTED)),
        "synchronisation": ("REPORT", "0", document(
            "D:sync-collection", sync + prop(["D:getetag"]))),
        "synchronisation with data": ("REPORT", "0", document(
            "D:sync-collection", sync + DATA)),
        "free-busy": ("REPORT", "1", document("C:free-busy-query", OPEN)),
        "allprop": ("PROPFIND", "1", document("D:propfind", "<D:allprop/>")),
        "file": ("GET", None, None),
    }


def multiget(paths):
    return ("REPORT", "1", document("C:calendar-multiget", DATA + "".join(
        element("D:href", path) for path in paths)))


def megabyte(shape, uid):
    """An object of nearly 1 MB: one long text, many lines, many changed
    instances or many excluded days."""
    if shape == 0:
        return ics.event(uid, "DESCRIPTION:" + "Über & <alles>. " * 58000)
    if shape == 1:
        return ics.event(uid, *["X-LINE-%05d;X-P=%05d:%s" % (i, i, "x" * 22)
                                for i in range(19900)])
    if shape == 2:
        return ics.calendar(
            ics.vevent(uid, "RRULE:FREQ=DAILY;COUNT=900"),
            *[ics.vevent(uid, "RECURRENCE-ID;TZID=Europe/Berlin:%sT100000"
                         % ics.day(7 + i), "DESCRIPTION:" + "y" * 850,
                         start="DTSTART;TZID=Europe/Berlin:%sT120000"
                         % ics.day(7 + i)) for i in range(1, 900)])
    return ics.event(uid, "RRULE:FREQ=DAILY;COUNT=20000", "EXDATE;VALUE=DATE:"
                     + ",".join(ics.day(i) for i in range(8, 19000) for _ in
                                range(6))[:1020000].rpartition(",")[0])


def fill(person, large, small):
    """Give the person so many objects of 1 MB and small ones; the paths of the
    large ones."""
    person.fill(small)
    paths = []
    for i in range(large):
        uid = ics.new_uid()
        body = megabyte(i % 4, uid)
        paths.append(person.dav.termine + uid + ".ics")
        answer = person.dav.put(paths[-1], body)
        assert answer.status == 201, (i % 4, len(body), answer)
    return paths


class Resident:
    """The most that a worker of httpd is seen to hold, in octets."""

    def __init__(self, httpd):
        self.pids = httpd.workers()
        self.most = self.now()
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)

    def now(self):
        return max(_resident(pid) for pid in self.pids)

    def settled(self, below, seconds=10):
        """What is held when it has come down, or after so many seconds."""
        end = time.monotonic() + seconds
        while self.now() > below and time.monotonic() < end:
            time.sleep(0.1)
        return self.now()

    def _watch(self):
        while not self._ended.wait(0.01):
            self.most = max(self.most, self.now())

    def __enter__(self):
        self._thread.start()
        return self

    def __exit__(self, *_):
        self._ended.set()
        self._thread.join()


def _resident(pid):
    for line in Path("/proc/%d/status" % pid).read_text().split("\n"):
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) * 1024
    return 0


def ask(httpd, person, method, depth, body, timeout=300, place=None):
    """Read an answer to its end and keep none of it: status, octets."""
    connection = http.client.HTTPConnection("127.0.0.1", httpd.port,
                                            timeout=timeout)
    secret = b64encode(("%s:%s" % (person.login, person.password)).encode())
    headers = {"Authorization": "Basic " + secret.decode(),
               "Content-Type": "text/calendar" if method == "PUT"
               else "application/xml", "Accept": "text/calendar"}
    if depth:
        headers["Depth"] = depth
    try:
        connection.request(method, place or person.dav.termine,
                           body and body.encode(), headers)
        answer = connection.getresponse()
        octets = 0
        while True:
            piece = answer.read(1 << 20)
            if not piece:
                return answer.status, octets
            octets += len(piece)
    finally:
        connection.close()


def at_once(clients, does, *arguments):
    """So many do the same: what each gives."""
    with ThreadPoolExecutor(clients) as pool:
        return [future.result() for future in [
            pool.submit(does, *arguments) for _ in range(clients)]]


def ask_at_once(httpd, person, question, clients):
    """Their answers, as of ask()."""
    return at_once(clients, ask, httpd, person, *question)


class Bystander:
    """Somebody else's small request again and again: the slowest, in
    seconds."""

    def __init__(self, httpd, person):
        self.slowest = 0
        self._httpd, self._person = httpd, person
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._ask, daemon=True)

    def _ask(self):
        body = document("D:propfind", prop(["D:displayname"]))
        while not self._ended.wait(0.05):
            begun = time.monotonic()
            status, _ = ask(self._httpd, self._person, "PROPFIND", "0", body)
            self.slowest = max(self.slowest, time.monotonic() - begun)
            assert status == 207

    def __enter__(self):
        self._thread.start()
        return self

    def __exit__(self, *_):
        self._ended.set()
        self._thread.join()
