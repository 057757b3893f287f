-- Copyright 2026 the mod_dav_advolux authors
-- SPDX-License-Identifier: Apache-2.0
--
-- A write's row says which fields it changed; retention takes old rows alone.

\ir support/people.psql
SELECT plan(7);

SELECT pg_temp.person('editor');
SELECT pg_temp.put('editor', 'a.ics', 0, 'a', pg_temp.event('Old'));
SELECT pg_temp.put('editor', 'a.ics', (SELECT version FROM caldav.entry
    WHERE calendar_id = pg_temp.calendar('editor') AND name = 'a.ics'), 'a',
    pg_temp.event('New'));
SELECT results_eq(
    $$SELECT operation, changed FROM advolux.journal WHERE login = 'editor'
      ORDER BY journal_id$$,
    $$VALUES ('create', NULL), ('put', ARRAY['title'])$$,
    'the fields that differ');
SELECT is(advolux.changed_fields(
    '{"a": 1, "modified_at": 1, "overrides": [{"override_id": 1,
       "recurrence_id": "x", "title": "t"}]}',
    '{"a": 1, "modified_at": 2, "overrides": [{"override_id": 2,
       "recurrence_id": "x", "title": "t"}]}'), NULL,
    'keys and stamps are none');
SELECT is(advolux.changed_fields('{"a": 1, "b": 1}', '{"b": 2, "c": 1}'),
          ARRAY['a', 'b', 'c'], 'gone, other, new');
INSERT INTO advolux.journal (login, operation, kind, result, at)
VALUES ('editor', 'put', 'task', 'done', now() - interval '11 years'),
       ('editor', 'put', 'task', 'done', now() - interval '9 years');
SELECT cmp_ok(caldav.purge_journal(), '>=', 1::bigint, 'as the setting says');
SELECT is((SELECT count(*) FROM advolux.journal WHERE login = 'editor'),
          3::bigint, 'the rest stays');
SELECT throws_ok('DELETE FROM advolux.journal', '42501',
                 'the journal is append-only', 'after it as before');
SET LOCAL ROLE advolux_app;
SELECT set_config('advolux.journal_purge', 'on', true);
SELECT throws_ok('DELETE FROM advolux.journal', '42501', NULL,
                 'and for the application whatever it sets');
RESET ROLE;
SELECT * FROM finish();
ROLLBACK;
