-- Copyright 2026 the mod_dav_advolux authors
-- SPDX-License-Identifier: Apache-2.0
--
-- One instance moved, changed or cancelled, and a series ended, by plain SQL.

\ir support/people.psql
SELECT plan(23);

SELECT pg_temp.person('series-a'), pg_temp.person('series-b');
INSERT INTO advolux.appointment (main_editor, title, location, start_at, end_at,
                                 rrule)
VALUES (pg_temp.staff('series-a'), 'Reihe', 'Saal 1', '2030-01-07 10:00+01',
        '2030-01-07 11:00+01', 'FREQ=WEEKLY;COUNT=20');
CREATE TEMP TABLE it AS SELECT max(appointment_id) AS id FROM advolux.appointment;
CREATE FUNCTION pg_temp.as_application(command text) RETURNS text
LANGUAGE plpgsql AS $$
DECLARE
    v_answer text;
BEGIN
    SET LOCAL SESSION AUTHORIZATION advolux_app;
    EXECUTE command INTO v_answer;
    RESET SESSION AUTHORIZATION;
    RETURN v_answer;
END $$;

CREATE FUNCTION pg_temp.listed(p_from timestamptz, p_to timestamptz)
RETURNS TABLE (instance timestamp, starts_at timestamptz, title text,
               location text) LANGUAGE sql AS $$
    SELECT instance, starts_at, title, location
    FROM advolux.appointment_occurrences(p_from, p_to), it
    WHERE appointment_id = it.id ORDER BY starts_at
$$;

SELECT is((SELECT count(*) FROM pg_temp.listed('2030-01-01', '2031-01-01')), 20::bigint,
          'a series is listed expanded');
SELECT is((SELECT max(starts_at) FROM pg_temp.listed('2030-01-01', '2031-01-01')),
          '2030-05-20 10:00+02'::timestamptz, 'on its wall clock');
SELECT isnt(pg_temp.as_application(format($$ SELECT advolux.appointment_instance(%s, '2030-02-11 10:00') $$, id)),
            NULL, 'the application may do it') FROM it;
SELECT is(pg_temp.as_application($$ SELECT count(*) FROM advolux.appointment_occurrences('2030-02-11', '2030-02-12') $$)::int >= 1,
          true, 'and list');
SELECT is((SELECT count(*) FROM pg_temp.listed('2030-01-14 11:00', '2030-01-21 10:00')),
          0::bigint, 'ends and range are half open');

-- Change the text of one instance.
SELECT advolux.appointment_instance(id, '2030-01-14 10:00') AS changed FROM it \gset
UPDATE advolux.override SET title = 'Anders'
WHERE override_id = :changed;
SELECT results_eq(
    $$ SELECT * FROM pg_temp.listed('2030-01-14', '2030-01-15') $$,
    $$ VALUES ('2030-01-14 10:00'::timestamp, '2030-01-14 10:00+01'::timestamptz,
               'Anders', 'Saal 1') $$, 'one instance has another text');
SELECT is((SELECT advolux.appointment_instance(id, '2030-01-14 10:00') FROM it),
          (SELECT override_id FROM advolux.override WHERE title = 'Anders'),
          'asked again, it is the same override');
SELECT is((SELECT count(*) FROM pg_temp.listed('2030-01-01', '2031-01-01')), 20::bigint,
          'and there are as many instances');

-- Move one.
SELECT advolux.appointment_instance(id, '2030-01-21 10:00') AS changed FROM it \gset
UPDATE advolux.override SET start_at = start_at + interval '1 day', end_at = end_at + interval '1 day'
WHERE override_id = :changed;
SELECT is((SELECT starts_at FROM pg_temp.listed('2030-01-21', '2030-01-28')),
          '2030-01-22 10:00+01'::timestamptz, 'one instance is moved');

-- Cancel one: to be seen as such, or gone.
SELECT advolux.appointment_instance(id, '2030-01-28 10:00') AS changed FROM it \gset
UPDATE advolux.override SET status = 'cancelled'
WHERE override_id = :changed;
SELECT is((SELECT status FROM it, advolux.appointment_occurrences('2030-01-28', '2030-01-29') o
           WHERE o.appointment_id = it.id), 'cancelled', 'one instance is cancelled');
