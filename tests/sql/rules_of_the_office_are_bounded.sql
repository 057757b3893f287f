-- Copyright 2026 the mod_dav_advolux authors
-- SPDX-License-Identifier: Apache-2.0
--
-- Whatever a rule, or the lists beside it, hold: the calendar's lock is held for
-- a moment, and Advolux writes what it wants.

\ir support/people.psql
SELECT plan(24);

SELECT pg_temp.person('editor');
SELECT pg_temp.appointment('editor', 'Series') AS series \gset

CREATE FUNCTION pg_temp.numbers(p_count int, p_most int) RETURNS text
LANGUAGE sql AS $$
    SELECT string_agg((n % p_most + 1)::text, ',')
    FROM generate_series(1, p_count) AS n
$$;

SET LOCAL statement_timeout = '200s';

-- Time that a write of the series takes.
CREATE FUNCTION pg_temp.takes(p_change text) RETURNS interval
LANGUAGE plpgsql AS $$
DECLARE
    v_began timestamptz := clock_timestamp();
BEGIN
    EXECUTE 'UPDATE advolux.appointment SET ' || p_change
            || ' WHERE title = ''Series''';
    RETURN clock_timestamp() - v_began;
END
$$;

SELECT cmp_ok(pg_temp.takes(change), '<', interval '20 seconds', left(what, 60))
FROM (VALUES
    ('2,000 days of the month', format('rrule = %L', 'FREQ=DAILY;COUNT=800;BYMONTHDAY='
        || pg_temp.numbers(2000, 31))),
    ('20,000 days of the month', format('rrule = %L', 'FREQ=DAILY;COUNT=800;BYMONTHDAY='
        || pg_temp.numbers(20000, 31))),
    ('each day of the year', format('rrule = %L', 'FREQ=YEARLY;COUNT=800;BYYEARDAY='
        || pg_temp.numbers(366, 366))),
    ('2,000 of them', format('rrule = %L', 'FREQ=YEARLY;COUNT=800;BYYEARDAY='
        || pg_temp.numbers(2000, 366))),
    ('2,000 weeks', format('rrule = %L', 'FREQ=YEARLY;COUNT=800;BYDAY=MO;BYWEEKNO='
        || pg_temp.numbers(2000, 53))),
    ('2,000 months', format('rrule = %L', 'FREQ=DAILY;COUNT=800;BYMONTH='
        || pg_temp.numbers(2000, 12))),
    ('2,000 positions', format('rrule = %L', 'FREQ=MONTHLY;COUNT=800;BYDAY=MO,TU,WE;BYSETPOS='
        || pg_temp.numbers(2000, 366))),
    ('2,000 weekdays', format('rrule = %L', 'FREQ=DAILY;UNTIL=20300101;BYDAY='
        || rtrim(repeat('MO,', 2000), ','))),
    ('2,000 ordinals', format('rrule = %L', 'FREQ=MONTHLY;UNTIL=20300101;BYDAY='
        || rtrim(repeat('1MO,-1FR,', 800), ','))),
    ('a megabyte of days', format('rrule = %L', 'FREQ=DAILY;BYMONTHDAY='
        || pg_temp.numbers(380000, 31))),
    ('a megabyte of weekdays', format('rrule = %L', 'FREQ=DAILY;UNTIL=20300101;BYDAY='
        || rtrim(repeat('MO,', 340000), ','))),
    ('a megabyte of rubbish', format('rrule = %L', repeat('RUBBISH;', 130000))),
    ('rubbish', format('rrule = %L', 'RUBBISH')),
    ('each second', format('rrule = %L', 'FREQ=SECONDLY')),
    ('20,000 days left out', 'rrule = ''FREQ=DAILY;COUNT=5000'', exdate = ARRAY('
        'SELECT timestamp ''2000-01-01 10:00'' + n * interval ''1 day'''
        ' FROM generate_series(1, 20000) AS n)'),
    ('20,000 of them, until', 'rrule = ''FREQ=DAILY;UNTIL=20300101T000000Z'', exdate = ARRAY('
        'SELECT timestamp ''2000-01-01 10:00'' + n * interval ''1 day'''
        ' FROM generate_series(1, 20000) AS n)'),
    ('20,000 days more', 'rrule = ''FREQ=WEEKLY;COUNT=3000'', exdate = NULL, rdate = ARRAY('
        'SELECT timestamp ''2000-01-01 10:00'' + n * interval ''1 day'''
        ' FROM generate_series(1, 20000) AS n)'),
    ('both', 'rrule = ''FREQ=WEEKLY;COUNT=3000'', exdate = rdate')
) AS v (what, change);

-- What is said twice says the same as once.
SELECT results_eq(
    $$SELECT * FROM advolux.occurrences('FREQ=MONTHLY;COUNT=9;BYMONTHDAY='
        || pg_temp.numbers(600, 3), '2026-01-01 10:00')$$,
    $$SELECT * FROM advolux.occurrences('FREQ=MONTHLY;COUNT=9;BYMONTHDAY=1,2,3',
        '2026-01-01 10:00')$$, 'days of the month');
SELECT results_eq(
    $$SELECT * FROM advolux.occurrences('FREQ=WEEKLY;COUNT=9;BYDAY=MO,MO,+1TU,TU',
        '2026-01-05 10:00')$$,
    $$SELECT * FROM advolux.occurrences('FREQ=WEEKLY;COUNT=9;BYDAY=MO,TU',
        '2026-01-05 10:00')$$, 'weekdays');

-- Years that iCalendar does not have spoil their row alone.
UPDATE advolux.appointment SET rrule = NULL, exdate = NULL, rdate = NULL;
SELECT lives_ok($$UPDATE advolux.appointment SET rrule = rule,
    start_at = '4713-01-01 12:00 BC', end_at = '4713-01-01 13:00 BC'
    FROM (VALUES ('FREQ=YEARLY;COUNT=20'), (NULL)) AS v (rule)
    WHERE title = 'Series'$$, 'a series of the year -4712');
SELECT is((SELECT components FROM caldav.content WHERE item_id = :series), NULL,
          'it cannot be shown');
SELECT lives_ok($$UPDATE advolux.appointment SET rrule = NULL,
    start_at = '2026-01-01', end_at = '2026-01-02',
    exdate = ARRAY[timestamp '0044-03-15 12:00 BC'] WHERE title = 'Series'$$,
    'a day left out, of the year -43');
SELECT is((SELECT components[1][18] FROM caldav.content
           WHERE item_id = :series), NULL, 'nobody comes to that day');
SELECT * FROM finish();
ROLLBACK;
