-- Copyright 2026 the mod_dav_advolux authors
-- SPDX-License-Identifier: Apache-2.0
--
-- The days of a rule with RSCALE: told by the module, found by rule and first
-- day, kept as long as the series is one.

\ir support/people.psql
SELECT plan(23);

SELECT pg_temp.person('editor'), pg_temp.person('other');
CREATE FUNCTION pg_temp.wedding(rule text, days text DEFAULT NULL)
RETURNS jsonb LANGUAGE sql AS $$
    SELECT jsonb_set(pg_temp.event('Feier'), '{0}',
                     pg_temp.event('Feier') -> 0 || jsonb_build_object(
        'rrule', rule, 'starts', '20240315T100000', 'ends', '20240315T110000',
        'rule_days', days, 'rule_through', '20991231'))
$$;
CREATE FUNCTION pg_temp.starts() RETURNS text LANGUAGE sql AS $$
    SELECT string_agg(to_char(instance, 'YYYYMMDD HH24'), ' ' ORDER BY instance)
    FROM advolux.appointment_occurrences('2024-01-01', '2030-01-01',
                                         pg_temp.staff('editor'))
$$;
SELECT is(advolux.rule_is_scaled(rule), scaled, rule)
FROM (VALUES ('FREQ=YEARLY', false), ('RSCALE=HEBREW;FREQ=YEARLY', true),
    ('FREQ=YEARLY;rscale=hebrew', true), ('RSCALE=GREGORIAN;FREQ=YEARLY', false),
    ('RSCALE=GREGORIAN;FREQ=MONTHLY;SKIP=FORWARD', true),
    ('RSCALE=HEBREW;FREQ=WEEKLY;BYDAY=MO', false),
    ('RSCALE=HEBREW;FREQ=DAILY;BYMONTH=5L', true),
    ('RSCALE=ROC;FREQ=YEARLY;SKIP=OMIT', false)) AS r (rule, scaled);
SELECT is(advolux.rule_core('FREQ=YEARLY;count=3;RSCALE=HEBREW;UNTIL=20300101'),
          'FREQ=YEARLY;RSCALE=HEBREW', 'what says the days');

SELECT is(pg_temp.put('editor', 'a.ics', 0, 'a', pg_temp.wedding(
    'RSCALE=HEBREW;FREQ=YEARLY;COUNT=3', '20240315,20250305,20260222,20270314')),
    'created', 'stored with its days');
SELECT is(pg_temp.starts(), '20240315 10 20250305 10 20260222 10', 'listed');
SELECT item_id AS item FROM caldav.entry
WHERE calendar_id = pg_temp.calendar('editor') AND name = 'a.ics' \gset
SELECT is((SELECT upper(span) FROM caldav.entry
           WHERE calendar_id = pg_temp.calendar('editor') AND name = 'a.ics'),
          '2026-02-22 11:00'::timestamptz, 'and ends');
UPDATE advolux.appointment SET rrule = 'RSCALE=HEBREW;FREQ=YEARLY;UNTIL=20250401',
    start_at = start_at + interval '1 hour', end_at = end_at + interval '1 hour'
WHERE appointment_id = :item;
SELECT is(pg_temp.starts(), '20240315 11 20250305 11',
          'the office changes its clock and its end');
UPDATE advolux.appointment SET rrule = 'RSCALE=HEBREW;FREQ=YEARLY',
    start_at = start_at + interval '1 day', end_at = end_at + interval '1 day'
WHERE appointment_id = :item;
SELECT is(pg_temp.starts(), '20240316 11', 'of another first day: that alone');
SELECT is((SELECT upper(span) FROM caldav.entry
           WHERE calendar_id = pg_temp.calendar('editor') AND name = 'a.ics'),
          NULL, 'and without an end');

CREATE FUNCTION pg_temp.learn(who text, rule text, days text) RETURNS boolean
LANGUAGE plpgsql AS $$
DECLARE
    learned boolean;
BEGIN
    EXECUTE format('SELECT caldav.learn_days(%s, %L, %L, %L, %L, %L)',
        pg_temp.caller(who), 'a.ics', rule, '2024-03-16', days, '20991231')
    INTO learned;
    RETURN learned;
END $$;
SELECT is(pg_temp.learn('other', 'RSCALE=HEBREW;FREQ=YEARLY', '20240316'),
          false, 'not by somebody else');
SELECT is(pg_temp.learn('editor', 'RSCALE=HEBREW;FREQ=MONTHLY', '20240316'),
          false, 'not of another rule');
SELECT is(pg_temp.learn('editor', 'RSCALE=HEBREW;FREQ=YEARLY',
                        '20240316,20250306'), true, 'the module tells them');
SELECT is(pg_temp.starts(), '20240316 11 20250306 11', 'and they are listed');
SELECT is(pg_temp.learn('editor', 'RSCALE=HEBREW;FREQ=YEARLY', '20240316'),
          false, 'once');

UPDATE advolux.appointment SET rrule = 'FREQ=YEARLY' WHERE appointment_id = :item;
SELECT is(left(pg_temp.starts(), 23), '20240316 11 20250316 11', 'plain again');
SELECT isnt(caldav.purge(pg_temp.calendar('editor')), NULL, 'purged');
SELECT is_empty('SELECT FROM caldav.scaled_series', 'with the days');

SELECT * FROM finish();
ROLLBACK;
