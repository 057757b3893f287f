-- Copyright 2026 the mod_dav_advolux authors
-- SPDX-License-Identifier: Apache-2.0
--
-- The demo firm has what the other tests count on. Needs a migrated database
-- with the output of scripts/demo-firm in it.

BEGIN;
CREATE EXTENSION IF NOT EXISTS pgtap;
SELECT plan(40);

CREATE FUNCTION pg_temp.some(wanted bigint, condition text, what text)
RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    found bigint;
BEGIN
    EXECUTE 'SELECT count(*) FROM advolux.' || condition INTO found;
    RETURN ok(found >= wanted, format('%s (%s, at least %s)', what, found,
                                      wanted));
END $$;

-- Counts
SELECT is((SELECT count(*) FROM advolux.staff
           WHERE login IN ('berger', 'anna.hoffmann', 'mueller-weiss',
                           'yilmaz', 'schulte')), 5::bigint, 'five people');
SELECT pg_temp.some(40, 'matter', 'matters');
SELECT pg_temp.some(300, 'appointment', 'appointments');
SELECT pg_temp.some(80, 'task', 'tasks');
SELECT pg_temp.some(40, 'deadline', 'deadlines');
SELECT is((SELECT count(*) FROM advolux.deadline
           WHERE title NOT LIKE '%KANARIENFRIST-7f3a%'
              OR note NOT LIKE '%KANARIENFRIST-7f3a%'), 0::bigint,
          'every deadline carries the canary');
SELECT pg_temp.some(10, 'appointment WHERE deadline_id IS NOT NULL',
                    'appointments made from deadlines');
SELECT pg_temp.some(10, 'task WHERE deadline_id IS NOT NULL',
                    'tasks made from deadlines');
SELECT is((SELECT count(*) FROM advolux.appointment
           WHERE deadline_id IS NOT NULL
             AND title NOT LIKE '%KANARIENFRIST-7f3a%'), 0::bigint,
          'what is made from deadlines carries the canary');
SELECT is((SELECT count(*) FROM advolux.appointment
           WHERE deadline_id IS NULL
             AND title LIKE '%KANARIENFRIST-7f3a%'), 0::bigint,
          'nothing else carries the canary');

-- Shapes of appointments
SELECT pg_temp.some(20, 'appointment WHERE all_day', 'all-day');
SELECT pg_temp.some(5, 'appointment WHERE all_day AND '
                    'end_date - start_date > 1', 'several days');
SELECT pg_temp.some(5, 'appointment WHERE NOT all_day AND '
                    'end_at::date > start_at::date', 'over midnight');
SELECT pg_temp.some(5, 'appointment WHERE end_at = start_at', 'without length');
SELECT pg_temp.some(5, 'appointment WHERE time_zone = ''America/New_York''',
                    'in New York');
SELECT pg_temp.some(5, 'appointment WHERE time_zone = ''Asia/Tokyo''', 'in Tokyo');
SELECT pg_temp.some(5, 'appointment WHERE time_zone = ''UTC''', 'in UTC');
SELECT pg_temp.some(2, 'appointment WHERE time_zone = ''Europe/Berlin'' AND '
                    'NOT all_day AND rrule IS NULL AND '
                    '(end_at AT TIME ZONE time_zone) - '
                    '(start_at AT TIME ZONE time_zone) <> end_at - start_at', 'over a change of the clocks');
SELECT pg_temp.some(2, 'appointment WHERE title ~ ''Stunde'' AND '
                    'extract(month FROM start_at) IN (3, 10) AND '
                    'extract(dow FROM start_at) = 0',
                    'in the hour that is missing or double');
SELECT pg_temp.some(5, format('appointment WHERE rrule LIKE %L', f || '%'),
                    f)
  FROM unnest(ARRAY['FREQ=DAILY', 'FREQ=WEEKLY', 'FREQ=MONTHLY',
                    'FREQ=YEARLY']) f;
SELECT pg_temp.some(5, 'appointment WHERE rrule LIKE ''%COUNT=%''', 'COUNT');
SELECT pg_temp.some(5, 'appointment WHERE rrule LIKE ''%UNTIL=%''', 'UNTIL');
SELECT pg_temp.some(5, 'appointment WHERE rrule IS NOT NULL AND '
                    'rrule !~ ''COUNT|UNTIL''', 'endless');
SELECT pg_temp.some(5, 'appointment WHERE exdate IS NOT NULL', 'EXDATE');
SELECT pg_temp.some(5, 'appointment WHERE rdate IS NOT NULL', 'RDATE');
SELECT pg_temp.some(5, 'override WHERE status = ''cancelled''',
                    'cancelled instances');
SELECT pg_temp.some(5, 'override WHERE start_at AT TIME ZONE time_zone <> '
                    'recurrence_id',
                    'moved instances');
SELECT pg_temp.some(15, 'participant', 'participants');
SELECT pg_temp.some(5, 'appointment WHERE trashed_at IS NOT NULL',
                    'in the trash');
SELECT pg_temp.some(5, 'appointment WHERE rrule IS NULL AND '
                    'end_at < now() - interval ''2 months''', 'old');
SELECT is((SELECT count(DISTINCT sync_mode) FROM advolux.appointment),
          3::bigint, 'appointments in all modes');
SELECT pg_temp.some(1, 'appointment WHERE title ~ ''[;"]'' AND '
                    'description LIKE E''%\n%''',
                    'quotes, semicolons, line breaks');

-- Shapes of tasks
SELECT is((SELECT count(DISTINCT sync_mode) FROM advolux.task), 3::bigint,
          'tasks in all modes');
SELECT pg_temp.some(5, 'task WHERE ' || condition, condition)
  FROM unnest(ARRAY['status = ''completed'' AND completed_at IS NOT NULL',
                    'due_at < now() AND status IS DISTINCT FROM ''completed''',
                    'due_at IS NULL AND due_date IS NULL', 'rrule IS NOT NULL']) condition;

SELECT * FROM finish();
ROLLBACK;
