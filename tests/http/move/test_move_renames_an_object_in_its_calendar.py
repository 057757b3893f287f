# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""RFC 4918 section 9.9 inside one calendar: same item, other name."""


def move(person, name, target, method="MOVE", **headers):
    place = person.dav.termine
    return person.dav.request(method, place + name, headers={
        "Destination": person.dav.origin + place + target,
        **{key.replace("_", "-"): value for key, value in headers.items()}})


def test_item_and_text_stay_and_sync_tells(person):
    name = person.put_event()
    item = person.row(name)["appointment_id"]
    text = person.dav.get(person.dav.termine + name).body
    replica = person.replica(person.dav.termine)
    replica.sync()
    assert move(person, name, "neu.ics").status == 201
    assert replica.sync() == ({"neu.ics"}, {name})
    got = person.dav.get(person.dav.termine + "neu.ics")
    assert got.body == text
    assert person.dav.get(person.dav.termine + name).status == 404
    assert person.row("neu.ics")["appointment_id"] == item
    again = person.dav.put(person.dav.termine + "neu.ics", text,
                           If_Match=got.etag)
    assert again.status == 204, again


def test_there_and_back(person):
    name = person.put_event()
    replica = person.replica(person.dav.termine)
    replica.sync()
    assert move(person, name, "neu.ics").status == 201
    assert move(person, "neu.ics", name).status == 201
    replica.sync()
    assert set(replica.items) == {name}


def test_if_match(person):
    name = person.put_event()
    etag = person.dav.get(person.dav.termine + name).etag
    assert move(person, name, "neu.ics", If_Match='"x"').status == 412
    assert person.dav.get(person.dav.termine + name).etag == etag
    assert move(person, name, "neu.ics", If_Match=etag).status == 201


def test_read_only_is_refused_and_healed(person):
    item = person.appointment(mode="device")
    name = person.member(item, "appointment")
    replica = person.replica(person.dav.termine)
    replica.sync()
    answer = move(person, name, "neu.ics")
    assert answer.status == 403, answer
    assert answer.preconditions == ["D:need-privileges"]
    assert replica.sync() == ({name}, set())


def test_read_only_is_not_replaced(person):
    item = person.appointment(mode="device")
    name = person.put_event()
    answer = move(person, name, person.member(item, "appointment"))
    assert answer.status == 403, answer
    assert not person.in_trash(item)
    assert person.dav.get(person.dav.termine + name).status == 200


def test_hidden_name_is_refused(person):
    hidden, name = person.put_event(), person.put_event()
    person.update(person.row(hidden)["appointment_id"], sync_mode="none")
    for overwrite in "TF":
        answer = move(person, name, hidden, Overwrite=overwrite)
        assert answer.status == 403, answer
        assert answer.preconditions == ["D:need-privileges"]
    assert person.dav.get(person.dav.termine + name).status == 200


def test_onto_itself(person):
    name = person.put_event()
    for method in ("MOVE", "COPY"):
        assert move(person, name, name, method).status == 403
    assert person.dav.get(person.dav.termine + name).status == 200


def test_copy_would_repeat_the_uid(person):
    name = person.put_event()
    answer = move(person, name, "neu.ics", "COPY")
    assert answer.status == 403, answer
    assert answer.preconditions == ["C:no-uid-conflict"]
    href = answer.xml.findtext(".//{DAV:}href")
    assert href == person.dav.termine + name
    assert person.dav.get(person.dav.termine + "neu.ics").status == 404
