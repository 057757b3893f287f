-- Copyright 2026 the mod_dav_advolux authors
-- SPDX-License-Identifier: Apache-2.0
--
-- Series as the application sees and changes them: which instances there are,
-- one of them changed, an end. Everything that counts days is in 003.

SET LOCAL ROLE advolux_owner;

-- One item's instances that touch [p_from, p_to), as clients have them: an
-- override stands for its instance, one of "this and future" moves and reshapes
-- those after it too. All-day items are days of p_zone. The planner takes the
-- queries here for big ones and would compile them each time.
CREATE FUNCTION advolux.item_occurrences(
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
                     ::timestamp ELSE c.first AT TIME ZONE v_zone END)
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
        WHERE p_kind = 'appointment' AND o.appointment_id = p_item_id
           OR p_kind = 'task' AND o.task_id = p_item_id
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
                    THEN s.first + (caldav.instant(v_item.ends, v_zone)
                                    - caldav.instant(v_item.starts, v_zone))
                    WHEN days IS NOT NULL
                    THEN caldav.instant(local + shift
                                        + days * interval '1 day', v_zone)
                    ELSE s.first + length END AS last
        FROM ruled
        CROSS JOIN LATERAL (
            SELECT caldav.instant(local + coalesce(shift, interval '0'),
                                  v_zone)) AS s (first)
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
CREATE FUNCTION advolux.zone_of(p_staff_id bigint, p_zone text) RETURNS text
LANGUAGE sql STABLE AS $$
    SELECT coalesce((SELECT time_zone::text FROM advolux.staff
                     WHERE staff_id = p_staff_id), p_zone)
$$;

