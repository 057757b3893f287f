# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""An appointment that ended before the look-back does not vanish from the
device that writes it: a typo into the past can be put right. It is there until
the look-back has passed the write too; what Advolux changes is no such write.

RFC 6578 section 3.5."""

import pytest

from support import ics


def event(uid, day, summary="Alt"):
    return ics.event(uid, start="DTSTART:%sT100000Z" % ics.day(day),
                     end="DTEND:%sT110000Z" % ics.day(day), summary=summary)


def put(person, uid, day, **headers):
    answer = person.dav.put(person.dav.termine + uid, event(uid, day),
                            **headers)
    assert answer.status in (201, 204), answer
    return answer.etag


def seen(person, name):
    """What each way of asking says: 200, and a listing that has it."""
    path = person.dav.termine + name
    replica = person.replica()
    replica.sync()
    asked = {
        "get": person.dav.get(path).status == 200,
        "multiget": person.dav.multiget(
            person.dav.termine, [path]).members[path].etag is not None,
        "propfind": path in person.dav.propfind(
            person.dav.termine, ["D:getetag"], depth="1").members,
        "sync": name in replica.items,
    }
    assert len(set(asked.values())) == 1, asked
    return asked["get"]


@pytest.mark.parametrize("look_back", ["0 days", "1 month"])
def test_created(people, look_back):
    person = people.new(look_back=look_back)
    etag = put(person, "alt", -400)
    assert seen(person, "alt")
    assert person.dav.get(person.dav.termine + "alt").etag == etag


def test_typo_is_put_right(person):
    replica = person.replica()
    etag = put(person, "termin", 3)
    replica.sync()
    etag = put(person, "termin", -400, If_Match=etag)
    assert replica.sync() == ({"termin"}, set())
    put(person, "termin", 4, If_Match=etag)
    assert replica.sync() == ({"termin"}, set())
    assert person.row("termin")["start_at"].strftime("%Y%m%d") == ics.day(4)


def test_deleted_and_moved(person):
    put(person, "eins", -400)
    answer = person.dav.request(
        "MOVE", person.dav.termine + "eins", headers={
            "Destination": person.dav.origin + person.dav.termine + "zwei"})
    assert answer.status == 201, answer
    assert seen(person, "zwei") and not seen(person, "eins")
    assert person.dav.delete(person.dav.termine + "zwei").status == 204
    assert not seen(person, "zwei")


def test_participants_see_it_too(person, colleague):
    put(person, "alt", -400)
    item = person.row("alt")["appointment_id"]
    person.add_participant(item, colleague)
    assert seen(colleague, colleague.member(item))


def test_what_advolux_has_or_imports_stays_outside(person):
    item = person.appointment(day=-400)
    assert not seen(person, person.member(item))


def test_it_leaves_when_the_look_back_has_passed_the_write(movable,
                                                           movable_person):
    cluster, _ = movable
    person = movable_person
    replica = person.replica()
    put(person, "alt", -400)
    assert replica.sync().changed == {"alt"}
    cluster.move_clock("+20d")
    assert replica.sync() == (set(), set()) and seen(person, "alt")
    # Advolux' own change shows, and keeps nothing.
    person.update(person.row("alt")["appointment_id"], title="Neu")
    assert replica.sync() == ({"alt"}, set())
    cluster.move_clock("+40d")
    assert replica.sync() == (set(), {"alt"}) and not seen(person, "alt")
    key = person.people.sql("SELECT appointment_id FROM advolux.appointment "
                            "WHERE main_editor = %s", person.staff_id)[0][0]
    person.update(key, title="Noch neuer")
    assert replica.sync().changed == set() and not seen(person, "alt")
    # A wider look-back shows it as ever.
    person.people.sql("UPDATE advolux.staff SET look_back = '2 months'")
    assert replica.sync() == ({"alt"}, set()) and seen(person, "alt")
