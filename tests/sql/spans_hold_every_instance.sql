-- Copyright 2026 the mod_dav_advolux authors
-- SPDX-License-Identifier: Apache-2.0
--
-- The span of a series: from its first instance that takes place to the end of
-- its last, wherever overrides put them.

\ir support/people.psql
SELECT plan(25);

SELECT pg_temp.person('editor');
CREATE FUNCTION pg_temp.made(rule text, exdate text DEFAULT NULL,
                             rdate text DEFAULT NULL) RETURNS bigint
LANGUAGE sql AS
    $$INSERT INTO advolux.appointment (main_editor, title, start_at, end_at,
                                       rrule, exdate, rdate)
      VALUES (pg_temp.staff('editor'), 'S', '2026-03-02 09:00+01',
              '2026-03-02 10:00+01', rule, exdate::timestamp[],
              rdate::timestamp[])
      RETURNING appointment_id$$;
CREATE FUNCTION pg_temp.moved(item bigint, of text, starts text, ends text,
                              future boolean DEFAULT false) RETURNS bigint
LANGUAGE sql AS
    $$INSERT INTO advolux.override (appointment_id, recurrence_id, title,
                                    start_at, end_at, this_and_future)
      VALUES (item, of::timestamp, 'O', starts::timestamptz,
              ends::timestamptz, future) RETURNING appointment_id$$;
CREATE FUNCTION pg_temp.span(item bigint) RETURNS text LANGUAGE sql AS
    $$SELECT to_char(lower(span), 'YYYY-MM-DD HH24:MI') || ' - '
             || coalesce(to_char(upper(span), 'YYYY-MM-DD HH24:MI'), 'endless')
      FROM caldav.entry WHERE item_id = item
       AND calendar_id = pg_temp.calendar('editor')$$;

SELECT is(pg_temp.span(pg_temp.made('FREQ=DAILY;COUNT=5')),
          '2026-03-02 09:00 - 2026-03-06 10:00', 'COUNT');
SELECT is(pg_temp.span(pg_temp.made('FREQ=WEEKLY;COUNT=5')),
          '2026-03-02 09:00 - 2026-03-30 10:00', 'over the change of clocks');
SELECT is(pg_temp.span(pg_temp.made('FREQ=DAILY;UNTIL=20260306T080000Z')),
          '2026-03-02 09:00 - 2026-03-06 10:00', 'UNTIL');
SELECT is(pg_temp.span(pg_temp.made('FREQ=WEEKLY;UNTIL=20260401T000000Z')),
          '2026-03-02 09:00 - 2026-03-30 10:00', 'UNTIL between instances');
SELECT is(pg_temp.span(pg_temp.made('FREQ=YEARLY;UNTIL=20400101T000000Z')),
          '2026-03-02 09:00 - 2039-03-02 10:00', 'UNTIL far away');
SELECT is(pg_temp.span(pg_temp.made('FREQ=DAILY')), '2026-03-02 09:00 - endless',
          'endless');
SELECT is(pg_temp.span(pg_temp.made('FREQ=DAILY;COUNT=5', '{2026-03-06 09:00}')),
          '2026-03-02 09:00 - 2026-03-05 10:00', 'the last is excluded');
SELECT is(pg_temp.span(pg_temp.made('FREQ=DAILY;UNTIL=20260306T080000Z',
                                    '{2026-03-06 09:00,2026-03-05 09:00}')),
          '2026-03-02 09:00 - 2026-03-04 10:00', 'the last two of UNTIL');
SELECT is(pg_temp.span(pg_temp.made('FREQ=DAILY;COUNT=5', '{2026-03-02 09:00}')),
          '2026-03-03 09:00 - 2026-03-06 10:00', 'the first is excluded');
SELECT is(pg_temp.span(pg_temp.made(NULL, NULL, '{2026-05-01 09:00}')),
          '2026-03-02 09:00 - 2026-05-01 10:00', 'RDATE alone');
SELECT is(pg_temp.span(pg_temp.made('FREQ=DAILY;COUNT=2', NULL,
                                    '{2026-01-01 09:00,2026-05-01 09:00}')),
          '2026-01-01 09:00 - 2026-05-01 10:00', 'RDATE on both sides');