CREATE FUNCTION advolux.appointment_occurrences(
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
COMMENT ON FUNCTION advolux.appointment_occurrences IS
    'what takes place in [p_from, p_to), series expanded, of one person or all; instance is the original start of an instance, NULL if it is no series';

-- Tasks that begin, are under way or are due then; those without a date are
-- in no range.
CREATE FUNCTION advolux.task_occurrences(
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
COMMENT ON FUNCTION advolux.task_occurrences IS
    'as appointment_occurrences; ends_at is when the task is due';

-- An override of one instance, made if there is none from what the instance is
-- now: the series, or the "this and future" before it. The item is locked.
CREATE FUNCTION advolux.make_override(p_kind caldav.kind, p_item_id bigint,
                                      p_instance timestamp)
RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
    v_id bigint;
    v_series caldav.series;
    v_row advolux.override;
    v_moved interval;
    v_length interval;
BEGIN
    PERFORM caldav.lock_items(p_kind, ARRAY[p_item_id]);
    SELECT override_id INTO v_id FROM advolux.override
    WHERE CASE p_kind WHEN 'task' THEN task_id ELSE appointment_id END
          = p_item_id AND recurrence_id = p_instance;
    IF v_id IS NOT NULL THEN
        RETURN v_id;
    END IF;
    SELECT * INTO v_series FROM caldav.series
    WHERE kind = p_kind AND item_id = p_item_id;
    IF NOT EXISTS (
        SELECT FROM advolux.occurrences(
            v_series.rrule, v_series.starts, v_series.exdate, v_series.rdate,
            p_instance, p_instance + interval '1 second', 1,
            v_series.time_zone)) THEN
        RAISE EXCEPTION '% % has no instance at %', p_kind, p_item_id,
            p_instance USING ERRCODE = 'no_data_found';
    END IF;
    SELECT * INTO v_row FROM advolux.override
    WHERE CASE p_kind WHEN 'task' THEN task_id ELSE appointment_id END
          = p_item_id AND this_and_future AND recurrence_id < p_instance
    ORDER BY recurrence_id DESC LIMIT 1;
    IF NOT FOUND THEN       -- the columns are called the same
        EXECUTE format('SELECT (jsonb_populate_record(NULL::advolux.override, '
                       'to_jsonb(i))).* FROM advolux.%1$I i WHERE %1$I_id = $1',
                       p_kind) INTO v_row USING p_item_id;
        v_row.recurrence_id := v_series.starts;
    END IF;
    v_moved := p_instance - v_row.recurrence_id;
    v_length := coalesce(v_row.end_at, v_row.due_at) - v_row.start_at;
    v_row.start_at := caldav.instant(
        (v_row.start_at AT TIME ZONE v_series.time_zone) + v_moved,
        v_series.time_zone);
    v_row.end_at := CASE WHEN v_row.end_at IS NOT NULL
                         THEN v_row.start_at + v_length END;
    v_row.due_at := coalesce(v_row.start_at + v_length, caldav.instant(
        (v_row.due_at AT TIME ZONE v_series.time_zone) + v_moved,
        v_series.time_zone));
    INSERT INTO advolux.override (
        appointment_id, task_id, recurrence_id, title, description, location,
        all_day, time_zone, start_at, end_at, due_at, start_date, end_date,
        due_date, status, free, class, priority, categories, percent,
        completed_at, sequence)
    VALUES (
        CASE p_kind WHEN 'appointment' THEN p_item_id END,
        CASE p_kind WHEN 'task' THEN p_item_id END, p_instance, v_row.title,
        v_row.description, v_row.location, v_row.all_day, v_row.time_zone,
        v_row.start_at, v_row.end_at,
        CASE p_kind WHEN 'task' THEN v_row.due_at END,
        v_row.start_date + v_moved, v_row.end_date + v_moved,
        v_row.due_date + v_moved, v_row.status, coalesce(v_row.free, false),
        v_row.class, v_row.priority, v_row.categories, v_row.percent,
        v_row.completed_at, v_row.sequence)
    RETURNING override_id INTO v_id;
    RETURN v_id;
END
$$;

-- No instance from p_before on; what was changed or excluded there is gone.
CREATE FUNCTION advolux.end_series(p_kind caldav.kind, p_item_id bigint,
                                   p_before timestamp) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    v_series caldav.series;
    v_rule text;
BEGIN
    PERFORM caldav.lock_items(p_kind, ARRAY[p_item_id]);
    SELECT * INTO v_series FROM caldav.series
    WHERE kind = p_kind AND item_id = p_item_id;
    IF v_series.starts IS NULL OR p_before <= v_series.starts THEN
        RAISE EXCEPTION '% % has no instance before %', p_kind, p_item_id,
            p_before USING ERRCODE = 'no_data_found';
    END IF;
    -- UNTIL is of the kind that the start is (RFC 5545 section 3.3.10).
    v_rule := regexp_replace(v_series.rrule, ';?(COUNT|UNTIL)=[^;]*', '', 'gi')
        || ';UNTIL=' || CASE WHEN v_series.all_day
            THEN to_char(p_before - interval '1 second', 'YYYYMMDD')
            ELSE to_char(caldav.instant(p_before - interval '1 second',
                                        v_series.time_zone) AT TIME ZONE 'UTC',
                         'YYYYMMDD"T"HH24MISS"Z"') END;
    DELETE FROM advolux.override
    WHERE CASE p_kind WHEN 'task' THEN task_id ELSE appointment_id END
          = p_item_id AND recurrence_id >= p_before;
    EXECUTE format('UPDATE advolux.%1$I SET rrule = $2, exdate = $3, '
                   'rdate = $4 WHERE %1$I_id = $1', p_kind)
    USING p_item_id, ltrim(v_rule, ';'),
          (SELECT array_agg(x ORDER BY x) FROM unnest(v_series.exdate) x
           WHERE x < p_before),
          (SELECT array_agg(x ORDER BY x) FROM unnest(v_series.rdate) x
           WHERE x < p_before);
END
$$;

-- What the application calls.
CREATE FUNCTION advolux.appointment_instance(p_appointment_id bigint,
                                             p_instance timestamp)
RETURNS bigint LANGUAGE sql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
    SELECT advolux.make_override('appointment', p_appointment_id, p_instance)
$$;
COMMENT ON FUNCTION advolux.appointment_instance IS
    'override_id of the instance that originally starts then (wall clock of the series), to be updated by the next statement; an override is made if there is none';
CREATE FUNCTION advolux.task_instance(p_task_id bigint, p_instance timestamp)
RETURNS bigint LANGUAGE sql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
    SELECT advolux.make_override('task', p_task_id, p_instance)
$$;
COMMENT ON FUNCTION advolux.task_instance IS 'as appointment_instance';
CREATE FUNCTION advolux.end_appointment_series(p_appointment_id bigint,
                                               p_before timestamp)
RETURNS void LANGUAGE sql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
    SELECT advolux.end_series('appointment', p_appointment_id, p_before)
$$;
COMMENT ON FUNCTION advolux.end_appointment_series IS
    'the last instance is the one before that wall clock time';
CREATE FUNCTION advolux.end_task_series(p_task_id bigint, p_before timestamp)
RETURNS void LANGUAGE sql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
    SELECT advolux.end_series('task', p_task_id, p_before)
$$;
COMMENT ON FUNCTION advolux.end_task_series IS 'as end_appointment_series';

REVOKE ALL ON FUNCTION advolux.item_occurrences, advolux.zone_of,
    advolux.appointment_occurrences, advolux.task_occurrences,
    advolux.make_override, advolux.end_series, advolux.appointment_instance,
    advolux.task_instance, advolux.end_appointment_series,
    advolux.end_task_series FROM PUBLIC;
GRANT EXECUTE ON FUNCTION advolux.item_occurrences,
    advolux.appointment_occurrences, advolux.task_occurrences,
    advolux.appointment_instance, advolux.task_instance, advolux.end_appointment_series,
    advolux.end_task_series TO advolux_app;

-- A name shows in the items that its bearer takes part in. Who is made a
-- participant keeps their name until that is committed: else a rename at the
-- same time would not find the item, and the item have the old name.
CREATE FUNCTION caldav.hold_names() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    PERFORM FROM advolux.staff
    WHERE staff_id IN (SELECT staff_id FROM inserted)
    ORDER BY staff_id FOR SHARE;
    RETURN NULL;
END
$$;
-- Before follow_insert and follow_update, by the alphabet.
CREATE TRIGGER bear_name_insert AFTER INSERT ON advolux.participant
    REFERENCING NEW TABLE AS inserted
    FOR EACH STATEMENT EXECUTE FUNCTION caldav.hold_names();
CREATE TRIGGER bear_name_update AFTER UPDATE ON advolux.participant
    REFERENCING NEW TABLE AS inserted
    FOR EACH STATEMENT EXECUTE FUNCTION caldav.hold_names();
REVOKE ALL ON FUNCTION caldav.hold_names FROM PUBLIC;
