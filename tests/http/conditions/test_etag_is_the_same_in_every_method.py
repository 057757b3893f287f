# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""PUT, GET, HEAD, PROPFIND and the three REPORTs agree on the ETag.

RFC 4791 section 5.3.4."""

import pytest

from support import ics


def etags(dav, collection, path, component):
    yield "GET", dav.get(path).etag
    yield "HEAD", dav.head(path).etag
    yield "PROPFIND 0", dav.propfind(path, ["D:getetag"]).only.etag
    yield "PROPFIND 1", dav.propfind(
        collection, ["D:getetag"], depth="1").members[path].etag
    yield "multiget", dav.multiget(collection, [path]).only.etag
    yield "query", dav.query(
        collection, '<C:comp-filter name="VCALENDAR"><C:comp-filter name='
        '"%s"/></C:comp-filter>' % component).members[path].etag
    yield "sync", dav.sync_collection(collection).members[path].etag


@pytest.mark.parametrize("place,component,make", [
    ("termine", "VEVENT", ics.event), ("aufgaben", "VTODO", ics.todo)])
def test_client_born(person, place, component, make):
    uid = ics.new_uid()
    collection = getattr(person.dav, place)
    path = collection + uid + ".ics"
    put = person.dav.put(path, make(uid)).etag
    for where, etag in etags(person.dav, collection, path, component):
        assert etag == put, where


def test_advolux_born(person):
    item = person.appointment()
    path = person.path(item)
    found = dict(etags(person.dav, person.dav.termine, path, "VEVENT"))
    assert len(set(found.values())) == 1, found
    assert found["GET"].startswith('"')


def test_etag_differs_between_items_and_people(person, colleague):
    item = person.appointment(participants=[colleague])
    other = person.appointment()
    mine = person.dav.get(person.path(item)).etag
    assert mine != person.dav.get(person.path(other)).etag
    assert mine != colleague.dav.get(colleague.path(item)).etag
