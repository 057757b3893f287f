-- Copyright 2026 the mod_dav_advolux authors
-- SPDX-License-Identifier: Apache-2.0
--
-- Which instances series have, for the application.

-- One item's instances that touch [p_from, p_to), as clients have them: an
-- override stands for its instance, one of "this and future" moves and reshapes
-- those after it too. All-day items are days of p_zone. The planner takes the
-- queries here for big ones and would compile them each time.
CREATE OR REPLACE FUNCTION advolux.item_occurrences(
    p_kind caldav.kind, p_item_id bigint, p_from timestamptz,
    p_to timestamptz, p_zone text)
RETURNS TABLE (instance timestamp, override_id bigint, starts_at timestamptz,
               ends_at timestamptz)
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
DECLARE
    c_margin constant interval := '2 days';
    v_item caldav.series;
    v_zone text;
    v_length interval;
BEGIN
    SELECT * INTO v_item FROM caldav.series
    WHERE kind = p_kind AND item_id = p_item_id AND starts IS NOT NULL;
    v_zone := CASE WHEN v_item.all_day THEN p_zone ELSE v_item.time_zone END;
    v_length := greatest(v_item.ends - v_item.starts, interval '0');
    RETURN QUERY
    WITH changed AS MATERIALIZED (
        SELECT o.override_id AS id, recurrence_id, this_and_future,
               c.first, greatest(c.last, c.first) AS last,
               -- of "this and future", on the clock of the series
               (CASE WHEN o.all_day THEN coalesce(o.start_date, o.due_date)
                     ::timestamp
                     ELSE caldav.wall_clock(c.first, o.wall_start, v_zone) END)
               - recurrence_id AS shift,
               CASE WHEN o.all_day
                    THEN greatest(coalesce(o.end_date, o.due_date)
                                  - coalesce(o.start_date, o.due_date), 0) END
                   AS days
        FROM advolux.override o
        CROSS JOIN LATERAL (
            SELECT CASE WHEN o.all_day
                        THEN caldav.instant(coalesce(o.start_date, o.due_date),
                                            p_zone)
                        ELSE coalesce(o.start_at, o.due_at) END,
                   CASE WHEN o.all_day
                        THEN caldav.instant(coalesce(
                            o.end_date, o.due_date, o.start_date), p_zone)
                        ELSE coalesce(o.end_at, o.due_at, o.start_at) END
        ) AS c (first, last)
        WHERE (p_kind = 'appointment' AND o.appointment_id = p_item_id
               OR p_kind = 'task' AND o.task_id = p_item_id)
          AND isfinite(recurrence_id)
          AND isfinite(least(o.start_at, o.end_at, o.due_at, o.start_date,
                             o.end_date, o.due_date))
          AND isfinite(greatest(o.start_at, o.end_at, o.due_at, o.start_date,
                                o.end_date, o.due_date))
    ), reach AS (
        SELECT greatest(v_length, max(shift + (last - first))) + c_margin
                   AS before,
               greatest(interval '0', max(-shift)) + c_margin AS after
        FROM (SELECT shift, first, last FROM changed WHERE this_and_future
              UNION ALL SELECT NULL, NULL, NULL) AS future
    ), ruled AS (
        SELECT local, f.id, f.shift, f.days, f.last - f.first AS length
        FROM reach
        CROSS JOIN LATERAL advolux.occurrences(
            v_item.rrule, v_item.starts,
            coalesce(v_item.exdate, '{}')
            || array(SELECT recurrence_id FROM changed), v_item.rdate,
            (p_from AT TIME ZONE v_zone) - before,
            (p_to AT TIME ZONE v_zone) + after, 100000, v_zone) AS local
        LEFT JOIN LATERAL (
            SELECT * FROM changed c
            WHERE c.this_and_future AND c.recurrence_id <= local
            ORDER BY c.recurrence_id DESC LIMIT 1) AS f ON true
    ), placed AS (
        SELECT local AS instance, id, s.first,
               CASE WHEN id IS NULL AND v_item.all_day
                    THEN caldav.instant(local + v_length, v_zone)
                    WHEN id IS NULL
                    THEN s.first + (v_item.ends - v_item.starts)
                    WHEN days IS NOT NULL
                    THEN caldav.instant(local + shift
                                        + days * interval '1 day', p_zone)
                    ELSE s.first + length END AS last
        FROM ruled
        CROSS JOIN LATERAL (
            SELECT caldav.instant(local + coalesce(shift, interval '0'),
                                  CASE WHEN days IS NULL THEN v_zone
                                       ELSE p_zone END)) AS s (first)
        UNION ALL
        SELECT recurrence_id, id, first, last FROM changed
    )
    SELECT instance, id, first, greatest(first, last) FROM placed
    WHERE v_item.starts IS NOT NULL AND first < p_to
      AND (last > p_from OR first >= p_from)
    ORDER BY first, instance;
END
$$;

