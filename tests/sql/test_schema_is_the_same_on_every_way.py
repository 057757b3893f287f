# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""A fresh database, one brought over from 23 with its data, and one restored from
a dump are the same, object by object; and whatever is in them has one home in
backend/sql."""

import collections
import re

import pytest

from support.cluster import VERSION_23, Cluster
from support.process import TREE

SQL = TREE / "backend/sql"
FOLDERS = "schema", "caldav", "firm", "caldav/views"
OBJECTS = (TREE / "tests/sql/support/objects.sql").read_text()
DEFINITIONS = {
    "function": r"^CREATE (?:OR REPLACE )?FUNCTION ([a-z_.]+)",
    "view": r"^CREATE (?:OR REPLACE )?VIEW ([a-z_.]+)",
    "trigger": r"^CREATE (?:OR REPLACE )?TRIGGER (\w+)\s[^;]*?\sON ([a-z_.]+)",
}
FUNCTIONS = ("SELECT pg_get_functiondef(oid) FROM pg_proc WHERE pronamespace IN "
        "('advolux'::regnamespace, 'caldav'::regnamespace) AND prokind = 'f'")

# What clients have been told: tokens, listings, contents.
SHOWN = {
    "tokens": "SELECT login, kind::text, epoch, revision, purged, cutoff, "
              "displayname, color, owner_name, owner_mail FROM caldav.collection",
    "listing": "SELECT calendar_id, name, uid, item_id, version, revision, "
               "modified, access::text, span, visible, recurring, all_day, days "
               "FROM caldav.member",
    "contents": "SELECT calendar_id, name, text_version, body, components, "
                "created, resource_id FROM caldav.content",
    "kept": "SELECT calendar_id, resource_id, created, language, floating_zone, "
            "properties FROM caldav.kept",
    "kept_entry": "SELECT * FROM caldav.kept_entry",
    "principals": "SELECT login, name, mail FROM caldav.principal",
    "journal": "SELECT * FROM advolux.journal",
    "settings": "SELECT name, value FROM caldav.setting WHERE name IN "
                "('tombstone_retention', 'journal_retention')",
}


@pytest.fixture(scope="module")
def cluster():
    made = Cluster(settings={"shared_buffers": "16MB"})
    try:
        made.start()
        made.migrate("fresh", schema="fresh")
        made.migrate("bridged", schema="bridged")
        made.sql("CREATE DATABASE restored", database="postgres")
        made.copy_database("bridged", "restored")
        yield made
    finally:
        made.drop()


def objects(cluster, database):
    found = cluster.sql(OBJECTS, database=database)
    assert len(found) > 500 and len(dict(found)) == len(found)
    return dict(found)


def differences(one, other):
    return {name: (one.get(name), other.get(name))
            for name in one.keys() | other.keys()
            if one.get(name) != other.get(name)}


def test_database_from_23_is_a_fresh_one(cluster):
    assert differences(objects(cluster, "fresh"),
                       objects(cluster, "bridged")) == {}


def test_restored_database_is_a_fresh_one(cluster):
    assert differences(objects(cluster, "fresh"),
                       objects(cluster, "restored")) == {
        "database": (objects(cluster, "fresh")["database"], "{}")}
    cluster.advoluxctl("migrate", "--sql", str(SQL), database="restored")


@pytest.mark.parametrize("change", [
    "CREATE TABLE caldav.more ()", "ALTER TABLE caldav.entry ADD more int",
    "ALTER TABLE caldav.entry ALTER healings DROP DEFAULT",
    "ALTER TABLE caldav.entry DROP CONSTRAINT entry_uid_check",
    "DROP INDEX caldav.entry_item",
    "ALTER TABLE advolux.task DISABLE TRIGGER guard",
    "ALTER FUNCTION caldav.put RESET ALL",
    "ALTER FUNCTION caldav.cutoff OWNER TO postgres",
    "GRANT EXECUTE ON FUNCTION caldav.purge TO advolux_app",
    "GRANT SELECT ON caldav.entry TO advolux_caldav",
    "GRANT SELECT (name) ON caldav.entry TO advolux_caldav",
    "COMMENT ON TABLE caldav.entry IS 'other'",
    "COMMENT ON COLUMN caldav.entry.days IS NULL",
    "ALTER TYPE caldav.kind ADD VALUE 'note'",
    "CREATE OR REPLACE VIEW caldav.kept_entry AS "
    "SELECT p.calendar_id, e.name, e.ends_at, p.namespace, p.name AS property, "
    "p.value FROM caldav.entry_property p JOIN caldav.entry e "
    "USING (calendar_id, item_id)",
    "CREATE FUNCTION caldav.purge() RETURNS int LANGUAGE sql AS 'SELECT 1'"])
def test_comparison_sees_a_difference(cluster, change):
    connection = cluster.connect(database="fresh")
    connection.autocommit = False
    try:
        with connection.cursor() as cursor:
            cursor.execute(change)
            cursor.execute(OBJECTS)
            changed = dict(cursor.fetchall())
    finally:
        connection.rollback()
        connection.close()
    assert differences(objects(cluster, "fresh"), changed)


def defined(kind):
    """How often each is defined in the folders. A step may make anew what a
    constraint is made of."""
    found = collections.Counter()
    for folder in FOLDERS:
        names = [".".join(name) if isinstance(name, tuple) else name
                 for path in sorted((SQL / folder).glob("*.sql"))
                 for name in re.findall(DEFINITIONS[kind], path.read_text(),
                                        re.MULTILINE)]
        found.update(set(names) if folder == "schema" else names)
    return found


@pytest.mark.parametrize("kind, pattern", [
    ("function", r"function ([a-z_.]+)\("), ("view", r"view (.*)"),
    ("trigger", r"trigger (\S+) (\w+)")])
@pytest.mark.parametrize("database", ["fresh", "bridged", "restored"])
def test_what_is_there_has_one_home(cluster, database, kind, pattern):
    there = []
    for name in objects(cluster, database):
        found = re.match(pattern, name)
        if found:
            there.append(".".join(reversed(found.groups())))
    assert len(there) > 5
    assert collections.Counter(there) == defined(kind)


def test_every_body_can_be_read(cluster):
    """They are not looked at when they are made."""
    connection = cluster.connect(database="fresh")
    connection.autocommit = False
    try:
        with connection.cursor() as cursor:
            cursor.execute("SET check_function_bodies = on")
            cursor.execute(FUNCTIONS)
            for (definition,) in cursor.fetchall():
                cursor.execute(definition)
    finally:
        connection.rollback()
        connection.close()


def test_version_is_the_number_of_the_last_step(cluster):
    last = sorted((SQL / "schema").glob("[0-9]*.sql"))[-1].name
    for database in "fresh", "bridged", "restored":
        assert cluster.sql("SELECT caldav.schema_version()", user="advolux_caldav",
                           database=database) == [(int(last[:3]),)]


def shown(cluster, database):
    return {what: sorted(map(repr, cluster.sql(query, database=database)))
            for what, query in SHOWN.items()}


def test_clients_are_shown_what_they_were_shown(cluster):
    cluster.sql("CREATE DATABASE old", database="postgres")
    cluster.psql(VERSION_23.read_text(), database="old")
    before = shown(cluster, "old")
    assert all(before.values())
    hashes = cluster.sql("SELECT login, device, password_hash "
                         "FROM caldav.credential", database="old")
    cluster.advoluxctl("migrate", "--sql", str(SQL), database="old")
    assert shown(cluster, "old") == before
    assert {device for _, device, _ in hashes} > {None}
    for login, device, proof in hashes:
        told = cluster.sql("SELECT * FROM caldav.credentials(%s)", login,
                           database="old", user="advolux_caldav")
        verified = cluster.sql(
            "SELECT * FROM caldav.verify(%s, %s, %s)", login,
            [key for key, _, _ in told], [proof] * len(told), database="old",
            user="advolux_caldav")
        assert [name for _, name in verified] == [device]
        (setting,) = [setting for key, setting, _ in told
                      if key == verified[0][0]]
        assert proof.startswith(setting) and proof != setting


def test_data_of_23_lives_on(cluster):
    revisions = "SELECT login, kind, revision FROM caldav.collection"

    def known():
        return {row[:2]: row[2]
                for row in cluster.sql(revisions, database="bridged")}
    before = known()
    cluster.psql("""
        UPDATE advolux.appointment SET title = 'changed' WHERE title = 'T3';
        UPDATE advolux.appointment SET trashed_at = NULL WHERE title = 'gone';
        INSERT INTO advolux.staff (login, name) VALUES ('neu', 'Neu');
        SELECT caldav.set_password('neu', '*');""", database="bridged")
    after = known()
    assert after["alt.a", "appointment"] > before["alt.a", "appointment"]
    assert ("neu", "task") in after
    assert cluster.sql("SELECT body LIKE '%UID:gone%' FROM caldav.content "
                       "WHERE name = 'gone.ics' AND visible",
                       database="bridged") == [(True,)]
    cluster.sql("DELETE FROM advolux.staff WHERE login = 'neu'",
                database="bridged")
    assert not cluster.sql("SELECT 1 FROM caldav.login WHERE login = 'neu'",
                           database="bridged")
