-- Copyright 2026 the mod_dav_advolux authors
-- SPDX-License-Identifier: Apache-2.0
--
-- Series as the contract has them.

-- Items that have overrides or repeat, in the shape that their extent needs.
CREATE OR REPLACE VIEW caldav.series AS
SELECT 'appointment'::caldav.kind AS kind, appointment_id AS item_id, all_day,
       time_zone::text AS time_zone, rrule, exdate, rdate,
       CASE WHEN all_day THEN start_date::timestamp
            ELSE start_at AT TIME ZONE time_zone END AS starts,
       CASE WHEN all_day THEN greatest(end_date, start_date + 1)::timestamp
            ELSE end_at AT TIME ZONE time_zone END AS ends
FROM advolux.appointment
UNION ALL
SELECT 'task', task_id, all_day, time_zone::text, rrule, exdate, rdate,
       CASE WHEN all_day THEN coalesce(start_date, due_date)::timestamp
            ELSE coalesce(start_at, due_at) AT TIME ZONE time_zone END,
       CASE WHEN all_day THEN coalesce(due_date, start_date)::timestamp
            ELSE coalesce(due_at, start_at) AT TIME ZONE time_zone END
FROM advolux.task;

-- Changed instances, in the shape of caldav.series.
CREATE OR REPLACE VIEW caldav.series_override AS
SELECT 'appointment'::caldav.kind AS kind, appointment_id AS item_id,
       recurrence_id, this_and_future,
       CASE WHEN NOT all_day THEN time_zone::text END AS time_zone,
       CASE WHEN all_day THEN start_date::timestamp
            ELSE start_at AT TIME ZONE time_zone END AS starts,
       CASE WHEN all_day THEN end_date::timestamp
            ELSE end_at AT TIME ZONE time_zone END AS ends
FROM advolux.override WHERE appointment_id IS NOT NULL
UNION ALL
SELECT 'task', task_id, recurrence_id, this_and_future,
       CASE WHEN NOT all_day THEN time_zone::text END,
       CASE WHEN all_day THEN coalesce(start_date, due_date)::timestamp
            ELSE coalesce(start_at, due_at) AT TIME ZONE time_zone END,
       CASE WHEN all_day THEN coalesce(due_date, start_date)::timestamp
            ELSE coalesce(due_at, start_at) AT TIME ZONE time_zone END
FROM advolux.override WHERE task_id IS NOT NULL;
