# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""Login (ARCHITECTURE.md): the login is REMOTE_USER, whoever verified it, if
the owner of the database takes httpd's word for that.

RFC 9110 section 11."""

import pytest

from support import ics
from support.dav import Dav
from support.httpd import Httpd
from support.password import sha512_crypt

PASSWORD = "aus der Datei"


def believe(person, value):
    person.people.sql("UPDATE caldav.setting SET value = %s WHERE name = "
                      "'external_authentication'", value)


@pytest.fixture
def by_file(cluster, watch, person):
    httpd = Httpd(cluster, authentication=(
        'AuthBasicProvider file\n    AuthUserFile "%s"' % "{users}"
    ).replace("{users}", str(cluster.dir / "users")))
    lines = ["%s:%s" % (login, sha512_crypt(PASSWORD))
             for login in (person.login, "nobody-in-advolux")]
    (cluster.dir / "users").write_text("\n".join(lines) + "\n")
    (cluster.dir / "users").chmod(0o644)
    try:
        yield httpd.start()
    finally:
        believe(person, "off")
        httpd.stop()
        watch.see("log of httpd", httpd.logged())
        httpd.drop()


def test_not_unless_the_owner_allows_it(by_file, watch, person):
    dav = Dav(by_file.origin, person.login, PASSWORD, watch)
    name = person.put_event()
    for answer in (dav.get(dav.termine + name),
                   dav.put(dav.termine + "x.ics", ics.event("x")),
                   dav.sync_collection(dav.termine)):
        assert answer.status == 403, answer
    assert b"ADV0203" in by_file.logged()
    assert person.dav.get(dav.termine + name).status == 200


def test_file(by_file, watch, person):
    believe(person, "on")
    dav = Dav(by_file.origin, person.login, PASSWORD, watch)
    found = dav.propfind(dav.root, ["D:current-user-principal"]).only
    assert found.hrefs("D:current-user-principal") == [dav.principal]
    name = person.put_event()
    assert dav.get(dav.termine + name).status == 200
    wrong = Dav(by_file.origin, person.login, person.password, watch)
    assert wrong.get(wrong.termine + name).status == 401
    unknown = Dav(by_file.origin, "nobody-in-advolux", PASSWORD, watch)
    answer = unknown.propfind(unknown.root, ["D:current-user-principal"])
    assert answer.status in (403, 404), answer
