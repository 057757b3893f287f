-- Copyright 2026 the mod_dav_advolux authors
-- SPDX-License-Identifier: Apache-2.0
--
-- What Advolux has, as CalDAV sees it: people, who has which item, when, and
-- what it says.
-- Deadlines, and what is made from them, are in none of these views.

SET LOCAL ROLE advolux_owner;

CREATE VIEW caldav.person AS
SELECT staff_id, login, name, mail, color, look_back,
       time_zone::text AS time_zone
FROM advolux.staff
WHERE active;

CREATE FUNCTION caldav.span(p_from timestamptz, p_to timestamptz)
RETURNS tstzrange LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT tstzrange(p_from, p_to, CASE WHEN p_from = p_to THEN '[]'
                                        ELSE '[)' END)
$$;

-- A task due at the very end of a range is in it (RFC 4791 section 9.9), which
-- no half-open range says: so its span begins a second early.
CREATE FUNCTION caldav.task_span(p_from timestamptz, p_to timestamptz)
RETURNS tstzrange LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT CASE WHEN coalesce(p_from, p_to) IS NULL THEN tstzrange(NULL, NULL)
           ELSE tstzrange(least(p_from, p_to) - interval '1 second',
                          greatest(p_from, p_to), '[]') END
$$;

-- Items that have overrides or repeat, in the shape that their extent needs.
CREATE VIEW caldav.series AS
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

-- The whole extent of a series: every instance that takes place, where its
-- override puts it. All-day instances are days of zone p_zone.
CREATE FUNCTION caldav.series_span(p_kind caldav.kind, p_item_id bigint,
                                   p_zone text) RETURNS tstzrange
LANGUAGE plpgsql STABLE AS $$
DECLARE
    v_item caldav.series;
    v_zone text;
    v_gone timestamp[];
    v_first timestamp;
    v_last timestamp;
    v_length interval;
    v_from timestamptz;
    v_to timestamptz;
    v_override record;
BEGIN
    SELECT * INTO v_item FROM caldav.series
    WHERE kind = p_kind AND item_id = p_item_id;
    IF v_item.starts IS NULL THEN
        RETURN tstzrange(NULL, NULL);
    END IF;
    v_zone := CASE WHEN v_item.all_day THEN p_zone ELSE v_item.time_zone END;
    v_length := greatest(v_item.ends - v_item.starts, interval '0');
    SELECT coalesce(v_item.exdate, '{}')
           || coalesce(array_agg(recurrence_id), '{}') INTO v_gone
    FROM advolux.override
    WHERE p_kind = 'appointment' AND appointment_id = p_item_id
       OR p_kind = 'task' AND task_id = p_item_id;
    SELECT o INTO v_first
    FROM advolux.occurrences(v_item.rrule, v_item.starts, v_gone, v_item.rdate,
                             p_max => 1, p_zone => v_zone) AS o;
    v_last := advolux.last_occurrence(v_item.rrule, v_item.starts, v_gone,
                                      v_item.rdate, v_zone);
    IF v_first IS NOT NULL THEN
        v_from := caldav.instant(v_first, v_zone);
    END IF;
    IF v_last = 'infinity' THEN
        v_to := 'infinity';
    ELSIF v_last IS NOT NULL THEN
        -- Lengths are exact or nominal, as clients have it: take the longer.
        v_to := greatest(caldav.instant(v_last + v_length, v_zone),
                         caldav.instant(v_last, v_zone) + v_length);
    END IF;
    FOR v_override IN
        SELECT starts, greatest(ends, starts) AS ends, this_and_future, zone,
               starts - recurrence_id AS shift
        FROM (
            SELECT recurrence_id, this_and_future,
                   CASE WHEN all_day THEN p_zone ELSE time_zone::text END,
                   CASE WHEN all_day
                        THEN coalesce(start_date, due_date)::timestamp
                        ELSE coalesce(start_at, due_at)
                             AT TIME ZONE time_zone END,
                   CASE WHEN all_day
                        THEN coalesce(end_date, due_date, start_date)::timestamp
                        ELSE coalesce(end_at, due_at, start_at)
                             AT TIME ZONE time_zone END
            FROM advolux.override
            WHERE p_kind = 'appointment' AND appointment_id = p_item_id
               OR p_kind = 'task' AND task_id = p_item_id
        ) AS o (recurrence_id, this_and_future, zone, starts, ends)
    LOOP
        v_from := least(v_from, caldav.instant(v_override.starts,
                                               v_override.zone));
        v_to := greatest(v_to, caldav.instant(v_override.ends,
                                              v_override.zone));
        IF v_override.this_and_future AND isfinite(v_last) THEN
            v_to := greatest(v_to, caldav.instant(
                v_last + v_override.shift
                + (v_override.ends - v_override.starts), v_override.zone));
        END IF;
    END LOOP;
    IF v_from IS NULL THEN      -- every instance is excluded
        v_from := caldav.instant(v_item.starts, v_zone);
    END IF;
    v_to := nullif(greatest(v_from, v_to), 'infinity');
    IF v_to IS NULL THEN
        RETURN tstzrange(v_from - CASE p_kind WHEN 'task' THEN interval
                         '1 second' ELSE interval '0' END, NULL);
    END IF;
    RETURN CASE p_kind WHEN 'task' THEN caldav.task_span(v_from, v_to)
                       ELSE caldav.span(v_from, v_to) END;
END
$$;

-- Whose an item is, synchronised or not, while it is not in the trash.
CREATE VIEW caldav.ownership AS
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

CREATE VIEW caldav.placement AS
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

