# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""calendar-query, calendar-multiget, sync-collection and PROPFIND.

RFC 4791 section 5.3.4."""

import pytest


@pytest.mark.parametrize("born_in_advolux", [False, True])
def test_everywhere_the_same(person, born_in_advolux):
    dav = person.dav
    path = (person.path(person.appointment()) if born_in_advolux
            else dav.termine + person.put_event())
    etag = dav.get(path).etag
    everything = '<C:comp-filter name="VCALENDAR"/>'
    for answer in (dav.query(dav.termine, everything),
                   dav.multiget(dav.termine, [path]),
                   dav.sync_collection(dav.termine),
                   dav.propfind(dav.termine, ["D:getetag"], depth="1"),
                   dav.propfind(path, ["D:getetag"])):
        assert answer.members[path].etag == etag
    assert dav.head(path).etag == etag
