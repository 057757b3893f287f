# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""With a schema public as PostgreSQL 14 had it, the module's role can put
functions and operators there that fit better than PostgreSQL's. None of them is
ever run by whoever owns or migrates the store, uses its tool, or writes to it: they
would run as them, and read every deadline."""

import re
import subprocess

import psycopg2
import pytest

from support.cluster import Cluster
from support.process import TREE, advoluxctl

ROLE = "advolux_caldav"
OPEN = "GRANT CREATE ON SCHEMA public TO PUBLIC"
TYPES = ["text", "varchar", "bpchar", "name", '"char"', "int2", "int4", "int8",
         "numeric", "float8", "bool", "date", "timestamp", "timestamptz",
         "interval", "uuid", "bytea", "jsonb", "oid", "regclass", "text[]",
         "int8[]", "int4[]", "timestamp[]", "tstzrange"]
OPERATORS = ["=", "<>", "<", ">", "<=", ">=", "||", "+", "-", "*", "/", "&&",
             "<@", "@>", "~", "!~", "~~", "!~~", "->", "->>"]
RAISE = ("LANGUAGE plpgsql AS $$ BEGIN "
         "RAISE EXCEPTION 'PLANTED, run as %', current_user; END $$")


def called_by_us():
    """Names of PostgreSQL's functions that our SQL says."""
    texts = [path.read_text() for path in [
        *(TREE / "backend/sql").rglob("*.sql"),
        *(TREE / "backend/ctl").glob("*.c")]]
    return sorted(set(re.findall(r"\b([a-z][a-z_0-9]+)\(", "\n".join(texts))))


def plant(cluster):
    """Everything that may be taken for PostgreSQL's own, as the role."""
    known = [name for (name,) in cluster.sql(
        "SELECT DISTINCT proname::text FROM pg_proc WHERE pronamespace = "
        "'pg_catalog'::regnamespace AND proname = ANY (%s)", called_by_us())]
    script = ["SET client_min_messages = error;"]
    for left in TYPES:
        for right in TYPES:
            script.append("CREATE OR REPLACE FUNCTION public.planted(%s, %s) "
                          "RETURNS boolean %s;" % (left, right, RAISE))
            for name in OPERATORS:
                script.append(
                    "CREATE OPERATOR public.%s (LEFTARG = %s, RIGHTARG = %s, "
                    "FUNCTION = public.planted);" % (name, left, right))
    some = TYPES[:1] + TYPES[3:4] + TYPES[6:8] + TYPES[13:14] + TYPES[20:22]
    for name in known:
        for given in [[one] for one in TYPES] + [
                [one, two] for one in some for two in some] + [
                    ["text", "text", "text"]]:
            script.append("CREATE FUNCTION public.%s(%s) RETURNS text %s;" % (
                name, ", ".join(given), RAISE))
    script += ["CREATE TABLE public.%s (login text, planted int);" % name
               for name in ("staff", "journal", "calendar", "entry", "login",
                            "setting", "migration", "script")]
    script += ["CREATE TYPE public.planted AS (a int);",
               "CREATE FUNCTION public.to_text(public.planted) RETURNS text "
               + RAISE + ";",
               "CREATE CAST (public.planted AS text) WITH FUNCTION "
               "public.to_text(public.planted) AS IMPLICIT;"]
    assert len(known) > 60
    cluster.psql("BEGIN;" + "\n".join(script) + "COMMIT;", user=ROLE)


@pytest.fixture(scope="module")
def cluster():
    """Planted before the schema is there, and once more behind it."""
    made = Cluster(settings={"shared_buffers": "64MB",
                             "max_locks_per_transaction": "4096"})
    try:
        made.start()
        made.sql("CREATE DATABASE advolux", database="postgres")
        made.psql("CREATE ROLE %s LOGIN; %s;" % (ROLE, OPEN))
        plant(made)
        made.advoluxctl("migrate", "--create", "--sql",
                        str(TREE / "backend/sql"))
        yield made
    finally:
        made.drop()


@pytest.fixture
def reopened(cluster):
    """As an upgrade of the cluster, or somebody's habit, may leave it."""
    cluster.sql(OPEN)
    yield cluster
    cluster.sql("REVOKE CREATE ON SCHEMA public FROM PUBLIC")


