# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""Policy (ARCHITECTURE.md): mode none looks missing, and is never altered.

RFC 4791 section 5.3.2.1."""

from support import ics


def hidden(person):
    """Name, UID and key of a client-born item that went to mode none."""
    uid = ics.new_uid()
    name = uid + ".ics"
    etag = person.dav.put(person.dav.termine + name, ics.event(uid)).etag
    item = person.row(name)["appointment_id"]
    person.update(item, sync_mode="none", title="Geheim")
    return name, uid, item, etag


def title(people, item):
    return people.sql("SELECT title FROM advolux.appointment WHERE "
                      "appointment_id = %s", item)[0][0]


def test_looks_missing(person):
    name, uid, _, _ = hidden(person)
    path = person.dav.termine + name
    assert person.dav.get(path).status == 404
    assert person.dav.head(path).status == 404
    assert person.dav.delete(path).status == 404
    assert person.dav.propfind(path, ["D:getetag"]).status == 404
    assert person.dav.multiget(person.dav.termine, [path]).only.status == 404


def test_put_on_the_name_is_refused(people, person):
    name, uid, item, etag = hidden(person)
    path = person.dav.termine + name
    assert person.dav.put(path, ics.event(uid), If_Match=etag).status == 412
    for headers in ({}, {"If_None_Match": "*"}):
        answer = person.dav.put(path, ics.event(uid), **headers)
        assert answer.status in (403, 412), answer
    assert title(people, item) == "Geheim"
    assert b"Geheim" not in answer.body


def test_put_of_the_uid_is_refused(people, person):
    _, uid, item, _ = hidden(person)
    answer = person.dav.put(person.dav.termine + "new.ics", ics.event(uid))
    assert answer.status == 403, answer
    assert title(people, item) == "Geheim"
    assert person.dav.get(person.dav.termine + "new.ics").status == 404


def test_device_only_name_under_another_uid_is_refused(people, person):
    item = person.appointment(mode="device", title="Nur lesen")
    answer = person.dav.put(person.path(item), ics.event(ics.new_uid()))
    assert answer.status == 403, answer
    assert title(people, item) == "Nur lesen"


def test_uid_of_another_person_is_free(person, colleague):
    uid = ics.new_uid()
    colleague.dav.put(colleague.dav.termine + uid + ".ics", ics.event(uid))
    answer = person.dav.put(person.dav.termine + uid + ".ics",
                            ics.event(uid, summary="Meins"))
    assert answer.status == 201, answer
    assert "Besprechung" in colleague.dav.get(
        colleague.dav.termine + uid + ".ics").text


def test_uid_may_not_change(person):
    name = person.put_event()
    path = person.dav.termine + name
    before = person.dav.get(path)
    answer = person.dav.put(path, ics.event(ics.new_uid()))
    if answer.status >= 300:
        assert answer.status in (403, 409), answer
        assert person.dav.get(path).body == before.body
