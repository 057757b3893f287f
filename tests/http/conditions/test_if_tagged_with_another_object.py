# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""A tagged list is about the resource that the tag names.

RFC 4918 section 10.4.6."""

import pytest

from support import ics


@pytest.mark.parametrize("absolute", [False, True])
def test_etag_of_the_other(person, absolute):
    uid = ics.new_uid()
    path = person.dav.termine + person.put_event(uid)
    other = person.dav.termine + person.put_event()
    tag = (person.dav.origin if absolute else "") + other
    etag = person.dav.get(other).etag
    text = ics.event(uid, summary="Zwei")
    own = person.dav.get(path).etag
    assert person.dav.put(path, text,
                          If="<%s> ([%s])" % (tag, own)).status == 412
    assert person.dav.put(path, text,
                          If="<%s> ([%s])" % (tag, etag)).status == 204


def test_what_is_not_there_has_no_etag(person):
    uid = ics.new_uid()
    path = person.dav.termine + person.put_event(uid)
    tag = "<%snie.ics>" % person.dav.termine
    assert person.dav.put(path, ics.event(uid),
                          If=tag + ' (["x"])').status == 412
    assert person.dav.put(path, ics.event(uid),
                          If=tag + ' (Not ["x"])').status == 204
