-- Copyright 2026 the mod_dav_advolux authors
-- SPDX-License-Identifier: Apache-2.0
--
-- What a client sets on an object: per person, no change of the item, and as long
-- as the item may come back.

\ir support/people.psql
SELECT plan(41);

SELECT pg_temp.person('one'), pg_temp.person('two');
CREATE FUNCTION pg_temp.set(called text, changes text[] DEFAULT '{ns,a,<a/>}',
                            who text DEFAULT 'one', expect bigint DEFAULT 0,
                            proof text DEFAULT NULL,
                            of caldav.kind DEFAULT 'appointment')
RETURNS text LANGUAGE sql AS
    $$SELECT pg_temp.status(format(
          'set_entry_properties(%s, %L, %L, %L)',
          pg_temp.caller(who, of, proof), called, expect, changes))$$;
CREATE FUNCTION pg_temp.kept(called text, who text DEFAULT 'one')
RETURNS text LANGUAGE sql AS
    $$SELECT string_agg(value, '' ORDER BY namespace, property)
      FROM caldav.kept_entry
      WHERE calendar_id = pg_temp.calendar(who) AND name = called$$;
CREATE FUNCTION pg_temp.version(called text) RETURNS bigint LANGUAGE sql AS
    $$SELECT version FROM caldav.entry
      WHERE calendar_id = pg_temp.calendar('one') AND name = called$$;
CREATE FUNCTION pg_temp.rows() RETURNS bigint LANGUAGE sql AS
    $$SELECT count(*) FROM caldav.entry_property
      WHERE calendar_id = pg_temp.calendar('one')$$;

SELECT pg_temp.put('one', 'a.ics', 0, 'a', pg_temp.event('A'));
SELECT e AS before FROM caldav.entry e
WHERE calendar_id = pg_temp.calendar('one') \gset
SELECT pg_temp.revision('one') AS revision, pg_temp.version('a.ics') AS version \gset

-- What sets nothing
SELECT is(pg_temp.set('a.ics', who => 'nobody-here'), 'login', 'unknown login');
SELECT is(pg_temp.set('a.ics', proof => 'x'), 'login', 'another proof');
SELECT is(pg_temp.set('none.ics'), 'missing', 'no such entry');
SELECT is(pg_temp.set('a.ics', of => 'task'), 'missing', 'nor in that calendar');
SELECT is(pg_temp.set('a.ics', who => 'two'), 'missing', 'nor is it theirs');
SELECT is(pg_temp.set('a.ics', expect => :version + 1), 'changed', 'another version');
SELECT (pg_temp.entry('one', pg_temp.appointment('one', 'Old',
        starts => now() - interval '3 years'))).name AS old \gset
SELECT is(pg_temp.set(:'old'), 'missing', 'out of the window');
SELECT is(pg_temp.rows(), 0::bigint, 'nothing is kept');
SELECT pg_temp.revision('one') AS revision \gset

-- Set, change, remove
SELECT is(pg_temp.set('a.ics', '{ns,a,<a/>,ns,b,<b/>}', expect => :version),
          'set', 'set');
SELECT is(pg_temp.kept('a.ics'), '<a/><b/>', 'two');
SELECT is(pg_temp.set('a.ics', '{ns,a,"",ns,b,<b>2</b>,"",c,<c/>,"",c,""}'),
          'set', 'in order');
SELECT is(pg_temp.kept('a.ics'), '<b>2</b>', 'the last counts');
SELECT is(pg_temp.set('a.ics', '{}'), 'set', 'nothing to change');
SELECT is((SELECT e::text FROM caldav.entry e
           WHERE calendar_id = pg_temp.calendar('one') AND name = 'a.ics'),
          :'before', 'the entry is what it was');
SELECT is(pg_temp.revision('one'), :revision::bigint, 'and so is the calendar');

-- Limits: all or nothing
SELECT is(pg_temp.set('a.ics', (
    SELECT array_agg(w) FROM generate_series(1, 100) AS i,
        unnest(ARRAY['ns', 'n' || i, '<x/>']) AS w)), 'full', 'more than a hundred');
SELECT is(pg_temp.set('a.ics', (
    SELECT array_agg(w) FROM generate_series(1, 9) AS i,
        unnest(ARRAY['ns', 'n' || i, repeat('x', 16000)]) AS w)),
    'full', 'more than 128 KiB');
SELECT throws_ok(format($$SELECT pg_temp.set('a.ics', ARRAY['ns', 'd', %L])$$,
                        repeat('x', 16385)), '23514',
                 'a property''s value does not fit', 'more than 16 KiB');
