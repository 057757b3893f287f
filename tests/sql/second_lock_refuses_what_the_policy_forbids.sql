-- Copyright 2026 the mod_dav_advolux authors
-- SPDX-License-Identifier: Apache-2.0
--
-- Whatever the module asks, its session cannot change what is not the
-- caller's to change: by its own calls, and by no SQL of theirs either.

\ir support/people.psql
SELECT plan(41);

SELECT pg_temp.person('editor'), pg_temp.person('guest');
INSERT INTO advolux.matter (number, title) VALUES ('lock/1', 'M')
RETURNING matter_id \gset
INSERT INTO advolux.deadline (staff_id, title, due_date)
VALUES (pg_temp.staff('editor'), 'D', current_date) RETURNING deadline_id \gset
SELECT pg_temp.appointment('editor', 'Both') AS both,
       pg_temp.appointment('editor', 'Device', 'device') AS device,
       pg_temp.appointment('editor', 'None', 'none') AS hidden,
       pg_temp.appointment('guest', 'Foreign') AS foreign_item,
       pg_temp.appointment('editor', 'Trashed') AS trashed,
       pg_temp.appointment('editor', 'Deadline''s') AS of_deadline,
       pg_temp.task('editor') AS task, pg_temp.task('editor', 'D', 'device')
       AS device_task \gset
UPDATE advolux.appointment SET trashed_at = now() WHERE appointment_id = :trashed;
UPDATE advolux.appointment SET deadline_id = :deadline_id
WHERE appointment_id = :of_deadline;
INSERT INTO advolux.participant VALUES (:foreign_item, pg_temp.staff('editor'));

-- The calls.
CREATE FUNCTION pg_temp.call(item bigint, command text) RETURNS text
LANGUAGE sql AS
    $$SELECT pg_temp.as_module(format(command, e.name, e.version, e.uid,
                                      pg_temp.event('Changed'),
                                      pg_temp.caller('editor'),
                                      pg_temp.object(e.uid)))
      FROM caldav.entry e WHERE item_id = item
      AND calendar_id = pg_temp.calendar('editor')$$;
\set put 'SELECT status FROM caldav.put(%5$s, ''p'', %1$L, %2$s, %3$L, %6$L, %4$L)'
\set remove 'SELECT status FROM caldav.remove(%5$s, ''p'', %1$L, %2$s)'
SELECT is(pg_temp.call(:both, :'put'), 'stored', 'own item, both: put');
SELECT is(pg_temp.call(:device, :'put'), 'refused', 'device: put');
SELECT is(pg_temp.call(:device, :'remove'), 'refused', 'device: remove');
SELECT is(pg_temp.call(:foreign_item, :'put'), 'refused', 'participant: put');
SELECT is(pg_temp.call(:foreign_item, :'remove'), 'refused', 'participant: remove');
SELECT is(pg_temp.call(:of_deadline, :'put'), 'changed', 'of a deadline: put');
SELECT is(pg_temp.call(:of_deadline, :'remove'), 'missing', 'of a deadline: remove');
SELECT is(pg_temp.call(:trashed, :'remove'), 'missing', 'trashed: remove');

-- What the calls' owner could do in the module's session: the triggers refuse.
SELECT set_config('caldav.staff', pg_temp.staff('editor')::text, true);
SELECT is(pg_temp.as_owner_in_module(format(c, i)), 'ADV01',
          w || ': ' || regexp_replace(c, '\s+', ' ', 'g'))
FROM (VALUES (:device, 'device'), (:hidden, 'none'), (:foreign_item, 'foreign'),
             (:trashed, 'trashed'), (:of_deadline, 'deadline''s')) AS v (i, w),
     unnest(ARRAY['UPDATE advolux.appointment SET title = ''X''
                   WHERE appointment_id = %s',
                  'UPDATE advolux.appointment SET sync_mode = ''both'',
                   main_editor = current_setting(''caldav.staff'')::bigint,
                   trashed_at = NULL, deadline_id = NULL
                   WHERE appointment_id = %s',
                  'INSERT INTO advolux.override (appointment_id, recurrence_id,
                   title, start_at, end_at)
                   VALUES (%s, localtimestamp, ''O'', now(), now())']) AS c;
SELECT is(pg_temp.as_owner_in_module(format(c, :both)), 'ADV01',
          'own: ' || regexp_replace(c, '\s+', ' ', 'g'))
FROM unnest(ARRAY['DELETE FROM advolux.appointment WHERE appointment_id = %s',
                  'UPDATE advolux.appointment SET sync_mode = ''device''
                   WHERE appointment_id = %s',
                  'UPDATE advolux.appointment SET matter_id = (SELECT
                   min(matter_id) FROM advolux.matter)
                   WHERE appointment_id = %s']) AS c;
SELECT is(pg_temp.as_owner_in_module(
    'UPDATE advolux.appointment SET title = ''Y'' WHERE appointment_id = '
    || :both), 'done', 'own: title');
SELECT is(pg_temp.as_owner_in_module(
    'UPDATE advolux.task SET title = ''Y'' WHERE task_id = ' || :device_task),
    'ADV01', 'device task');
SELECT is(pg_temp.as_owner_in_module(
    'DELETE FROM advolux.task WHERE task_id = ' || :task), 'ADV01',
    'task: deleted for good');
SELECT is(pg_temp.as_owner_in_module(format(
    'INSERT INTO advolux.participant VALUES (%s, %s)', :both,
    pg_temp.staff('guest'))), 'ADV01', 'participant added');
SELECT is(pg_temp.as_owner_in_module(
    'DELETE FROM advolux.participant WHERE appointment_id = ' || :foreign_item),
    'ADV01', 'participant removed');
SELECT is(pg_temp.as_owner_in_module(c),
    CASE WHEN c ~ 'journal' THEN '42501' ELSE 'ADV01' END, c)
FROM unnest(ARRAY['UPDATE advolux.deadline SET note = ''x''',
                  'DELETE FROM advolux.deadline',
                  'UPDATE advolux.matter SET title = ''x''',
                  'UPDATE advolux.staff SET look_back = ''1 year''',
                  'UPDATE advolux.journal SET reason = ''x''',
                  'DELETE FROM advolux.journal']) AS c;
SELECT is(pg_temp.as_owner_in_module(format(
    'INSERT INTO advolux.appointment (main_editor, title, start_at, end_at)
     VALUES (%s, ''For somebody else'', now(), now())', pg_temp.staff('guest'))),
    'ADV01', 'an item for somebody else');

-- Nobody named, nothing allowed.
SELECT set_config('caldav.staff', '', true);
SELECT is(pg_temp.as_owner_in_module(
    'UPDATE advolux.appointment SET title = ''Z'' WHERE appointment_id = '
    || :both), 'ADV01', 'no caller');

-- And the same by Advolux is none of the lock's business.
SELECT lives_ok('UPDATE advolux.appointment SET title = ''Z''
                 WHERE appointment_id = ' || :device, 'Advolux changes its items');
SELECT is((SELECT title FROM advolux.appointment WHERE appointment_id = :both),
          'Y', 'what was refused is not there');
SELECT * FROM finish();
ROLLBACK;
