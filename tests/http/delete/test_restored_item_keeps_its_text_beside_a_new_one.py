# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""RFC 4791 section 5.3.2.1, no-uid-conflict, with the trash: a client deletes
an item and makes one of the same name and UID; then Advolux restores the first."""

import pytest

from support import ics

KEPT = ("X-ODD;X-P=\"a:b\":kept", "ATTENDEE;CN=Gast:mailto:gast@example.org",
        "BEGIN:VALARM", "TRIGGER:-PT17M", "COMMENT:nur hier")


def text(uid, summary):
    return ics.event(uid, KEPT[0], KEPT[1], KEPT[4], *KEPT[2:4],
                     "ACTION:DISPLAY", "DESCRIPTION:Los", "END:VALARM",
                     summary=summary)


def uid_of(answer):
    return [line[4:] for line in ics.unfolded(answer.body)
            if line.startswith("UID:")]


@pytest.fixture
def twice(person):
    """Put, delete, put again: (path, UID, key of the first)."""
    uid = ics.new_uid()
    path = person.dav.termine + uid + ".ics"
    assert person.dav.put(path, text(uid, "Eins")).status == 201
    assert person.dav.delete(path).status == 204
    assert person.dav.put(path, text(uid, "Zwei")).status == 201
    (key,), = person.people.sql(
        "SELECT appointment_id FROM advolux.appointment WHERE title = 'Eins' "
        "AND main_editor = %s", person.staff_id)
    return path, uid, key


def restore(person, key):
    person.people.sql("UPDATE advolux.appointment SET trashed_at = NULL "
                      "WHERE appointment_id = %s", key)


def test_both_live_each_with_its_own_name_uid_and_text(person, twice):
    path, uid, key = twice
    replica = person.replica()
    replica.sync()
    restore(person, key)
    delta = replica.sync()
    assert len(replica.items) == 2 and not delta.removed
    assert uid_of(person.dav.get(path)) == [uid]
    (other,) = delta.changed
    answer = person.dav.get(person.dav.termine + other)
    (own,) = uid_of(answer)
    assert own != uid
    lines = ics.unfolded(answer.body)
    assert "SUMMARY:Eins" in lines
    assert not set(KEPT) - set(lines), lines
    # What is said of it everywhere is the same, and can be written.
    found = person.dav.query(
        person.dav.termine, "<C:comp-filter name=\"VCALENDAR\"><C:comp-filter "
        "name=\"VEVENT\"><C:prop-filter name=\"UID\"><C:text-match>%s"
        "</C:text-match></C:prop-filter></C:comp-filter></C:comp-filter>" % own)
    assert list(found.members) == [person.dav.termine + other]
    answer = person.dav.put(person.dav.termine + other, text(own, "Drei"),
                            If_Match=answer.etag)
    assert answer.status == 204, answer
    answer = person.dav.put(person.dav.termine + other, text(uid, "Vier"))
    assert answer.preconditions == ["C:no-uid-conflict"], answer


def test_it_gets_back_what_the_other_one_left(person, twice):
    path, uid, key = twice
    assert person.dav.delete(path).status == 204
    restore(person, key)
    assert person.dav.get(path).body.decode() == text(uid, "Eins")


def test_all_instances_have_the_new_uid(person):
    uid = ics.new_uid()
    path = person.dav.termine + uid + ".ics"
    start = "DTSTART;TZID=Europe/Berlin:%sT100000"
    body = ics.calendar(
        ics.vevent(uid, "RRULE:FREQ=DAILY;COUNT=5", summary="Reihe"),
        ics.vevent(uid, "RECURRENCE-ID;TZID=Europe/Berlin:%sT100000"
                   % ics.day(9), start=start % ics.day(12), summary="Verlegt"))
    assert person.dav.put(path, body).status == 201
    assert person.dav.delete(path).status == 204
    assert person.dav.put(path, text(uid, "Zwei")).status == 201
    (key,), = person.people.sql(
        "SELECT appointment_id FROM advolux.appointment WHERE title = 'Reihe' "
        "AND main_editor = %s", person.staff_id)
    restore(person, key)
    (other,) = person.replica().sync().changed - {uid + ".ics"}
    uids = uid_of(person.dav.get(person.dav.termine + other))
    assert len(uids) == 2 and len(set(uids)) == 1 and uid not in uids
