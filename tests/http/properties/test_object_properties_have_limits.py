# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""RFC 4918 section 9.2.1: those of a collection, for each object."""

import random
import string
from concurrent.futures import ThreadPoolExecutor

import pytest

from support import ics
from support.names import document


@pytest.fixture
def path(person):
    return person.dav.termine + person.put_event()


def test_a_large_value(person, path):
    answer = person.dav.proppatch(path, {"X:a": "1", "X:mine": "x" * 17000})
    assert answer.only.refused == {"X:a": 424, "X:mine": 507}
    assert person.dav.propfind(path, ["X:a"]).only.refused == {"X:a": 404}


def test_too_many(person, path):
    values = {"X:p%d" % n: "1" for n in range(100)}
    assert person.dav.proppatch(path, values).only.refused == {}
    answer = person.dav.proppatch(path, {"X:more": "1"})
    assert answer.only.refused == {"X:more": 507}
    assert b"100 properties" in answer.body
    assert person.dav.propfind(path, ["X:more"]).only.refused == {
        "X:more": 404}
    answer = person.dav.proppatch(path, {"X:p1": "2"})
    assert answer.only.refused == {}, "a change is no addition"
    other = person.dav.termine + person.put_event()
    assert person.dav.proppatch(other, {"X:more": "1"}).only.refused == {}


def test_too_much(person, path):
    answer = person.dav.proppatch(path, {
        "X:p%d" % n: "x" * 16000 for n in range(9)})
    assert set(answer.only.refused.values()) == {507}
    assert person.dav.propfind(path, ["X:p1"]).only.refused == {"X:p1": 404}


def test_two_at_once(person, path):
    """Each alone has room."""
    with ThreadPoolExecutor() as pool:
        answers = list(pool.map(lambda turn: person.people.client(
            person.login, person.password).proppatch(
                path, {"X:p%d.%d" % (turn, n): "1" for n in range(60)}),
            range(4)))
    refused = [set(answer.only.refused.values()) for answer in answers]
    assert sorted(map(len, refused)) == [0, 1, 1, 1]
    found = person.dav.propfind(path).only.props
    assert sum(name.startswith("X:p") for name in found) == 60


def test_the_longest_names(person):
    """Nothing that an index could not hold."""
    letters = random.Random(7)
    file, space, local = ("".join(letters.choices(string.ascii_letters, k=n))
                          for n in (251, 996, 1000))
    path = person.dav.termine + file + ".ics"
    assert person.dav.put(path, ics.event(ics.new_uid())).status == 201
    element = '<%s xmlns="urn:%s"' % (local, space)
    answer = person.dav.request("PROPPATCH", path, document(
        "D:propertyupdate", "<D:set><D:prop>%s>x</%s></D:prop></D:set>"
        % (element, local)))
    assert answer.only.refused == {}
    answer = person.dav.propfind(path, body=document(
        "D:propfind", "<D:prop>%s/></D:prop>" % element))
    assert answer.only.text("{urn:%s}%s" % (space, local)) == "x"
