-- Copyright 2026 the mod_dav_advolux authors
-- SPDX-License-Identifier: Apache-2.0
--
-- No rule, however odd, keeps the store busy or makes a write fail: the days that
-- are looked at are asked for a bounded number of times.

\ir support/people.psql
SELECT plan(48);

SELECT pg_temp.person('editor');
CREATE TEMPORARY TABLE odd (rule text) ON COMMIT DROP;
INSERT INTO odd VALUES
    ('FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30'), ('FREQ=MINUTELY'),
    ('FREQ=HOURLY;BYMONTH=2;BYMONTHDAY=30'),
    ('FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30'),
    ('FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30;COUNT=5'),
    ('FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30;UNTIL=99991231T000000Z'),
    ('FREQ=WEEKLY;BYMONTH=2;BYMONTHDAY=30;COUNT=5'),
    ('FREQ=MONTHLY;BYMONTHDAY=31;BYMONTH=2;COUNT=3'),
    ('FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30;COUNT=3'),
    ('FREQ=YEARLY;BYWEEKNO=99;COUNT=3'), ('FREQ=YEARLY;BYYEARDAY=999;COUNT=2'),
    ('FREQ=DAILY;INTERVAL=9999999'), ('FREQ=YEARLY;INTERVAL=2147483647;COUNT=9'),
    ('FREQ=MONTHLY;INTERVAL=99999999999999999999;COUNT=3'),
    ('FREQ=DAILY;COUNT=2147483647'), ('FREQ=DAILY;COUNT=5000'),
    ('FREQ=DAILY;UNTIL=99991231T235959Z'), ('FREQ=DAILY;UNTIL=00010101'),
    ('FREQ=DAILY;UNTIL=20269999'), ('FREQ=DAILY;COUNT=0'),
    ('FREQ=DAILY;INTERVAL=0;COUNT=3'), ('FREQ='), (''), ('rubbish'),
    ('FREQ=DAILY;BYDAY=XX;COUNT=3'), ('FREQ=MONTHLY;BYDAY=99MO;COUNT=3'),
    ('FREQ=MONTHLY;BYSETPOS=400;COUNT=3'), ('FREQ=YEARLY;BYDAY=+54MO;COUNT=3'),
    ('FREQ=DAILY;BYHOUR=1,2,3;BYMINUTE=1,2,3;COUNT=99'),
    ('FREQ=YEARLY;BYMONTH=13'), (repeat('FREQ=DAILY;', 1000)),
    ('FREQ=YEARLY;BYMONTH=' || repeat('1,', 5000) || '1'),
    ('FREQ=YEARLY;BYEASTER=0;COUNT=4'), ('FREQ=MONTHLY;RSCALE=CHINESE;COUNT=4');
-- How often this transaction asked for the days of a rule, at most a thousand
-- periods each time: to write a series takes two to four expansions, and none of
-- them looks at more than 50,000 days.
SET LOCAL track_functions = 'pl';
CREATE FUNCTION pg_temp.asked() RETURNS bigint LANGUAGE sql AS
    'SELECT coalesce(sum(calls), 0)::bigint FROM pg_stat_xact_user_functions
     WHERE schemaname = ''advolux'' AND funcname = ''rule_days''';
CREATE FUNCTION pg_temp.is_bounded(command text, what text) RETURNS text
LANGUAGE plpgsql AS $$
DECLARE
    before bigint := pg_temp.asked();
BEGIN
    EXECUTE command;
    RETURN cmp_ok(pg_temp.asked() - before, '<=', 250::bigint,
                  left(what, 60) || ' is bounded');
EXCEPTION WHEN OTHERS THEN
    RETURN fail(left(what, 60) || ': ' || SQLSTATE || ' ' || SQLERRM);
END $$;
SET LOCAL statement_timeout = 0;
SELECT pg_temp.is_bounded(format(
    'INSERT INTO advolux.appointment (main_editor, title, start_at, end_at,
                                      rrule, exdate)
     VALUES (%s, ''Odd'', ''2026-03-02 09:00'', ''2026-03-02 10:00'', %L,
             ''{2026-03-02 09:00}'')', pg_temp.staff('editor'), rule), rule)
FROM odd;
SELECT pg_temp.is_bounded(format(
    'SELECT count(*) FROM advolux.occurrences(%L, ''2026-03-02 09:00'',
     p_from => ''9000-01-01'', p_to => ''9000-02-01'')', rule), 'range of ' || rule)
FROM odd WHERE rule LIKE 'FREQ=DAILY%' AND length(rule) < 100;
SELECT is((SELECT count(*) FROM caldav.entry
           WHERE calendar_id = pg_temp.calendar('editor') AND visible),
          (SELECT count(*) FROM odd), 'each of them is in the calendar');
SELECT * FROM finish();
ROLLBACK;