-- Whose day it is: the person's, else the item's own.
CREATE OR REPLACE FUNCTION advolux.zone_of(p_staff_id bigint, p_zone text)
RETURNS text LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
    SELECT coalesce((SELECT time_zone::text FROM advolux.staff
                     WHERE staff_id = p_staff_id), p_zone)
$$;

CREATE OR REPLACE FUNCTION advolux.appointment_occurrences(
    p_from timestamptz, p_to timestamptz, p_staff_id bigint DEFAULT NULL)
RETURNS TABLE (appointment_id bigint, instance timestamp, override_id bigint,
               starts_at timestamptz, ends_at timestamptz, all_day boolean,
               title text, description text, location text, status text,
               free boolean, class text, priority int, categories text[])
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
SET jit = off AS $$
    WITH mine AS (
        SELECT a.*, z.zone,
               a.rrule IS NOT NULL OR coalesce(a.rdate, '{}') <> '{}'
               OR coalesce(a.exdate, '{}') <> '{}'
               OR EXISTS (SELECT FROM advolux.override v
                          WHERE v.appointment_id = a.appointment_id)
                   AS is_series
        FROM advolux.appointment a
        CROSS JOIN LATERAL (SELECT advolux.zone_of(p_staff_id,
                                                   a.time_zone)) AS z (zone)
        WHERE a.trashed_at IS NULL
          AND (p_staff_id IS NULL OR a.main_editor = p_staff_id
               OR EXISTS (SELECT FROM advolux.participant p
                          WHERE p.appointment_id = a.appointment_id
                            AND p.staff_id = p_staff_id))
    ), placed AS (
        SELECT appointment_id, o.*
        FROM mine m
        CROSS JOIN LATERAL advolux.item_occurrences(
            'appointment', m.appointment_id, p_from, p_to, m.zone) AS o
        WHERE is_series
        UNION ALL
        SELECT appointment_id, NULL, NULL, first, last
        FROM mine m
        CROSS JOIN LATERAL (
            SELECT CASE WHEN all_day THEN caldav.instant(start_date, zone)
                        ELSE start_at END,
                   CASE WHEN all_day
                        THEN caldav.instant(greatest(end_date, start_date + 1),
                                            zone)
                        ELSE end_at END) AS s (first, last)
        WHERE NOT is_series AND first < p_to
          AND (last > p_from OR first >= p_from)
    )
    SELECT a.appointment_id, p.instance, p.override_id, p.starts_at, p.ends_at,
           t.*
    FROM placed p
    JOIN advolux.appointment a USING (appointment_id)
    LEFT JOIN advolux.override o ON o.override_id = p.override_id
    CROSS JOIN LATERAL (
        SELECT a.all_day, a.title, a.description, a.location, a.status, a.free,
               a.class, a.priority, a.categories
        WHERE o.override_id IS NULL
        UNION ALL
        SELECT o.all_day, o.title, o.description, o.location, o.status, o.free,
               o.class, o.priority, o.categories
        WHERE o.override_id IS NOT NULL) AS t
    ORDER BY starts_at, appointment_id, instance
$$;
COMMENT ON ROUTINE advolux.appointment_occurrences IS
    'what takes place in [p_from, p_to), series expanded, of one person or all; instance is the original start of an instance, NULL if it is no series';

-- Tasks that begin, are under way or are due then; those without a date are
-- in no range.
CREATE OR REPLACE FUNCTION advolux.task_occurrences(
    p_from timestamptz, p_to timestamptz, p_staff_id bigint DEFAULT NULL)
RETURNS TABLE (task_id bigint, instance timestamp, override_id bigint,
               starts_at timestamptz, ends_at timestamptz, all_day boolean,
               title text, description text, location text, status text,
               percent int, completed_at timestamptz, class text, priority int,
               categories text[])
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
SET jit = off AS $$
    SELECT k.task_id, p.instance, p.override_id, p.starts_at, p.ends_at, t.*
    FROM advolux.task k
    CROSS JOIN LATERAL advolux.item_occurrences(
        'task', k.task_id, p_from, p_to,
        advolux.zone_of(p_staff_id, k.time_zone)) AS p
    LEFT JOIN advolux.override o ON o.override_id = p.override_id
    CROSS JOIN LATERAL (
        SELECT k.all_day, k.title, k.description, k.location, k.status,
               k.percent, k.completed_at, k.class, k.priority, k.categories
        WHERE o.override_id IS NULL
        UNION ALL
        SELECT o.all_day, o.title, o.description, o.location, o.status,
               o.percent, o.completed_at, o.class, o.priority, o.categories
        WHERE o.override_id IS NOT NULL) AS t
    WHERE k.trashed_at IS NULL
      AND (p_staff_id IS NULL OR k.main_editor = p_staff_id)
    ORDER BY p.starts_at, k.task_id, p.instance
$$;
COMMENT ON ROUTINE advolux.task_occurrences IS
    'as appointment_occurrences; ends_at is when the task is due';

GRANT EXECUTE ON ROUTINE advolux.item_occurrences,
    advolux.appointment_occurrences, advolux.task_occurrences TO advolux_app;
