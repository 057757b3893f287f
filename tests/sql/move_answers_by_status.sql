-- Copyright 2026 the mod_dav_advolux authors
-- SPDX-License-Identifier: Apache-2.0
--
-- What move answers; the item stays what it is, its old name is a tombstone.

\ir support/people.psql
SELECT plan(25);

SELECT pg_temp.person('editor'), pg_temp.person('guest');
CREATE FUNCTION pg_temp.move(name text, expect bigint, target text,
                             who text DEFAULT 'editor',
                             proof text DEFAULT NULL)
RETURNS text LANGUAGE sql AS
    $$SELECT pg_temp.status(format('move(%s, ''phone'', %L, %L, %L)',
                                   pg_temp.caller(who, proof => proof), name,
                                   expect, target))$$;
CREATE FUNCTION pg_temp.version(called text) RETURNS bigint LANGUAGE sql AS
    $$SELECT version FROM caldav.entry
      WHERE calendar_id = pg_temp.calendar('editor') AND name = called$$;

SELECT pg_temp.put('editor', 'a.ics', 0, 'a', pg_temp.event('A'));
SELECT item_id AS item, version AS before FROM caldav.entry
WHERE calendar_id = pg_temp.calendar('editor') AND name = 'a.ics' \gset

-- What moves nothing
SELECT is(pg_temp.move('a.ics', :before, 'b.ics', who => 'nobody-here'),
          'login', 'unknown login');
SELECT is(pg_temp.move('a.ics', :before, 'b.ics', proof => 'x'),
          'login', 'another proof');
SELECT is(pg_temp.move('none.ics', 1, 'b.ics'), 'missing', 'no such entry');
SELECT is(pg_temp.move('a.ics', :before + 1, 'b.ics'), 'changed',
          'another version');
SELECT is(pg_temp.move('a.ics', :before, 'a.ics'), 'refused',
          'onto itself');
SELECT pg_temp.appointment('editor', 'Read only', 'device') AS device \gset
SELECT (pg_temp.entry('editor', :device)).name AS device_name,
       (pg_temp.entry('editor', :device)).version AS device_version \gset
SELECT is(pg_temp.move(:'device_name', :device_version, 'b.ics'), 'refused',
          'a read-only item');
SELECT is(pg_temp.move('a.ics', :before, :'device_name'), 'changed',
          'onto another item''s name');
SELECT pg_temp.put('editor', 'hidden.ics', 0, 'hidden', pg_temp.event('H'));
UPDATE advolux.appointment SET sync_mode = 'none' WHERE appointment_id = (
    SELECT item_id FROM caldav.entry
    WHERE calendar_id = pg_temp.calendar('editor') AND name = 'hidden.ics');
SELECT is(pg_temp.move('a.ics', :before, 'hidden.ics'), 'hidden',
          'onto the name of a hidden item');
SELECT is(pg_temp.move('hidden.ics', pg_temp.version('hidden.ics'), 'b.ics'),
          'missing', 'a hidden item');
SELECT is(pg_temp.move('a.ics', :before, 'b.ics', who => 'guest'), 'missing',
          'somebody else''s item');
SELECT is(pg_temp.version('a.ics'), :before::bigint, 'none of them moved it');
SELECT is((SELECT count(*) FROM advolux.journal WHERE operation = 'move'
           AND login IN ('editor', 'guest')), 0::bigint,
          'nor is in the journal');

-- To a name that is free
SELECT pg_temp.revision('editor') AS revision \gset
SELECT is(pg_temp.move('a.ics', :before, 'b.ics'), 'moved', 'moved');
SELECT results_eq(
    $$SELECT name, visible, item_id FROM caldav.entry
      WHERE calendar_id = pg_temp.calendar('editor')
        AND name IN ('a.ics', 'b.ics') AND visible$$,
    format($$VALUES ('b.ics', true, %s::bigint)$$, :item), 'the same item');
SELECT is((SELECT visible FROM caldav.entry WHERE name = 'a.ics'
           AND calendar_id = pg_temp.calendar('editor')), false,
          'the old name is a tombstone');
SELECT ok((SELECT bool_and(revision > :revision AND version = revision)
           FROM caldav.entry WHERE name IN ('a.ics', 'b.ics')
           AND calendar_id = pg_temp.calendar('editor')),
          'both have later revisions');
SELECT is((SELECT count(DISTINCT revision) FROM caldav.entry
           WHERE name IN ('a.ics', 'b.ics')
           AND calendar_id = pg_temp.calendar('editor')), 2::bigint,
          'and not the same');
SELECT is((SELECT text_version = version AND body = pg_temp.object('a') FROM caldav.content
           WHERE name = 'b.ics' AND calendar_id = pg_temp.calendar('editor')),
          true, 'the client text is the content still');
SELECT results_eq(
    $$SELECT kind, item_id, name, result, device FROM advolux.journal
      WHERE operation = 'move' AND login = 'editor'$$,
    format($$VALUES ('appointment', %s::bigint, 'b.ics', 'done', 'phone')$$,
           :item), 'journal');

-- Back, onto the tombstone
SELECT is(pg_temp.move('b.ics', pg_temp.version('b.ics'), 'a.ics'), 'moved',
          'and back');
SELECT is((SELECT item_id FROM caldav.entry WHERE name = 'a.ics' AND visible
           AND calendar_id = pg_temp.calendar('editor')), :item::bigint,
          'as it was');

-- Onto the tombstone of another item
SELECT pg_temp.put('editor', 'c.ics', 0, 'c', pg_temp.event('C'));
SELECT item_id AS other FROM caldav.entry
WHERE calendar_id = pg_temp.calendar('editor') AND name = 'c.ics' \gset
SELECT pg_temp.remove('editor', 'c.ics', pg_temp.version('c.ics'));
SELECT is(pg_temp.move('a.ics', pg_temp.version('a.ics'), 'c.ics'), 'moved',
          'a free name');
SELECT is((SELECT item_id FROM caldav.entry WHERE name = 'c.ics' AND visible
           AND calendar_id = pg_temp.calendar('editor')), :item::bigint,
          'the item has it');

-- Advolux goes on with it, and with what had the name
UPDATE advolux.appointment SET title = 'A in Advolux'
WHERE appointment_id = :item;
SELECT ok((SELECT version > text_version FROM caldav.content
           WHERE name = 'c.ics' AND calendar_id = pg_temp.calendar('editor')),
          'a change there makes the text old');
UPDATE advolux.appointment SET trashed_at = NULL WHERE appointment_id = :other;
SELECT results_eq(
    $$SELECT uid, body FROM caldav.content
      WHERE calendar_id = pg_temp.calendar('editor')
        AND name IN (SELECT name FROM caldav.entry WHERE visible)
        AND uid = 'c'$$,
    $$VALUES ('c', pg_temp.object('c'))$$,
    'what had the name comes back with its UID and text');

SELECT * FROM finish();
ROLLBACK;
