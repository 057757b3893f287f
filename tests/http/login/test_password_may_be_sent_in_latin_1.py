# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""RFC 7617 section 2 leaves the encoding of a password open: Apple's clients and
OkHttp send umlauts in ISO 8859-1, .NET in Windows-1252, all others in UTF-8."""

import base64

import pytest

PASSWORDS = {"umlauts": "Kanzlei-Müßiggang", "one letter": "ü",
             "euro": "100 € – „bar“"}


@pytest.fixture(params=PASSWORDS)
def password(request, people, person):
    people.set_password(person.login, PASSWORDS[request.param])
    return PASSWORDS[request.param]


def status(people, login, password, encoding):
    dav = people.anonymous()
    return dav.propfind(
        dav.root, ["D:current-user-principal"], Authorization="Basic " +
        base64.b64encode(("%s:%s" % (login, password)).encode(
            encoding)).decode()).status


def test_each_encoding_is_the_same_password(people, person, password):
    for encoding in ("windows-1252", "utf-8", "windows-1252"):
        assert status(people, person.login, password, encoding) == 207
        assert status(people, person.login, password + "ä", encoding) == 401


def test_changed_password_counts_in_each(people, person):
    people.set_password(person.login, "früher")
    assert status(people, person.login, "früher", "latin-1") == 207
    people.set_password(person.login, "später")
    assert status(people, person.login, "früher", "latin-1") == 401
    assert status(people, person.login, "später", "latin-1") == 207
    people.set_password(person.login, "später")    # the same, anew
    assert status(people, person.login, "später", "latin-1") == 207


def test_login_with_an_umlaut(people):
    person = people.new(login="müller-%s" % people.sql("SELECT random()")[0])
    for encoding in ("latin-1", "utf-8"):
        assert status(people, person.login, person.password, encoding) == 207
