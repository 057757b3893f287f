-- Copyright 2026 the mod_dav_advolux authors
-- SPDX-License-Identifier: Apache-2.0
--
-- Tombstones of an age go, and tokens of before become invalid.

\ir support/people.psql
SELECT plan(15);

SELECT pg_temp.person('editor'), pg_temp.person('other');
SELECT is(pg_temp.put('editor', n || '.ics', 0, n, pg_temp.event(n)), 'created', n)
FROM unnest(ARRAY['old', 'young', 'hidden', 'alive']) AS n;
UPDATE advolux.appointment SET trashed_at = now()
WHERE main_editor = pg_temp.staff('editor') AND title IN ('old', 'young');
UPDATE advolux.appointment SET sync_mode = 'none'
WHERE main_editor = pg_temp.staff('editor') AND title = 'hidden';
UPDATE caldav.entry SET modified = now() - interval '400 days'
WHERE calendar_id = pg_temp.calendar('editor') AND uid <> 'young';
SELECT item_id AS old, revision AS gone FROM caldav.entry
WHERE calendar_id = pg_temp.calendar('editor') AND uid = 'old' \gset
SELECT is((SELECT purged FROM caldav.collection
           WHERE login = 'editor' AND kind = 'appointment'), 0::bigint, 'none yet');
SELECT is(caldav.purge(pg_temp.calendar('editor')), 1::bigint, 'purged');
SELECT results_eq(
    $$SELECT uid FROM caldav.entry
      WHERE calendar_id = pg_temp.calendar('editor') ORDER BY uid COLLATE "C"$$,
    $$VALUES ('alive'), ('hidden'), ('young')$$,
    'the old tombstone alone is gone');
SELECT is((SELECT purged FROM caldav.collection
           WHERE login = 'editor' AND kind = 'appointment'), :gone::bigint,
          'tokens up to its revision are invalid');
SELECT is((SELECT count(*) FROM caldav.source
           WHERE calendar_id = pg_temp.calendar('editor') AND item_id = :old),
          0::bigint, 'its text is gone');
SELECT is((SELECT purged FROM caldav.collection
           WHERE login = 'other' AND kind = 'appointment'), 0::bigint,
          'other calendars stay');
SELECT is(caldav.purge(pg_temp.calendar('editor')), 0::bigint, 'again: nothing');
SELECT is((SELECT purged FROM caldav.collection
           WHERE login = 'editor' AND kind = 'appointment'), :gone::bigint,
          'again: nothing');

-- The item can come back all the same, and versions go on.
SELECT pg_temp.revision('editor') AS before \gset
UPDATE advolux.appointment SET trashed_at = NULL WHERE appointment_id = :old;
SELECT is((pg_temp.entry('editor', :old)).visible, true, 'restored later');
SELECT cmp_ok((pg_temp.entry('editor', :old)).version, '>', :before::bigint,
              'at a version that was never used');
SELECT is((SELECT purged FROM caldav.collection
           WHERE login = 'editor' AND kind = 'appointment') <= :gone::bigint, true,
          'purged stays');
SELECT * FROM finish();
ROLLBACK;
