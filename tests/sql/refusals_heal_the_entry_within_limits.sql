-- Copyright 2026 the mod_dav_advolux authors
-- SPDX-License-Identifier: Apache-2.0
--
-- A refusal is in the journal and gives the entry a new version, 20 times in
-- ten minutes at most.

\ir support/people.psql
SELECT plan(19);

SELECT pg_temp.person('editor');
SELECT pg_temp.appointment('editor', 'Read only', 'device') AS item \gset
SELECT name, version AS before FROM caldav.entry
WHERE calendar_id = pg_temp.calendar('editor') AND item_id = :item \gset
CREATE FUNCTION pg_temp.refuse(name text, who text DEFAULT 'editor',
                               proof text DEFAULT NULL)
RETURNS text LANGUAGE sql AS
    $$SELECT pg_temp.status(format('refuse(%s, ''phone'', %L, ''put'')',
                                   pg_temp.caller(who, proof => proof), name))$$;
SELECT is(pg_temp.refuse('a.ics', 'nobody-here'), 'login', 'unknown login');
SELECT is(pg_temp.refuse(:'name', proof => 'x'), 'login', 'another proof');
SELECT is(pg_temp.refuse('none.ics'), 'missing', 'no such entry');
SELECT is(pg_temp.refuse(:'name'), 'healed', 'healed');
SELECT results_eq(format(
    'SELECT version > %s, version = revision, revision = pg_temp.revision(%L),
            visible FROM caldav.entry WHERE item_id = %s AND calendar_id = %s',
    :before, 'editor', :item, pg_temp.calendar('editor')),
    'VALUES (true, true, true, true)', 'by a new version and revision');
SELECT results_eq(
    $$SELECT operation, kind, name, result, reason, device, item_id
      FROM advolux.journal WHERE login = 'editor' ORDER BY journal_id$$,
    format($$VALUES ('put', 'appointment', %L, 'healed',
                     'Advolux sends this entry to devices only; it can be '
                     'changed in Advolux.', 'phone', %s::bigint)$$,
           :'name', :item), 'journal, of what there is alone');
SELECT is((SELECT count(*) FROM generate_series(2, 20)
           WHERE pg_temp.refuse(:'name') = 'healed'), 19::bigint,
          'twenty times');
SELECT pg_temp.revision('editor') AS before \gset
SELECT is(pg_temp.refuse(:'name'), 'limited', 'not more');
SELECT is(pg_temp.revision('editor'), :before::bigint, 'which moves nothing');
SELECT is((SELECT result FROM advolux.journal WHERE login = 'editor'
           ORDER BY journal_id DESC LIMIT 1), 'refused', 'but is in the journal');
SELECT pg_temp.appointment('editor', 'Other', 'device') AS other \gset
SELECT is(pg_temp.refuse((pg_temp.entry('editor', :other)).name), 'healed',
          'the limit is the entry''s');
UPDATE caldav.entry SET healed_at = now() - interval '10 minutes'
WHERE item_id = :item AND calendar_id = pg_temp.calendar('editor');
SELECT is(pg_temp.refuse(:'name'), 'healed', 'ten minutes later again');
SELECT is((pg_temp.entry('editor', :item)).healings, 1, 'counted anew');

-- The client text stays current for who has it.
SELECT is(pg_temp.put('editor', 'own.ics', 0, 'own', pg_temp.event('Own')),
          'created', 'an own item');
SELECT is(pg_temp.refuse('own.ics'), 'healed', 'healed');
SELECT is((SELECT text_version = version FROM caldav.content
           WHERE calendar_id = pg_temp.calendar('editor')
             AND name = 'own.ics'), true, 'its text is still the content');

-- What is not there for the client is not healed.
UPDATE advolux.appointment SET sync_mode = 'none' WHERE appointment_id = :item;
SELECT is(pg_temp.refuse(:'name'), 'missing', 'hidden');
SELECT pg_temp.appointment('editor', 'Old', 'device',
                           now() - interval '3 months') AS old \gset
SELECT is(pg_temp.refuse((pg_temp.entry('editor', :old)).name), 'missing',
          'out of the window');
UPDATE advolux.appointment SET trashed_at = now() WHERE appointment_id = :other;
SELECT is(pg_temp.refuse((pg_temp.entry('editor', :other)).name), 'missing',
          'trashed');
SELECT * FROM finish();
ROLLBACK;
