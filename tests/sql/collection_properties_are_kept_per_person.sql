-- Copyright 2026 the mod_dav_advolux authors
-- SPDX-License-Identifier: Apache-2.0
--
-- A client's colour, name, order and description; a colour set in Advolux wins.

\ir support/people.psql
SELECT plan(16);

SELECT pg_temp.person('one'), pg_temp.person('two');
CREATE FUNCTION pg_temp.set(displayname text DEFAULT NULL, color text DEFAULT NULL,
                            description text DEFAULT NULL,
                            place text DEFAULT NULL, who text DEFAULT 'one',
                            proof text DEFAULT NULL)
RETURNS text LANGUAGE sql AS
    $$SELECT pg_temp.status(format(
          'set_properties(%s, ''calendar'', %L, NULL, %L, %L, %L, NULL, ''{}'')',
          pg_temp.caller(who, proof => proof), displayname, color, description,
          place))$$;
CREATE FUNCTION pg_temp.shown(who text DEFAULT 'one',
                              of caldav.kind DEFAULT 'appointment')
RETURNS text LANGUAGE sql AS
    $$SELECT concat_ws('|', displayname, color, description, sort_order)
      FROM caldav.collection WHERE login = who AND kind = of$$;
SELECT is(pg_temp.set('Mine', '#11223344', 'Text', '7'), 'set', 'set');
SELECT is(pg_temp.shown(), 'Mine|#11223344|Text|7', 'all four');
SELECT is(pg_temp.shown('one', 'task'), 'Aufgaben|#1E6FBA|2', 'not in the other');
SELECT is(pg_temp.shown('two'), 'Termine|#1E6FBA|1', 'nor for somebody else');
SELECT is(pg_temp.set(color => '#ABCDEF'), 'set', 'one of them');
SELECT is(pg_temp.shown(), 'Mine|#ABCDEF|Text|7', 'the others stay');
SELECT is(pg_temp.set('', '', '', ''), 'set', 'empty resets');
SELECT is(pg_temp.shown(), 'Termine|#1E6FBA|1', 'to what Advolux says');
SELECT is(pg_temp.set('x', who => 'nobody-here'), 'login', 'unknown login');
SELECT is(pg_temp.set('x', proof => 'x'), 'login', 'another proof');
SELECT throws_ok($$SELECT pg_temp.set('New', 'red')$$, '23514',
                 'a property''s value does not fit', 'no colour');
SELECT throws_ok($$SELECT pg_temp.set('New', place => 'x')$$, '22P02',
                 'a property''s value does not fit', 'no number');
SELECT is(pg_temp.shown(), 'Termine|#1E6FBA|1', 'all or nothing');

SELECT pg_temp.set(color => '#111111');
UPDATE advolux.staff SET name = 'Other' WHERE login = 'one';
SELECT is(pg_temp.shown(), 'Termine|#111111|1', 'another change keeps it');
UPDATE advolux.staff SET color = '#222222' WHERE login = 'one';
SELECT is(pg_temp.shown(), 'Termine|#222222|1', 'a colour set in Advolux wins');
UPDATE advolux.staff SET color = NULL WHERE login = 'one';
SELECT is(pg_temp.shown(), 'Termine|1', 'none at all');
SELECT * FROM finish();
ROLLBACK;
