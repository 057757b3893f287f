# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""MKCALENDAR, MKCOL, DELETE, COPY, MOVE, LOCK: refused, nothing lost.

RFC 4791 section 5.3.1."""

import pytest

from support import ics


@pytest.fixture
def filled(person):
    """A person with an item of each kind; fails if one is lost."""
    event = person.dav.termine + person.put_event()
    uid = ics.new_uid()
    task = person.dav.aufgaben + uid + ".ics"
    person.dav.put(task, ics.todo(uid))
    person.event_path, person.task_path = event, task
    before = [person.dav.get(path).body for path in (event, task)]
    yield person
    assert [person.dav.get(path).body for path in (event, task)] == before


def test_mkcalendar(filled):
    answer = filled.dav.request("MKCALENDAR", filled.dav.home + "neu/")
    assert answer.status == 403, answer
    assert answer.preconditions == ["C:calendar-collection-location-ok"]
    assert filled.dav.propfind(filled.dav.home + "neu/",
                               ["D:resourcetype"]).status == 404


def test_mkcalendar_on_a_calendar(filled):
    answer = filled.dav.request("MKCALENDAR", filled.dav.termine)
    assert answer.status in (403, 405), answer
    if answer.status == 403:
        assert answer.preconditions == ["D:resource-must-be-null"]


@pytest.mark.parametrize("place", ["neu/", "termine/neu/", "neu"])
def test_mkcol(filled, place):
    answer = filled.dav.request("MKCOL", filled.dav.home + place)
    assert answer.status in (403, 405), answer
    assert answer.status == 405 or answer.preconditions


def test_mkcol_with_a_body(filled):
    answer = filled.dav.request(
        "MKCOL", filled.dav.home + "neu/",
        '<D:mkcol xmlns:D="DAV:"/>', {"Content-Type": "application/xml"})
    assert answer.status in (403, 405, 415), answer


@pytest.mark.parametrize("place", ["root", "principal", "home", "termine",
                                   "aufgaben"])
def test_delete_of_a_collection(filled, place):
    answer = filled.dav.delete(getattr(filled.dav, place))
    assert answer.status in (403, 405), answer
    if place in ("termine", "aufgaben"):
        assert answer.preconditions == ["D:need-privileges"]


@pytest.mark.parametrize("method", ["COPY", "MOVE"])
def test_copy_and_move_between_people(filled, colleague, method):
    answers = []
    for name in ("new.ics", colleague.put_event()):
        for overwrite in ("T", "F"):
            answer = filled.dav.request(method, filled.event_path, headers={
                "Destination": filled.dav.origin + colleague.dav.termine +
                name, "Overwrite": overwrite})
            assert answer.status in (403, 404, 409), answer
            answers.append((answer.status, answer.preconditions))
    assert len(set(map(str, answers))) == 1, "tells what exists there"
    assert colleague.dav.get(colleague.dav.termine + "new.ics").status == 404


@pytest.mark.parametrize("method", ["COPY", "MOVE"])
@pytest.mark.parametrize("destination", [
    "http://other.example/caldav/x", "/etc/passwd", "garbage", "",
    "http://[", "//x"])
def test_odd_destinations(filled, method, destination):
    answer = filled.dav.request(method, filled.event_path, headers={
        "Destination": destination})
    assert 400 <= answer.status < 500 or answer.status == 502, answer


@pytest.mark.parametrize("method", ["COPY", "MOVE"])
def test_event_into_the_task_calendar(filled, method):
    answer = filled.dav.request(method, filled.event_path, headers={
        "Destination": filled.dav.origin + filled.dav.aufgaben + "x.ics"})
    assert answer.status in (403, 405), answer
    assert filled.dav.get(filled.dav.aufgaben + "x.ics").status == 404


@pytest.mark.parametrize("method", ["COPY", "MOVE"])
@pytest.mark.parametrize("place", ["termine", "home", "principal"])
def test_collection(filled, method, place):
    answer = filled.dav.request(method, getattr(filled.dav, place), headers={
        "Destination": filled.dav.origin + filled.dav.home + "neu/",
        "Depth": "infinity"})
    assert answer.status in (403, 405), answer


@pytest.mark.parametrize("method", ["LOCK", "UNLOCK"])
def test_lock_is_not_offered(filled, method):
    body = ('<D:lockinfo xmlns:D="DAV:"><D:lockscope><D:exclusive/>'
            '</D:lockscope><D:locktype><D:write/></D:locktype></D:lockinfo>')
    answer = filled.dav.request(method, filled.event_path, body, {
        "Content-Type": "application/xml", "Lock-Token": "<urn:x>"})
    assert answer.status in (403, 405, 501), answer


@pytest.mark.parametrize("place", ["root", "principal", "home", "termine"])
def test_put_onto_a_collection(filled, place):
    answer = filled.dav.put(getattr(filled.dav, place),
                            ics.event(ics.new_uid()))
    assert answer.status in (403, 405, 409), answer


def test_put_below_nothing(filled):
    for path in ("neu/x.ics", "termine/neu/x.ics", "x.ics",
                 "termine/x.ics/"):
        answer = filled.dav.put(filled.dav.home + path,
                                ics.event(ics.new_uid()))
        assert 400 <= answer.status < 500, (path, answer)


@pytest.mark.parametrize("method", ["POST", "PATCH", "ACL", "SEARCH",
                                    "VERSION-CONTROL", "CHECKOUT", "BIND",
                                    "TRACE", "FOO"])
def test_other_methods(filled, method):
    answer = filled.dav.request(method, filled.dav.termine, "x")
    assert 400 <= answer.status <= 501 and answer.status != 500, answer
