-- Copyright 2026 the mod_dav_advolux authors
-- SPDX-License-Identifier: Apache-2.0
--
-- Whichever of status, percent and completed_at the application changes, the
-- others follow, of a task and of a changed instance; what a client wrote stays.

\ir support/people.psql
SELECT plan(22);

CREATE FUNCTION pg_temp.says(p_override boolean DEFAULT false) RETURNS text
LANGUAGE plpgsql AS $$
DECLARE
    v_row record;
BEGIN
    EXECUTE format('SELECT status, percent, completed_at IS NOT NULL AS done '
                   'FROM advolux.%I WHERE title = ''Probe''',
                   CASE WHEN p_override THEN 'override' ELSE 'task' END)
    INTO v_row;
    RETURN concat_ws(' ', v_row.status, v_row.percent::text,
                     CASE WHEN v_row.done THEN 'done' END);
END
$$;

INSERT INTO advolux.task (main_editor, title, rrule, start_at)
SELECT staff_id, 'Probe', 'FREQ=DAILY;COUNT=3', '2030-01-01 10:00Z'
FROM advolux.staff LIMIT 1;
SELECT is(pg_temp.says(), 'needs-action', 'a task is open');

CREATE FUNCTION pg_temp.after(p_set text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE 'UPDATE advolux.task SET ' || p_set || ' WHERE title = ''Probe''';
    RETURN pg_temp.says();
END
$$;
SELECT is(pg_temp.after(s), r, s) FROM (VALUES
    ('percent = 100', 'completed 100 done'),
    ('percent = 50', 'in-process 50'),
    ('status = ''completed''', 'completed 100 done'),
    ('title = ''Probe''', 'completed 100 done'),
    ('status = ''needs-action''', 'needs-action'),
    ('completed_at = now()', 'completed 100 done'),
    ('completed_at = NULL', 'needs-action'),
    ('percent = 30, status = ''in-process''', 'in-process 30'),
    ('completed_at = now()', 'completed 100 done'),
    ('status = ''cancelled''', 'cancelled'),
    ('percent = 100', 'completed 100 done'),
    ('percent = NULL', 'needs-action'),
    ('status = NULL', ''),
    ('status = ''completed'', completed_at = ''2026-01-01''',
     'completed 100 done')) AS t (s, r);
SELECT is(completed_at, '2026-01-01', 'the time that is given stays')
FROM advolux.task WHERE title = 'Probe';

INSERT INTO advolux.override (task_id, recurrence_id, title, start_at, percent)
SELECT task_id, '2030-01-02 11:00', 'Probe', '2030-01-02 10:00Z', 100
FROM advolux.task WHERE title = 'Probe';
SELECT is(pg_temp.says(true), 'completed 100 done', 'an instance too');
UPDATE advolux.override SET percent = 10 WHERE title = 'Probe';
SELECT is(pg_temp.says(true), 'in-process 10', 'an instance that goes on');

DELETE FROM advolux.task WHERE title = 'Probe';
INSERT INTO advolux.task (main_editor, title, status, percent)
SELECT staff_id, 'Probe', 'in-process', 100 FROM advolux.staff LIMIT 1;
SELECT is(pg_temp.says(), 'in-process', 'a new one''s status is meant');
DELETE FROM advolux.task WHERE title = 'Probe';
INSERT INTO advolux.task (main_editor, title, completed_at)
SELECT staff_id, 'Probe', now() FROM advolux.staff LIMIT 1;
SELECT is(pg_temp.says(), 'completed 100 done', 'a new one that is done');

SELECT set_config('caldav.staff', '1', true);
SELECT is(pg_temp.after('percent = 40'), 'completed 40 done',
          'what a client wrote stays');
SELECT is(pg_temp.after('status = NULL, percent = 100'), '100 done',
          'whatever that is');
SELECT * FROM finish();
ROLLBACK;