SELECT throws_ok($$SELECT pg_temp.set('a.ics', '{ns,"",<x/>}')$$, '23514',
                 'a property''s value does not fit', 'no name');
SELECT is(pg_temp.kept('a.ics'), '<b>2</b>', 'as before');

-- A read-only item, for each of its people
SELECT pg_temp.appointment('two', 'Shared', 'device') AS shared \gset
INSERT INTO advolux.participant VALUES (:shared, pg_temp.staff('one'));
SELECT (pg_temp.entry('one', :shared)).name AS ones,
       (pg_temp.entry('two', :shared)).name AS twos \gset
SELECT is(pg_temp.set(:'ones', '{ns,a,<one/>}'), 'set', 'of a participant');
SELECT is(pg_temp.kept(:'twos', 'two'), NULL, 'the other sees nothing');
SELECT is(pg_temp.set(:'twos', '{ns,a,<two/>}', 'two'), 'set', 'of the editor');
SELECT is(pg_temp.kept(:'ones') || pg_temp.kept(:'twos', 'two'), '<one/><two/>',
          'each their own');
DELETE FROM advolux.participant WHERE appointment_id = :shared;
SELECT is(pg_temp.kept(:'ones'), NULL, 'no longer a participant');
SELECT is(pg_temp.set(:'ones'), 'missing', 'nor can it be set');
INSERT INTO advolux.participant VALUES (:shared, pg_temp.staff('one'));
SELECT is(pg_temp.kept(:'ones'), '<one/>', 'again a participant');

-- Changes, another name, the trash
SELECT pg_temp.put('one', 'a.ics', :version, 'a', pg_temp.event('B'));
SELECT is(pg_temp.kept('a.ics'), '<b>2</b>', 'a PUT keeps it');
SELECT pg_temp.status(format('move(%s, ''phone'', ''a.ics'', %L, ''b.ics'')',
                             pg_temp.caller('one'), pg_temp.version('a.ics')));
SELECT is(pg_temp.kept('b.ics'), '<b>2</b>', 'another name takes it along');
SELECT is(pg_temp.kept('a.ics'), NULL, 'and leaves none');
SELECT item_id AS item FROM caldav.entry
WHERE calendar_id = pg_temp.calendar('one') AND name = 'b.ics' \gset
SELECT is(pg_temp.remove('one', 'b.ics', pg_temp.version('b.ics')), 'removed', 'trash');
SELECT is(pg_temp.kept('b.ics'), NULL, 'not in the trash');
UPDATE advolux.appointment SET trashed_at = NULL WHERE appointment_id = :item;
SELECT is(pg_temp.kept('b.ics'), '<b>2</b>', 'restored');

-- The name passes to another item
SELECT item_id AS item FROM caldav.entry
WHERE calendar_id = pg_temp.calendar('one') AND name = 'b.ics' \gset
SELECT pg_temp.remove('one', 'b.ics', pg_temp.version('b.ics'));
SELECT is(pg_temp.put('one', 'b.ics', 0, 'd', pg_temp.event('D')), 'created',
          'a new object');
SELECT is(pg_temp.kept('b.ics'), NULL, 'nothing is set on it');
UPDATE advolux.appointment SET trashed_at = NULL WHERE appointment_id = :item;
SELECT is(pg_temp.kept((pg_temp.entry('one', :item)).name), '<b>2</b>',
          'what is restored under another name has its own');

-- For good
SELECT is(pg_temp.set('b.ics'), 'set', 'set');
SELECT pg_temp.remove('one', 'b.ics', pg_temp.version('b.ics'));
SELECT is(pg_temp.rows(), 3::bigint, 'the tombstone keeps it');
UPDATE caldav.entry SET modified = now() - interval '400 days'
WHERE calendar_id = pg_temp.calendar('one') AND name = 'b.ics';
SELECT caldav.purge(pg_temp.calendar('one'));
SELECT is(pg_temp.rows(), 2::bigint, 'and is purged with it');
DELETE FROM advolux.participant WHERE appointment_id = :shared;
DELETE FROM advolux.appointment WHERE main_editor = pg_temp.staff('one');
SELECT pg_temp.calendar('one') AS calendar \gset
DELETE FROM advolux.staff WHERE login = 'one';
SELECT is((SELECT count(*) FROM caldav.entry_property
           WHERE calendar_id = :calendar), 0::bigint, 'nothing outlives its person');
SELECT is(pg_temp.kept(:'twos', 'two'), '<two/>', 'others keep theirs');
SELECT * FROM finish();
ROLLBACK;
