# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""Holds until the next change in the calendar, tagged or not.

RFC 6578 section 5."""

import pytest

from support import ics


@pytest.mark.parametrize("form", ["<{1}> (<{0}>)", "(<{0}>)",
                                  "<{2}{1}> (<{0}>)"])
def test_put_and_delete(person, form):
    uid = ics.new_uid()
    path = person.dav.termine + uid

    def condition():
        token = person.dav.sync_collection(person.dav.termine).sync_token
        return form.format(token, person.dav.termine, person.dav.origin)

    known = condition()
    assert person.dav.put(path, ics.event(uid), If=known).status == 201
    assert person.dav.put(path, ics.event(uid), If=known).status == 412
    assert person.dav.delete(path, If=known).status == 412
    assert person.dav.delete(path, If=condition()).status == 204


def test_of_the_other_calendar(person):
    uid = ics.new_uid()
    tasks = person.dav.sync_collection(person.dav.aufgaben).sync_token
    answer = person.dav.put(person.dav.termine + uid, ics.event(uid),
                            If="(<%s>)" % tasks)
    assert answer.status == 412, answer
    answer = person.dav.put(person.dav.termine + uid, ics.event(uid),
                            If="<%s> (<%s>)" % (person.dav.aufgaben, tasks))
    assert answer.status == 201, answer
