# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""S15, S16, S18: whoever is added, removed or made main editor, at any time,
sees it in the next sync of their calendar, and so do the others."""

import pytest

from support import ics

ALARM = ics.lines("BEGIN:VALARM", "ACTION:DISPLAY", "DESCRIPTION:Los",
                  "TRIGGER:-PT10M", "END:VALARM")


@pytest.fixture
def third(people):
    return people.new()


def replicas(*persons):
    found = [person.replica() for person in persons]
    for replica in found:
        replica.sync()
    return found


def born(person, *content):
    """An appointment that a client made: (key, name, text)."""
    uid = ics.new_uid()
    text = ics.event(uid, *content)
    assert person.dav.put(person.dav.termine + uid + ".ics",
                          text).status == 201
    return person.row(uid + ".ics")["appointment_id"], uid + ".ics", text


def named(text):
    return sorted(line.partition(":")[2] for line in ics.unfolded(text)
                  if line.startswith("X-ADVOLUX-PARTICIPANT"))


def test_added_and_removed(person, colleague, third):
    item, name, _ = born(person, "X-KEPT:ja")
    mine, theirs, others = replicas(person, colleague, third)
    person.add_participant(item, colleague)
    assert mine.sync() == ({name}, set())
    assert theirs.sync() == ({name}, set())
    assert others.sync() == (set(), set())
    assert named(mine.items[name][1]) == [colleague.name]
    person.add_participant(item, third)
    for replica in mine, theirs, others:
        assert replica.sync() == ({name}, set())
        assert named(replica.items[name][1]) == sorted([colleague.name,
                                                        third.name])
    person.remove_participant(item, colleague)
    assert theirs.sync() == (set(), {name})
    assert colleague.dav.get(colleague.dav.termine + name).status == 404
    for replica in mine, others:
        assert replica.sync() == ({name}, set())
        assert named(replica.items[name][1]) == [third.name]
    assert "X-KEPT:ja" in ics.unfolded(mine.items[name][1])


def test_another_main_editor(person, colleague):
    """The old one has it no longer, and the new one may change it."""
    item, name, text = born(person)
    mine, theirs = replicas(person, colleague)
    person.update(item, main_editor=colleague.staff_id)
    assert mine.sync() == (set(), {name})
    assert theirs.sync() == ({name}, set())
    assert person.dav.put(person.dav.termine + name, text,
                          If_Match='"x"').status == 412
    etag, text = theirs.items[name]
    put = colleague.dav.put(colleague.dav.termine + name, text.replace(
        "Besprechung", "Meins"), If_Match=etag)
    assert put.status == 204, put
    assert colleague.row(name)["title"] == "Meins"


def test_main_editor_and_participant_change_places(person, colleague):
    item, name, _ = born(person)
    person.add_participant(item, colleague)
    mine, theirs = replicas(person, colleague)
    person.people.sql(
        "WITH changed AS (UPDATE advolux.appointment SET main_editor = %s "
        "WHERE appointment_id = %s) UPDATE advolux.participant SET staff_id = "
        "%s WHERE appointment_id = %s", colleague.staff_id, item,
        person.staff_id, item)
    assert mine.sync() == theirs.sync() == ({name}, set())
    assert named(theirs.items[name][1]) == [person.name]
    etag, text = mine.items[name]
    refused = person.dav.put(person.dav.termine + name, text.replace(
        "Besprechung", "Nein"), If_Match=etag)
    assert refused.status == 403, refused
    assert refused.preconditions == ["D:need-privileges"]
    assert mine.sync() == ({name}, set())       # healed
    assert mine.items[name][1] == text
    assert theirs.sync() == (set(), set())
    assert colleague.dav.delete(colleague.dav.termine + name).status == 204


def test_own_alarms_are_each_persons(person, colleague, third):
    item, name, text = born(person)
    for other in colleague, third:
        person.add_participant(item, other)
        got = other.dav.get(other.dav.termine + name)
        put = other.dav.put(other.dav.termine + name, got.text.replace(
            "END:VEVENT", ALARM.replace("PT10M", "PT%dM" % other.staff_id)
            + "END:VEVENT"), If_Match=got.etag)
        assert put.status == 204, put
    person.update(item, title="Umbenannt")
    for one, others in ((person, (colleague, third)), (colleague, (third,)),
                        (third, (colleague,))):
        shown = one.dav.get(one.dav.termine + name).text
        assert "Umbenannt" in shown
        assert ("PT%dM" % one.staff_id in shown) == (one is not person)
        assert not [other for other in others
                    if "PT%dM" % other.staff_id in shown]


def test_attendees_of_a_client_are_its_text(people, person, colleague):
    """They make no participant, and survive every change in Advolux."""
    attendee = "ATTENDEE;CN=Kollege;PARTSTAT=NEEDS-ACTION:mailto:" \
        + colleague.mail
    item, name, text = born(person, "ORGANIZER:mailto:" + person.mail,
                            attendee)
    replica, = replicas(colleague)
    assert not replica.items
    assert people.sql("SELECT count(*) FROM advolux.participant WHERE "
                      "appointment_id = %s", item) == [(0,)]
    person.update(item, title="Umbenannt")
    assert attendee in ics.unfolded(person.dav.get(
        person.dav.termine + name).text)
    # The participant that Advolux adds is another thing than the attendee.
    person.add_participant(item, colleague)
    assert replica.sync() == ({name}, set())
    assert "ATTENDEE" not in replica.items[name][1]
    shown = person.dav.get(person.dav.termine + name).text
    assert attendee in ics.unfolded(shown)
    assert named(shown) == [colleague.name]


@pytest.mark.parametrize("kind", ["appointment", "task"])
def test_what_becomes_a_deadline_is_gone(people, person, colleague, kind):
    if kind == "appointment":
        item = person.appointment(participants=[colleague])
        places = [(who, who.dav.termine) for who in (person, colleague)]
    else:
        item = person.task(mode="both")
        places = [(person, person.dav.aufgaben)]
    path = [who.path(item) for who, _ in places]
    followers = [who.replica(place) for who, place in places]
    for replica in followers:
        assert len(replica.sync().changed) == 1
    deadline = person.deadline("Frist aus Termin")
    people.sql("UPDATE advolux.%s SET deadline_id = %%s WHERE %s_id = %%s"
               % (kind, kind), deadline, int(item))
    for (who, place), where, replica in zip(places, path, followers):
        delta = replica.sync()
        assert (len(delta.changed), len(delta.removed)) == (0, 1)
        for answer in (who.dav.get(where), who.dav.delete(where),
                       who.dav.propfind(where, ["D:getetag"])):
            assert answer.status == 404, answer
        assert who.dav.multiget(place, [where]).only.status == 404
    people.sql("UPDATE advolux.%s SET deadline_id = NULL WHERE %s_id = %%s"
               % (kind, kind), int(item))
    for replica in followers:
        assert len(replica.sync().changed) == 1
