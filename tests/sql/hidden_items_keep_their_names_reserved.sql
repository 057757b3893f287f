-- Copyright 2026 the mod_dav_advolux authors
-- SPDX-License-Identifier: Apache-2.0
--
-- What is not synchronised keeps name and UID; brought back, it is the same.

\ir support/people.psql
SELECT plan(22);

SELECT pg_temp.person('editor');
SELECT is(pg_temp.put('editor', 'a.ics', 0, 'uid-a', pg_temp.event('A')),
          'created', 'put');
SELECT item_id AS item, version AS old FROM caldav.entry
WHERE calendar_id = pg_temp.calendar('editor') AND name = 'a.ics' \gset
UPDATE advolux.appointment SET sync_mode = 'none' WHERE appointment_id = :item;
SELECT results_eq(format(
    'SELECT visible, reserved, revision > %s FROM caldav.entry
     WHERE item_id = %s AND calendar_id = %s', :old, :item,
     pg_temp.calendar('editor')),
    'VALUES (false, true, true)', 'mode none: hidden and reserved');
SELECT is(pg_temp.put('editor', 'a.ics', 0, 'uid-a', pg_temp.event('B')),
          'hidden', 'name and UID');
SELECT is(pg_temp.put('editor', 'a.ics', 0, 'uid-b', pg_temp.event('B')),
          'hidden', 'name');
SELECT is(pg_temp.put('editor', 'b.ics', 0, 'uid-a', pg_temp.event('B')),
          'hidden', 'UID');
SELECT is(pg_temp.put('editor', 'a.ics', :old, 'uid-a', pg_temp.event('B')),
          'changed', 'at the version that was');
SELECT is(pg_temp.remove('editor', 'a.ics', :old), 'missing', 'no delete');
SELECT is((SELECT title FROM advolux.appointment WHERE appointment_id = :item),
          'A', 'nothing happened to it');

-- A hidden item that changes stays hidden, silently.
SELECT pg_temp.revision('editor') AS old \gset
UPDATE advolux.appointment SET title = 'Quiet' WHERE appointment_id = :item;
SELECT is(pg_temp.revision('editor'), :old::bigint, 'its changes are not told');

UPDATE advolux.appointment SET sync_mode = 'device' WHERE appointment_id = :item;
SELECT results_eq(format(
    'SELECT name, uid, visible, reserved, access::text, revision > %s
     FROM caldav.entry WHERE item_id = %s AND calendar_id = %s', :old, :item,
     pg_temp.calendar('editor')),
    $$VALUES ('a.ics', 'uid-a', true, false, 'device', true)$$,
    'back as device: the same entry');

-- Hidden, then trashed: free. Restored while hidden: reserved again.
UPDATE advolux.appointment SET sync_mode = 'none' WHERE appointment_id = :item;
UPDATE advolux.appointment SET trashed_at = now() WHERE appointment_id = :item;
SELECT is((pg_temp.entry('editor', :item)).reserved, false, 'trashed: free');
UPDATE advolux.appointment SET trashed_at = NULL WHERE appointment_id = :item;
SELECT is((pg_temp.entry('editor', :item)).reserved, true, 'restored: reserved');
UPDATE advolux.appointment SET sync_mode = 'both' WHERE appointment_id = :item;
SELECT is((pg_temp.entry('editor', :item)).name, 'a.ics', 'shown: the same name');

-- Restored hidden onto a name that was taken meanwhile.
UPDATE advolux.appointment SET trashed_at = now() WHERE appointment_id = :item;
SELECT is(pg_temp.put('editor', 'a.ics', 0, 'uid-a', pg_temp.event('C')),
          'created', 'taken over');
UPDATE advolux.appointment SET sync_mode = 'none', trashed_at = NULL
WHERE appointment_id = :item;
SELECT isnt((SELECT item_id FROM caldav.entry
             WHERE calendar_id = pg_temp.calendar('editor')
               AND name = 'a.ics'), :item::bigint, 'the taker keeps the name');
UPDATE advolux.appointment SET sync_mode = 'both' WHERE appointment_id = :item;
SELECT is((pg_temp.entry('editor', :item)).visible, true, 'both are seen');

-- Made hidden from the start: a new name is not needed, none is told.
SELECT pg_temp.revision('editor') AS old \gset
SELECT pg_temp.appointment('editor', 'Secret', 'none') AS secret \gset
SELECT is((SELECT count(*) FROM caldav.entry
           WHERE calendar_id = pg_temp.calendar('editor')
             AND item_id = :secret AND visible), 0::bigint,
          'born hidden: never seen');
SELECT is(pg_temp.revision('editor'), :old::bigint, 'nor told');
-- A task's default mode is none.
SELECT pg_temp.task('editor', 'Quiet', 'none') AS task \gset
SELECT is(pg_temp.revision('editor', 'task'), 0::bigint, 'a quiet task');
UPDATE advolux.task SET sync_mode = 'both' WHERE task_id = :task;
SELECT is((pg_temp.entry('editor', :task, 'task')).visible, true, 'shown');

-- A deadline's appointment is hidden in every mode.
INSERT INTO advolux.deadline (staff_id, title, due_date)
VALUES (pg_temp.staff('editor'), 'D', current_date) RETURNING deadline_id \gset
SELECT pg_temp.appointment('editor', 'Soon a deadline') AS item \gset
UPDATE advolux.appointment SET deadline_id = :deadline_id
WHERE appointment_id = :item;
SELECT is((pg_temp.entry('editor', :item)).visible, false,
          'what is made from a deadline vanishes');
SELECT is_empty('SELECT FROM caldav.source WHERE components IS NOT NULL AND item_id = '
                || :item, 'also its components');
SELECT * FROM finish();
ROLLBACK;
