-- Copyright 2026 the mod_dav_advolux authors
-- SPDX-License-Identifier: Apache-2.0
--
-- The cost of a change grows with the change, never with the firm: what a
-- write touches it finds by index.

\ir support/people.psql
SELECT plan(11);

SELECT pg_temp.person('editor'), pg_temp.person('guest');
INSERT INTO advolux.appointment (main_editor, title, start_at, end_at, rrule)
SELECT pg_temp.staff('editor'), 'n', now(), now(),
       CASE n % 10 WHEN 0 THEN 'FREQ=DAILY' END
FROM generate_series(1, 600) AS n;
INSERT INTO advolux.override (appointment_id, recurrence_id, title, start_at, end_at)
SELECT appointment_id, localtimestamp, 'o', now(), now()
FROM advolux.appointment WHERE main_editor = pg_temp.staff('editor');
INSERT INTO advolux.participant
SELECT appointment_id, pg_temp.staff('guest')
FROM advolux.appointment WHERE main_editor = pg_temp.staff('editor');
UPDATE caldav.source s SET version = e.version, body = repeat('text ', 100)
FROM caldav.entry e
WHERE e.calendar_id = pg_temp.calendar('editor')
  AND s.calendar_id = e.calendar_id AND s.item_id = e.item_id;
ANALYZE advolux.appointment, advolux.override, advolux.participant, caldav.entry,
    caldav.source;

CREATE FUNCTION pg_temp.whole_reads() RETURNS text LANGUAGE sql AS
    $$SELECT string_agg(relname || ' ' || seq_scan, ', ' ORDER BY relname)
      FROM pg_stat_xact_user_tables
      WHERE schemaname IN ('advolux', 'caldav') AND relname IN
            ('appointment', 'override', 'participant', 'entry', 'source')$$;
CREATE FUNCTION pg_temp.reads_none(command text, what text) RETURNS text
LANGUAGE plpgsql AS $$
DECLARE
    before text := pg_temp.whole_reads();
BEGIN
    EXECUTE command;
    RETURN is(pg_temp.whole_reads(), before, what);
END $$;

SELECT max(appointment_id) FILTER (WHERE rrule IS NULL) AS item,
       max(appointment_id) FILTER (WHERE rrule IS NOT NULL) AS series
FROM advolux.appointment WHERE main_editor = pg_temp.staff('editor') \gset
SELECT pg_temp.reads_none(format(c, i), w || left(c, 25))
FROM (VALUES (:item, 'single: '), (:series, 'series: ')) AS v (i, w),
     unnest(ARRAY['UPDATE advolux.appointment SET title = ''X''
                   WHERE appointment_id = %s',
                  'UPDATE advolux.override SET title = ''X''
                   WHERE appointment_id = %s',
                  'DELETE FROM advolux.participant WHERE appointment_id = %s']) AS c;
SELECT pg_temp.reads_none(
    $$SELECT pg_temp.put('editor', 'new.ics', 0, 'new', pg_temp.event('N'))$$,
    'client: create');
SELECT pg_temp.reads_none(
    $$SELECT pg_temp.put('editor', name, version, 'new', pg_temp.event('O'))
      FROM caldav.entry WHERE calendar_id = pg_temp.calendar('editor')
        AND name = 'new.ics'$$, 'client: change');
SELECT pg_temp.reads_none(
    format($$SELECT caldav.refuse(%s, 'p', 'new.ics', 'put')$$,
           pg_temp.caller('editor')),
    'client: refused');
SELECT pg_temp.reads_none(
    $$SELECT pg_temp.remove('editor', name, version)
      FROM caldav.entry WHERE calendar_id = pg_temp.calendar('editor')
        AND name = 'new.ics'$$, 'client: delete');
SELECT results_eq(
    $$SELECT operation, result FROM advolux.journal WHERE login = 'editor'
      ORDER BY journal_id$$,
    $$VALUES ('create', 'done'), ('put', 'done'), ('put', 'healed'),
             ('delete', 'done')$$, 'all of them were done');
SELECT * FROM finish();
ROLLBACK;
