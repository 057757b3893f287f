# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""The module works with prefork, worker and event."""

import pytest

from support import ics
from support.httpd import Httpd
from support.person import People


@pytest.mark.parametrize("mpm", ["prefork", "worker", "event"])
def test_mpm(cluster, watch, mpm):
    httpd = Httpd(cluster, mpm=mpm)
    try:
        person = People(cluster, httpd.start(), watch).new()
        uid = ics.new_uid()
        path = person.dav.termine + uid + ".ics"
        assert person.dav.put(path, ics.event(uid)).status == 201
        assert person.dav.get(path).text == ics.event(uid)
        members = person.dav.propfind(person.dav.termine, ["D:getetag"],
                                      depth="1").members
        assert path in members
        assert person.dav.sync_collection(person.dav.termine).status == 207
        assert person.people.client(
            person.login, "wrong").get(person.dav.root).status == 401
    finally:
        httpd.stop()
        watch.see("log of httpd", httpd.logged())
        httpd.drop()
