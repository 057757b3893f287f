-- Copyright 2026 the mod_dav_advolux authors
-- SPDX-License-Identifier: Apache-2.0
--
-- Series as the contract has them. Of times the end is as long behind the start
-- as it is in fact, whatever the clock does in between.

-- Items that have overrides or repeat, in the shape that their extent needs.
CREATE OR REPLACE VIEW caldav.series AS
SELECT 'appointment'::caldav.kind AS kind, appointment_id AS item_id, all_day,
       time_zone::text AS time_zone, rrule, exdate, rdate,
       CASE WHEN all_day THEN start_date::timestamp
            ELSE caldav.wall_clock(start_at, wall_start, time_zone) END
           AS starts,
       CASE WHEN all_day THEN greatest(end_date, start_date + 1)::timestamp
            ELSE caldav.wall_clock(start_at, wall_start, time_zone)
                 + (end_at - start_at) END AS ends
FROM advolux.appointment
UNION ALL
SELECT 'task', task_id, all_day, time_zone::text, rrule, exdate, rdate,
       CASE WHEN all_day THEN coalesce(start_date, due_date)::timestamp
            ELSE caldav.wall_clock(coalesce(start_at, due_at), wall_start,
                                   time_zone) END,
       CASE WHEN all_day THEN coalesce(due_date, start_date)::timestamp
            ELSE caldav.wall_clock(coalesce(start_at, due_at), wall_start,
                                   time_zone)
                 + (coalesce(due_at, start_at) - coalesce(start_at, due_at))
            END
FROM advolux.task;

-- Changed instances, in the shape of caldav.series.
CREATE OR REPLACE VIEW caldav.series_override AS
SELECT 'appointment'::caldav.kind AS kind, appointment_id AS item_id,
       recurrence_id, this_and_future,
       CASE WHEN NOT all_day THEN time_zone::text END AS time_zone,
       CASE WHEN all_day THEN start_date::timestamp
            ELSE caldav.wall_clock(start_at, wall_start, time_zone) END
           AS starts,
       CASE WHEN all_day THEN end_date::timestamp
            ELSE caldav.wall_clock(start_at, wall_start, time_zone)
                 + (end_at - start_at) END AS ends
FROM advolux.override WHERE appointment_id IS NOT NULL
UNION ALL
SELECT 'task', task_id, recurrence_id, this_and_future,
       CASE WHEN NOT all_day THEN time_zone::text END,
       CASE WHEN all_day THEN coalesce(start_date, due_date)::timestamp
            ELSE caldav.wall_clock(coalesce(start_at, due_at), wall_start,
                                   time_zone) END,
       CASE WHEN all_day THEN coalesce(due_date, start_date)::timestamp
            ELSE caldav.wall_clock(coalesce(start_at, due_at), wall_start,
                                   time_zone)
                 + (coalesce(due_at, start_at) - coalesce(start_at, due_at))
            END
FROM advolux.override WHERE task_id IS NOT NULL;
