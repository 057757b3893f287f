# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""Each migration, over data of the version before it: what clients were shown
is shown to them again, and their tokens stay good."""

import shutil

import pytest

from support.cluster import Cluster
from support.process import TREE, run

MIGRATIONS = sorted((TREE / "backend/sql").glob("[0-9][0-9][0-9]_*.sql"))
# The first version that people could use.
FIRST = 10

# Plain SQL, of columns that every version has.
DATA = """
INSERT INTO advolux.staff (login, name, mail, look_back)
VALUES ('up-a', 'Ä', 'a@example.org', '2 months'), ('up-b', 'B', NULL, '1 year');
SELECT caldav.set_password(login, '*') FROM advolux.staff;
INSERT INTO advolux.matter (number, title) VALUES ('1/26', 'M');
INSERT INTO advolux.appointment (main_editor, title, start_at, end_at, rrule,
                                 matter_id, sync_mode)
SELECT staff_id, 'T' || n, day, day + interval '1 hour',
       CASE n % 4 WHEN 0 THEN 'FREQ=WEEKLY;COUNT=9' END,
       CASE n % 5 WHEN 0 THEN (SELECT matter_id FROM advolux.matter) END,
       (ARRAY['both', 'device', 'none'])[n % 3 + 1]::advolux.sync_mode
FROM advolux.staff, generate_series(1, 24) AS n,
     LATERAL (SELECT date_trunc('day', now()) + n * interval '31 hours') AS d (day);
INSERT INTO advolux.participant
SELECT a.appointment_id, s.staff_id
FROM advolux.appointment a JOIN advolux.staff s ON s.staff_id <> a.main_editor
WHERE a.appointment_id % 2 = 0;
INSERT INTO advolux.override (appointment_id, recurrence_id, title, start_at, end_at)
SELECT appointment_id, (start_at + interval '7 days') AT TIME ZONE time_zone,
       'moved', start_at + interval '8 days', end_at + interval '8 days'
FROM advolux.appointment WHERE rrule IS NOT NULL;
INSERT INTO advolux.task (main_editor, title, all_day, due_date, sync_mode)
SELECT staff_id, 'A' || n, true, current_date + n,
       (ARRAY['both', 'device', 'none'])[n % 3 + 1]::advolux.sync_mode
FROM advolux.staff, generate_series(1, 6) AS n;
INSERT INTO advolux.deadline (staff_id, title, due_date)
SELECT staff_id, 'F', current_date FROM advolux.staff;
SELECT caldav.put('up-a', 2, 'phone', 'appointment', 'own.ics', 0, 'own', 'BEGIN',
    jsonb_build_array(jsonb_build_object('title', 'own', 'zone', 'Europe/Berlin',
        'starts', to_char(now(), 'YYYYMMDD"T100000"'),
        'ends', to_char(now(), 'YYYYMMDD"T110000"'))));
SELECT caldav.remove('up-a', 2, 'phone', 'appointment', m.name, m.version)
FROM caldav.member m JOIN caldav.collection c USING (calendar_id)
WHERE c.login = 'up-a' AND m.visible AND m.access = 'editable'
  AND m.kind = 'appointment' ORDER BY m.item_id LIMIT 1;
SELECT caldav.refuse('up-a', 2, 'phone', 'appointment', m.name, 'put', 'device')
FROM caldav.member m JOIN caldav.collection c USING (calendar_id)
WHERE c.login = 'up-a' AND m.visible AND m.access = 'device' LIMIT 1;
UPDATE advolux.appointment SET trashed_at = now() WHERE title = 'T7';
UPDATE caldav.calendar SET color = '#112233', displayname = 'Meine'
WHERE login = 'up-a';
"""

# What clients have been told: tokens, listings, contents, credentials.
SHOWN = {
    "tokens": "SELECT login, kind::text, epoch, revision, purged, cutoff, "
              "displayname, color, owner_name, owner_mail FROM caldav.collection",
    "listing": "SELECT calendar_id, name, uid, item_id, version, revision, "
               "modified, access::text, span, visible, recurring, all_day "
               "FROM caldav.member",
    "contents": "SELECT calendar_id, name, text_version, body, components "
                "FROM caldav.content",
    "principals": "SELECT login, generation, password_hash, name, mail "
                  "FROM caldav.principal",
    "journal": "SELECT login, device, operation, item_id, name, result "
               "FROM advolux.journal",
}


def number(path):
    return int(path.name[:3])


@pytest.fixture(scope="module")
def cluster():
    made = Cluster(settings={"shared_buffers": "16MB"})
    try:
        yield made.start()
    finally:
        made.drop()


@pytest.fixture
def version(cluster, tmp_path):
    """version(database, number): migrate up to there, as scripts/migrate of
    that release would."""
    (tmp_path / "scripts").mkdir()
    (tmp_path / "backend/sql").mkdir(parents=True)
    shutil.copy(TREE / "scripts/migrate", tmp_path / "scripts")

    def migrate(database, last):
        for path in MIGRATIONS:
            if number(path) <= last:
                shutil.copy(path, tmp_path / "backend/sql")
        run([str(tmp_path / "scripts/migrate")],
            env=cluster.environment(database=database))
    return migrate


def shown(cluster, database):
    return {what: sorted(map(repr, cluster.sql(query, database=database)))
            for what, query in SHOWN.items()}


@pytest.mark.parametrize("migration", [path for path in MIGRATIONS
                                       if number(path) > FIRST],
                         ids=lambda path: path.stem)
def test_migration_keeps_listings_and_tokens(cluster, version, migration):
    before = max(number(path) for path in MIGRATIONS
                 if number(path) < number(migration))
    database = "from_%03d" % before
    cluster.sql("CREATE DATABASE " + database, database="postgres")
    version(database, before)
    cluster.psql(DATA, database=database)
    old = shown(cluster, database)
    assert all(old.values())
    version(database, number(migration))
    assert shown(cluster, database) == old


def test_data_of_the_first_version_lives_on_in_the_last(cluster, version):
    cluster.sql("CREATE DATABASE first", database="postgres")
    version("first", FIRST)
    cluster.psql(DATA, database="first")
    old = shown(cluster, "first")
    version("first", number(MIGRATIONS[-1]))
    assert shown(cluster, "first") == old
    # And is written on: a change, a newcomer, a departure.
    revisions = "SELECT login, kind, revision FROM caldav.collection"
    before = dict((row[:2], row[2]) for row in
                  cluster.sql(revisions, database="first"))
    cluster.psql("""
        UPDATE advolux.appointment SET title = 'changed' WHERE title = 'T3';
        INSERT INTO advolux.staff (login, name) VALUES ('up-c', 'C');
        SELECT caldav.set_password('up-c', '*');""", database="first")
    after = dict((row[:2], row[2]) for row in
                 cluster.sql(revisions, database="first"))
    assert after["up-a", "appointment"] > before["up-a", "appointment"]
    assert ("up-c", "task") in after
    cluster.sql("DELETE FROM advolux.staff WHERE login = 'up-c'",
                database="first")
    assert not cluster.sql("SELECT FROM caldav.calendar WHERE login = 'up-c'",
                           database="first")


def test_every_migration_was_applied_once(cluster, version):
    cluster.sql("CREATE DATABASE whole", database="postgres")
    version("whole", number(MIGRATIONS[-1]))
    version("whole", number(MIGRATIONS[-1]))
    assert cluster.sql("SELECT number FROM caldav.migration ORDER BY number",
                       database="whole") == [(number(path),) for path in MIGRATIONS]
