# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""S2: no state lives in httpd, so a client may ask one host now and another
the next time."""

import itertools
import threading

import pytest

from support import ics
from support.cluster import Cluster
from support.password import bcrypt
from support.person import People
from support.replica import Replica


@pytest.fixture(scope="module")
def cluster():
    made = Cluster(settings={"shared_buffers": "32MB"})
    try:
        yield made.start().migrate()
    finally:
        made.drop()


@pytest.fixture
def hosts(cluster, serve, watch):
    """A person, and a client of theirs at each of two hosts."""
    one, two = serve(cluster), serve(cluster)
    people = People(cluster, one, watch)
    person = people.new()
    return person, person.dav, people.client(person.login, person.password,
                                             origin=two.origin)


def test_write_at_one_is_read_at_the_other(hosts):
    _, one, two = hosts
    uid = ics.new_uid()
    path = one.termine + uid + ".ics"
    put = one.put(path, ics.event(uid))
    got = two.get(path)
    assert (put.status, got.status) == (201, 200)
    assert got.etag == put.etag and got.text == ics.event(uid)
    assert two.delete(path, If_Match=put.etag).status == 204
    assert one.get(path).status == 404


def test_token_of_one_is_good_at_the_other(hosts):
    person, one, two = hosts
    person.put_event()
    replica = Replica(one, one.termine)
    replica.sync()
    for dav in (two, one, two):
        name = person.put_event()
        replica.dav = dav
        assert replica.sync() == ({name}, set())


def test_one_writer_wins_over_both(hosts):
    person, one, two = hosts
    name = person.put_event()
    path = one.termine + name
    uid = name[:-4]
    for turn in range(10):
        etag = one.get(path).etag
        ready = threading.Barrier(2)
        answers = []

        def write(dav, text):
            ready.wait()
            answers.append(dav.put(path, text, If_Match=etag).status)
        threads = [threading.Thread(target=write, args=(
            dav, ics.event(uid, summary="%d/%d" % (turn, host))))
            for host, dav in enumerate((one, two))]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert sorted(answers) == [204, 412]


def test_new_password_holds_at_both_at_once(hosts):
    person, one, two = hosts
    assert {dav.get(dav.termine).status for dav in (one, two)} != {401}
    for number, dav in zip(itertools.count(1), (one, two)):
        person.people.sql("SELECT caldav.set_password(%s, %s)", person.login,
                          bcrypt("another %d" % number))
        for old in (one, two):
            assert old.propfind(old.termine, ["D:displayname"]).status == 401
        for known in (one, two):
            known.session.auth = (person.login.encode(),
                                  b"another %d" % number)
            assert known.propfind(known.termine,
                                  ["D:displayname"]).status == 207


def test_property_set_at_one_is_kept_for_the_other(hosts):
    _, one, two = hosts
    one.proppatch(one.termine, {"A:calendar-color": "#102030FF"})
    member, = two.propfind(two.termine, ["A:calendar-color"]).members.values()
    assert member.text("A:calendar-color") == "#102030FF"


def test_one_host_may_end(cluster, serve, watch):
    one, two = serve(cluster), serve(cluster)
    people = People(cluster, one, watch)
    person = people.new()
    name = person.put_event()
    one.stop()
    other = people.client(person.login, person.password, origin=two.origin)
    assert other.get(other.termine + name).status == 200
