# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""backend/sql/sample_german: re-creating section 1 of CONTRACT.md is enough. What
the firm has is taken in, nothing asks for the tables that were mapped before,
and the second lock is on the new ones. (The HTTP tests run over it as well.)"""

import psycopg2
import pytest

from support.cluster import Cluster
from support.process import TREE

SAMPLE = TREE / "backend/sql/sample_german"

# Before the firm has heard of CalDAV.
ROWS = """
INSERT INTO kanzlei.bearbeiter (kuerzel, anzeigename, farbe, zeitzone)
VALUES ('ab', 'Änne Berg', 1994682, 'Europe/Berlin'),
       ('cd', 'Carl Dorn', NULL, 'America/New_York');
INSERT INTO kanzlei.akte (aktenzeichen, rubrum) VALUES ('7/26', 'M ./. N');
INSERT INTO kanzlei.termin (bearb_nr, akte_nr, abgleich, betreff, beginn, ende)
SELECT 1, 1, n, 'Termin ' || n, d, d + interval '1 hour'
FROM generate_series(0, 2) n, date_trunc('day', now()::timestamp) d;
INSERT INTO kanzlei.termin (bearb_nr, betreff, ganztags, beginn, ende)
SELECT 2, 'Messe', 'J', d, d + interval '1 day'
FROM date_trunc('day', now()::timestamp) d;
INSERT INTO kanzlei.termin_teilnehmer VALUES (3, 2);
INSERT INTO kanzlei.serie (termin_nr, takt, angaben) VALUES (3, 'W', 'COUNT=4');
INSERT INTO kanzlei.serientag SELECT 1, 'A', beginn + interval '7 days'
FROM kanzlei.termin WHERE termin_nr = 3;
INSERT INTO kanzlei.frist (bearb_nr, bezeichnung, ablauf)
VALUES (1, 'Berufung', current_date);
INSERT INTO kanzlei.termin (bearb_nr, frist_nr, betreff, beginn, ende)
VALUES (1, 1, 'Frist!', now()::timestamp, now()::timestamp);
INSERT INTO kanzlei.aufgabe (bearb_nr, abgleich, betreff, stand)
VALUES (1, 2, 'Anrufen', 'ARBEIT');
"""


@pytest.fixture(scope="module")
def cluster():
    made = Cluster(settings={"shared_buffers": "16MB"})
    try:
        made.start().migrate()
        made.psql_file(SAMPLE / "firm.sql")
        made.psql(ROWS)
        made.psql_file(SAMPLE / "contract.sql")
        made.sql("SELECT caldav.set_password(login, '$test$') "
                 "FROM caldav.person")
        yield made
    finally:
        made.drop()


def test_what_the_firm_has_is_taken_in(cluster):
    assert cluster.sql(
        "SELECT c.login, m.kind, m.item_id::int, m.access, m.recurring, m.all_day "
        "FROM caldav.member m JOIN caldav.collection c USING (calendar_id) "
        "WHERE m.visible ORDER BY 1, 2, 3") == [
            ("ab", "appointment", 2, "device", False, False),
            ("ab", "appointment", 3, "editable", True, False),
            ("ab", "task", 1, "editable", False, False),
            ("cd", "appointment", 3, "participant", True, False),
            ("cd", "appointment", 4, "editable", False, True)]


def test_components_speak_the_contract(cluster):
    assert cluster.sql(
        "SELECT title, rrule, exdate <> '', matter, participants, status "
        "FROM caldav.appointment_component WHERE item_id = 3") == [
            ("Termin 2", "FREQ=WEEKLY;COUNT=4", True, "7/26", "Carl Dorn", None)]
    assert cluster.sql("SELECT title, status FROM caldav.task_component") == [
        ("Anrufen", "in-process")]
    # The day after the last one, and the days are New York's.
    assert cluster.sql(
        "SELECT upper(span) = (date_trunc('day', now()::timestamp) + interval "
        "'2 days') AT TIME ZONE 'America/New_York' FROM caldav.placement "
        "WHERE item_id = 4 AND kind = 'appointment'") == [(True,)]


def test_nothing_asks_for_the_tables_of_before(cluster):
    assert cluster.sql("SELECT relname FROM pg_class WHERE relkind IN ('r', 'v') "
                       "AND relnamespace = 'advolux'::regnamespace AND relname IN "
                       "('staff', 'appointment', 'task', 'deadline')") == []
    assert cluster.sql(
        "SELECT proname FROM pg_proc WHERE pronamespace = 'caldav'::regnamespace "
        "AND prosrc ~ 'advolux\\.(staff|matter|deadline|appointment|task|"
        "participant|override|journal)\\M'") == []


def test_deadlines_are_as_far_as_before(cluster):
    assert cluster.sql(
        "SELECT r, p FROM unnest(ARRAY['advolux_owner', 'advolux_caldav']) r, "
        "unnest(ARRAY['SELECT', 'INSERT', 'UPDATE', 'DELETE']) p "
        "WHERE has_table_privilege(r, 'kanzlei.frist', p)") == []
    assert cluster.sql("SELECT has_schema_privilege('advolux_caldav', 'kanzlei', "
                       "'USAGE')") == [(False,)]


@pytest.mark.parametrize("statement", [
    "UPDATE kanzlei.termin SET betreff = 'x' WHERE termin_nr = 2",
    "UPDATE kanzlei.termin SET abgleich = 0 WHERE termin_nr = 3",
    "UPDATE kanzlei.termin SET akte_nr = NULL WHERE termin_nr = 3",
    "UPDATE kanzlei.termin SET betreff = 'x' WHERE termin_nr = 4",
    "INSERT INTO kanzlei.serie (termin_nr) VALUES (2)",
    "UPDATE kanzlei.serie SET angaben = NULL",
    "INSERT INTO kanzlei.termin (bearb_nr, betreff, beginn, ende) "
    "VALUES (2, 'x', now(), now())"])
def test_second_lock_refuses(cluster, statement):
    cluster.psql("CREATE OR REPLACE FUNCTION public.run_as_owner(command text) "
                 "RETURNS void LANGUAGE plpgsql SECURITY DEFINER AS "
                 "'BEGIN EXECUTE command; END';"
                 "ALTER FUNCTION public.run_as_owner(text) OWNER TO advolux_owner;")
    with pytest.raises(psycopg2.Error) as raised:
        cluster.sql("SELECT set_config('caldav.staff', '1', false), "
                    "public.run_as_owner(%s)", statement, user="advolux_caldav")
    assert raised.value.pgcode == "ADV01"
    assert "does not let a calendar client" in str(raised.value)


def test_module_writes_through_the_contract(cluster):
    caller = cluster.sql(
        "SELECT format('%L, %s, %L, %L', 'ab', credential_id, '$test$', "
        "'appointment') FROM caldav.credential JOIN caldav.login "
        "USING (staff_id) WHERE login = 'ab'")[0][0]
    status, version = cluster.sql(
        "SELECT status, version FROM caldav.put(" + caller + ", 'phone', "
        "'neu.ics', 0, 'neu', E'BEGIN:VCALENDAR\\nBEGIN:VEVENT\\nUID:neu\\n"
        "END:VEVENT\\nEND:VCALENDAR', %s)",
        '[{"title": "Neu", "zone": "Europe/Berlin", "starts": "20260301T100000", '
        '"ends": "20260301T110000", "rrule": "FREQ=DAILY;COUNT=3", "class": '
        '"private", "exdate": "20260302T100000"}]', user="advolux_caldav")[0]
    assert status == "created"
    assert cluster.sql(
        "SELECT betreff, beginn::text, einsicht, takt, angaben, art "
        "FROM kanzlei.termin JOIN kanzlei.serie USING (termin_nr) "
        "JOIN kanzlei.serientag USING (serie_nr) WHERE betreff = 'Neu'") == [
            ("Neu", "2026-03-01 10:00:00", "P", "T", "COUNT=3", "A")]
    cluster.sql("UPDATE kanzlei.bearbeiter SET rueckblick_monate = 1200")
    assert cluster.sql(
        "SELECT caldav.remove(" + caller + ", 'phone', 'neu.ics', %s)",
        version, user="advolux_caldav") == [("removed",)]
    assert cluster.sql("SELECT geloescht IS NOT NULL FROM kanzlei.termin "
                       "WHERE betreff = 'Neu'") == [(True,)]
    assert cluster.sql("SELECT vorgang, ergebnis FROM kanzlei.protokoll "
                       "ORDER BY nr") == [("create", "J"), ("delete", "J")]


def test_person_who_leaves_goes(cluster):
    cluster.sql("INSERT INTO kanzlei.bearbeiter (kuerzel, anzeigename) "
                "VALUES ('ef', 'Emil')")
    people = "SELECT count(*)::int FROM caldav.calendar JOIN "\
        "caldav.login USING (staff_id) WHERE login = 'ef'"
    assert cluster.sql(people) == [(2,)]
    cluster.sql("DELETE FROM kanzlei.bearbeiter WHERE kuerzel = 'ef'")
    assert cluster.sql(people) == [(0,)]


def test_migrating_again_leaves_it_as_it_is(cluster):
    """That of a later release, in which every file is another one."""
    objects = (TREE / "tests/sql/support/objects.sql").read_text()
    before = cluster.sql(objects)
    cluster.sql("UPDATE caldav.script SET checksum = 'of before'")
    assert "kept firm" in cluster.advoluxctl(
        "migrate", "--sql", str(TREE / "backend/sql"))
    assert sorted(cluster.sql(objects)) == sorted(before)
    assert cluster.sql("SELECT 'kanzlei' FROM pg_proc WHERE oid = "
                       "'caldav.log'::regproc AND prosrc LIKE '%kanzlei.%'")
