# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""The tag of a calendar's file is weak, and moves when the file does.

RFC 9110 section 8.8.3."""

from support import ics


def get(person, tag=None):
    return person.dav.get(person.dav.termine, Accept="text/calendar",
                          If_None_Match=tag)


def test_unchanged_is_304(person):
    person.put_event()
    tag = get(person).etag
    assert tag.startswith('W/"')
    again = get(person, tag)
    assert (again.status, again.body, again.etag) == (304, b"", tag)


def test_head_has_it_too(person):
    head = person.dav.head(person.dav.termine, Accept="text/calendar")
    assert head.etag == get(person).etag
    assert head.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert head.body == b""


def test_each_change_moves_it(person):
    seen = {get(person).etag}

    def moved():
        answer = get(person, next(iter(seen)))
        assert answer.status == 200 and answer.etag not in seen
        seen.add(answer.etag)

    name = person.put_event()
    moved()
    item = person.appointment()
    moved()
    person.update(item, title="Anders")
    moved()
    person.dav.put(person.dav.termine + name,
                   ics.event(name[:-4], summary="Neu"))
    moved()
    person.dav.delete(person.dav.termine + name)
    moved()
    person.dav.proppatch(person.dav.termine, {"D:displayname": "Neu"})
    moved()


def test_page_has_none(person):
    assert person.dav.get(person.dav.termine).etag is None
