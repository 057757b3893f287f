-- Copyright 2026 the mod_dav_advolux authors
-- SPDX-License-Identifier: Apache-2.0
--
-- What put and remove answer, and that a refusal writes nothing.

\ir support/people.psql
SELECT plan(34);

SELECT pg_temp.person('editor');
SELECT is(pg_temp.put('nobody-here', 'a.ics', 0, 'a', pg_temp.event('A')),
          'login', 'unknown login');
SELECT is(pg_temp.put('editor', 'a.ics', 0, 'a', pg_temp.event('A'),
                      proof => 'x'), 'login', 'another proof');
SELECT is(pg_temp.put('editor', 'a.ics', 7, 'a', pg_temp.event('A')), 'changed',
          'expected a version, there is nothing');
SELECT is(pg_temp.put('editor', 'a.ics', 0, 'a', NULL), 'refused',
          'text without an item');
SELECT results_eq(
    format('SELECT status, version, name FROM caldav.put(%s, ''phone'',
            ''a.ics'', 0, ''a'', %L, pg_temp.event(''A''))',
           pg_temp.caller('editor'), pg_temp.object('a')),
    $$VALUES ('created', 1::bigint, 'a.ics')$$, 'created');
SELECT item_id AS item FROM caldav.entry
WHERE calendar_id = pg_temp.calendar('editor') AND name = 'a.ics' \gset
SELECT is(pg_temp.put('editor', 'a.ics', 0, 'a', pg_temp.event('A')), 'changed',
          'If-None-Match: there is one');
SELECT is(pg_temp.put('editor', 'a.ics', 99, 'a', pg_temp.event('A')), 'changed',
          'another version');
SELECT is(pg_temp.put('editor', 'a.ics', 1, 'b', pg_temp.event('A')), 'uid-taken',
          'a name keeps its UID');
SELECT results_eq(
    format('SELECT status, version, name FROM caldav.put(%s, ''phone'',
            ''b.ics'', 0, ''a'', %L, pg_temp.event(''B''))',
           pg_temp.caller('editor'), pg_temp.object('a')),
    $$VALUES ('uid-taken', NULL::bigint, 'a.ics')$$, 'UID of another: named');
SELECT is((SELECT count(*) FROM advolux.appointment
           WHERE main_editor = pg_temp.staff('editor')), 1::bigint,
          'none of them wrote');
SELECT is((SELECT count(*) FROM advolux.journal WHERE login = 'editor'), 1::bigint,
          'nor is in the journal');
SELECT results_eq(
    format('SELECT status, version, name FROM caldav.put(%s, ''phone'',
            ''a.ics'', 1, ''a'', %L, pg_temp.event(''B''))',
           pg_temp.caller('editor'), pg_temp.object('a') || E'\n'),
    $$SELECT 'stored', pg_temp.revision('editor'), 'a.ics'$$, 'stored');
SELECT results_eq(format(
    'SELECT t.body, t.text_version = t.version AND t.version = t.revision,
            a.title
     FROM caldav.content t
     JOIN advolux.appointment a ON a.appointment_id = t.item_id
     WHERE t.item_id = %s AND t.kind = ''appointment''', :item),
    $$VALUES (pg_temp.object('a') || E'\n', true, 'B')$$, 'text is current, column is written');
UPDATE advolux.appointment SET title = 'C' WHERE appointment_id = :item;
SELECT is((SELECT t.text_version < t.version FROM caldav.content t
           WHERE t.item_id = :item AND t.kind = 'appointment'), true,
          'a change in Advolux: the text is kept, not current');
SELECT is(pg_temp.put('editor', 'a.ics', 1, 'a', pg_temp.event('D')), 'changed',
          'compare and swap');
SELECT version AS now FROM caldav.entry
WHERE calendar_id = pg_temp.calendar('editor') AND name = 'a.ics' \gset
SELECT is(pg_temp.put('editor', 'a.ics', :now, 'a', NULL), 'stored',
          'the text alone');
SELECT results_eq(
    $$SELECT operation, result, device, name, item_id IS NOT NULL,
             before IS NOT NULL
      FROM advolux.journal WHERE login = 'editor' ORDER BY journal_id$$,
    $$VALUES ('create', 'done', 'phone', 'a.ics', true, false),
             ('put', 'done', 'phone', 'a.ics', true, true),
             ('put', 'done', 'phone', 'a.ics', true, true)$$,
    'the journal says who, which device and what was before');
SELECT is((SELECT before->>'title' FROM advolux.journal
           WHERE login = 'editor' ORDER BY journal_id DESC LIMIT 1), 'C',
          'the row as it was');

-- Values that do not fit are named by kind, never quoted.
SELECT throws_ok(format(
    'SELECT caldav.put(%s, ''p'', ''z.ics'', 0, ''z'', %L, %L)',
    pg_temp.caller('editor'), pg_temp.object('z'),
    pg_temp.event('Canary', more)), code,
    'a value does not fit into Advolux', more::text)
FROM (VALUES ('{"zone": "Nowhere/Land"}'::jsonb, '23514'),
             ('{"priority": 11}', '23514'),
             ('{"status": "odd"}', '23514'),
             ('{"class": "odd"}', '23514'),
             ('{"starts": "20260230T100000"}', '22008'),
             ('{"sequence": 99999999999}', '22003'),
             ('{"ends": "19990101T000000"}', '23514'),
             ('{"exdate": "rubbish"}', '22007')) AS v (more, code);
SELECT is((SELECT count(*) FROM caldav.entry
           WHERE calendar_id = pg_temp.calendar('editor')), 1::bigint,
          'no entry was left behind');

-- remove
SELECT version AS now FROM caldav.entry
WHERE calendar_id = pg_temp.calendar('editor') AND name = 'a.ics' \gset
SELECT is(pg_temp.remove('nobody-here', 'a.ics', :now), 'login', 'unknown login');
SELECT is(pg_temp.remove('editor', 'none.ics', :now), 'missing', 'no such name');
SELECT is(pg_temp.remove('editor', 'a.ics', :now - 1), 'changed', 'old version');
SELECT is(pg_temp.remove('editor', 'a.ics', :now), 'removed', 'removed');
SELECT is((SELECT trashed_at IS NOT NULL FROM advolux.appointment
           WHERE appointment_id = :item), true, 'is in the trash');
SELECT is((SELECT operation || ' ' || (before->>'title') FROM advolux.journal
           WHERE login = 'editor' ORDER BY journal_id DESC LIMIT 1), 'delete C',
          'and in the journal');
SELECT is(pg_temp.remove('editor', 'a.ics', :now), 'missing', 'once');
SELECT * FROM finish();
ROLLBACK;
