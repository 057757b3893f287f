# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""A backup that is put back under a running httpd, over the same database or in
its place: clients list anew, once, and then go on; what they see is what was
restored (ARCHITECTURE.md, "Sync tokens")."""

import pytest

from support.cluster import DATABASE, Cluster, bin_dir
from support.person import People
from support.process import run, wait_until
from support.replica import Replica


@pytest.fixture
def cluster():
    made = Cluster(settings={"shared_buffers": "32MB"})
    try:
        yield made.start().migrate()
    finally:
        made.drop()


def put_back(cluster, path):
    """pg_restore --clean: the database and its sessions stay."""
    run([bin_dir() + "/pg_restore", "--exit-on-error", "--clean",
         "--single-transaction", "-d", DATABASE, path],
        env=cluster.environment())


def put_back_anew(cluster, path):
    cluster.sql("DROP DATABASE %s WITH (FORCE)" % DATABASE,
                database="postgres")
    run([bin_dir() + "/pg_restore", "--exit-on-error", "--create", "-d",
         "postgres", path], env=cluster.environment())


@pytest.mark.parametrize("restore", [put_back, put_back_anew])
def test_tokens_and_listings(cluster, serve, watch, tmp_path, restore):
    person = People(cluster, serve(cluster, threads=4), watch).new()
    dav = person.dav
    kept = {person.put_event() for _ in range(5)}
    replica = Replica(dav, dav.termine)
    replica.sync()
    dump = str(tmp_path / "advolux.dump")
    run([bin_dir() + "/pg_dump", "-Fc", "-f", dump, DATABASE],
        env=cluster.environment())
    before = replica.token
    lost = {person.put_event() for _ in range(5)}
    replica.sync()

    restore(cluster, dump)
    person.people._connection = None        # it was to the database of before
    wait_until("the restored database is served", lambda: dav.propfind(
        dav.termine, ["D:displayname"]).status == 207)
    # As many changes as were lost: the revision alone says nothing.
    new = {person.put_event() for _ in range(8)}
    for token in (before, replica.token):
        answer = dav.sync_collection(dav.termine, token)
        assert answer.status == 403 and b"valid-sync-token" in answer.body
    replica.token, replica.items = "", {}
    replica.sync()
    assert set(replica.items) == kept | new
    for name in lost:
        assert dav.get(dav.termine + name).status == 404
    name = person.put_event()
    assert replica.sync() == ({name}, set())
