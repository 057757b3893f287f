-- Copyright 2026 the mod_dav_advolux authors
-- SPDX-License-Identifier: Apache-2.0
--
-- A shared appointment has one UID and an entry in each participant's calendar;
-- where the UID is taken, another one.

\ir support/people.psql
SELECT plan(20);

SELECT pg_temp.person('editor'), pg_temp.person('guest'), pg_temp.person('third');
INSERT INTO advolux.staff (login, name) VALUES ('switched-off', 'S');
SELECT is(pg_temp.put('editor', 'x.ics', 0, 'uid-x', pg_temp.event('X')),
          'created', 'put');
SELECT item_id AS item FROM caldav.entry
WHERE calendar_id = pg_temp.calendar('editor') AND name = 'x.ics' \gset
INSERT INTO advolux.participant
SELECT :item, pg_temp.staff(l) FROM unnest(ARRAY['guest', 'switched-off']) AS l;
SELECT results_eq(format(
    'SELECT uid, visible, access::text FROM caldav.entry
     WHERE item_id = %s AND kind = ''appointment''
     ORDER BY access, calendar_id', :item),
    $$VALUES ('uid-x', true, 'editable'), ('uid-x', true, 'participant'),
             ('uid-x', true, 'participant')$$,
    'one UID, three entries, one may write');
SELECT is((pg_temp.entry('editor', :item)).name, 'x.ics', 'the name stays');
SELECT is((SELECT count(body) FROM caldav.source
           WHERE item_id = :item AND kind = 'appointment'), 1::bigint,
          'the client text is the editor''s alone');
SELECT is((SELECT participants FROM caldav.appointment_component
           WHERE item_id = :item), E'Name of guest\x1fS',
          'participants are named');

-- Their own client text: alarms alone.
SELECT name AS seen, version FROM caldav.entry
WHERE calendar_id = pg_temp.calendar('guest') AND item_id = :item \gset
SELECT is(pg_temp.put('guest', :'seen', :version, 'uid-x', pg_temp.event('Y')),
          'refused', 'no columns from a participant');
SELECT is(pg_temp.put('guest', :'seen', :version, 'uid-x', NULL), 'stored',
          'own text alone');
SELECT is((SELECT title FROM advolux.appointment WHERE appointment_id = :item),
          'X', 'the item is untouched');
SELECT is(pg_temp.remove('guest', :'seen', (pg_temp.entry('guest', :item)).version),
          'refused', 'no delete from a participant');
SELECT is((SELECT count(body) FROM caldav.source
           WHERE item_id = :item AND kind = 'appointment'), 2::bigint,
          'each keeps a text');

-- The UID is taken in somebody's calendar.
SELECT is(pg_temp.put('third', 'own.ics', 0, 'uid-x', pg_temp.event('Own')),
          'created', 'the same UID in another''s calendar');
INSERT INTO advolux.participant VALUES (:item, pg_temp.staff('third'));
SELECT is((pg_temp.entry('third', :item)).visible, true, 'both are there');
SELECT isnt((pg_temp.entry('third', :item)).uid, 'uid-x', 'under another UID');
SELECT is((SELECT uid FROM caldav.entry
           WHERE calendar_id = pg_temp.calendar('third') AND name = 'own.ics'),
          'uid-x', 'the other keeps its own');
SELECT is((pg_temp.entry('guest', :item)).uid, 'uid-x', 'elsewhere as before');

-- Leaving and joining.
DELETE FROM advolux.participant
WHERE appointment_id = :item AND staff_id = pg_temp.staff('guest');
SELECT results_eq(format(
    'SELECT visible, reserved FROM caldav.entry
     WHERE item_id = %s AND calendar_id = %s', :item, pg_temp.calendar('guest')),
    'VALUES (false, false)', 'who left has a tombstone');

-- The main editor changes.
UPDATE advolux.appointment SET main_editor = pg_temp.staff('guest')
WHERE appointment_id = :item;
SELECT is((pg_temp.entry('guest', :item)).access, 'editable', 'the new editor');
SELECT is((pg_temp.entry('guest', :item)).name, :'seen', 'by the name it had');
SELECT is((pg_temp.entry('editor', :item)).visible, false, 'the old one is out');

-- An editor who is also listed as participant has one entry.
INSERT INTO advolux.participant VALUES (:item, pg_temp.staff('guest'));
SELECT is((pg_temp.entry('guest', :item)).access, 'editable',
          'editor and participant at once');
SELECT * FROM finish();
ROLLBACK;
