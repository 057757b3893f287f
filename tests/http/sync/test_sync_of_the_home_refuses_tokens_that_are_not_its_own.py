# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""A token that this home cannot have given is DAV:valid-sync-token, never a
silent full list.

RFC 6578 section 3.2."""

import pytest


@pytest.fixture
def token(person):
    return person.dav.sync_collection(person.dav.home).sync_token


def refused(person, token):
    answer = person.dav.sync_collection(person.dav.home, token)
    return (answer.status, answer.preconditions) == (
        403, ["D:valid-sync-token"])


def test_strange_texts(person, token):
    for text in ("x", token[:-1], token + ";", token + "0", token.upper(),
                 token.replace("home:1", "home:2"), token.replace(";", ""),
                 token.replace(";", ";;"), "urn:advolux:sync-home:1:;",
                 "urn:advolux:sync-home:1:", "urn:advolux:sync-home:",
                 token.replace("sync-home:1:", "sync:")):
        assert refused(person, text), text


def test_of_a_calendar(person):
    own = person.dav.sync_collection(person.dav.termine).sync_token
    assert refused(person, own)


def test_on_a_calendar(person, token):
    answer = person.dav.sync_collection(person.dav.termine, token)
    assert (answer.status, answer.preconditions) == (
        403, ["D:valid-sync-token"])


def test_of_another_person(person, colleague, token):
    assert refused(colleague, token)
    first, second = token.split(":1:")[1].split(";")
    assert refused(person, "urn:advolux:sync-home:1:%s;%s" % (second, first))


def test_from_the_future(person, token):
    epoch, revision, rest = token.split(":1:")[1].split(":", 2)
    assert refused(person, token.replace(
        "%s:%s:" % (epoch, revision), "%s:%d:" % (epoch, int(revision) + 1)))
