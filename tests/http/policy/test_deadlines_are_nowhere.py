# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""S18: neither deadlines nor what is made from them leave by CalDAV."""

from support import ics
from support.canary import CANARY

EVERYTHING = '<C:comp-filter name="VCALENDAR"/>'
SEARCH = ('<C:comp-filter name="VCALENDAR"><C:comp-filter name="%s">'
          '<C:prop-filter name="SUMMARY"><C:text-match>' + CANARY +
          '</C:text-match></C:prop-filter></C:comp-filter></C:comp-filter>')


def test_demo_firm_in_every_listing(people):
    """The watch over all answers looks for the canary itself."""
    seen = 0
    for dav in people.demo():
        for path, component in ((dav.termine, "VEVENT"),
                                (dav.aufgaben, "VTODO")):
            listed = dav.query(path, EVERYTHING,
                               ["D:getetag", "C:calendar-data"]).members
            assert listed
            seen += len(listed)
            for href, member in listed.items():
                assert CANARY not in member.data
                assert dav.get(href).status == 200
            assert set(dav.sync_collection(path).members) == set(listed)
            assert dav.query(path, SEARCH % component).members == {}
    assert seen > 100


def test_made_from_a_deadline(person):
    """Turning an item into one of a deadline removes it."""
    item = person.appointment()
    replica = person.replica()
    assert len(replica.sync().changed) == 1
    deadline = person.deadline("Berufungsfrist " + CANARY)
    person.update(item, deadline_id=deadline, title="Frist " + CANARY)
    assert len(replica.sync().removed) == 1
    assert person.dav.get(person.path(item)).status == 404


def test_task_made_from_a_deadline(person):
    deadline = person.deadline("Vorfrist " + CANARY)
    person.task(mode="both", deadline_id=deadline, title="Vorfrist " + CANARY)
    assert person.replica(person.dav.aufgaben).sync() == (set(), set())


def test_client_cannot_write_where_one_is(person):
    uid = ics.new_uid()
    path = person.dav.termine + uid + ".ics"
    person.dav.put(path, ics.event(uid))
    item = person.row(uid + ".ics")["appointment_id"]
    deadline = person.deadline("Frist " + CANARY)
    person.update(item, deadline_id=deadline, title="Frist " + CANARY)
    assert person.dav.put(path, ics.event(uid)).status in (403, 404, 412)
    assert person.dav.put(person.dav.termine + "n.ics",
                          ics.event(uid)).status in (403, 409)
    assert person.dav.delete(path).status == 404
