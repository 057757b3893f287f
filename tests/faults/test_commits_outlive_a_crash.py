# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""Somebody has set synchronous_commit to off for the database: what was
acknowledged is on the disk all the same, and where something was lost that
somebody had seen, nobody is left with it (I1, I3)."""

import os
import signal

import pytest
import requests

from support import ics
from support.cluster import Cluster
from support.person import People
from support.process import wait_until

LOSES = ("ALTER TABLE caldav.{0} {1} TRIGGER commit_durably",
         ("calendar", "entry_property", "property", "login", "credential"))


@pytest.fixture
def own(serve, watch):
    """(cluster, person): it writes its log to disk every ten seconds, or where
    a transaction waits for that."""
    cluster = Cluster(settings={"wal_writer_delay": "10s",
                                "shared_buffers": "64MB"})
    try:
        cluster.start().migrate()
        cluster.sql("ALTER DATABASE advolux SET synchronous_commit = off",
                    database="postgres")
        httpd = serve(cluster)
        yield cluster, People(cluster, httpd, watch).new()
    finally:
        cluster.drop()


def crash(cluster, person):
    """Everything that was not on the disk is lost."""
    cluster.crash()
    cluster.start()

    def answers():
        try:
            return person.dav.propfind(person.dav.termine,
                                       ["D:getetag"]).status == 207
        except requests.RequestException:
            return False
    wait_until("requests succeed again", answers)



def whole(person):
    """{name: text} of a new client."""
    replica = person.replica()
    replica.sync()
    return {name: text for name, (_, text) in replica.items.items()}


def lose(cluster, does):
    form, tables = LOSES
    for table in tables:
        cluster.sql(form.format(table, "DISABLE" if does else "ENABLE"))


def stop_writing(cluster):
    """Nothing is written that no transaction waits for."""
    (pid,), = cluster.sql("SELECT pid FROM pg_stat_activity WHERE "
                          "backend_type = 'walwriter'")
    os.kill(pid, signal.SIGSTOP)


def test_nothing_acknowledged_is_lost(own):
    cluster, person = own
    crash(cluster, person)      # what was made so far is on the disk
    stop_writing(cluster)
    names = {person.put_event() for _ in range(5)}
    gone = person.put_event()
    assert person.dav.delete(person.dav.termine + gone).status == 204
    changed = sorted(names)[0]
    path = person.dav.termine + changed
    assert person.dav.put(path, ics.event(changed[:-4],
                                          summary="Neu")).status == 204
    assert person.dav.proppatch(path, {"X:note": "ja"}).status == 207
    assert person.dav.proppatch(person.dav.termine,
                                {"D:displayname": "Mein"}).status == 207
    crash(cluster, person)
    there = whole(person)
    assert set(there) == names
    assert "SUMMARY:Neu" in there[changed]
    assert person.dav.propfind(path, ["X:note"]).only.text("X:note") == "ja"
    assert person.dav.propfind(person.dav.termine, ["D:displayname"]).only.text(
        "D:displayname") == "Mein"


def test_office_writes_are_on_the_disk(own):
    cluster, person = own
    crash(cluster, person)
    stop_writing(cluster)
    office = cluster.connect(user="advolux_app")
    with office.cursor() as cursor:
        cursor.execute("SHOW synchronous_commit")
        assert cursor.fetchone() == ("off",)
        cursor.execute(
            "INSERT INTO advolux.appointment (main_editor, title, start_at,"
            " end_at) VALUES (%s, 'Büro', now(), now())", (person.staff_id,))
        cursor.execute("SHOW synchronous_commit")
        assert cursor.fetchone() == ("off",), "for one transaction only"
    office.close()
    crash(cluster, person)
    assert ["SUMMARY:Büro" in text for text in whole(person).values()] == [True]


@pytest.mark.parametrize("asked", ["local", "on", "remote_apply"])
def test_it_is_never_lowered(own, asked):
    cluster, person = own
    with cluster.connect() as office, office.cursor() as cursor:
        office.autocommit = False
        cursor.execute("SET LOCAL synchronous_commit = %s" % asked)
        cursor.execute("UPDATE caldav.calendar SET revision = revision + 1 "
                       "WHERE staff_id = %s", (person.staff_id,))
        cursor.execute("SHOW synchronous_commit")
        assert cursor.fetchone() == (asked,)
        office.rollback()


def test_no_reader_is_left_with_what_was_lost(own):
    """A disk that lied: revisions that somebody has seen are gone, and the next
    changes do not get them."""
    cluster, person = own
    kept = person.put_event()
    crash(cluster, person)
    early, late = person.replica(), person.replica()
    early.sync()
    known = early.token
    etag = person.dav.get(person.dav.termine + kept).etag
    lose(cluster, True)
    stop_writing(cluster)
    lost = [person.put_event() for _ in range(3)]
    path = person.dav.termine + kept
    assert person.dav.put(path, ics.event(kept[:-4],
                                          summary="Verloren")).status == 204
    lost_etag = person.dav.get(path).etag
    late.sync()
    assert set(late.items) == {kept, *lost}
    crash(cluster, person)
    left = set(whole(person))
    assert left < {kept, *lost}, "nothing was lost: no test"
    lose(cluster, False)
    assert person.dav.get(path).etag == etag, "what is as it was, stays so"

    # Before the next change, and after it.
    refused = person.dav.sync_collection(person.dav.termine, late.token)
    assert refused.preconditions == ["D:valid-sync-token"], refused
    assert person.dav.sync_collection(person.dav.termine, known).status == 207
    new = [person.put_event() for _ in range(6)]
    assert person.dav.put(path, ics.event(kept[:-4],
                                          summary="Anders")).status == 204
    assert person.dav.get(path).etag not in (etag, lost_etag)
    refused = person.dav.sync_collection(person.dav.termine, late.token)
    assert refused.preconditions == ["D:valid-sync-token"], refused
    assert set(whole(person)) == {*left, *new}

    # And so a second time, although the first is forgotten by then.
    known = person.replica()
    known.sync()
    person.put_event()
    assert len(known.sync().changed) == 1


def test_a_restart_asks_nobody_to_list_anew(own):
    cluster, person = own
    person.put_event()
    replica = person.replica()
    replica.sync()
    cluster.stop()
    cluster.start()
    wait_until("requests succeed again", lambda: person.dav.propfind(
        person.dav.termine, ["D:getetag"]).status == 207)
    name = person.put_event()
    assert replica.sync() == ({name}, set())
