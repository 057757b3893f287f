# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""Whoever may make operators and functions in some schema of somebody's
search_path has them run by nobody. Each function of ours has a path of its own, or
was read when it was made, or says in full which operators and functions it means;
or it is the owner's alone, and what enters it has a path."""

import re

import psycopg2
import pytest

from support.cluster import Cluster
from support.process import TREE

# Inner ones are entered from others of ours alone: nobody else may call them, and
# no trigger, view, constraint or default does.
FUNCTIONS = """
SELECT p.oid::regprocedure::text, lanname, coalesce(proconfig, '{}'),
       prosqlbody IS NOT NULL, prosrc,
       NOT prosecdef AND prorettype <> 'trigger'::regtype
       AND NOT EXISTS (SELECT FROM aclexplode(coalesce(
                           proacl, acldefault('f', proowner)))
                       WHERE grantee <> proowner)
       AND NOT EXISTS (SELECT FROM pg_depend WHERE refobjid = p.oid
                       AND refclassid = 'pg_proc'::regclass
                       AND classid <> 'pg_proc'::regclass)
FROM pg_proc p JOIN pg_language l ON l.oid = prolang
WHERE pronamespace = %s::regnamespace
"""
PATH = "search_path=pg_catalog, pg_temp"
OPERATOR = re.compile(r"[-+*/<>=~!@#%^&|?]+")
# What looks like a call and is the language.
WORDS = set("""and any array as begin bit by case coalesce else elsif end exists
    extract false from greatest if in into is least not null nullif or perform return
    row select setof some table text then true values when where with""".split())

TYPES = """text bigint int date interval boolean jsonb uuid timestamp timestamptz
    tstzrange text[] bigint[] int[] timestamp[] caldav.kind caldav.access
    advolux.sync_mode""".split()
OPERATORS = "= <> < <= > >= || + - * / % ~ !~ <@ @> && -> ->>".split()
# For every pair of these types; also before pg_catalog, where the path says so.
PLANT = """
DO $plant$
DECLARE
    v_left text;
    v_right text;
    v_name text;
BEGIN
    FOREACH v_left IN ARRAY %(types)s LOOP
        FOREACH v_right IN ARRAY %(types)s LOOP
            EXECUTE format(
                'CREATE FUNCTION public.planted(%%s, %%s) RETURNS boolean '
                'LANGUAGE plpgsql AS $$BEGIN RAISE EXCEPTION ''planted'' '
                'USING ERRCODE = ''PLANT''; END$$', v_left, v_right);
            FOREACH v_name IN ARRAY %(operators)s LOOP
                EXECUTE format('CREATE OPERATOR public.%%s (FUNCTION = '
                               'public.planted, LEFTARG = %%s, RIGHTARG = %%s)',
                               v_name, v_left, v_right);
            END LOOP;
        END LOOP;
    END LOOP;
END
$plant$
"""
OBJECT = """'[{"title": "%s", "zone": "Europe/Berlin", "starts": "20300101T100000",
    "ends": "20300101T110000", "rrule": %s}]'"""
ONCE = OBJECT % ("once", "null")
DAILY = OBJECT % ("daily", '"FREQ=MONTHLY;BYMONTHDAY=1;UNTIL=20310101T000000Z"')
CALLER = "'a', 1, '$test$a', %s"
TEXT = "E'BEGIN:VCALENDAR\\nBEGIN:%s\\nUID:%s\\nEND:%s\\nEND:VCALENDAR'"


def text(uid, component="VEVENT"):
    return TEXT % (component, uid, component)



