# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""DAV:creationdate stays through changes and a new name; a name that passes
to another item is born again.

RFC 4918 section 15.1."""

import datetime

from support import ics

NAME = "D:creationdate"


def born(person, path):
    return person.dav.propfind(path, [NAME]).only.text(NAME)


def test_stays(person):
    uid = ics.new_uid()
    path = person.dav.termine + person.put_event(uid)
    first = born(person, path)
    moment = datetime.datetime.strptime(first, "%Y-%m-%dT%H:%M:%S%z")
    age = datetime.datetime.now(datetime.timezone.utc) - moment
    assert abs(age.total_seconds()) < 120
    person.people.sql(
        "UPDATE caldav.entry SET created = created - interval '1 day' "
        "WHERE uid = %s", uid)
    person.dav.put(path, ics.event(uid, summary="Zwei"))
    second = born(person, path)
    assert second < first
    person.dav.request("MOVE", path, headers={"Destination": path + ".neu"})
    assert born(person, path + ".neu") == second
    person.dav.delete(path + ".neu")
    person.dav.put(path + ".neu", ics.event(uid))
    assert born(person, path + ".neu") >= first


def test_in_listings_if_asked_by_name(person):
    path = person.dav.termine + person.put_event()
    for answer in (
            person.dav.propfind(person.dav.termine, [NAME], depth="1"),
            person.dav.sync_collection(person.dav.termine, names=[NAME]),
            person.dav.multiget(person.dav.termine, [path], [NAME])):
        assert answer.members[path].text(NAME) == born(person, path)
