-- Copyright 2026 the mod_dav_advolux authors
-- SPDX-License-Identifier: Apache-2.0
--
-- The module's role cannot read a deadline by any path (S18), and no message
-- that it gets says one.

\ir support/people.psql
SELECT plan(52);

SELECT pg_temp.person('editor');
\set canary 'CANARY-5e1f'
INSERT INTO advolux.deadline (staff_id, title, due_date, note)
VALUES (pg_temp.staff('editor'), :'canary' || ' title', current_date,
        :'canary' || ' note') RETURNING deadline_id \gset
INSERT INTO advolux.appointment (main_editor, deadline_id, title, start_at, end_at)
VALUES (pg_temp.staff('editor'), :deadline_id, :'canary' || ' a', now(), now())
RETURNING appointment_id AS item \gset
INSERT INTO advolux.override (appointment_id, recurrence_id, title, start_at, end_at)
VALUES (:item, localtimestamp, :'canary' || ' o', now(), now());
INSERT INTO advolux.task (main_editor, deadline_id, title, sync_mode)
VALUES (pg_temp.staff('editor'), :deadline_id, :'canary' || ' t', 'both')
RETURNING task_id AS task \gset
SELECT pg_temp.appointment('editor', 'Mine') AS mine \gset

-- Denied, and silent.
SELECT matches(answer, '^(42501|0A000)',
               regexp_replace(c, '\s+', ' ', 'g'))
FROM unnest(ARRAY[
    'SELECT title FROM advolux.deadline',
    'SELECT count(*) FROM advolux.deadline',
    'SELECT deadline_id FROM advolux.deadline',
    'TABLE advolux.deadline',
    'SELECT ctid FROM advolux.deadline',
    'EXPLAIN SELECT * FROM advolux.deadline WHERE title > ''C''',
    'EXPLAIN ANALYZE SELECT * FROM advolux.deadline',
    'SELECT row_to_json(d) FROM advolux.deadline d',
    'SELECT deadline_id FROM advolux.appointment',
    'SELECT title FROM advolux.appointment',
    'SELECT title FROM advolux.task',
    'SELECT title FROM advolux.override',
    'SELECT before FROM advolux.journal',
    'SELECT * FROM caldav.placement',
    'SELECT * FROM caldav.ownership',
    'SELECT * FROM caldav.series',
    'SELECT * FROM caldav.entry',
    'SELECT * FROM caldav.source',
    'SELECT * FROM caldav.appointment_component',
    'SELECT * FROM caldav.task_component',
    'SELECT caldav.components_of(''appointment'', 1)',
    'SELECT caldav.snapshot(''appointment'', 1)',
    'SELECT caldav.series_span(''appointment'', 1, ''UTC'')',
    'SELECT caldav.refresh(''appointment'', ARRAY[1])',
    'SELECT caldav.log(1, ''x'', ''x'', ''x'', ''task'', 1, ''x'', ''x'')',
    'SELECT caldav.set_password(''editor'', ''x'')',
    'SELECT caldav.enable(''editor'', false)',
    'SELECT caldav.purge(1)',
    'INSERT INTO advolux.deadline (staff_id, title, due_date)
     VALUES (1, ''x'', now())',
    'UPDATE advolux.deadline SET note = note RETURNING note',
    'DELETE FROM advolux.deadline RETURNING note',
    'LOCK TABLE advolux.deadline IN ACCESS SHARE MODE',
    'COPY advolux.deadline TO STDOUT',
    'COPY advolux.deadline TO ''/tmp/deadlines''',
    'COPY (SELECT 1) TO PROGRAM ''true''',
    'CREATE VIEW caldav.mine AS SELECT * FROM advolux.deadline',
    'CREATE TEMPORARY TABLE mine (id bigint REFERENCES advolux.deadline)',
    'CREATE TABLE caldav.mine (id bigint REFERENCES advolux.deadline)',
    'CREATE FUNCTION caldav.mine() RETURNS int LANGUAGE sql AS ''SELECT 1''',
    'CREATE TRIGGER mine AFTER INSERT ON advolux.deadline
     EXECUTE FUNCTION suppress_redundant_updates_trigger()',
    'SET ROLE advolux_owner',
    'SET ROLE advolux_app']) AS c, pg_temp.as_module(c) AS answer;

-- Statistics show no value of a column that cannot be read.
ANALYZE advolux.deadline;
SELECT is(pg_temp.as_module($$SELECT count(*) FROM pg_stats
                             WHERE schemaname IN ('advolux', 'caldav')$$), '0',
          'statistics');

-- What it may call leaves out what is made from deadlines.
SELECT is(pg_temp.as_module(format(
    'SELECT count(*) FROM caldav.%s v WHERE v::text LIKE %L',
    format(f, pg_temp.caller('editor')), '%CANARY-5e1f%')), '0', f)
FROM unnest(ARRAY['list(%s, 0, 100)', 'list_changes(%s, 0, NULL, 100)',
                  'list_range(%s, ''-infinity'', ''infinity'', 100)',
                  'list_by_uid(%s, '''', 100)',
                  'collection(%s)']) AS f;
SELECT is(pg_temp.as_module(format(
    'SELECT count(*) FROM caldav.entries(%s, %L, NULL) WHERE name IS NOT NULL',
    pg_temp.caller('editor'), ARRAY[(pg_temp.entry('editor', :item)).name])),
    '0', 'not by its name');

-- An error made to happen says nothing of what is left out.
SELECT pg_temp.put('editor', 'turned.ics', 0, :'canary',
                   pg_temp.event('Turned'));
UPDATE advolux.appointment SET deadline_id = :deadline_id
WHERE title = 'Turned' AND main_editor = pg_temp.staff('editor');
SELECT is(pg_temp.as_module(format(
    'SELECT count(*) FROM caldav.entries(%s, ''{turned.ics}'', NULL)
     WHERE CASE WHEN %s::text LIKE %L
     THEN 1 / (length(uid) - length(uid)) END = 1', pg_temp.caller('editor'), c,
    '%CANARY%')), '0', c || ': an error cannot tell')
FROM unnest(ARRAY['body', 'components']) AS c;
SELECT unalike(pg_temp.as_module(format(
    'SELECT status FROM caldav.put(%s, ''p'', ''new.ics'', 0, ''new'', %L, %L)',
    pg_temp.caller('editor'), pg_temp.object('new'),
    pg_temp.event('X', '{"starts": "rubbish"}'))), '%' || :'canary' || '%',
    'a fault in a write');
SELECT * FROM finish();
ROLLBACK;
