# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""advoluxctl migrate: what is missing or changed is applied, all of it or
nothing, and --dry-run says what that would be."""

import json
import shutil

import pytest

from support.cluster import SUPERUSER, VERSION_23
from support.process import TREE

from conftest import Tool

SQL = TREE / "backend/sql"
FILES = [folder + "/" + path.stem
         for folder, pattern in (("schema", "[0-9]*"), ("caldav", "*"),
                                 ("firm", "*"), ("caldav/views", "*"))
         for path in sorted((SQL / folder).glob(pattern + ".sql"))]


@pytest.fixture
def empty(cluster):
    """A database's name, and the tool for it."""
    cluster.sql("CREATE DATABASE migrated", database="postgres")
    yield Tool(cluster.environment(SUPERUSER, "migrated"))
    cluster.sql("DROP DATABASE migrated", database="postgres")


@pytest.fixture
def files(tmp_path):
    """A copy of the schema's files."""
    return shutil.copytree(SQL, tmp_path / "sql")


@pytest.fixture
def migrated(empty, files):
    """migrated(*options): brought up to date by the copy, once more."""
    empty("migrate", "--create", "--sql", str(files))

    def again(*options, code=0):
        said = empty("migrate", "--sql", str(files), *options, code=code)
        return [line for line in said.splitlines()
                if line != "the schema is up to date"]
    return again


def edit(path, before, after):
    text = path.read_text()
    assert before in text
    path.write_text(text.replace(before, after))


def query(cluster, statement, user=SUPERUSER):
    return cluster.sql(statement, database="migrated", user=user)


def test_missing_ones_are_said_and_applied_once(empty):
    said = empty.run("migrate", "--sql", str(SQL), "--dry-run")
    assert said.returncode == 1
    assert said.stdout.decode().splitlines() == ["missing " + f for f in FILES]
    for word in "applied", "already applied":
        said = json.loads(empty("migrate", "--create", "--sql", str(SQL),
                                "--json"))
        assert said == [{"migration": name, "state": word} for name in FILES]
    for options in [], ["--dry-run"]:
        assert empty("migrate", "--sql", str(SQL), *options) == (
            "the schema is up to date\n")


def test_changed_function_alone_is_made_anew(cluster, migrated, files):
    edit(files / "caldav/cutoff.sql", "p_look_back)::date",
         "p_look_back)::date - 1")
    today = "SELECT current_date - caldav.cutoff('0', 'Europe/Berlin')"
    before = query(cluster, today)[0][0]
    assert query(cluster, today) == [(before,)]
    assert migrated() == ["applied caldav/cutoff"]
    assert query(cluster, today) == [(before + 1,)]
    assert migrated() == []


def test_owner_can_do_it_after_the_first_time(cluster, migrated, files):
    edit(files / "caldav/cutoff.sql", "Where a look-back", "Here a look-back")
    (files / "schema/900_more.sql").write_text(
        "SET LOCAL ROLE advolux_owner; CREATE TABLE caldav.more ();")
    said = Tool(cluster.environment("advolux_owner", "migrated"))(
        "migrate", "--sql", str(files))
    assert said.startswith("applied schema/900_more\n")
    assert "applied caldav/cutoff" in said
    assert query(cluster, "SELECT DISTINCT relowner::regrole::text FROM pg_class "
                 "WHERE relnamespace IN ('caldav'::regnamespace, "
                 "'advolux'::regnamespace)") == [("advolux_owner",)]


