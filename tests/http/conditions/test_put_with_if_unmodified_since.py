# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""412 if it changed since; the date has no finer grain than a second.

RFC 9110 section 13.1.4."""

from support import ics


def test_since(person):
    uid = ics.new_uid()
    path = person.dav.termine + person.put_event(uid)
    before = "Mon, 01 Jan 2024 00:00:00 GMT"
    changed = person.dav.get(path).headers["Last-Modified"]
    text = ics.event(uid, summary="Zwei")
    assert person.dav.put(path, text, If_Unmodified_Since=before).status == 412
    assert b"Zwei" not in person.dav.get(path).body
    assert person.dav.put(path, text,
                          If_Unmodified_Since=changed).status == 204


def test_unchanged_for_an_hour(person):
    """The date is the object's, not the time of the request."""
    uid = ics.new_uid()
    name = person.put_event(uid)
    path = person.dav.termine + name
    person.people.sql("UPDATE caldav.entry SET modified = modified - "
                      "interval '1 hour' WHERE name = %s", name)
    date = person.dav.get(path).headers["Last-Modified"]
    assert person.dav.put(path, ics.event(uid, summary="Zwei"),
                          If_Unmodified_Since=date).status == 204
    assert person.dav.put(path, ics.event(uid, summary="Drei"),
                          If_Unmodified_Since=date).status == 412
    assert person.dav.delete(path, If_Unmodified_Since=date).status == 412
