# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""A bare host name must be enough: the Location may be "/".

RFC 6764 section 5."""

import pytest

from support import ics
from support.dav import Dav
from support.httpd import Httpd


@pytest.fixture(scope="module")
def host(cluster, watch):
    httpd = Httpd(cluster, root="/")
    try:
        yield httpd.start()
    finally:
        httpd.stop()
        watch.see("log of httpd at /", httpd.logged())
        httpd.drop()


def test_discovery_and_sync(host, person, watch):
    dav = Dav(host.origin, person.login, person.password, watch, root="/")
    assert dav.get("/.well-known/caldav").headers["Location"] in (
        "/", host.origin + "/")
    found = dav.propfind("/", ["D:current-user-principal"]).only
    assert found.hrefs("D:current-user-principal") == [
        "/principals/%s/" % person.login]
    uid = ics.new_uid()
    path = dav.termine + uid + ".ics"
    assert dav.put(path, ics.event(uid)).status == 201
    assert path in dav.sync_collection(dav.termine).members


def test_paths_outside_the_tree_are_404(host, person, watch):
    dav = Dav(host.origin, person.login, person.password, watch, root="/")
    assert dav.propfind("/nothing/", ["D:displayname"]).status == 404
