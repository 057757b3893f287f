-- Copyright 2026 the mod_dav_advolux authors
-- SPDX-License-Identifier: Apache-2.0
--
-- caldav.import: many texts in a few statements; what was imported is passed
-- over, and what no client may change stays.

\ir support/people.psql
SELECT plan(12);

SELECT pg_temp.person('editor');
CREATE FUNCTION pg_temp.import(p_uids text[], p_mark text DEFAULT '')
RETURNS text LANGUAGE sql AS $$
    SELECT format('%s created, %s changed, %s unchanged, kept %s', created,
                  changed, unchanged, kept)
    FROM caldav.import(
        'editor', 'test', 'appointment', p_uids,
        (SELECT array_agg(pg_temp.object(u) || repeat(E'\n', length(p_mark))
                          ORDER BY n)
         FROM unnest(p_uids) WITH ORDINALITY AS x (u, n)),
        (SELECT jsonb_agg(pg_temp.event(u || p_mark) ORDER BY n)
         FROM unnest(p_uids) WITH ORDINALITY AS x (u, n)))
$$;
SELECT is(pg_temp.import(ARRAY['a', 'b', 'c']),
          '3 created, 0 changed, 0 unchanged, kept {}', 'all are new');
SELECT is((SELECT count(*) FROM caldav.entry WHERE visible
           AND calendar_id = pg_temp.calendar('editor')), 3::bigint,
          'an entry each');
SELECT is((SELECT string_agg(t.body, '|' ORDER BY e.uid) FROM caldav.entry e
           JOIN caldav.source t USING (calendar_id, item_id)
           WHERE e.calendar_id = pg_temp.calendar('editor')
             AND t.version = e.version),
          concat_ws('|', pg_temp.object('a'), pg_temp.object('b'),
                    pg_temp.object('c')), 'the texts are their content');
SELECT is((SELECT count(*) FROM advolux.journal WHERE login = 'editor'
           AND operation = 'import'), 3::bigint, 'a row of the journal each');
SELECT pg_temp.revision('editor') AS before \gset
SELECT is(pg_temp.import(ARRAY['a', 'b', 'c']),
          '0 created, 0 changed, 3 unchanged, kept {}', 'again: nothing');
SELECT is(pg_temp.revision('editor'), :before::bigint, 'and no revision');
SELECT is(pg_temp.import(ARRAY['a', 'd'], ' new'),
          '1 created, 1 changed, 0 unchanged, kept {}', 'another text');
UPDATE advolux.appointment SET sync_mode = 'device'
WHERE main_editor = pg_temp.staff('editor') AND title = 'b';
UPDATE advolux.appointment SET sync_mode = 'none'
WHERE main_editor = pg_temp.staff('editor') AND title = 'c';
SELECT is(pg_temp.import(ARRAY['b', 'c', 'e'], ' new'),
          '1 created, 0 changed, 0 unchanged, kept {b,c}',
          'what no client may change is kept');
SELECT is(pg_temp.import(ARRAY['b']),
          '0 created, 0 changed, 1 unchanged, kept {}',
          'but nothing is wrong if there is nothing to change');
UPDATE advolux.appointment SET trashed_at = now()
WHERE main_editor = pg_temp.staff('editor') AND title = 'a new';
SELECT is(pg_temp.import(ARRAY['a'], ' new'),
          '1 created, 0 changed, 0 unchanged, kept {}',
          'what is in the trash is imported anew');
SELECT throws_ok(
    $$SELECT caldav.import('nobody-here', 't', 'appointment', '{}', '{}', '[]')$$,
    '55000', 'CalDAV is not switched on for nobody-here', 'unknown login');
SELECT ok(NOT has_function_privilege('advolux_caldav', 'caldav.import(text, '
          'text, caldav.kind, text[], text[], jsonb)', 'EXECUTE'),
          'it is nothing for the module''s role');
SELECT * FROM finish();
ROLLBACK;
