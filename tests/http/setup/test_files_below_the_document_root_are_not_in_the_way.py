# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""Calendars at "/" of a host whose DocumentRoot holds a site, as Debian's
does: neither its index nor its directories show through."""

import pytest

from support.dav import Dav
from support.httpd import Httpd, apxs


@pytest.fixture(scope="module")
def host(cluster, watch):
    httpd = Httpd(cluster, root="/", server='\n'.join([
        'LoadModule dir_module "%s/mod_dir.so"' % apxs("libexecdir"),
        "DirectoryIndex index.html"]))
    root = httpd.dir / "htdocs"
    (root / "index.html").write_text("another site")
    (root / "calendars").mkdir()
    (root / "calendars" / "index.html").write_text("another page")
    try:
        yield httpd.start()
    finally:
        httpd.stop()
        watch.see("log of httpd", httpd.logged())
        httpd.drop()


@pytest.fixture
def dav(host, person, watch):
    dav = Dav(host.origin, person.login, watch=watch, root="/")
    dav.session.auth = person.dav.session.auth
    return dav


def test_propfind_of_the_root(dav):
    answer = dav.propfind("/", ["D:current-user-principal"])
    assert answer.status == 207, answer


def test_propfind_of_a_directory_of_that_name(dav):
    answer = dav.propfind("/calendars/", ["D:displayname"])
    assert answer.status == 207, answer


@pytest.mark.parametrize("path", ["/", "/index.html", "/calendars/",
                                  "/calendars"])
def test_files_do_not_show(dav, path):
    answer = dav.get(path)
    assert b"another" not in answer.body
