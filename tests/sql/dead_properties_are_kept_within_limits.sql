-- Copyright 2026 the mod_dav_advolux authors
-- SPDX-License-Identifier: Apache-2.0
--
-- What clients set of their own: per person and collection, all or nothing.

\ir support/people.psql
SELECT plan(20);

SELECT pg_temp.person('one'), pg_temp.person('two');
CREATE FUNCTION pg_temp.set(changes text[], who text DEFAULT 'one',
                            place text DEFAULT 'calendar',
                            of caldav.kind DEFAULT 'appointment',
                            color text DEFAULT NULL, zone text DEFAULT NULL,
                            proof text DEFAULT NULL)
RETURNS text LANGUAGE sql AS
    $$SELECT pg_temp.status(format(
          'set_properties(%s, %L, NULL, NULL, %L, NULL, NULL, %L, %L)',
          pg_temp.caller(who, of, proof), place, color, zone, changes))$$;
CREATE FUNCTION pg_temp.kept(who text DEFAULT 'one',
                             of caldav.kind DEFAULT 'appointment')
RETURNS text LANGUAGE sql AS
    $$SELECT properties::text FROM caldav.kept JOIN caldav.collection
      USING (calendar_id) WHERE login = who AND kind = of$$;
SELECT is(pg_temp.kept(), NULL, 'none at first');
SELECT is(pg_temp.set('{ns,a,<a/>,ns,b,<b/>}'), 'set', 'set');
SELECT is(pg_temp.kept(), '{{calendar,ns,a,<a/>},{calendar,ns,b,<b/>}}', 'two');
SELECT is(pg_temp.kept('one', 'task'), NULL, 'not in the other calendar');
SELECT is(pg_temp.kept('two'), NULL, 'nor for somebody else');
SELECT is(pg_temp.set('{ns,a,"",ns,b,<b>2</b>}'), 'set', 'remove and change');
SELECT is(pg_temp.kept(), '{{calendar,ns,b,<b>2</b>}}', 'one is left');
SELECT is(pg_temp.set('{ns,b,"",ns,b,<b/>,ns,c,<c/>,ns,c,""}'), 'set', 'in order');
SELECT is(pg_temp.kept(), '{{calendar,ns,b,<b/>}}', 'the last counts');
SELECT is(pg_temp.set('{ns,b,<home/>}', place => 'home'), 'set', 'the home');
SELECT is(pg_temp.kept(), '{{calendar,ns,b,<b/>},{home,ns,b,<home/>}}', 'apart');
SELECT is(pg_temp.set('{ns,b,<me/>}', place => 'principal'), 'set', 'the principal');
SELECT is(pg_temp.kept(), '{{calendar,ns,b,<b/>},{home,ns,b,<home/>},'
          '{principal,ns,b,<me/>}}', 'apart too');
SELECT is(pg_temp.set('{ns,b,""}', place => 'principal'), 'set', 'and removed');
SELECT is(pg_temp.set((SELECT array_agg(w) FROM generate_series(1, 100) AS i,
                       unnest(ARRAY['ns', 'n' || i, '<x/>']) AS w),
                      color => '#010203'), 'full', 'more than a hundred');
SELECT is(pg_temp.set((SELECT array_agg(w) FROM generate_series(1, 9) AS i,
                       unnest(ARRAY['ns', 'n' || i, repeat('x', 16000)]) AS w)),
          'full', 'more than 128 KiB');
SELECT is((SELECT color FROM caldav.collection WHERE login = 'one'
           AND kind = 'appointment') || pg_temp.kept(),
          '#1E6FBA{{calendar,ns,b,<b/>},{home,ns,b,<home/>}}', 'all or nothing');
SELECT throws_ok($$SELECT pg_temp.set('{}', zone => 'Nowhere/City')$$, '23514',
                 'a property''s value does not fit', 'no zone');
SELECT is(pg_temp.set('{ns,b,<b/>}', proof => 'x'), 'login', 'another proof');
SELECT is(pg_temp.set('{ns,b,<b/>}', who => 'nobody'), 'login', 'unknown login');
SELECT * FROM finish();
ROLLBACK;