UPDATE advolux.appointment SET exdate = array_append(exdate, '2030-02-04 10:00')
WHERE appointment_id = (SELECT id FROM it);
SELECT is_empty($$ SELECT * FROM pg_temp.listed('2030-02-04', '2030-02-05') $$,
                'one instance is excluded');
SELECT throws_ok($$ SELECT advolux.appointment_instance(id, '2030-02-04 10:00') FROM it $$,
                 'P0002', NULL, 'an excluded instance is none');
SELECT throws_ok($$ SELECT advolux.appointment_instance(id, '2030-02-05 10:00') FROM it $$,
                 'P0002', NULL, 'nor is another day');

-- From one on.
INSERT INTO advolux.override (appointment_id, recurrence_id, this_and_future, title, start_at, end_at)
SELECT id, '2030-03-04 10:00', true, 'Ab März', '2030-03-05 14:00+01', '2030-03-05 16:00+01' FROM it;
SELECT results_eq(
    $$ SELECT starts_at, title FROM pg_temp.listed('2030-03-11', '2030-04-09') $$,
    $$ VALUES ('2030-03-12 14:00'::timestamptz, 'Ab März'),
              ('2030-03-19 14:00', 'Ab März'), ('2030-03-26 14:00', 'Ab März'),
              ('2030-04-02 14:00', 'Ab März') $$,
    'this and future: later instances move and change with it');
SELECT advolux.appointment_instance(id, '2030-04-08 10:00') AS changed FROM it \gset
SELECT results_eq(
    $$ SELECT start_at, end_at, title, this_and_future FROM advolux.override
       ORDER BY override_id DESC LIMIT 1 $$,
    $$ VALUES ('2030-04-09 14:00'::timestamptz, '2030-04-09 16:00'::timestamptz,
               'Ab März', false) $$, 'one of these is changed as it is');

-- End it early.
SELECT advolux.end_appointment_series(id, '2030-03-25 10:00') FROM it;
SELECT is((SELECT rrule FROM advolux.appointment, it WHERE appointment_id = id),
          'FREQ=WEEKLY;UNTIL=20300325T085959Z', 'a series ends before an instance');
SELECT is((SELECT max(instance) FROM pg_temp.listed('2030-01-01', '2031-01-01')),
          '2030-03-18 10:00'::timestamp, 'the last instance is the one before');
SELECT is_empty($$ SELECT FROM advolux.override, it WHERE appointment_id = id
                   AND recurrence_id >= '2030-03-25' $$, 'no override is left behind');
SELECT throws_ok($$ SELECT advolux.end_appointment_series(id, '2030-01-07 10:00') FROM it $$,
                 'P0002', NULL, 'a series has at least one instance');

-- Tasks, by day.
INSERT INTO advolux.task (main_editor, title, all_day, start_date, due_date, rrule)
VALUES (pg_temp.staff('series-b'), 'Post', true, '2030-01-01', '2030-01-02', 'FREQ=DAILY');
SELECT advolux.task_instance(max(task_id), '2030-01-05') AS changed FROM advolux.task \gset
UPDATE advolux.override SET status = 'completed', percent = 100
WHERE override_id = :changed;
SELECT results_eq(
    $$ SELECT instance, starts_at, ends_at, status FROM advolux.task_occurrences(
           '2030-01-05', '2030-01-06', pg_temp.staff('series-b')) $$,
    $$ VALUES ('2030-01-04'::timestamp, '2030-01-04'::timestamptz, '2030-01-05'::timestamptz,
               'needs-action'),
              ('2030-01-05', '2030-01-05', '2030-01-06', 'completed') OFFSET 1 $$,
    'one task of a series is done');
SELECT advolux.end_task_series(max(task_id), '2030-01-10') FROM advolux.task;
SELECT is((SELECT rrule FROM advolux.task ORDER BY task_id DESC LIMIT 1),
          'FREQ=DAILY;UNTIL=20300109', 'a series of days ends with a day');
SELECT is((SELECT count(*) FROM advolux.task_occurrences('2030-01-01', 'infinity', pg_temp.staff('series-b'))),
          9::bigint, 'even if nobody says until when');
SELECT is((SELECT count(*) FROM advolux.appointment_occurrences('2030-01-01', '2031-01-01',
                                                                pg_temp.staff('series-b'))),
          0::bigint, 'each person has their own');

SELECT * FROM finish();
ROLLBACK;
