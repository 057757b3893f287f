# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""pg_dump and pg_restore: every row, right and behaviour is there again; tokens
of before are not good any more, wherever it was restored."""

import pytest

from support.cluster import DATABASE, Cluster, bin_dir
from support.process import run

SETTINGS = {"shared_buffers": "16MB"}
EPOCHS = "SELECT login, kind, epoch FROM caldav.collection"
TABLES = """SELECT format('%I.%I', relnamespace::regnamespace, relname)
    FROM pg_class WHERE relkind = 'r'
    AND relnamespace IN ('advolux'::regnamespace, 'caldav'::regnamespace)"""
RIGHTS = """SELECT c.oid::regclass::text, c.relacl::text FROM pg_class c
    WHERE relnamespace IN ('advolux'::regnamespace, 'caldav'::regnamespace)
    UNION ALL SELECT p.oid::regprocedure::text, p.proacl::text FROM pg_proc p
    WHERE pronamespace IN ('advolux'::regnamespace, 'caldav'::regnamespace)
    ORDER BY 1"""


@pytest.fixture(scope="module")
def cluster():
    made = Cluster(settings=SETTINGS)
    try:
        made.start().migrate().load_demo_firm()
        made.sql("SELECT caldav.set_password(login, '$test$') "
                 "FROM advolux.staff")
        made.sql("SELECT caldav.set_entry_properties(login, credential_id, "
                 "'$test$', m.kind, m.name, 0, '{urn:x,x,<x/>}') "
                 "FROM caldav.collection c JOIN caldav.credential "
                 "USING (staff_id) JOIN caldav.member m USING (calendar_id)")
        assert made.sql("SELECT count(*) > 0 FROM caldav.entry_property")[0][0]
        yield made
    finally:
        made.drop()


@pytest.fixture
def other():
    """A server that has never heard of Advolux."""
    made = Cluster(settings=SETTINGS)
    try:
        yield made.start()
    finally:
        made.drop()


@pytest.fixture
def dump(cluster, tmp_path):
    path = str(tmp_path / "advolux.dump")
    run([bin_dir() + "/pg_dump", "-Fc", "-f", path, DATABASE],
        env=cluster.environment())
    return path


def restore(cluster, dump, *options, database="postgres"):
    run([bin_dir() + "/pg_restore", "--exit-on-error", "-d", database,
         *options, dump], env=cluster.environment())


def rows(cluster, database=DATABASE):
    """Every table's rows."""
    return {table: cluster.sql("SELECT md5(string_agg(t::text, '|' ORDER BY "
                               "t::text)), count(*) FROM %s t" % table,
                               database=database)
            for (table,) in cluster.sql(TABLES, database=database)}


def epochs(cluster, database=DATABASE):
    found = {row[2] for row in cluster.sql(EPOCHS, database=database)}
    assert found
    return found


def writes(cluster, database=DATABASE):
    """The triggers live: a change moves a revision."""
    before = cluster.sql("SELECT sum(revision) FROM caldav.calendar",
                         database=database)
    cluster.sql("UPDATE advolux.appointment SET title = title || '!' "
                "WHERE sync_mode = 'both' AND deadline_id IS NULL",
                database=database)
    return before < cluster.sql("SELECT sum(revision) FROM caldav.calendar",
                                database=database)


def test_into_another_server(cluster, other, dump):
    roles = run([bin_dir() + "/pg_dumpall", "--roles-only"],
                env=cluster.environment())
    other.psql("\n".join(line for line in roles.splitlines()
                         if " postgres" not in line), database="postgres")
    restore(other, dump, "--create")
    assert rows(other) == rows(cluster)
    assert other.sql(RIGHTS) == cluster.sql(RIGHTS)
    assert not epochs(other) & epochs(cluster)
    assert writes(other)


def test_into_another_database(cluster, dump):
    cluster.sql("CREATE DATABASE another", database="postgres")
    restore(cluster, dump, database="another")
    assert rows(cluster, "another") == rows(cluster)
    assert not epochs(cluster, "another") & epochs(cluster)
    assert writes(cluster, "another")


def test_over_the_same_database(cluster, dump):
    """--clean: the database stays, and with it all that is known of it."""
    before, old = rows(cluster), epochs(cluster)
    assert writes(cluster)
    seen = [old, epochs(cluster)]
    assert seen[0] == seen[1]
    for _ in range(2):
        restore(cluster, dump, "--clean", database=DATABASE)
        assert rows(cluster) == before
        assert not any(epochs(cluster) & earlier for earlier in seen)
        seen.append(epochs(cluster))
    assert writes(cluster)
    assert epochs(cluster) == seen[-1]


def test_migrating_a_restored_database_changes_nothing(cluster, other, dump):
    other.psql("CREATE ROLE advolux_owner; CREATE ROLE advolux_app LOGIN; "
               "CREATE ROLE advolux_caldav LOGIN;", database="postgres")
    restore(other, dump, "--create")
    before, old = rows(other), epochs(other)
    other.migrate_database()
    assert rows(other) == before
    assert epochs(other) == old
