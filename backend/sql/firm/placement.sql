-- Copyright 2026 the mod_dav_advolux authors
-- SPDX-License-Identifier: Apache-2.0
--
-- Who has which item, and when. Deadlines, and what is made from them, are not
-- in placement.

-- Whose an item is, synchronised or not, while it is not in the trash.
CREATE OR REPLACE VIEW caldav.ownership AS
SELECT main_editor AS staff_id, 'appointment'::caldav.kind AS kind,
       appointment_id AS item_id
FROM advolux.appointment WHERE trashed_at IS NULL
UNION ALL
SELECT p.staff_id, 'appointment', a.appointment_id
FROM advolux.appointment a JOIN advolux.participant p USING (appointment_id)
WHERE a.trashed_at IS NULL AND p.staff_id <> a.main_editor
UNION ALL
SELECT main_editor, 'task', task_id
FROM advolux.task WHERE trashed_at IS NULL;

CREATE OR REPLACE VIEW caldav.placement AS
SELECT s.staff_id, 'appointment'::caldav.kind AS kind,
       a.appointment_id AS item_id,
       (CASE WHEN a.sync_mode = 'device' THEN 'device'
             WHEN a.main_editor = s.staff_id THEN 'editable'
             ELSE 'participant' END)::caldav.access AS access,
       CASE WHEN r.recurring
            THEN caldav.series_span('appointment', a.appointment_id,
                                    s.time_zone)
            WHEN a.all_day
            THEN caldav.span(
                caldav.instant(a.start_date, s.time_zone),
                caldav.instant(greatest(a.end_date, a.start_date + 1),
                               s.time_zone))
            ELSE caldav.span(a.start_at, a.end_at) END AS span,
       r.recurring, a.all_day
FROM advolux.appointment a
CROSS JOIN LATERAL (
    SELECT a.main_editor
    UNION ALL
    SELECT p.staff_id FROM advolux.participant p
    WHERE p.appointment_id = a.appointment_id AND p.staff_id <> a.main_editor
) AS o (staff_id)
JOIN advolux.staff s ON s.staff_id = o.staff_id
CROSS JOIN LATERAL (
    SELECT a.rrule IS NOT NULL OR coalesce(a.rdate, '{}') <> '{}'
           OR EXISTS (SELECT FROM advolux.override v
                      WHERE v.appointment_id = a.appointment_id)
) AS r (recurring)
WHERE a.sync_mode <> 'none' AND a.deadline_id IS NULL AND a.trashed_at IS NULL
UNION ALL
SELECT s.staff_id, 'task', t.task_id,
       (CASE WHEN t.sync_mode = 'device' THEN 'device'
             ELSE 'editable' END)::caldav.access,
       CASE WHEN r.recurring
            THEN caldav.series_span('task', t.task_id, s.time_zone)
            WHEN t.all_day
            THEN caldav.task_span(caldav.instant(t.start_date, s.time_zone),
                                  caldav.instant(t.due_date, s.time_zone))
            ELSE caldav.task_span(t.start_at, t.due_at) END,
       r.recurring, t.all_day
FROM advolux.task t
JOIN advolux.staff s ON s.staff_id = t.main_editor
CROSS JOIN LATERAL (
    SELECT t.rrule IS NOT NULL OR coalesce(t.rdate, '{}') <> '{}'
           OR EXISTS (SELECT FROM advolux.override v
                      WHERE v.task_id = t.task_id)
) AS r (recurring)
WHERE t.sync_mode <> 'none' AND t.deadline_id IS NULL AND t.trashed_at IS NULL;