@pytest.fixture
def tool(cluster):
    """tool(words): the tool as a superuser; the process that ran."""
    def run(words):
        return subprocess.run(
            [advoluxctl(), *words], env=cluster.environment(), timeout=300,
            input=b"Kennwort-2026\n", stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    return run


def as_anybody(cluster, script, user="postgres"):
    """A session that nobody has told where to look for names."""
    cluster.psql("SET client_min_messages = error;" + script, user=user)


def test_what_is_planted_would_be_run(cluster):
    for text in ("current_date || 'x'::text", "upper('a'::varchar)"):
        with pytest.raises(psycopg2.Error, match="PLANTED, run as postgres"):
            cluster.sql("SELECT " + text)


def test_migrate_closes_the_schema(cluster):
    may_create = "SELECT pg_catalog.has_schema_privilege(" \
        "'advolux_caldav'::name, 'public'::text, 'CREATE'::text)"
    assert cluster.sql(may_create, user=ROLE) == [(False,)]
    cluster.sql(OPEN)
    cluster.sql("GRANT CREATE ON SCHEMA public TO advolux_caldav")
    assert cluster.sql(may_create, user=ROLE) == [(True,)]
    cluster.advoluxctl("migrate", "--sql", str(TREE / "backend/sql"))
    assert cluster.sql(may_create, user=ROLE) == [(False,)]


def test_migrate_makes_everything_anew(reopened):
    reopened.sql("DELETE FROM caldav.script WHERE name OPERATOR(pg_catalog.<>) "
                 "''")
    said = reopened.advoluxctl("migrate", "--sql", str(TREE / "backend/sql"))
    assert said.count("\napplied ") > 30


PEOPLE = """
INSERT INTO advolux.staff (login, name) VALUES ('anna', 'Anna'), ('bert', 'Bert');
INSERT INTO advolux.matter (number, title) VALUES ('1/26', 'M');
"""
ITEMS = """
BEGIN;
INSERT INTO advolux.appointment (main_editor, matter_id, title, start_at, end_at,
                                 rrule, exdate, categories)
SELECT staff_id, matter_id, 'T', '2026-03-01 10:00', '2026-03-01 11:00',
       'FREQ=WEEKLY;BYDAY=MO;COUNT=9', '{2026-03-09 10:00}', '{a,b}'
FROM advolux.staff CROSS JOIN advolux.matter;
INSERT INTO advolux.task (main_editor, title, sync_mode, all_day, due_date)
SELECT staff_id, 'A', 'both', true, '2026-03-01' FROM advolux.staff;
INSERT INTO advolux.participant SELECT appointment_id, max(staff_id)
FROM advolux.appointment CROSS JOIN advolux.staff GROUP BY appointment_id
ON CONFLICT DO NOTHING;
INSERT INTO advolux.override (appointment_id, recurrence_id, title, start_at,
                              end_at)
SELECT appointment_id, '2026-03-02 10:00', 'O', '2026-03-02 12:00',
       '2026-03-02 13:00' FROM advolux.appointment;
INSERT INTO advolux.deadline (staff_id, title, due_date)
SELECT staff_id, 'F', '2026-03-01' FROM advolux.staff;
UPDATE advolux.appointment SET title = 'T2', time_zone = 'Asia/Tokyo';
UPDATE advolux.task SET trashed_at = '2026-03-01';
UPDATE advolux.matter SET number = '2/26';
UPDATE advolux.override SET this_and_future = true;
DELETE FROM advolux.override;
DELETE FROM advolux.participant;
DELETE FROM advolux.appointment;
DELETE FROM advolux.task;
DELETE FROM advolux.deadline;
COMMIT;
"""


@pytest.mark.parametrize("user", ["postgres", "advolux_app", "advolux_owner"])
def test_who_writes_to_the_store_runs_none(reopened, user):
    as_anybody(reopened, PEOPLE, user)
    as_anybody(reopened, ITEMS, user)
    as_anybody(reopened, "UPDATE advolux.staff SET name = 'N', time_zone = "
               "'Asia/Tokyo', look_back = '1 year', color = '#000000';"
               "UPDATE advolux.staff SET active = false;"
               "DELETE FROM advolux.staff; DELETE FROM advolux.matter;", user)


def test_who_calls_the_stores_functions_runs_none(reopened):
    as_anybody(reopened, PEOPLE + """
        SELECT caldav.set_password('anna', '$y$j9T$salt$hash');
        SELECT caldav.add_device('anna', 'Handy', '$y$j9T$salt$hash');
        SELECT caldav.enable('anna', false), caldav.enable('anna', true);
        SELECT caldav.import('anna', 'p', 'appointment', '{u}', ARRAY[
            E'BEGIN:VCALENDAR\\nBEGIN:VEVENT\\nUID:u\\nEND:VEVENT\\nEND:VCALENDAR'],
            '[[{"title": "I", "zone": "UTC", "starts": "20990301T100000",
                "ends": "20990301T110000", "rrule": "FREQ=DAILY"}]]');
        SELECT caldav.adopt();
        SELECT caldav.revoke_device('anna', 'Handy'), caldav.purge(1),
               caldav.purge_journal(NULL);
        SELECT advolux.appointment_occurrences('2099-01-01', '2100-01-01');
        SELECT caldav.refusal('device', 'put'), caldav.setting_of('*'),
               caldav.cluster(), caldav.cutoff('1 month', 'UTC'),
               caldav.span('2099-01-01', '2099-01-01'),
               caldav.instant('2099-01-01', 'Europe/Berlin'),
               caldav.series_days('appointment', 1),
               caldav.snapshot('appointment', 1),
               advolux.rule_days('FREQ=DAILY', '2099-01-01', 0, 3);
        DELETE FROM advolux.appointment; DELETE FROM advolux.staff;
        DELETE FROM advolux.matter;""")


def test_who_reads_the_stores_views_runs_none(reopened):
    views = reopened.sql("SELECT c.oid::text FROM pg_class c WHERE "
                         "relkind OPERATOR(pg_catalog.=) 'v'::\"char\"")
    assert len(views) > 10
    as_anybody(reopened, PEOPLE + "".join(
        "TABLE %s.%s;" % row for row in reopened.sql(
            "SELECT schemaname::text, viewname::text FROM pg_views WHERE "
            "schemaname OPERATOR(pg_catalog.=) ANY "
            "('{advolux,caldav}'::name[])"))
        + "DELETE FROM advolux.staff; DELETE FROM advolux.matter;")


COMMANDS = [
    ["staff", "add", "carl", "--name", "Carl"], ["staff", "list"],
    ["staff", "edit", "carl", "--look-back", "1 year"],
    ["staff", "password", "carl", "--stdin"], ["staff", "show", "carl"],
    ["device", "add", "carl", "Handy"], ["device", "list"],
    ["appointment", "add", "--for", "carl", "--title", "Titel", "--start",
     "2099-01-01 10:00", "--rrule", "FREQ=DAILY;COUNT=3"],
    ["appointment", "list"], ["task", "list"], ["journal"], ["status"],
    ["setting", "list"], ["setting", "external-authentication", "off"],
    ["setting", "set", "journal-retention", "9 years"],
    ["import", "--for", "carl", "FILE"], ["export", "carl"], ["purge"],
    ["device", "revoke", "carl", "Handy"], ["staff", "disable", "carl"],
    ["migrate", "--sql", str(TREE / "backend/sql")],
]


def test_who_uses_the_tool_runs_none(reopened, tool, tmp_path):
    file = tmp_path / "a.ics"
    file.write_text("BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:x\nBEGIN:VEVENT\n"
                    "UID:i\nDTSTAMP:20990101T000000Z\nDTSTART:20990101T100000Z\n"
                    "RRULE:FREQ=DAILY;COUNT=3\nEND:VEVENT\nEND:VCALENDAR\n")
    for command in COMMANDS:
        said = tool([str(file) if word == "FILE" else word
                     for word in command])
        assert said.returncode in (0, 1), (command, said)
        assert b"PLANTED" not in said.stdout + said.stderr, command


def test_check_says_that_the_schema_is_open_and_what_is_there(reopened, tool):
    said = tool(["check"])
    assert b"PLANTED" not in said.stdout + said.stderr
    assert b"may make objects in SCHEMA public" in said.stdout
    assert b"REVOKE CREATE ON SCHEMA public FROM PUBLIC" in said.stdout
    reopened.sql("REVOKE CREATE ON SCHEMA public FROM PUBLIC")
    said = tool(["check"])
    assert b"can be taken for what is" in said.stdout
    assert b"DROP it" in said.stdout
    reopened.psql("SET search_path = pg_catalog, pg_temp;"
                  "DROP OWNED BY advolux_caldav CASCADE;")
    assert b"nobody can put in a function or operator" in tool(["check"]).stdout