CREATE FUNCTION caldav.local_text(p_local timestamp) RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT to_char(p_local, 'YYYYMMDD"T"HH24MISS')
$$;
CREATE FUNCTION caldav.instant_text(p_instant timestamptz) RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT to_char(p_instant AT TIME ZONE 'UTC', 'YYYYMMDD"T"HH24MISS"Z"')
$$;
CREATE FUNCTION caldav.locals_text(p_locals timestamp[]) RETURNS text
LANGUAGE sql STABLE STRICT PARALLEL SAFE AS $$
    SELECT string_agg(DISTINCT to_char(x, 'YYYYMMDD"T"HH24MISS'), ',')
    FROM unnest(p_locals) AS x
$$;

CREATE VIEW caldav.appointment_component AS
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
           caldav.local_text(CASE WHEN a.all_day THEN a.start_date::timestamp
                             ELSE a.start_at AT TIME ZONE a.time_zone END),
           caldav.local_text(CASE WHEN a.all_day THEN a.end_date::timestamp
                             ELSE a.end_at AT TIME ZONE a.time_zone END),
           a.status, a.class, a.free, a.priority,
           nullif(array_to_string(a.categories, E'\x1f'), ''), a.rrule,
           caldav.locals_text(a.exdate), caldav.locals_text(a.rdate),
           a.sequence, caldav.instant_text(a.created_at),
           caldav.instant_text(a.modified_at)
    UNION ALL
    SELECT caldav.local_text(o.recurrence_id), o.this_and_future, o.title,
           o.description, o.location, o.all_day, o.time_zone::text,
           caldav.local_text(CASE WHEN o.all_day THEN o.start_date::timestamp
                             ELSE o.start_at AT TIME ZONE o.time_zone END),
           caldav.local_text(CASE WHEN o.all_day THEN o.end_date::timestamp
                             ELSE o.end_at AT TIME ZONE o.time_zone END),
           o.status, o.class, o.free, o.priority,
           nullif(array_to_string(o.categories, E'\x1f'), ''), NULL, NULL,
           NULL, o.sequence, caldav.instant_text(o.created_at),
           caldav.instant_text(o.modified_at)
    FROM advolux.override o WHERE o.appointment_id = a.appointment_id
) AS v (recurrence_id, this_and_future, title, description, location, all_day,
        zone, starts, ends, status, class, free, priority, categories, rrule,
        exdate, rdate, sequence, created, modified)
WHERE a.sync_mode <> 'none' AND a.deadline_id IS NULL AND a.trashed_at IS NULL;

CREATE VIEW caldav.task_component AS
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
           caldav.local_text(CASE WHEN t.all_day THEN t.start_date::timestamp
                             ELSE t.start_at AT TIME ZONE t.time_zone END),
           caldav.local_text(CASE WHEN t.all_day THEN t.due_date::timestamp
                             ELSE t.due_at AT TIME ZONE t.time_zone END),
           t.status, t.class, t.priority, t.percent,
           caldav.instant_text(t.completed_at),
           nullif(array_to_string(t.categories, E'\x1f'), ''), t.rrule,
           caldav.locals_text(t.exdate), caldav.locals_text(t.rdate),
           t.sequence, caldav.instant_text(t.created_at),
           caldav.instant_text(t.modified_at)
    UNION ALL
    SELECT caldav.local_text(o.recurrence_id), o.this_and_future, o.title,
           o.description, o.location, o.all_day, o.time_zone::text,
           caldav.local_text(CASE WHEN o.all_day THEN o.start_date::timestamp
                             ELSE o.start_at AT TIME ZONE o.time_zone END),
           caldav.local_text(CASE WHEN o.all_day THEN o.due_date::timestamp
                             ELSE o.due_at AT TIME ZONE o.time_zone END),
           o.status, o.class, o.priority, o.percent,
           caldav.instant_text(o.completed_at),
           nullif(array_to_string(o.categories, E'\x1f'), ''), NULL, NULL,
           NULL, o.sequence, caldav.instant_text(o.created_at),
           caldav.instant_text(o.modified_at)
    FROM advolux.override o WHERE o.task_id = t.task_id
) AS v (recurrence_id, this_and_future, title, description, location, all_day,
        zone, starts, ends, status, class, priority, percent, completed,
        categories, rrule, exdate, rdate, sequence, created, modified)
WHERE t.sync_mode <> 'none' AND t.deadline_id IS NULL AND t.trashed_at IS NULL;

-- The components of an item, each an array of texts in the order of the views'
-- columns; NULL if there are none, or if they cannot be shown: an odd row is
-- left out of what clients see, and does not stop the firm's own change of it.
CREATE FUNCTION caldav.components_of(p_kind caldav.kind, p_item_id bigint)
RETURNS text[] LANGUAGE plpgsql STABLE AS $$
DECLARE
    v_components text[];
BEGIN
    IF p_kind = 'appointment' THEN
        SELECT array_agg(ARRAY[
        recurrence_id, this_and_future::text, title, description, location,
        all_day::text, zone, starts, ends, status, class, free::text,
        priority::text, percent::text, completed, categories, rrule, exdate,
        rdate, sequence::text, created, modified, matter, participants]) INTO v_components
        FROM caldav.appointment_component WHERE item_id = p_item_id;
    ELSE
        SELECT array_agg(ARRAY[
        recurrence_id, this_and_future::text, title, description, location,
        all_day::text, zone, starts, ends, status, class, free::text,
        priority::text, percent::text, completed, categories, rrule, exdate,
        rdate, sequence::text, created, modified, matter, participants]) INTO v_components
        FROM caldav.task_component WHERE item_id = p_item_id;
    END IF;
    RETURN v_components;
EXCEPTION WHEN data_exception OR program_limit_exceeded THEN
    RETURN NULL;
END
$$;
