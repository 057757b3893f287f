-- Copyright 2026 the mod_dav_advolux authors
-- SPDX-License-Identifier: Apache-2.0
--
-- What the module asks is answered by keys, whatever else the calendar holds, by
-- plans that are made once for all values, as its sessions have them.

\ir support/people.psql
SELECT plan(9);

SELECT pg_temp.person('editor');
UPDATE advolux.staff SET look_back = '40 days' WHERE login = 'editor';
-- Each changed by itself; the first fifty end on a day each, up to tomorrow.
INSERT INTO caldav.entry (calendar_id, name, uid, kind, item_id, version, revision,
                          span, ends_at, visible)
SELECT pg_temp.calendar('editor'), n || '.ics', n, 'appointment', -n, n, n,
       tstzrange(at, at + interval '1 hour'), CASE
       WHEN n <= 50 THEN date_trunc('day', now()) + (n - 48.5) * interval '1 day'
       ELSE at + interval '1 hour' END, true
FROM (SELECT n, date_trunc('day', now()) + n * interval '1 hour' AS at
      FROM generate_series(1, 3000) n) AS v;
INSERT INTO caldav.source (calendar_id, item_id, kind)
SELECT calendar_id, item_id, kind FROM caldav.entry
WHERE calendar_id = pg_temp.calendar('editor');
UPDATE caldav.calendar SET revision = 3000
WHERE calendar_id = pg_temp.calendar('editor');
SELECT date_trunc('day', now()) + interval '70 days' AS day \gset
ANALYZE caldav.calendar, caldav.entry, caldav.source, caldav.credential,
    caldav.login;

SET LOCAL plan_cache_mode = force_generic_plan;
SET LOCAL enable_seqscan = off;
SET LOCAL enable_hashjoin = off;
SET LOCAL enable_mergejoin = off;
CREATE FUNCTION pg_temp.fetched() RETURNS bigint LANGUAGE sql AS
    $$SELECT sum(seq_tup_read + coalesce(idx_tup_fetch, 0))::bigint
      FROM pg_stat_xact_user_tables WHERE schemaname IN ('caldav', 'advolux')$$;
-- The rows that a call gives, and whether it fetches much more: an entry is one
-- row or two, and there are the credential, the login and the calendar, which some
-- calls give as well.
CREATE FUNCTION pg_temp.gives(call text, rows bigint, of text) RETURNS text
LANGUAGE plpgsql AS $$
DECLARE
    before bigint := pg_temp.fetched();
    given bigint;
BEGIN
    EXECUTE 'SELECT count(*) FROM caldav.'
        || replace(call, '(', '(' || pg_temp.caller('editor') || ', ')
    INTO given;
    RETURN results_eq(
        format('VALUES (%s::bigint, %s::bigint)', given,
               greatest(pg_temp.fetched() - before, 2 * rows + 8)),
        format('VALUES (%s::bigint, %s::bigint)', rows, 2 * rows + 8), of);
END
$$;
SELECT pg_temp.gives('entries(''{1500.ics}'', NULL)', 1, 'an entry');
SELECT pg_temp.gives('entries(''{1500.ics,no}'', 9999)', 1,
                     'entries');
SELECT pg_temp.gives('list_uid(''1500'')', 2, 'a UID');
SELECT pg_temp.gives('list_changes(3000, NULL, 99999)', 1, 'nothing changed');
SELECT pg_temp.gives('list_changes(2997, NULL, 99999)', 4, 'three changes');
SELECT pg_temp.gives(format('list_changes(3000, %L, 99999)', current_date - 44), 5,
                     'four days later');
SELECT pg_temp.gives(format('list_changes(3000, %L, 99999)', current_date - 36), 5,
                     'four days widened');
SELECT pg_temp.gives(format('list_range(%L::timestamptz, %L, 99999)', :'day',
                            :'day'), 2, 'a moment');
SELECT pg_temp.gives('list(2990, 99999)', 10, 'the last ten');
SELECT * FROM finish();
ROLLBACK;
