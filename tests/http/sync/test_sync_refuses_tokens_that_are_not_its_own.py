# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""Sync tokens (ARCHITECTURE.md): 403 DAV:valid-sync-token, never a silent full
list.

RFC 6578 section 3.2."""

import pytest


def refused(answer):
    assert answer.status == 403, answer
    assert answer.preconditions == ["D:valid-sync-token"]


@pytest.mark.parametrize("token", [
    "x", "http://example.com/1", "urn:advolux:sync:", "urn:advolux:sync:a:b:c",
    "urn:advolux:sync::1:", "data:,x", "1", "\u00e4", "urn:" + "x" * 5000])
def test_garbage(person, token):
    person.put_event()
    refused(person.dav.sync_collection(person.dav.termine, token))


def mangled(token, part, change):
    pieces = token.split(":")
    pieces[part] = change(pieces[part])
    return ":".join(pieces)


@pytest.mark.parametrize("part,change", [
    (3, lambda epoch: epoch[::-1]), (3, lambda epoch: epoch + "0"),
    (4, lambda revision: str(int(revision) + 1000)),
    (4, lambda revision: "-1"), (4, lambda revision: revision + "x"),
    (4, lambda revision: "9" * 25), (5, lambda cutoff: "2026-13-45"),
    (5, lambda cutoff: ""), (5, lambda cutoff: cutoff + ":x")])
def test_mangled(person, part, change):
    person.put_event()
    token = person.dav.sync_collection(person.dav.termine).sync_token
    assert token.count(":") == 5, token
    refused(person.dav.sync_collection(person.dav.termine,
                                       mangled(token, part, change)))


def test_another_calendars(person, colleague):
    foreign = colleague.dav.sync_collection(colleague.dav.termine).sync_token
    refused(person.dav.sync_collection(person.dav.termine, foreign))
    tasks = person.dav.sync_collection(person.dav.aufgaben).sync_token
    refused(person.dav.sync_collection(person.dav.termine, tasks))


def test_white_space_around_the_token(person):
    token = person.dav.sync_collection(person.dav.termine).sync_token
    answer = person.dav.sync_collection(person.dav.termine,
                                        "\n  %s\n" % token)
    assert answer.status == 207, answer
