# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""S15: only the main editor may change or delete an appointment.

RFC 3744 section 7.1.1."""

from support import ics


def shared(person, colleague):
    item = person.appointment(title="Gemeinsam", participants=[colleague])
    return item, colleague.path(item)


def test_in_both_calendars(person, colleague):
    item, theirs = shared(person, colleague)
    assert "Gemeinsam" in colleague.dav.get(theirs).text
    assert "Gemeinsam" in person.dav.get(person.path(item)).text


def test_refused_and_healed(person, colleague):
    item, path = shared(person, colleague)
    name = colleague.member(item)
    replica = colleague.replica()
    replica.sync()
    etag, text = replica.items[name]
    for answer in (
            colleague.dav.put(path, text.replace("Gemeinsam", "Allein"),
                              If_Match=etag),):
        assert answer.status == 403, answer
        assert answer.preconditions == ["D:need-privileges"]
    assert replica.sync() == ({name}, set())
    assert replica.items[name][1] == text
    assert replica.items[name][0] != etag
    assert "Gemeinsam" in person.dav.get(person.path(item)).text


def test_delete_is_refused(person, colleague):
    item, path = shared(person, colleague)
    answer = colleague.dav.delete(path)
    assert answer.status == 403, answer
    assert answer.preconditions == ["D:need-privileges"]
    assert colleague.dav.get(path).status == 200
    assert not person.in_trash(item)


def test_main_editors_change_reaches_the_participant(person, colleague):
    uid = ics.new_uid()
    mine = person.dav.termine + uid + ".ics"
    etag = person.dav.put(mine, ics.event(uid)).etag
    item = person.row(uid + ".ics")["appointment_id"]
    person.add_participant(item, colleague)
    replica = colleague.replica()
    replica.sync()
    text = person.dav.get(mine).text
    etag = person.dav.get(mine).etag
    put = person.dav.put(mine, text.replace("Besprechung", "Verlegt"),
                         If_Match=etag)
    assert put.status == 204, put
    assert replica.sync().changed == {colleague.member(item)}
    assert "Verlegt" in next(iter(replica.items.values()))[1]


def test_alarms_of_the_main_editor_are_not_the_participants(person,
                                                           colleague):
    uid = ics.new_uid()
    person.dav.put(person.dav.termine + uid + ".ics", ics.event(
        uid, "BEGIN:VALARM", "ACTION:DISPLAY", "DESCRIPTION:x",
        "TRIGGER:-PT15M", "END:VALARM"))
    item = person.row(uid + ".ics")["appointment_id"]
    person.add_participant(item, colleague)
    assert "VALARM" not in colleague.dav.get(colleague.path(item)).text


def test_participant_may_keep_own_alarms(person, colleague):
    item, path = shared(person, colleague)
    got = colleague.dav.get(path)
    alarm = ics.lines("BEGIN:VALARM", "ACTION:DISPLAY", "DESCRIPTION:Los",
                      "TRIGGER:-PT10M", "END:VALARM")
    text = got.text.replace("END:VEVENT", alarm + "END:VEVENT")
    before = person.dav.get(person.path(item)).body
    put = colleague.dav.put(path, text, If_Match=got.etag)
    assert put.status == 204, put
    assert colleague.dav.get(path).body == text.encode()
    assert person.dav.get(person.path(item)).body == before


def test_own_alarms_survive_a_change_of_the_appointment(person, colleague):
    item, path = shared(person, colleague)
    got = colleague.dav.get(path)
    alarm = ics.lines("BEGIN:VALARM", "ACTION:DISPLAY", "DESCRIPTION:Los",
                      "TRIGGER:-PT10M", "END:VALARM")
    colleague.dav.put(path, got.text.replace("END:VEVENT",
                                             alarm + "END:VEVENT"))
    person.update(item, title="Umbenannt")
    text = colleague.dav.get(path).text
    assert "Umbenannt" in text and "TRIGGER:-PT10M" in text


def test_mode_device_and_none_hold_for_participants(person, colleague):
    item, path = shared(person, colleague)
    person.update(item, sync_mode="device")
    assert colleague.dav.delete(path).status == 403
    person.update(item, sync_mode="none")
    assert colleague.dav.get(path).status == 404


def test_client_cannot_create_for_several(person, colleague):
    """S16: attendees of a client's event are text, not participants."""
    uid = ics.new_uid()
    answer = person.dav.put(person.dav.termine + uid + ".ics", ics.event(
        uid, "ORGANIZER:mailto:" + person.mail,
        "ATTENDEE;CN=%s:mailto:%s" % (colleague.login, colleague.mail)))
    assert answer.status == 201, answer
    assert colleague.replica().sync() == (set(), set())
