# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""Neither adds to a calendar nor changes an object.

RFC 9110 section 15.5.6."""

import pytest

from support import ics


@pytest.mark.parametrize("method", ["POST", "PATCH", "SEARCH", "BIND"])
def test_refused(person, method):
    path = person.dav.termine + person.put_event()
    before = person.dav.get(path)
    for place in (person.dav.termine, path, person.dav.home):
        answer = person.dav.request(method, place, ics.event(ics.new_uid()), {
            "Content-Type": "text/calendar"})
        assert answer.status == 405, answer
        allowed = {one.strip() for one in answer.headers["Allow"].split(",")}
        assert {"PROPFIND", "REPORT"} <= allowed and method not in allowed
    assert person.dav.get(path).etag == before.etag
    assert len(person.replica().sync().changed) == 1
