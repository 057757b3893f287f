-- Copyright 2026 the mod_dav_advolux authors
-- SPDX-License-Identifier: Apache-2.0
--
-- What an item says. Deadlines, and what is made from them, are in none of
-- these views.

CREATE OR REPLACE VIEW caldav.appointment_component AS
SELECT a.appointment_id AS item_id, v.recurrence_id, v.this_and_future,
       v.title, v.description, v.location, v.all_day, v.zone, v.starts, v.ends,
       v.status, v.class, v.free, v.priority, NULL::int AS percent,
       NULL::text AS completed, v.categories, v.rrule, v.exdate, v.rdate,
       v.sequence, v.created, v.modified, m.number AS matter,
       (SELECT string_agg(s.name, E'\x1f' ORDER BY s.name, s.staff_id)
        FROM advolux.participant p JOIN advolux.staff s USING (staff_id)
        WHERE p.appointment_id = a.appointment_id
          AND p.staff_id <> a.main_editor) AS participants
FROM advolux.appointment a
LEFT JOIN advolux.matter m USING (matter_id)
CROSS JOIN LATERAL (
    SELECT NULL::text, false, a.title, a.description, a.location, a.all_day,
           a.time_zone::text,
           CASE WHEN a.all_day THEN caldav.local_text(a.start_date::timestamp)
                ELSE caldav.clock_text(a.start_at, a.wall_start,
                                       a.time_zone) END,
           CASE WHEN a.all_day THEN caldav.local_text(a.end_date::timestamp)
                ELSE caldav.clock_text(a.end_at, a.wall_start,
                                       a.time_zone) END,
           a.status, a.class, a.free, a.priority,
           nullif(array_to_string(a.categories, E'\x1f'), ''), a.rrule,
           caldav.locals_text(a.exdate), caldav.locals_text(a.rdate),
           a.sequence, caldav.instant_text(a.created_at),
           caldav.instant_text(a.modified_at)
    UNION ALL
    SELECT caldav.local_text(o.recurrence_id), o.this_and_future, o.title,
           o.description, o.location, o.all_day, o.time_zone::text,
           CASE WHEN o.all_day THEN caldav.local_text(o.start_date::timestamp)
                ELSE caldav.clock_text(o.start_at, o.wall_start,
                                       o.time_zone) END,
           CASE WHEN o.all_day THEN caldav.local_text(o.end_date::timestamp)
                ELSE caldav.clock_text(o.end_at, o.wall_start,
                                       o.time_zone) END,
           o.status, o.class, o.free, o.priority,
           nullif(array_to_string(o.categories, E'\x1f'), ''), NULL::text,
           NULL::text, NULL::text, o.sequence,
           caldav.instant_text(o.created_at), caldav.instant_text(o.modified_at)
    FROM advolux.override o WHERE o.appointment_id = a.appointment_id
) AS v (recurrence_id, this_and_future, title, description, location, all_day,
        zone, starts, ends, status, class, free, priority, categories, rrule,
        exdate, rdate, sequence, created, modified)
WHERE a.sync_mode <> 'none' AND a.deadline_id IS NULL AND a.trashed_at IS NULL;

CREATE OR REPLACE VIEW caldav.task_component AS
SELECT t.task_id AS item_id, v.recurrence_id, v.this_and_future, v.title,
       v.description, v.location, v.all_day, v.zone, v.starts, v.ends,
       v.status, v.class, false AS free, v.priority, v.percent, v.completed,
       v.categories, v.rrule, v.exdate, v.rdate, v.sequence, v.created,
       v.modified, m.number AS matter, NULL::text AS participants
FROM advolux.task t
LEFT JOIN advolux.matter m USING (matter_id)
CROSS JOIN LATERAL (
    SELECT NULL::text, false, t.title, t.description, t.location, t.all_day,
           t.time_zone::text,
           CASE WHEN t.all_day THEN caldav.local_text(t.start_date::timestamp)
                ELSE caldav.clock_text(t.start_at, t.wall_start,
                                       t.time_zone) END,
           CASE WHEN t.all_day THEN caldav.local_text(t.due_date::timestamp)
                ELSE caldav.clock_text(t.due_at, t.wall_start,
                                       t.time_zone) END,
           t.status, t.class, t.priority, t.percent,
           caldav.instant_text(t.completed_at),
           nullif(array_to_string(t.categories, E'\x1f'), ''), t.rrule,
           caldav.locals_text(t.exdate), caldav.locals_text(t.rdate),
           t.sequence, caldav.instant_text(t.created_at),
           caldav.instant_text(t.modified_at)
    UNION ALL
    SELECT caldav.local_text(o.recurrence_id), o.this_and_future, o.title,
           o.description, o.location, o.all_day, o.time_zone::text,
           CASE WHEN o.all_day THEN caldav.local_text(o.start_date::timestamp)
                ELSE caldav.clock_text(o.start_at, o.wall_start,
                                       o.time_zone) END,
           CASE WHEN o.all_day THEN caldav.local_text(o.due_date::timestamp)
                ELSE caldav.clock_text(o.due_at, o.wall_start,
                                       o.time_zone) END,
           o.status, o.class, o.priority, o.percent,
           caldav.instant_text(o.completed_at),
           nullif(array_to_string(o.categories, E'\x1f'), ''), NULL::text,
           NULL::text, NULL::text, o.sequence,
           caldav.instant_text(o.created_at), caldav.instant_text(o.modified_at)
    FROM advolux.override o WHERE o.task_id = t.task_id
) AS v (recurrence_id, this_and_future, title, description, location, all_day,
        zone, starts, ends, status, class, priority, percent, completed,
        categories, rrule, exdate, rdate, sequence, created, modified)
WHERE t.sync_mode <> 'none' AND t.deadline_id IS NULL AND t.trashed_at IS NULL;
