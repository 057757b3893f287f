-- Copyright 2026 the mod_dav_advolux authors
-- SPDX-License-Identifier: Apache-2.0
--
-- The days of the year of a series: all on which it has an instance, and for
-- the usual rules few others.

\ir support/people.psql
SELECT plan(40);

CREATE FUNCTION pg_temp.days(rule text, start date DEFAULT '2026-03-02')
RETURNS text LANGUAGE sql AS
    $$SELECT string_agg(d / 32 || '-' || d % 32, ' ' ORDER BY d)
      FROM unnest(advolux.rule_year_days(rule, start)) AS d$$;
SELECT is(pg_temp.days('FREQ=YEARLY'), '3-2', 'yearly');
SELECT is(pg_temp.days('FREQ=YEARLY', '2028-02-29'), '2-29', 'on a leap day');
SELECT is(pg_temp.days('FREQ=YEARLY;BYMONTH=5,9'), '5-2 9-2', 'two months');
SELECT is(pg_temp.days('FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=1,-1'),
          '6-1 6-28 6-29 6-30 6-31', 'first and last of a month');
SELECT is(pg_temp.days('FREQ=YEARLY;BYMONTH=11;BYDAY=+1MO,-1FR'),
          '11-1 11-2 11-3 11-4 11-5 11-6 11-7 11-22 11-23 11-24 11-25 11-26 '
          '11-27 11-28 11-29 11-30 11-31', 'first and last weekday');
SELECT is(cardinality(advolux.rule_year_days('FREQ=MONTHLY', '2026-03-15')), 12,
          'monthly: a day of each month');
SELECT is(pg_temp.days('FREQ=DAILY;BYMONTH=2;BYMONTHDAY=3'), '2-3',
          'daily within bounds');
SELECT is(pg_temp.days(rule), NULL, rule || ': any day')
FROM unnest(ARRAY['FREQ=DAILY', 'FREQ=WEEKLY;INTERVAL=2', 'FREQ=YEARLY;BYDAY=MO',
    'FREQ=YEARLY;BYDAY=20MO', 'FREQ=MONTHLY;BYDAY=TU', 'FREQ=HOURLY;BYMONTH=1',
    'FREQ=YEARLY;BYWEEKNO=20', 'FREQ=YEARLY;BYYEARDAY=100', 'FREQ=MONTHLY;BYMONTHDAY=x',
    'FREQ=YEARLY;BYMONTH=1L;BYMONTHDAY=1', 'RSCALE=CHINESE;FREQ=YEARLY', 'x']) AS rule;

-- No rule has an instance on another day.
SELECT is_empty(format(
    $$SELECT o FROM advolux.occurrences(%L, '2024-02-29 09:00', NULL, NULL,
                                        '2024-03-01', '2064-01-01', 5000) AS o
      WHERE caldav.year_day(o::date)
            <> ALL (advolux.rule_year_days(%1$L, '2024-02-29'))$$, rule), rule)
FROM unnest(ARRAY['FREQ=YEARLY', 'FREQ=MONTHLY;BYDAY=-2WE', 'FREQ=MONTHLY;BYDAY=5SU',
    'FREQ=MONTHLY;BYMONTHDAY=-1,-31', 'FREQ=YEARLY;BYMONTH=2;BYDAY=4TH,-4TH',
    'FREQ=MONTHLY;BYMONTHDAY=31', 'FREQ=YEARLY;BYMONTHDAY=13;BYDAY=FR',
    'FREQ=MONTHLY;INTERVAL=7', 'FREQ=YEARLY;BYMONTH=12;BYDAY=MO,TU;BYSETPOS=-1',
    'FREQ=WEEKLY;BYMONTH=7;BYDAY=WE', 'FREQ=DAILY;BYMONTHDAY=-5']) AS rule;

-- What an entry has: lengths and moved instances too.
SELECT pg_temp.person('editor');
CREATE FUNCTION pg_temp.entry_days(item bigint) RETURNS text LANGUAGE sql AS
    $$SELECT string_agg(d % 512 / 32 || '-' || d % 32, ' ' ORDER BY d)
      FROM caldav.entry, unnest(days) AS d WHERE item_id = item
       AND calendar_id = pg_temp.calendar('editor')
       AND d / 512 = calendar_id$$;
INSERT INTO advolux.appointment (main_editor, title, start_at, end_at, rrule)
VALUES (pg_temp.staff('editor'), 'S', '2026-03-02 09:00+01',
        '2026-03-02 10:00+01', 'FREQ=YEARLY') RETURNING appointment_id AS item \gset
SELECT is(pg_temp.entry_days(:item), '3-2', 'an entry');
UPDATE advolux.appointment SET end_at = '2026-03-03 10:00+01'
WHERE appointment_id = :item;
SELECT is(pg_temp.entry_days(:item), '3-2 3-3 3-4', 'longer');
INSERT INTO advolux.override (appointment_id, recurrence_id, title, start_at,
                              end_at)
VALUES (:item, '2028-03-02 09:00', 'O', '2028-12-31 22:00+01',
        '2029-01-01 02:00+01');
SELECT is(pg_temp.entry_days(:item), '1-1 3-2 3-3 3-4 12-31', 'with a moved one');
UPDATE advolux.override SET this_and_future = true WHERE appointment_id = :item;
SELECT is(pg_temp.entry_days(:item), NULL, 'and all that follow it');
DELETE FROM advolux.override WHERE appointment_id = :item;
UPDATE advolux.appointment SET rdate = '{2027-06-30 09:00}'
WHERE appointment_id = :item;
SELECT is(pg_temp.entry_days(:item), '3-2 3-3 3-4 6-30 7-1 7-2', 'with RDATE');
UPDATE advolux.appointment SET end_at = '2026-05-03 10:00+01'
WHERE appointment_id = :item;
SELECT is(pg_temp.entry_days(:item), NULL, 'too long: any day');
UPDATE advolux.appointment SET rdate = NULL, rrule = NULL
WHERE appointment_id = :item;
SELECT is((pg_temp.entry('editor', :item)).recurring, false, 'a single one');
INSERT INTO advolux.task (main_editor, title, sync_mode, due_at, rrule)
VALUES (pg_temp.staff('editor'), 'T', 'both', '2026-03-31 09:00+02',
        'FREQ=MONTHLY;BYMONTHDAY=31') RETURNING task_id AS task \gset
SELECT is(cardinality((pg_temp.entry('editor', :task, 'task')).days), 12, 'a task');

-- What a range looks for.
SELECT is((SELECT array_agg((d % 512)::int ORDER BY d) FROM unnest(caldav.days_between(
              7, '2026-12-30 23:30Z', '2027-01-01 00:00Z')) AS d),
          ARRAY[33, 34, 12 * 32 + 29, 12 * 32 + 30, 12 * 32 + 31],
          'over the year''s end, and a day more');
SELECT is(cardinality(caldav.days_between(7, a, b)), 366, 'long or open: all')
FROM (VALUES ('2026-01-01Z'::timestamptz, NULL::timestamptz)) AS v (a, b);
SELECT * FROM finish();
ROLLBACK;