def test_step_drops_what_its_files_make_again(cluster, migrated, files):
    """A view whose columns change, with what reads it, and a signature."""
    (files / "schema/900_person.sql").write_text(
        "SET LOCAL ROLE advolux_owner;"
        "DROP VIEW IF EXISTS caldav.collection, caldav.principal, "
        "caldav.person;"
        "DROP FUNCTION IF EXISTS caldav.remove(text, bigint, text, caldav.kind, "
        "text, text, bigint, bigint);")
    edit(files / "firm/person.sql", "SELECT staff_id, login,",
         "SELECT login, staff_id,")
    edit(files / "caldav/remove.sql", "p_program text, p_name",
         "p_name text, p_program text, p_gone")
    said = migrated()
    assert said[0] == "applied schema/900_person"
    assert "applied caldav/put" in said
    assert query(cluster, "SELECT caldav.schema_version()",
                 "advolux_caldav") == [(900,)]
    assert query(cluster, "SELECT column_name FROM information_schema.columns "
                 "WHERE table_name = 'person' AND ordinal_position = 1") == [
                     ("login",)]
    query(cluster, "SELECT * FROM caldav.credentials('nobody')",
          "advolux_caldav")
    assert len(query(cluster, "SELECT 1 FROM pg_proc WHERE proname = 'remove' "
                     "AND pronamespace = 'caldav'::regnamespace "
                     "AND has_function_privilege('advolux_caldav', oid, "
                     "'EXECUTE')")) == 1


def test_firms_own_part_is_left_to_it(cluster, migrated, files):
    query(cluster, "UPDATE caldav.setting SET value = 'own' WHERE name = 'firm'")
    query(cluster, "CREATE OR REPLACE FUNCTION caldav.new_item(p_kind "
          "caldav.kind) RETURNS bigint LANGUAGE sql AS 'SELECT 42::bigint'")
    edit(files / "firm/store.sql", "nextval(", "1 + nextval(")
    assert migrated("--dry-run") == ["kept firm"]
    assert migrated() == ["kept firm"]
    assert query(cluster, "SELECT caldav.new_item('task')") == [(42,)]
    query(cluster, "UPDATE caldav.setting SET value = 'shipped' "
          "WHERE name = 'firm'")
    assert "applied firm/store" in migrated()
    assert query(cluster, "SELECT caldav.new_item('task')") == [(2,)]


@pytest.mark.parametrize("name", ["schema/901_bad", "caldav/bad", "firm/bad",
                                  "caldav/views/bad"])
def test_failed_one_leaves_nothing(cluster, empty, migrated, files, name):
    (files / "schema/900_rest.sql").write_text("CREATE TABLE caldav.rest ();")
    (files / (name + ".sql")).write_text(
        "-- \u00e4\u00f6\u00fc\nCREATE TABLE caldav.bad ();\n\nSELECT nonsense;\n")
    said = empty("migrate", "--sql", str(files), code=2)
    assert "nonsense" in said
    assert name + " failed in line 4, nothing was changed" in said
    assert json.loads(empty.run("migrate", "--sql", str(files),
                                "--json").stdout) == []
    assert query(cluster, "SELECT to_regclass('caldav.rest'), "
                 "to_regclass('caldav.bad'), max(number) < 900 "
                 "FROM caldav.migration") == [(None, None, True)]
    (files / (name + ".sql")).unlink()
    assert migrated()[0] == "applied schema/900_rest"


def test_file_that_is_no_more_is_forgotten(cluster, migrated, files):
    (files / "caldav/passing.sql").write_text("SELECT 1;")
    assert migrated() == ["applied caldav/passing"]
    (files / "caldav/passing.sql").unlink()
    assert migrated() == []
    assert query(cluster, "SELECT name FROM caldav.script "
                 "WHERE name = 'caldav/passing'") == []


def test_database_of_23_is_brought_over(cluster, empty):
    cluster.psql(VERSION_23.read_text(), database="migrated")
    said = empty.run("migrate", "--sql", str(SQL), "--dry-run").stdout.decode()
    assert said.splitlines()[0] == "missing schema/bridge_023"
    said = empty("migrate", "--sql", str(SQL))
    assert said.splitlines()[0] == "applied schema/bridge_023"
    assert "applied caldav/put" in said
    assert empty("migrate", "--sql", str(SQL)) == "the schema is up to date\n"


