-- Copyright 2026 the mod_dav_advolux authors
-- SPDX-License-Identifier: Apache-2.0
--
-- Trash and delete leave a tombstone; its name and UID are free again, at a
-- version that the name never had.

\ir support/people.psql
SELECT plan(24);

SELECT pg_temp.person('editor');
SELECT is(pg_temp.put('editor', 'one.ics', 0, 'uid-1', pg_temp.event('One')),
          'created', 'put');
SELECT item_id AS item, version AS old FROM caldav.entry
WHERE calendar_id = pg_temp.calendar('editor') AND name = 'one.ics' \gset
UPDATE advolux.appointment SET trashed_at = now() WHERE appointment_id = :item;
SELECT is((pg_temp.entry('editor', :item)).visible, false, 'trashed: not visible');
SELECT is((pg_temp.entry('editor', :item)).reserved, false, 'not reserved');
SELECT ok((pg_temp.entry('editor', :item)).revision > :old, 'new revision');
SELECT is((pg_temp.entry('editor', :item)).revision, pg_temp.revision('editor'),
          'the calendar''s newest');
SELECT is_empty(format('SELECT FROM %s WHERE item_id = %s AND calendar_id = %s
                        AND body IS NOT NULL', v, :item,
                       pg_temp.calendar('editor')),
                'its text is out of sight in ' || v)
FROM unnest(ARRAY['caldav.content']) AS v;
SELECT is_empty('SELECT FROM caldav.appointment_component WHERE item_id = '
                || :item, 'so are its components');

UPDATE advolux.appointment SET trashed_at = NULL WHERE appointment_id = :item;
SELECT is((pg_temp.entry('editor', :item)).visible, true, 'restored');
SELECT is((pg_temp.entry('editor', :item)).name, 'one.ics', 'with its name');
SELECT is((pg_temp.entry('editor', :item)).uid, 'uid-1', 'and UID');

UPDATE advolux.appointment SET trashed_at = now() WHERE appointment_id = :item;
SELECT version AS old FROM caldav.entry
WHERE calendar_id = pg_temp.calendar('editor') AND name = 'one.ics' \gset
SELECT is(pg_temp.put('editor', 'one.ics', :old, 'uid-1', pg_temp.event('Two')),
          'changed', 'a tombstone''s version is no version');
SELECT is(pg_temp.put('editor', 'one.ics', 0, 'uid-1', pg_temp.event('Two')),
          'created', 'name and UID are free');
SELECT version AS taken, item_id AS second FROM caldav.entry
WHERE calendar_id = pg_temp.calendar('editor') AND name = 'one.ics' \gset
SELECT ok(:taken > :old, 'version never used before');
SELECT isnt(:second::bigint, :item::bigint, 'another item');

-- The first comes back: both must stay, under different names and UIDs.
UPDATE advolux.appointment SET trashed_at = NULL WHERE appointment_id = :item;
SELECT is((pg_temp.entry('editor', :second)).name, 'one.ics', 'the taker stays');
SELECT is((pg_temp.entry('editor', :item)).visible, true, 'the restored is seen');
SELECT isnt((pg_temp.entry('editor', :item)).name, 'one.ics', 'by another name');
SELECT isnt((pg_temp.entry('editor', :item)).uid, 'uid-1', 'and UID');

DELETE FROM advolux.appointment WHERE appointment_id = :second;
SELECT is((pg_temp.entry('editor', :second)).visible, false, 'deleted');
SELECT is((pg_temp.entry('editor', :second)).revision, pg_temp.revision('editor'),
          'with a tombstone of its own revision');
SELECT is(pg_temp.put('editor', 'two.ics', 0, 'uid-1', pg_temp.event('Three')),
          'created', 'its UID is free under another name');
SELECT is(pg_temp.put('editor', 'one.ics', 0, 'uid-4', pg_temp.event('Four')),
          'created', 'its name for another UID');

-- Trash an item whose UID was taken by another name, and bring it back.
SELECT item_id AS third FROM caldav.entry
WHERE calendar_id = pg_temp.calendar('editor') AND name = 'two.ics' \gset
UPDATE advolux.appointment SET trashed_at = now() WHERE appointment_id = :third;
SELECT is(pg_temp.put('editor', 'five.ics', 0, 'uid-1', pg_temp.event('Five')),
          'created', 'UID taken over under another name');
UPDATE advolux.appointment SET trashed_at = NULL WHERE appointment_id = :third;
SELECT results_eq(format(
    'SELECT name, uid <> ''uid-1'', visible FROM caldav.entry
     WHERE item_id = %s AND calendar_id = %s', :third,
     pg_temp.calendar('editor')),
    $$VALUES ('two.ics', true, true)$$, 'restored by its name with another UID');
SELECT * FROM finish();
ROLLBACK;