# What everybody does who may do something, in words that name no operator.
DEEDS = """
INSERT INTO advolux.staff (login, name) VALUES ('a', 'A'), ('b', 'B'), ('c', 'C');
INSERT INTO advolux.staff (login, name, time_zone) VALUES ('d', 'D', 'CET');
SELECT caldav.set_password('a', '$test$a'), caldav.set_password('b', '*');
SELECT caldav.enable('b', true);
SELECT caldav.add_device('a', 'phone', '$test$phone');
SELECT caldav.credentials('a');
SELECT caldav.verify('a', '{{1,3}}', ARRAY['x', '$test$phone']);
SELECT caldav.device_seen('a', 3, '$test$phone');
SELECT caldav.principal('a', 1, '$test$a'), caldav.collection('a', 1, '$test$a', NULL);
INSERT INTO advolux.matter (number, title) VALUES ('1/30', 'M');
INSERT INTO advolux.deadline (staff_id, title, due_date) VALUES (1, 'D', '2030-01-01');
INSERT INTO advolux.appointment (main_editor, matter_id, title, start_at, end_at,
    rrule) VALUES (1, 1, 'one', '2030-01-01 10:00+01', '2030-01-01 11:00+01',
    'FREQ=WEEKLY;COUNT=9'), (1, 1, 'two', '2030-01-02 10:00+01',
    '2030-01-02 11:00+01', 'FREQ=DAILY');
INSERT INTO advolux.task (main_editor, sync_mode, matter_id, title, start_at, due_at,
    rrule) VALUES (1, 'both', 1, 'three', '2030-01-01 10:00+01',
    '2030-01-01 11:00+01', 'FREQ=WEEKLY;BYDAY=2TU;UNTIL=20300601');
INSERT INTO advolux.participant VALUES (1, 2), (1, 3);
INSERT INTO advolux.override (appointment_id, recurrence_id, title, start_at, end_at)
    VALUES (1, '2030-01-08 10:00', 'moved', '2030-01-09 10:00+01',
    '2030-01-09 11:00+01');
UPDATE advolux.appointment SET location = 'here';
UPDATE advolux.appointment SET start_at = '2030-01-01 12:00+01',
    end_at = '2030-01-01 13:00+01', exdate = ARRAY['2030-01-22 12:00'::timestamp],
    rrule = 'FREQ=WEEKLY;UNTIL=20300401T100000Z';
UPDATE advolux.appointment SET start_at = '2030-01-01 10:00+01',
    end_at = '2030-01-01 11:00+01';
UPDATE advolux.matter SET number = '2/30';
UPDATE advolux.staff SET time_zone = 'CET';
UPDATE advolux.staff SET name = 'Z', time_zone = 'Asia/Tokyo', color = '#000000',
    look_back = '1 year';
SELECT count(*) FROM advolux.appointment_occurrences('2030-01-01', '2030-03-01', 1);
SELECT count(*) FROM advolux.task_occurrences('2030-01-01', '2030-03-01', 1);
SELECT advolux.appointment_instance(1, '2030-01-15 10:00');
SELECT advolux.task_instance(1, '2030-02-12 10:00');
SELECT advolux.leave_out('appointment', 2, '2030-01-08 10:00');
SELECT advolux.end_appointment_series(2, '2030-02-01 10:00');
SELECT advolux.end_task_series(1, '2030-05-01 10:00');
SELECT advolux.staff_of('a'), advolux.matter_of('2/30');
SELECT caldav.put({a}, 'tool', 'x.ics', 0, 'x', {x}, {daily});
SELECT caldav.put({a}, 'tool', 'y.ics', 0, 'y', {y}, {once});
SELECT caldav.put({t}, 'tool', 'z.ics', 0, 'z', {z}, {once});
SELECT caldav.put({a}, 'tool', 'x.ics', caldav_version('x.ics'), 'x', {x}, {once});
SELECT caldav.put({t}, 'tool', 'z.ics', caldav_version('z.ics'), 'z', {z}, {daily});
SELECT caldav.put({a}, 'tool', 'x.ics', caldav_version('x.ics'), 'x', {x}, NULL);
SELECT caldav.move({a}, 'tool', 'x.ics', caldav_version('x.ics'), 'w.ics');
SELECT caldav.remove({a}, 'tool', 'w.ics', caldav_version('w.ics'));
SELECT caldav.put({a}, 'tool', 'w.ics', 0, 'x', {x}, {once});
SELECT caldav.refuse({a}, 'tool', 'y.ics', 'put');
SELECT caldav.remove({t}, 'tool', 'z.ics', caldav_version('z.ics'));
SELECT caldav.set_properties({a}, 'calendar', 'N', 'de', '#111111', 'D', '3',
    'Europe/Rome', ARRAY['n', 'p', '<p/>', 'n', 'q', '']);
SELECT caldav.set_entry_properties({a}, 'y.ics', 0,
    ARRAY['n', 'p', '<p/>', 'n', 'q', '']);
SELECT caldav.import('a', 'tool', 'appointment', ARRAY['y', 'i'],
    ARRAY[{y}, {i}],
    jsonb_build_array({once}::jsonb, {daily}::jsonb));
SELECT caldav.import('a', 'tool', 'task', ARRAY['j'], ARRAY[{j}],
    jsonb_build_array({daily}::jsonb));
SELECT caldav.log_change('task', 1, 'edit', 'tool', '{{}}');
SELECT caldav.adopt();
SELECT count(e), count(c) FROM caldav.collection AS c, caldav.content AS e;
SELECT caldav.list({a}, 0, 9), caldav.list_uid({a}, 'y');
SELECT caldav.list_changes({a}, 0, '2000-01-01', 9);
SELECT caldav.list_range({a}, '2030-01-01', '2030-02-01', 9);
SELECT caldav.list_range_page({a}, '2030-01-01', '2030-02-01', 0, 9);
SELECT caldav.list_by_uid({a}, '', 9);
SELECT caldav.entries({a}, '{{y.ics}}', NULL);
SELECT caldav.entry_properties({a}, '{{y.ics}}', NULL);
SELECT caldav.schema_version(), caldav.schema_digest(), caldav.state();
UPDATE advolux.appointment SET trashed_at = '2030-01-01';
UPDATE advolux.appointment SET trashed_at = NULL;
SELECT caldav.revoke_device('a', 'phone');
SELECT caldav.purge(1), caldav.purge_journal(), caldav.purge(2, '0');
DELETE FROM advolux.override;
DELETE FROM advolux.participant;
DELETE FROM advolux.appointment;
DELETE FROM advolux.task;
DELETE FROM advolux.deadline;
DELETE FROM advolux.staff
""".format(a=CALLER % "'appointment'", t=CALLER % "'task'", once=ONCE, daily=DAILY,
           x=text("x"), y=text("y"), z=text("z", "VTODO"), i=text("i"),
           j=text("j", "VTODO"))