SELECT is(pg_temp.span(pg_temp.made('FREQ=DAILY;COUNT=2', '{2026-03-02 09:00,
                                                         2026-03-03 09:00}')),
          '2026-03-02 09:00 - 2026-03-02 09:00', 'all excluded: at its start');

SELECT is(pg_temp.span(pg_temp.moved(pg_temp.made('FREQ=DAILY;COUNT=5'),
          '2026-03-06 09:00', '2026-04-20 12:00+02', '2026-04-20 14:00+02')),
          '2026-03-02 09:00 - 2026-04-20 14:00', 'the last is moved later');
SELECT is(pg_temp.span(pg_temp.moved(pg_temp.made('FREQ=DAILY;COUNT=5'),
          '2026-03-06 09:00', '2026-03-03 12:00+01', '2026-03-03 14:00+01')),
          '2026-03-02 09:00 - 2026-03-05 10:00', 'the last is moved inside');
SELECT is(pg_temp.span(pg_temp.moved(pg_temp.made('FREQ=DAILY;COUNT=5'),
          '2026-03-02 09:00', '2026-02-01 12:00+01', '2026-02-01 14:00+01')),
          '2026-02-01 12:00 - 2026-03-06 10:00', 'the first is moved earlier');
SELECT is(pg_temp.span(pg_temp.moved(pg_temp.made('FREQ=DAILY;COUNT=5'),
          '2026-03-02 09:00', '2026-03-04 12:00+01', '2026-03-04 14:00+01')),
          '2026-03-03 09:00 - 2026-03-06 10:00', 'the first is moved inside');
SELECT is(pg_temp.span(pg_temp.moved(pg_temp.made('FREQ=DAILY'),
          '2026-03-05 09:00', '2026-01-01 12:00+01', '2026-01-01 14:00+01')),
          '2026-01-01 12:00 - endless', 'endless and moved before');
SELECT is(pg_temp.span(pg_temp.moved(pg_temp.made('FREQ=DAILY;COUNT=5'),
          '2026-03-04 09:00', '2026-03-04 12:00+01', '2026-03-04 15:00+01', true)),
          '2026-03-02 09:00 - 2026-03-06 15:00', 'this and future moved later');

-- Kept up to date, by any change.
SELECT pg_temp.made('FREQ=DAILY;COUNT=5') AS item \gset
UPDATE advolux.appointment SET rrule = 'FREQ=DAILY;COUNT=2'
WHERE appointment_id = :item;
SELECT is(pg_temp.span(:item), '2026-03-02 09:00 - 2026-03-03 10:00', 'shortened');
SELECT pg_temp.moved(:item, '2026-03-03 09:00', '2026-06-01 09:00+02',
                     '2026-06-01 10:00+02');
DELETE FROM advolux.override WHERE appointment_id = :item;
SELECT is(pg_temp.span(:item), '2026-03-02 09:00 - 2026-03-03 10:00',
          'override taken back');
UPDATE advolux.appointment SET rrule = NULL WHERE appointment_id = :item;
SELECT is(pg_temp.span(:item), '2026-03-02 09:00 - 2026-03-02 10:00', 'single');
SELECT is((pg_temp.entry('editor', :item)).recurring, false, 'and says so');

-- All-day series are days of the calendar's zone.
INSERT INTO advolux.appointment (main_editor, title, all_day, start_date,
                                 end_date, rrule)
VALUES (pg_temp.staff('editor'), 'A', true, '2026-03-02', '2026-03-04',
        'FREQ=WEEKLY;COUNT=5') RETURNING appointment_id AS item \gset
SELECT is(pg_temp.span(:item), '2026-03-02 00:00 - 2026-04-01 00:00', 'all-day');

-- Tasks: a second early, and closed at the end.
INSERT INTO advolux.task (main_editor, title, sync_mode, due_at, rrule)
VALUES (pg_temp.staff('editor'), 'T', 'both', '2026-03-02 09:00+01',
        'FREQ=DAILY;COUNT=3') RETURNING task_id AS task \gset
SELECT is((pg_temp.entry('editor', :task, 'task')).span,
          '[2026-03-02 08:59:59+01,2026-03-04 09:00+01]'::tstzrange,
          'series of tasks by due');
INSERT INTO advolux.task (main_editor, title, sync_mode)
VALUES (pg_temp.staff('editor'), 'T', 'both') RETURNING task_id AS task \gset
SELECT is((pg_temp.entry('editor', :task, 'task')).span, '(,)'::tstzrange,
          'a task without times is everywhere');
SELECT * FROM finish();
ROLLBACK;