# Tables of its own in place of schema advolux's, as little of it as can be.
MAPPED = """
DROP TABLE advolux.override, advolux.participant, advolux.appointment, advolux.task,
    advolux.deadline, advolux.matter, advolux.staff, advolux.journal CASCADE;
CREATE TABLE advolux.somebody AS
SELECT staff_id, login, look_back, time_zone
FROM caldav.calendar WHERE kind = 'appointment';
ALTER TABLE advolux.somebody OWNER TO advolux_owner;
SET ROLE advolux_owner;
CREATE VIEW caldav.person AS
SELECT staff_id, login, login AS name, NULL::text AS mail, NULL::text AS color,
       look_back, time_zone, true AS active
FROM advolux.somebody;
CREATE VIEW caldav.ownership AS SELECT NULL::bigint AS staff_id,
    NULL::caldav.kind AS kind, NULL::bigint AS item_id WHERE false;
CREATE VIEW caldav.placement AS SELECT *, NULL::caldav.access AS access,
    NULL::tstzrange AS span, false AS recurring, false AS all_day
FROM caldav.ownership;
"""


def test_firm_with_tables_of_its_own_is_brought_over(cluster, empty):
    """No step asks for the tables of schema advolux."""
    cluster.psql(VERSION_23.read_text(), database="migrated")
    cluster.psql(MAPPED, database="migrated")
    said = empty("migrate", "--sql", str(SQL)).splitlines()
    assert "kept firm" in said
    assert "applied caldav/login" in said
    assert not [line for line in said if line.startswith("applied firm/")]
    assert query(cluster, "SELECT login FROM caldav.login "
                 "WHERE login = 'alt.a'")
    assert query(cluster, "SELECT * FROM caldav.credentials('alt.a')",
                 "advolux_caldav")
    assert empty("migrate", "--sql", str(SQL)).splitlines() == [
        "kept firm", "the schema is up to date"]


def test_older_database_than_that_is_refused(cluster, empty):
    cluster.psql(VERSION_23.read_text(), database="migrated")
    query(cluster, "DELETE FROM caldav.migration WHERE number > 17")
    said = empty("migrate", "--sql", str(SQL), code=2)
    assert "at step 17" in said and "an earlier version" in said


def test_newer_database_is_left_alone(cluster, empty):
    empty("migrate", "--create", "--sql", str(SQL))
    query(cluster, "INSERT INTO caldav.migration VALUES (999, '999_later')")
    query(cluster, "UPDATE caldav.script SET checksum = 'later'")
    for option in [], ["--dry-run"]:
        said = empty("migrate", "--sql", str(SQL), *option, code=2)
        assert "at step 999" in said and "install the newer program" in said
    assert query(cluster, "SELECT DISTINCT checksum FROM caldav.script") == [
        ("later",)]


def test_planted_operators_are_in_no_view_and_no_trigger(cluster, empty):
    """Whatever the session's search_path is."""
    for types in ("text, text", "bigint, bigint", "boolean, boolean",
                  "timestamptz, timestamptz", "jsonb, text"):
        query(cluster, "CREATE FUNCTION public.planted(%s) RETURNS boolean "
              "LANGUAGE sql AS 'SELECT true'" % types)
        for operator in "=", "<>", "->>", "<=":
            query(cluster, "CREATE OPERATOR public.%s (FUNCTION = public.planted, "
                  "LEFTARG = %s, RIGHTARG = %s)"
                  % (operator, *types.split(", ")))
    Tool({**empty.environment,
          "PGOPTIONS": "-c search_path=public,pg_catalog"})(
              "migrate", "--create", "--sql", str(SQL))
    assert query(cluster, "SELECT objid FROM pg_depend d JOIN pg_operator o "
                 "ON refobjid = o.oid AND refclassid = 'pg_operator'::regclass "
                 "WHERE oprnamespace = 'public'::regnamespace "
                 "AND oprcode::text LIKE '%planted%'") == []


def test_missing_directory_is_said(empty, tmp_path):
    assert "--sql" in empty("migrate", "--sql", "/nowhere", code=2)
    (tmp_path / "schema").mkdir()
    assert "no steps" in empty("migrate", "--sql", str(tmp_path), code=2)