REFUSED = [("UPDATE advolux.journal SET login = 'x'", "42501"),
           ("SELECT caldav.raise_refusal()", "ADV01")]


@pytest.fixture(scope="module")
def cluster():
    made = Cluster(settings={"shared_buffers": "16MB", "track_functions": "all",
                             "max_locks_per_transaction": "1000"})
    try:
        made.start().migrate("fresh", schema="fresh")
        yield made.migrate("german", schema="german")
    finally:
        made.drop()


def bare(source):
    """What a PL/pgSQL body leaves to the search_path."""
    code = re.sub(r"--[^\n]*|'(?:[^']|'')*'", " ", source)
    code = re.sub(r"(?i)operator\s*\(\s*pg_catalog\.[^)]*\)", " ", code)
    code = code.replace(":=", ";").replace("::", " ")
    return OPERATOR.findall(code) + re.findall(
        r"(?i)\b(?:from|join|update|insert into)\s+(\w+)(?![\w.(])", code) + [
            name for name in re.findall(r"(?<![\w.])(\w+)\s*\(", code)
            if name.lower() not in WORDS]


@pytest.mark.parametrize("database, schema", [
    ("fresh", "caldav"), ("fresh", "advolux"), ("german", "caldav")])
def test_each_function_has_its_names_from_nobody(cluster, database, schema):
    functions = cluster.sql(FUNCTIONS, schema, database=database)
    assert len(functions) > 20
    trusting = {name: language == "plpgsql" and bare(source)
                for name, language, settings, parsed, source, inner in functions
                if PATH not in settings and not parsed and not inner
                and (language != "plpgsql" or bare(source))}
    assert trusting == {}


@pytest.mark.parametrize("source", [
    "BEGIN RETURN a + b; END", "BEGIN RETURN lower(a); END",
    "BEGIN IF a = 'x' THEN RETURN 1; END IF; END",
    "BEGIN RETURN pg_catalog.lower(a || 'b'); END",
    "BEGIN PERFORM x.y FROM x; END"])
def test_bare_names_are_seen(source):
    assert bare(source)


def test_names_in_full_are_not():
    assert not bare("DECLARE n int := 1; BEGIN IF n OPERATOR(pg_catalog.=) 2 THEN "
                    "RETURN pg_catalog.lower('a = b')::text; -- a + b\nEND IF; END")


@pytest.fixture
def hostile(cluster):
    """hostile(statement), where every operator is another one than ours."""
    if not cluster.sql("SELECT 1 FROM pg_proc WHERE proname = 'planted'",
                       database="fresh"):
        cluster.sql(PLANT.replace("%(types)s", repr(TYPES).join(("ARRAY", "")))
                    .replace("%(operators)s", repr(OPERATORS).join(("ARRAY", "")))
                    .replace("%%", "%"), database="fresh")
        cluster.sql("CREATE FUNCTION public.caldav_version(text) RETURNS bigint "
                    "LANGUAGE sql SET search_path = pg_catalog AS "
                    "'SELECT version FROM caldav.member WHERE name = $1'",
                    database="fresh")
    connection = cluster.connect(database="fresh")
    cursor = connection.cursor()
    cursor.execute("SET search_path = public, pg_catalog")
    yield cursor.execute
    connection.close()


@pytest.mark.parametrize("expression", [
    "'a'::text || 'b'", "1::bigint = 1", "'task'::caldav.kind = 'task'",
    "ARRAY[1::bigint] <@ ARRAY[1::bigint]"])
def test_planted_operators_are_run_where_nothing_is_pinned(hostile, expression):
    with pytest.raises(psycopg2.Error) as raised:
        hostile("SELECT " + expression)
    assert raised.value.pgcode == "PLANT"


def test_nothing_of_ours_runs_a_planted_operator(cluster, hostile):
    for deed in DEEDS.split(";\n"):
        hostile(deed)
    for deed, state in REFUSED:
        with pytest.raises(psycopg2.Error) as raised:
            hostile(deed)
        assert raised.value.pgcode == state
    # A function without a path of its own that no deed runs needs one; but what was
    # read when it was made is put into statements, where it is no call.
    hostile("SELECT pg_stat_force_next_flush()")
    assert cluster.sql(
        "SELECT oid::regprocedure::text FROM pg_proc WHERE pronamespace IN "
        "('advolux'::regnamespace, 'caldav'::regnamespace) AND prosqlbody IS NULL "
        "AND coalesce(proconfig::text !~ 'search_path', true) AND pg_stat_get_function_calls(oid) IS NULL", database="fresh") == []
