# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""Put the whole corpus into one person's calendars."""

import hashlib
from dataclasses import dataclass

from . import objects
from .faults import faults


@dataclass
class Deposit:
    """One PUT: what went, what the answer was, what GET gave after it."""
    label: str
    octets: bytes
    faults: set
    put: object
    got: object

    @property
    def accepted(self):
        return 200 <= self.put.status < 300

    @property
    def precondition(self):
        """The element inside DAV:error, or None."""
        found = [name for name in self.put.preconditions
                 if name.startswith(("D:", "C:"))]
        return found[0] if len(found) == 1 else None

    @property
    def description(self):
        """What the refusal says to a person: text or comment."""
        return " ".join(" ".join(node.text or "" for node in
                                 self.put.xml.iter()).split())

    def __str__(self):
        return "%s: %d %s %s %s" % (
            self.label, self.put.status, sorted(self.faults),
            self.precondition if not self.accepted else "",
            self.description if self.precondition else "")


def put_all(dav):
    """Each object as exported and, where that differs, as a program imports
    it. A later object of the same UID replaces the earlier one."""
    deposits = []
    for item in objects():
        component = "VTODO" if item.component == "VTODO" else "VEVENT"
        path = dav.aufgaben if component == "VTODO" else dav.termine
        key = (item.uid or item.label).encode()
        href = path + hashlib.sha1(key).hexdigest() + ".ics"
        imported = item.without_method()
        bodies = [("exported", item.octets)]
        if imported != item.octets:
            bodies.append(("imported", imported))
        for style, octets in bodies:
            put = dav.put(href, octets)
            deposits.append(Deposit(
                "%s (%s)" % (item.label, style), octets,
                faults(octets, component), put,
                dav.get(href) if put.status < 300 else None))
    return deposits
