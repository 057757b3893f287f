# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""The token was the calendar's when the request came in; before it had the
calendar's lock, somebody else changed another item there: 412.

RFC 6578 section 5."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from support import ics

LOCK = ("SELECT caldav.next_revision(calendar_id) FROM caldav.collection "
        "WHERE login = %s AND kind = 'appointment'")
WAITING = ("SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' "
           "AND usename = 'advolux_caldav'")


def create(dav, condition):
    uid = ics.new_uid()
    return dav.put(dav.termine + uid, ics.event(uid), If=condition)


def change(dav, condition, path):
    return dav.put(path, dav.get(path).text.replace("Title", "Other"),
                   If=condition)


def delete(dav, condition, path):
    return dav.delete(path, If=condition)


def move(dav, condition, path):
    return dav.request("MOVE", path, headers={
        "Destination": dav.origin + path + "-moved", "If": condition})


@pytest.mark.parametrize("write", [create, change, delete, move])
@pytest.mark.parametrize("form", [
    "(<%s>)", "<{0}> (<%s>)", "(<%s>) (<DAV:no-lock>)"])
def test_412(person, write, form):
    path = person.dav.termine + person.put_event()
    arguments = () if write is create else (path,)
    token = person.dav.sync_collection(person.dav.termine).sync_token
    condition = form.format(person.dav.termine) % token
    assert overtaken(person, write, condition, *arguments) == 412
    assert person.dav.get(path).status == 200


@pytest.mark.parametrize("write", [create, change, delete, move])
def test_what_holds_without_it_is_done(person, write):
    path = person.dav.termine + person.put_event()
    arguments = () if write is create else (path,)
    token = person.dav.sync_collection(person.dav.termine).sync_token
    condition = "(<%s>) (Not <DAV:no-lock>)" % token
    assert overtaken(person, write, condition, *arguments) in (201, 204)


def overtaken(person, write, condition, *arguments):
    """The answer's status."""
    with person.people.cluster.connect() as other, \
            ThreadPoolExecutor(1) as pool:
        other.autocommit = False
        other.cursor().execute(LOCK, (person.login,))
        answer = pool.submit(write, person.dav, condition, *arguments)
        while not person.people.sql(WAITING):
            assert not answer.done(), answer.result()
        other.commit()
        return answer.result().status
