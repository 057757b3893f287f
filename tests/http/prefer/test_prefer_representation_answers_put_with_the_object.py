# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""RFC 8144 section 3: on success, and with the current object on 412."""

import pytest

from support import ics

PREFER = {"Prefer": "return=representation"}


@pytest.fixture
def path(person):
    return person.dav.termine + ics.new_uid() + ".ics"


def text(path, summary="Eins"):
    return ics.event(path.rpartition("/")[2][:-4], summary=summary)


def assert_is_current(answer, person, path):
    now = person.dav.get(path)
    assert answer.body == now.body
    assert answer.etag == now.etag
    assert answer.headers["Content-Type"] == now.headers["Content-Type"]
    assert answer.headers["Content-Location"] == path
    assert answer.headers["Preference-Applied"] == "return=representation"
    assert "Prefer" in answer.headers["Vary"]


def test_created_and_changed(person, path):
    answer = person.dav.put(path, text(path), **PREFER)
    assert answer.status == 201, answer
    assert_is_current(answer, person, path)
    answer = person.dav.put(path, text(path, "Zwei"), If_Match=answer.etag,
                            **PREFER)
    assert answer.status == 200, answer
    assert b"Zwei" in answer.body
    assert_is_current(answer, person, path)


@pytest.mark.parametrize("condition", [
    {"If_Match": '"old"'}, {"If_None_Match": "*"}, {"If": '(["old"])'}])
def test_precondition_failed(person, path, condition):
    person.dav.put(path, text(path))
    answer = person.dav.put(path, text(path, "Zwei"), **condition, **PREFER)
    assert answer.status == 412, answer
    assert b"Eins" in answer.body
    assert_is_current(answer, person, path)


def test_precondition_failed_where_nothing_is(person, path):
    answer = person.dav.put(path, text(path), If_Match='"old"', **PREFER)
    assert answer.status == 412, answer
    assert "Preference-Applied" not in answer.headers
    assert person.dav.get(path).status == 404


def test_refusals_name_their_precondition(person, path):
    answer = person.dav.put(path, "no calendar", **PREFER)
    assert answer.status == 403
    assert answer.preconditions == ["C:valid-calendar-data"]
    answer = person.dav.put(path, text(path), Content_Range="bytes 0-3/10",
                            **PREFER)
    assert answer.status == 400


def test_another_persons_item_is_not_told(person, people, path):
    other = people.new()
    path = other.dav.termine + other.put_event()
    missing = other.dav.termine + "missing.ics"
    answers = [person.dav.put(where, text(where), If_None_Match="*", **PREFER)
               for where in (path, missing)]
    assert answers[0].status == answers[1].status
    assert b"VCALENDAR" not in answers[0].body


def test_places_that_hold_no_object(person):
    for place in (person.dav.termine, person.dav.root):
        assert person.dav.put(place, text("x.ics"), **PREFER).status == 405


def test_without_the_preference_there_is_no_body(person, path):
    person.dav.put(path, text(path))
    answer = person.dav.put(path, text(path, "Zwei"))
    assert answer.status == 204 and answer.body == b""
