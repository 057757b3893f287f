# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""Thunderbird and Evolution first try without credentials.

RFC 9110 section 11.6.1."""

import pytest


@pytest.mark.parametrize("method", ["GET", "PROPFIND", "REPORT", "PUT",
                                    "DELETE", "PROPPATCH", "MKCALENDAR"])
def test_challenge(people, person, method):
    answer = people.anonymous().request(
        method, person.dav.termine + "x.ics", headers={"Depth": "0"})
    assert answer.status == 401, answer
    assert answer.headers["WWW-Authenticate"].lower().startswith("basic")


@pytest.mark.parametrize("login,password", [
    ("own", "wrong"), ("own", ""), ("nobody", "wrong"), ("", ""),
    ("own\0", "right"), ("own", "right\0"), ("OWN", "right"),
    ("own ", "right"), ("own", "right ")])
def test_wrong_credentials(people, person, login, password):
    dav = people.client(login.replace("own", person.login).replace(
        "OWN", person.login.upper()), password.replace(
            "right", person.password))
    answer = dav.propfind(dav.root, ["D:current-user-principal"])
    assert answer.status == 401, answer
    assert "WWW-Authenticate" in answer.headers


@pytest.mark.parametrize("value", [
    "Basic", "Basic ", "Basic !!!", "Basic Og==", "Basic YQ==", "Bearer x",
    "\xff\xfe", "Basic " + "A" * 8000])
def test_garbage_is_401(people, value):
    dav = people.anonymous()
    answer = dav.propfind(dav.root, ["D:displayname"], Authorization=value)
    assert answer.status in (400, 401), answer


def test_person_without_caldav_is_401(people, person):
    assert person.dav.propfind(person.dav.root, ["D:displayname"]).status == 207
    people.sql("SELECT caldav.enable(%s, false)", person.login)
    assert person.dav.propfind(person.dav.root, ["D:displayname"]).status == 401
    people.sql("SELECT caldav.enable(%s, true)", person.login)
    assert person.dav.propfind(person.dav.root, ["D:displayname"]).status == 207
