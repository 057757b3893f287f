-- Copyright 2026 the mod_dav_advolux authors
-- SPDX-License-Identifier: Apache-2.0
--
-- A database at step 23, the last one before backend/sql/schema, with people,
-- items, tombstones, client texts, devices and properties in it: what pg_dump
-- wrote, behind what it leaves out. Keys begin behind 900000: the demo firm
-- goes beside it.

DO $$
DECLARE
    v_role text;
BEGIN
    FOREACH v_role IN ARRAY ARRAY['advolux_owner', 'advolux_app',
                                  'advolux_caldav'] LOOP
        IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = v_role) THEN
            EXECUTE format('CREATE ROLE %I LOGIN', v_role);
        END IF;
    END LOOP;
    EXECUTE format('GRANT CONNECT, CREATE ON DATABASE %I TO advolux_owner',
                   current_database());
    EXECUTE format('GRANT CONNECT ON DATABASE %I TO advolux_app, '
                   'advolux_caldav', current_database());
    EXECUTE format('REVOKE TEMPORARY ON DATABASE %I FROM PUBLIC',
                   current_database());
END
$$;
COMMENT ON ROLE advolux_owner IS 'owns schemas advolux and caldav; runs migrations';
COMMENT ON ROLE advolux_app IS 'the Advolux application: reads and writes schema advolux';
COMMENT ON ROLE advolux_caldav IS 'the CalDAV module: views and functions of schema caldav alone';

SET statement_timeout = 0;
SET lock_timeout = 0;
SET idle_in_transaction_session_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
SET check_function_bodies = false;
SET xmloption = content;
SET client_min_messages = warning;
SET row_security = off;

CREATE SCHEMA advolux;

ALTER SCHEMA advolux OWNER TO advolux_owner;

COMMENT ON SCHEMA advolux IS 'the firm''s data; knows nothing of CalDAV';

CREATE SCHEMA caldav;

ALTER SCHEMA caldav OWNER TO advolux_owner;

COMMENT ON SCHEMA caldav IS 'what the CalDAV module reads and calls, and its bookkeeping';

CREATE EXTENSION IF NOT EXISTS btree_gist WITH SCHEMA public;

COMMENT ON EXTENSION btree_gist IS 'support for indexing common datatypes in GiST';

CREATE TYPE advolux.sync_mode AS ENUM (
    'both',
    'device',
    'none'
);

ALTER TYPE advolux.sync_mode OWNER TO advolux_owner;

COMMENT ON TYPE advolux.sync_mode IS 'CalDAV-Synchronisation: both ways, to the device only, not at all';

CREATE FUNCTION advolux.is_time_zone(p_name text) RETURNS boolean
    LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
    AS $_$
BEGIN
    -- Abbreviations and POSIX strings convert too, but are no IANA names.
    IF p_name !~ '^[A-Za-z][A-Za-z0-9_+-]*(/[A-Za-z0-9_+-]+)*$'
       OR (p_name !~ '/' AND p_name <> 'UTC') THEN
        RETURN false;
    END IF;
    PERFORM timestamp '2000-01-01' AT TIME ZONE p_name;
    RETURN true;
EXCEPTION WHEN OTHERS THEN
    RETURN false;
END
$_$;

ALTER FUNCTION advolux.is_time_zone(p_name text) OWNER TO advolux_owner;

CREATE DOMAIN advolux.time_zone AS text
	CONSTRAINT time_zone_known CHECK (advolux.is_time_zone(VALUE));

ALTER DOMAIN advolux.time_zone OWNER TO advolux_owner;

COMMENT ON DOMAIN advolux.time_zone IS 'IANA name, or UTC';

CREATE TYPE caldav.access AS ENUM (
    'editable',
    'device',
    'participant'
);

ALTER TYPE caldav.access OWNER TO advolux_owner;

CREATE TYPE caldav.kind AS ENUM (
    'appointment',
    'task'
);

ALTER TYPE caldav.kind OWNER TO advolux_owner;

CREATE FUNCTION advolux.appointment_instance(p_appointment_id bigint, p_instance timestamp without time zone) RETURNS bigint
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
    SELECT advolux.make_override('appointment', p_appointment_id, p_instance)
$$;

ALTER FUNCTION advolux.appointment_instance(p_appointment_id bigint, p_instance timestamp without time zone) OWNER TO advolux_owner;

COMMENT ON FUNCTION advolux.appointment_instance(p_appointment_id bigint, p_instance timestamp without time zone) IS 'override_id of the instance that originally starts then (wall clock of the series), to be updated by the next statement; an override is made if there is none';

CREATE FUNCTION advolux.appointment_occurrences(p_from timestamp with time zone, p_to timestamp with time zone, p_staff_id bigint DEFAULT NULL::bigint) RETURNS TABLE(appointment_id bigint, instance timestamp without time zone, override_id bigint, starts_at timestamp with time zone, ends_at timestamp with time zone, all_day boolean, title text, description text, location text, status text, free boolean, class text, priority integer, categories text[])
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET jit TO 'off'
    AS $$
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

ALTER FUNCTION advolux.appointment_occurrences(p_from timestamp with time zone, p_to timestamp with time zone, p_staff_id bigint) OWNER TO advolux_owner;

COMMENT ON FUNCTION advolux.appointment_occurrences(p_from timestamp with time zone, p_to timestamp with time zone, p_staff_id bigint) IS 'what takes place in [p_from, p_to), series expanded, of one person or all; instance is the original start of an instance, NULL if it is no series';

CREATE FUNCTION advolux.changed_fields(p_before jsonb, p_after jsonb) RETURNS text[]
    LANGUAGE plpgsql IMMUTABLE
    AS $$
BEGIN
    RETURN (
        SELECT array_agg(key ORDER BY key)
        FROM jsonb_object_keys(p_before || p_after) AS key
        WHERE key NOT IN ('modified_at', 'sequence')
          AND p_before -> key IS DISTINCT FROM p_after -> key
          AND (key <> 'overrides'
               OR advolux.plain_overrides(p_before -> key)
                  IS DISTINCT FROM advolux.plain_overrides(p_after -> key)));
END
$$;

ALTER FUNCTION advolux.changed_fields(p_before jsonb, p_after jsonb) OWNER TO advolux_owner;

CREATE FUNCTION advolux.end_appointment_series(p_appointment_id bigint, p_before timestamp without time zone) RETURNS void
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
    SELECT advolux.end_series('appointment', p_appointment_id, p_before)
$$;

ALTER FUNCTION advolux.end_appointment_series(p_appointment_id bigint, p_before timestamp without time zone) OWNER TO advolux_owner;

COMMENT ON FUNCTION advolux.end_appointment_series(p_appointment_id bigint, p_before timestamp without time zone) IS 'the last instance is the one before that wall clock time';

CREATE FUNCTION advolux.end_series(p_kind caldav.kind, p_item_id bigint, p_before timestamp without time zone) RETURNS void
    LANGUAGE plpgsql
    AS $_$
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
$_$;

ALTER FUNCTION advolux.end_series(p_kind caldav.kind, p_item_id bigint, p_before timestamp without time zone) OWNER TO advolux_owner;

CREATE FUNCTION advolux.end_task_series(p_task_id bigint, p_before timestamp without time zone) RETURNS void
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
    SELECT advolux.end_series('task', p_task_id, p_before)
$$;

ALTER FUNCTION advolux.end_task_series(p_task_id bigint, p_before timestamp without time zone) OWNER TO advolux_owner;

COMMENT ON FUNCTION advolux.end_task_series(p_task_id bigint, p_before timestamp without time zone) IS 'as end_appointment_series';

CREATE FUNCTION advolux.is_in_weeks(p_fourth date, p_weeks integer[]) RETURNS boolean
    LANGUAGE sql IMMUTABLE
    AS $$
    SELECT (extract(doy FROM p_fourth)::int + 6) / 7 = ANY (p_weeks)
           OR -((make_date(extract(year FROM p_fourth)::int, 12, 31) - p_fourth)
                / 7 + 1) = ANY (p_weeks)
$$;

ALTER FUNCTION advolux.is_in_weeks(p_fourth date, p_weeks integer[]) OWNER TO advolux_owner;

CREATE FUNCTION advolux.item_occurrences(p_kind caldav.kind, p_item_id bigint, p_from timestamp with time zone, p_to timestamp with time zone, p_zone text) RETURNS TABLE(instance timestamp without time zone, override_id bigint, starts_at timestamp with time zone, ends_at timestamp with time zone)
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
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

ALTER FUNCTION advolux.item_occurrences(p_kind caldav.kind, p_item_id bigint, p_from timestamp with time zone, p_to timestamp with time zone, p_zone text) OWNER TO advolux_owner;

CREATE FUNCTION advolux.last_occurrence(p_rule text, p_start timestamp without time zone, p_exdate timestamp without time zone[], p_rdate timestamp without time zone[], p_zone text) RETURNS timestamp without time zone
    LANGUAGE plpgsql STABLE
    AS $$
DECLARE
    c_max constant int := 5000;
    v_count int := advolux.rule_number(p_rule, 'COUNT');
    v_until timestamp := advolux.rule_until(p_rule, p_zone);
    v_all timestamp[];
    v_rule text := p_rule;
    v_back interval;
    v_last timestamp;
    v_extra timestamp;
BEGIN
    SELECT max(x) INTO v_extra FROM unnest(array_append(p_rdate, p_start)) AS x
    WHERE x <> ALL (coalesce(p_exdate, '{}'));
    IF p_rule IS NULL THEN
        RETURN v_extra;
    ELSIF v_count IS NOT NULL AND v_count <= c_max
          AND advolux.rule_is_known(p_rule) THEN
        SELECT array_agg(o) INTO v_all
        FROM advolux.occurrences(p_rule, p_start, NULL, NULL, '-infinity',
                                 'infinity', v_count + 1, p_zone) AS o;
        IF cardinality(v_all) < v_count AND v_until IS NULL THEN
            RETURN 'infinity';
        END IF;
        SELECT max(o) INTO v_last FROM unnest(v_all) AS o
        WHERE o <> ALL (coalesce(p_exdate, '{}'));
        RETURN greatest(v_last, v_extra);
    ELSIF v_until IS NULL THEN
        RETURN 'infinity';
    ELSIF NOT advolux.rule_is_known(p_rule) THEN
        RETURN greatest(v_until, v_extra);
    ELSIF v_count IS NOT NULL THEN
        -- Too many to count: UNTIL alone bounds them, and may be walked to
        -- from behind.
        v_rule := regexp_replace(p_rule, 'COUNT=\d+;?', '', 'i');
    END IF;
    FOREACH v_back IN ARRAY ARRAY[interval '70 days', interval '800 days',
                                  interval '40 years'] LOOP
        SELECT max(o) INTO v_last
        FROM advolux.occurrences(
            v_rule, p_start, p_exdate, NULL, v_until - v_back,
            v_until + interval '1 second', 20000, p_zone) AS o;
        IF v_last IS NOT NULL OR v_until - v_back <= p_start THEN
            RETURN greatest(v_last, v_extra);
        END IF;
    END LOOP;
    RETURN v_until;
END
$$;

ALTER FUNCTION advolux.last_occurrence(p_rule text, p_start timestamp without time zone, p_exdate timestamp without time zone[], p_rdate timestamp without time zone[], p_zone text) OWNER TO advolux_owner;

CREATE FUNCTION advolux.leave_out(p_kind caldav.kind, p_item_id bigint, p_instance timestamp without time zone) RETURNS void
    LANGUAGE plpgsql
    AS $_$
BEGIN
    -- There is such an instance.
    PERFORM advolux.make_override(p_kind, p_item_id, p_instance);
    DELETE FROM advolux.override
    WHERE CASE p_kind WHEN 'task' THEN task_id ELSE appointment_id END
          = p_item_id AND recurrence_id = p_instance;
    EXECUTE format('UPDATE advolux.%1$I SET exdate = array_append(exdate, $2) '
                   'WHERE %1$I_id = $1', p_kind)
    USING p_item_id, p_instance;
END
$_$;

ALTER FUNCTION advolux.leave_out(p_kind caldav.kind, p_item_id bigint, p_instance timestamp without time zone) OWNER TO advolux_owner;

CREATE FUNCTION advolux.make_override(p_kind caldav.kind, p_item_id bigint, p_instance timestamp without time zone) RETURNS bigint
    LANGUAGE plpgsql
    AS $_$
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
$_$;

ALTER FUNCTION advolux.make_override(p_kind caldav.kind, p_item_id bigint, p_instance timestamp without time zone) OWNER TO advolux_owner;

CREATE FUNCTION advolux.matter_of(p_number text) RETURNS bigint
    LANGUAGE plpgsql STABLE
    AS $$
DECLARE
    v_matter bigint;
BEGIN
    SELECT matter_id INTO v_matter FROM advolux.matter
    WHERE number = p_number;
    IF v_matter IS NULL AND p_number <> '' THEN
        RAISE EXCEPTION 'there is no matter %', p_number
            USING ERRCODE = 'no_data_found';
    END IF;
    RETURN v_matter;
END
$$;

ALTER FUNCTION advolux.matter_of(p_number text) OWNER TO advolux_owner;

CREATE FUNCTION advolux.occurrences(p_rule text, p_start timestamp without time zone, p_exdate timestamp without time zone[] DEFAULT NULL::timestamp without time zone[], p_rdate timestamp without time zone[] DEFAULT NULL::timestamp without time zone[], p_from timestamp without time zone DEFAULT '-infinity'::timestamp without time zone, p_to timestamp without time zone DEFAULT 'infinity'::timestamp without time zone, p_max integer DEFAULT 1000, p_zone text DEFAULT 'UTC'::text) RETURNS SETOF timestamp without time zone
    LANGUAGE plpgsql STABLE
    AS $$
DECLARE
    c_days_max constant int := 50000;
    v_freq text := advolux.rule_part(p_rule, 'FREQ');
    v_count int := advolux.rule_number(p_rule, 'COUNT');
    v_until timestamp := advolux.rule_until(p_rule, p_zone);
    v_interval int := coalesce(advolux.rule_number(p_rule, 'INTERVAL'), 1);
    v_length int := CASE v_freq WHEN 'DAILY' THEN 1 WHEN 'WEEKLY' THEN 7
                    WHEN 'MONTHLY' THEN 31 ELSE 366 END;
    v_period int := 0;
    v_step int := 8;
    v_days int := 0;
    v_matched int := 0;
    v_given int := 0;
    v_found timestamp;
    v_more boolean := advolux.rule_is_known(p_rule);
    v_extra timestamp[];
BEGIN
    -- The start is an instance even where the rule does not say so, and
    -- extra dates come in their turn.
    SELECT array_agg(DISTINCT x ORDER BY x) INTO v_extra
    FROM unnest(array_append(p_rdate, p_start)) AS x;
    IF v_count IS NULL AND p_from > p_start AND isfinite(p_from) THEN
        v_period := greatest(0, (p_from::date - p_start::date)
                             / (v_length * v_interval::bigint) - 1);
    END IF;
    WHILE v_more LOOP
        FOR v_found IN
            SELECT d + p_start::time
            FROM advolux.rule_days(p_rule, p_start::date, v_period,
                                   v_period + v_step) AS d
        LOOP
            CONTINUE WHEN v_found < p_start;
            IF v_found > v_until OR v_found >= p_to OR v_matched >= v_count THEN
                v_more := false;
                EXIT;
            END IF;
            v_matched := v_matched + 1;
            WHILE v_extra[1] <= v_found LOOP
                IF v_extra[1] < v_found AND v_extra[1] >= p_from
                   AND v_extra[1] <> ALL (coalesce(p_exdate, '{}')) THEN
                    RETURN NEXT v_extra[1];
                    v_given := v_given + 1;
                END IF;
                v_extra := v_extra[2:];
            END LOOP;
            IF v_found >= p_from
               AND v_found <> ALL (coalesce(p_exdate, '{}')) THEN
                RETURN NEXT v_found;
                v_given := v_given + 1;
            END IF;
            IF v_given >= p_max THEN
                RETURN;
            END IF;
        END LOOP;
        v_days := v_days + v_step * v_length;
        v_period := v_period + v_step;
        v_step := least(v_step * 2, 1000);
        v_more := v_more AND v_days < c_days_max AND v_matched
                  IS DISTINCT FROM v_count
                  AND v_period::bigint * v_interval * v_length < 3000000
                  AND (NOT isfinite(p_to) OR p_start
                       + v_period::bigint * v_interval * (v_length - 1)
                         * interval '23 hours' - interval '1 year' < p_to);
    END LOOP;
    RETURN QUERY
        SELECT x FROM unnest(v_extra) AS x
        WHERE x >= p_from AND x < p_to
          AND x <> ALL (coalesce(p_exdate, '{}'))
        ORDER BY x LIMIT greatest(p_max - v_given, 0);
END
$$;

ALTER FUNCTION advolux.occurrences(p_rule text, p_start timestamp without time zone, p_exdate timestamp without time zone[], p_rdate timestamp without time zone[], p_from timestamp without time zone, p_to timestamp without time zone, p_max integer, p_zone text) OWNER TO advolux_owner;

COMMENT ON FUNCTION advolux.occurrences(p_rule text, p_start timestamp without time zone, p_exdate timestamp without time zone[], p_rdate timestamp without time zone[], p_from timestamp without time zone, p_to timestamp without time zone, p_max integer, p_zone text) IS 'starts of a series in [p_from, p_to), at most p_max, in order; wall clock of p_zone (which UNTIL in UTC needs)';

CREATE FUNCTION advolux.plain_overrides(p_overrides jsonb) RETURNS jsonb
    LANGUAGE sql IMMUTABLE
    AS $$
    SELECT jsonb_agg(o ORDER BY o ->> 'recurrence_id') FROM (
        SELECT e - '{override_id,created_at,modified_at,sequence}'::text[]
        FROM jsonb_array_elements(nullif(p_overrides, 'null')) AS e) AS x (o)
$$;

ALTER FUNCTION advolux.plain_overrides(p_overrides jsonb) OWNER TO advolux_owner;

CREATE FUNCTION advolux.refuse_change() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    IF TG_OP = 'DELETE'
       AND current_setting('advolux.journal_purge', true) = 'on'
       AND pg_has_role(current_user, 'advolux_owner', 'USAGE') THEN
        RETURN NULL;
    END IF;
    RAISE EXCEPTION 'the journal is append-only'
        USING ERRCODE = 'insufficient_privilege';
END
$$;

ALTER FUNCTION advolux.refuse_change() OWNER TO advolux_owner;

CREATE FUNCTION advolux.rule_days(p_rule text, p_start date, p_from integer, p_to integer) RETURNS SETOF date
    LANGUAGE plpgsql IMMUTABLE
    SET jit TO 'off'
    AS $$
DECLARE
    v_freq text := advolux.rule_part(p_rule, 'FREQ');
    v_interval bigint := coalesce(advolux.rule_number(p_rule, 'INTERVAL'), 1);
    v_months int[] := advolux.rule_numbers(p_rule, 'BYMONTH');
    v_weeks int[] := advolux.rule_numbers(p_rule, 'BYWEEKNO');
    v_yeardays int[] := advolux.rule_numbers(p_rule, 'BYYEARDAY');
    v_monthdays int[] := advolux.rule_numbers(p_rule, 'BYMONTHDAY');
    v_positions int[] := advolux.rule_numbers(p_rule, 'BYSETPOS');
    v_byday text[] := string_to_array(
        replace(nullif(advolux.rule_part(p_rule, 'BYDAY'), ''), '+', ''), ',');
    c_names text[] := ARRAY['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];
    v_wkst int := coalesce(array_position(
        c_names, advolux.rule_part(p_rule, 'WKST')), 1);
    v_weekday text := c_names[extract(isodow FROM p_start)::int];
    v_month int := extract(month FROM p_start);
    v_year int := extract(year FROM p_start);
    v_per_year boolean;
    v_ordinal boolean;
    v_within text;
BEGIN
    -- What the rule leaves out comes from its start.
    IF v_freq = 'WEEKLY' AND v_byday IS NULL THEN
        v_byday := ARRAY[v_weekday];
    ELSIF v_freq IN ('MONTHLY', 'YEARLY') AND v_byday IS NULL
          AND v_monthdays IS NULL AND v_yeardays IS NULL THEN
        IF v_weeks IS NOT NULL AND v_freq = 'YEARLY' THEN
            v_byday := ARRAY[v_weekday];
        ELSE
            v_monthdays := ARRAY[extract(day FROM p_start)::int];
            IF v_freq = 'YEARLY' AND v_months IS NULL THEN
                v_months := ARRAY[v_month];
            END IF;
        END IF;
    END IF;
    IF v_freq <> 'YEARLY' THEN
        v_weeks := NULL;
    END IF;
    v_per_year := v_freq = 'YEARLY' AND v_months IS NULL;
    IF v_freq IN ('DAILY', 'WEEKLY') OR v_weeks IS NOT NULL THEN
        SELECT array_agg(right(d, 2)) INTO v_byday FROM unnest(v_byday) d;
    ELSE
        SELECT array_agg(regexp_replace(d, '^(-?)0+', '\1')) INTO v_byday
        FROM unnest(v_byday) d;
    END IF;
    v_within := CASE WHEN v_per_year THEN 'doy' ELSE 'day' END;
    v_ordinal := array_to_string(v_byday, ',') ~ '[1-9]';

    RETURN QUERY
    WITH period AS (
        SELECT k, k * v_interval AS steps
        FROM generate_series(p_from, p_to - 1) AS k
    ), month AS (
        SELECT k, make_date((index / 12)::int, (index % 12)::int + 1, 1) AS one
        FROM (
            SELECT k, v_year * 12 + v_month - 1 + steps
            FROM period WHERE v_freq = 'MONTHLY'
            UNION ALL
            SELECT k, (v_year + steps) * 12 + m - 1
            FROM period, generate_series(1, 12) AS m
            WHERE v_freq = 'YEARLY' AND (v_months IS NULL OR m = ANY (v_months))
        ) AS i (k, index)
        WHERE index < 9999 * 12
    ), day AS (
        SELECT k, p_start + steps::int AS d
        FROM period WHERE v_freq = 'DAILY' AND steps < 2900000
        UNION ALL
        SELECT k, p_start + (steps * 7)::int + n
               - (extract(isodow FROM p_start)::int - v_wkst + 7) % 7
        FROM period, generate_series(0, 6) AS n
        WHERE v_freq = 'WEEKLY' AND steps < 400000
        UNION ALL
        SELECT k, one + n
        FROM month, generate_series(0, 30) AS n
        WHERE n < (one + interval '1 month')::date - one
    ), matching AS (
        SELECT k, d
        FROM day
        WHERE (v_months IS NULL OR extract(month FROM d) = ANY (v_months))
          AND (v_monthdays IS NULL
               OR extract(day FROM d) = ANY (v_monthdays)
               OR extract(day FROM d) - extract(day FROM
                  date_trunc('month', d) + interval '1 month - 1 day') - 1
                  = ANY (v_monthdays))
          AND (v_yeardays IS NULL
               OR extract(doy FROM d) = ANY (v_yeardays)
               OR extract(doy FROM d) - extract(doy FROM
                  make_date(extract(year FROM d)::int, 12, 31)) - 1
                  = ANY (v_yeardays))
          AND (v_weeks IS NULL OR advolux.is_in_weeks(
              d + 3 - (extract(isodow FROM d)::int - v_wkst + 7) % 7, v_weeks))
          AND (v_byday IS NULL
               OR c_names[extract(isodow FROM d)::int] = ANY (v_byday)
               -- "2TU", "-1FR": within the month, or within the year.
               OR v_ordinal AND EXISTS (
                   SELECT FROM (VALUES (
                       c_names[extract(isodow FROM d)::int],
                       date_part(v_within, d)::int,
                       date_part(v_within, CASE WHEN v_per_year
                           THEN make_date(extract(year FROM d)::int, 12, 31)
                           ELSE date_trunc('month', d) + interval
                                '1 month - 1 day' END)::int
                       )) AS x (name, place, places)
                   WHERE (place + 6) / 7 || name = ANY (v_byday)
                      OR '-' || (places - place) / 7 + 1 || name
                         = ANY (v_byday)))
    ), placed AS (
        SELECT d, row_number() OVER (PARTITION BY k ORDER BY d) AS place,
               count(*) OVER (PARTITION BY k) AS places
        FROM matching
    )
    SELECT d FROM placed
    WHERE v_positions IS NULL OR place = ANY (v_positions)
       OR place - places - 1 = ANY (v_positions)
    ORDER BY d;
END
$$;

ALTER FUNCTION advolux.rule_days(p_rule text, p_start date, p_from integer, p_to integer) OWNER TO advolux_owner;

CREATE FUNCTION advolux.rule_is_known(p_rule text) RETURNS boolean
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$
    SELECT coalesce(advolux.rule_part(p_rule, 'FREQ')
                    IN ('DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY'), false)
           AND upper(p_rule) !~ 'BY(HOUR|MINUTE|SECOND)='
$$;

ALTER FUNCTION advolux.rule_is_known(p_rule text) OWNER TO advolux_owner;

CREATE FUNCTION advolux.rule_number(p_rule text, p_name text) RETURNS integer
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $_$
    SELECT CASE WHEN part ~ '^0*[1-9]\d{0,6}$' THEN part::int
                WHEN part ~ '^\d+$' AND part !~ '^0*$' THEN 10000000 END
    FROM advolux.rule_part(p_rule, p_name) AS part
$_$;

ALTER FUNCTION advolux.rule_number(p_rule text, p_name text) OWNER TO advolux_owner;

CREATE FUNCTION advolux.rule_numbers(p_rule text, p_name text) RETURNS integer[]
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $_$
    SELECT CASE WHEN part ~ '^[+-]?\d{1,3}(,[+-]?\d{1,3})*$'
                THEN string_to_array(part, ',')::int[] END
    FROM advolux.rule_part(p_rule, p_name) AS part
$_$;

ALTER FUNCTION advolux.rule_numbers(p_rule text, p_name text) OWNER TO advolux_owner;

CREATE FUNCTION advolux.rule_part(p_rule text, p_name text) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$
    SELECT substring(upper(';' || p_rule) FROM ';' || p_name || '=([^;]*)')
$$;

ALTER FUNCTION advolux.rule_part(p_rule text, p_name text) OWNER TO advolux_owner;

CREATE FUNCTION advolux.rule_until(p_rule text, p_zone text) RETURNS timestamp without time zone
    LANGUAGE plpgsql STABLE PARALLEL SAFE
    AS $_$
DECLARE
    v_text text := advolux.rule_part(p_rule, 'UNTIL');
BEGIN
    RETURN CASE
        WHEN v_text ~ '^\d{8}$'
            THEN v_text::timestamp + interval '86399 seconds'
        WHEN v_text ~ '^\d{8}T\d{6}Z$'
            THEN rtrim(v_text, 'Z')::timestamp AT TIME ZONE 'UTC'
                 AT TIME ZONE p_zone
        WHEN v_text ~ '^\d{8}T\d{6}$' THEN v_text::timestamp END;
EXCEPTION WHEN data_exception THEN
    RETURN NULL;
END
$_$;

ALTER FUNCTION advolux.rule_until(p_rule text, p_zone text) OWNER TO advolux_owner;

CREATE FUNCTION advolux.rule_year_days(p_rule text, p_start date) RETURNS integer[]
    LANGUAGE plpgsql IMMUTABLE
    AS $_$
DECLARE
    v_freq text := advolux.rule_part(p_rule, 'FREQ');
    v_months int[] := advolux.rule_numbers(p_rule, 'BYMONTH');
    v_monthdays int[] := advolux.rule_numbers(p_rule, 'BYMONTHDAY');
    v_byday text[] := string_to_array(replace(
        advolux.rule_part(p_rule, 'BYDAY'), '+', ''), ',');
    v_monthly boolean := v_freq IN ('MONTHLY', 'YEARLY');
    v_days int[];
BEGIN
    IF NOT advolux.rule_is_known(p_rule)
       OR upper(p_rule) ~ '(BYWEEKNO|BYYEARDAY|RSCALE|SKIP)='
       OR v_months IS NULL AND upper(p_rule) ~ 'BYMONTH='
       OR v_monthdays IS NULL AND upper(p_rule) ~ 'BYMONTHDAY=' THEN
        RETURN NULL;
    END IF;
    IF v_monthly AND v_monthdays IS NULL AND v_byday IS NULL THEN
        v_monthdays := ARRAY[extract(day FROM p_start)::int];
        IF v_freq = 'YEARLY' AND v_months IS NULL THEN
            v_months := ARRAY[extract(month FROM p_start)::int];
        END IF;
    END IF;
    -- Days counted from the end of a month: of one with 28 days to one with 31.
    IF v_monthdays IS NOT NULL THEN
        SELECT array_agg(d) INTO v_days
        FROM unnest(v_monthdays) AS n,
             generate_series(CASE WHEN n > 0 THEN n ELSE 29 + n END,
                             CASE WHEN n > 0 THEN n ELSE 32 + n END) AS d;
    ELSIF v_monthly AND array_to_string(v_byday, ',') ~ '^(-?[1-5][A-Z]{2},?)+$'
          AND (v_freq = 'MONTHLY' OR v_months IS NOT NULL) THEN
        SELECT array_agg(d) INTO v_days
        FROM unnest(v_byday) AS b, LATERAL CAST(left(b, -2) AS int) AS n,
             generate_series(CASE WHEN n > 0 THEN 7 * n - 6 ELSE 29 + 7 * n END,
                             CASE WHEN n > 0 THEN 7 * n ELSE 38 + 7 * n END)
                 AS d;
    ELSIF v_months IS NULL THEN
        RETURN NULL;
    END IF;
    RETURN ARRAY(
        SELECT DISTINCT m * 32 + d
        FROM unnest(coalesce(v_months, ARRAY(SELECT generate_series(1, 12))))
                 AS m,
             unnest(coalesce(v_days, ARRAY(SELECT generate_series(1, 31))))
                 AS d
        WHERE m BETWEEN 1 AND 12 AND d BETWEEN 1 AND 31);
END
$_$;

ALTER FUNCTION advolux.rule_year_days(p_rule text, p_start date) OWNER TO advolux_owner;

CREATE FUNCTION advolux.staff_of(p_login text) RETURNS bigint
    LANGUAGE plpgsql STABLE
    AS $$
DECLARE
    v_staff bigint;
BEGIN
    SELECT staff_id INTO v_staff FROM advolux.staff WHERE login = p_login;
    IF v_staff IS NULL THEN
        RAISE EXCEPTION 'there is no staff member with login %', p_login
            USING ERRCODE = 'no_data_found';
    END IF;
    RETURN v_staff;
END
$$;

ALTER FUNCTION advolux.staff_of(p_login text) OWNER TO advolux_owner;

CREATE FUNCTION advolux.stamp_modified() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    IF NEW.modified_at IS NOT DISTINCT FROM OLD.modified_at
       AND NEW IS DISTINCT FROM OLD THEN
        NEW.modified_at := now();
    END IF;
    RETURN NEW;
END
$$;

ALTER FUNCTION advolux.stamp_modified() OWNER TO advolux_owner;

CREATE FUNCTION advolux.task_instance(p_task_id bigint, p_instance timestamp without time zone) RETURNS bigint
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
    SELECT advolux.make_override('task', p_task_id, p_instance)
$$;

ALTER FUNCTION advolux.task_instance(p_task_id bigint, p_instance timestamp without time zone) OWNER TO advolux_owner;

COMMENT ON FUNCTION advolux.task_instance(p_task_id bigint, p_instance timestamp without time zone) IS 'as appointment_instance';

CREATE FUNCTION advolux.task_occurrences(p_from timestamp with time zone, p_to timestamp with time zone, p_staff_id bigint DEFAULT NULL::bigint) RETURNS TABLE(task_id bigint, instance timestamp without time zone, override_id bigint, starts_at timestamp with time zone, ends_at timestamp with time zone, all_day boolean, title text, description text, location text, status text, percent integer, completed_at timestamp with time zone, class text, priority integer, categories text[])
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET jit TO 'off'
    AS $$
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

ALTER FUNCTION advolux.task_occurrences(p_from timestamp with time zone, p_to timestamp with time zone, p_staff_id bigint) OWNER TO advolux_owner;

COMMENT ON FUNCTION advolux.task_occurrences(p_from timestamp with time zone, p_to timestamp with time zone, p_staff_id bigint) IS 'as appointment_occurrences; ends_at is when the task is due';

CREATE FUNCTION advolux.zone_of(p_staff_id bigint, p_zone text) RETURNS text
    LANGUAGE sql STABLE
    AS $$
    SELECT coalesce((SELECT time_zone::text FROM advolux.staff
                     WHERE staff_id = p_staff_id), p_zone)
$$;

ALTER FUNCTION advolux.zone_of(p_staff_id bigint, p_zone text) OWNER TO advolux_owner;

CREATE FUNCTION caldav.add_device(p_login text, p_name text, p_hash text) RETURNS bigint
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
DECLARE
    v_device bigint;
BEGIN
    INSERT INTO caldav.device (staff_id, name, password_hash)
    SELECT staff_id, p_name, p_hash FROM caldav.principal
    WHERE login = p_login
    RETURNING device_id INTO v_device;
    IF v_device IS NULL THEN
        RAISE EXCEPTION 'CalDAV is not switched on for this login'
            USING ERRCODE = 'object_not_in_prerequisite_state';
    END IF;
    RETURN v_device;
END
$$;

ALTER FUNCTION caldav.add_device(p_login text, p_name text, p_hash text) OWNER TO advolux_owner;

CREATE FUNCTION caldav.add_people(p_staff_ids bigint[]) RETURNS void
    LANGUAGE plpgsql
    AS $$
BEGIN
    INSERT INTO caldav.login (staff_id) SELECT unnest(p_staff_ids)
    ON CONFLICT (staff_id) DO NOTHING;
    INSERT INTO caldav.calendar (staff_id, kind, login, generation, look_back,
                                 time_zone)
    SELECT p.staff_id, k, p.login, 1, p.look_back, p.time_zone
    FROM caldav.person p, unnest(enum_range(NULL::caldav.kind)) AS k
    WHERE p.staff_id = ANY (p_staff_ids)
    ORDER BY p.staff_id, k
    ON CONFLICT (staff_id, kind) DO NOTHING;
END
$$;

ALTER FUNCTION caldav.add_people(p_staff_ids bigint[]) OWNER TO advolux_owner;

CREATE FUNCTION caldav.adopt() RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
DECLARE
    v_people bigint[];
BEGIN
    SELECT array_agg(staff_id ORDER BY staff_id) INTO v_people
    FROM caldav.person;
    PERFORM caldav.add_people(v_people);
    PERFORM caldav.refresh_staff(v_people);
END
$$;

ALTER FUNCTION caldav.adopt() OWNER TO advolux_owner;

COMMENT ON FUNCTION caldav.adopt() IS 'make logins, calendars and entries of what the firm''s tables hold';

CREATE FUNCTION caldav.begin_write(p_login text, p_generation bigint, p_kind caldav.kind, p_revision bigint, p_names text[], OUT status text, OUT calendar_id bigint, OUT staff_id bigint, OUT cutoff_at timestamp with time zone) RETURNS record
    LANGUAGE plpgsql
    AS $$
#variable_conflict use_column
DECLARE
    v_items bigint[];
BEGIN
    SELECT c.calendar_id, c.staff_id, c.cutoff_at
    INTO calendar_id, staff_id, cutoff_at
    FROM caldav.caller(p_login, p_generation, p_kind) c;
    IF begin_write.calendar_id IS NULL THEN
        status := 'login';
        RETURN;
    END IF;
    v_items := ARRAY(SELECT e.item_id FROM caldav.entry e
                     WHERE e.calendar_id = begin_write.calendar_id
                       AND e.name = ANY (p_names));
    PERFORM caldav.lock_items(p_kind, v_items);
    PERFORM caldav.lock_calendars(p_kind, v_items, begin_write.calendar_id);
    IF p_revision > 0 AND NOT EXISTS (
        SELECT FROM caldav.calendar c
        WHERE c.calendar_id = begin_write.calendar_id
          AND c.revision = p_revision) THEN
        status := 'changed';
    END IF;
END
$$;

ALTER FUNCTION caldav.begin_write(p_login text, p_generation bigint, p_kind caldav.kind, p_revision bigint, p_names text[], OUT status text, OUT calendar_id bigint, OUT staff_id bigint, OUT cutoff_at timestamp with time zone) OWNER TO advolux_owner;

CREATE FUNCTION caldav.calendars_of(p_kind caldav.kind, p_item_ids bigint[]) RETURNS bigint[]
    LANGUAGE plpgsql STABLE
    AS $$
BEGIN
    RETURN ARRAY(
        SELECT calendar_id FROM caldav.entry
        WHERE kind = p_kind AND item_id = ANY (p_item_ids)
        UNION
        SELECT c.calendar_id
        FROM caldav.ownership o
        JOIN caldav.calendar c ON c.staff_id = o.staff_id AND c.kind = p_kind
        WHERE o.kind = p_kind AND o.item_id = ANY (p_item_ids));
END
$$;

ALTER FUNCTION caldav.calendars_of(p_kind caldav.kind, p_item_ids bigint[]) OWNER TO advolux_owner;

CREATE FUNCTION caldav.calendars_of_people(p_staff_ids bigint[]) RETURNS bigint[]
    LANGUAGE sql STABLE
    AS $$
    SELECT ARRAY(
        SELECT calendar_id FROM caldav.calendar
        WHERE staff_id = ANY (p_staff_ids)
        UNION
        SELECT unnest(caldav.calendars_of(k, caldav.items_of(k, p_staff_ids)))
        FROM unnest(enum_range(NULL::caldav.kind)) AS k)
$$;

ALTER FUNCTION caldav.calendars_of_people(p_staff_ids bigint[]) OWNER TO advolux_owner;

CREATE FUNCTION caldav.caller(p_login text, p_generation bigint, p_kind caldav.kind, OUT calendar_id bigint, OUT staff_id bigint, OUT cutoff_at timestamp with time zone) RETURNS record
    LANGUAGE plpgsql STABLE
    AS $$
BEGIN
    SELECT c.calendar_id, p.staff_id, c.cutoff_at
    INTO calendar_id, staff_id, cutoff_at
    FROM caldav.principal p JOIN caldav.collection c USING (login)
    WHERE p.login = p_login AND c.kind = p_kind
      AND (p_generation = 0 OR p.generation = p_generation);
END
$$;

ALTER FUNCTION caldav.caller(p_login text, p_generation bigint, p_kind caldav.kind, OUT calendar_id bigint, OUT staff_id bigint, OUT cutoff_at timestamp with time zone) OWNER TO advolux_owner;

CREATE FUNCTION caldav.cluster() RETURNS text
    LANGUAGE plpgsql STABLE
    AS $$
DECLARE
    v_cluster text := pg_catalog.current_setting('caldav.cluster', true);
BEGIN
    IF coalesce(v_cluster, '') = '' THEN
        v_cluster := pg_catalog.set_config('caldav.cluster', (
            SELECT s.system_identifier || '/' || d.oid
            FROM pg_catalog.pg_control_system() AS s, pg_catalog.pg_database AS d
            WHERE d.datname = pg_catalog.current_database()), false);
    END IF;
    IF pg_catalog.pg_is_in_recovery() THEN
        RETURN v_cluster || '/' || (
            SELECT greatest(timeline_id, min_recovery_end_timeline)
            FROM pg_catalog.pg_control_checkpoint(), pg_catalog.pg_control_recovery());
    END IF;
    RETURN v_cluster || '/'
           || ('x' || left(pg_catalog.pg_walfile_name(pg_catalog.pg_current_wal_lsn()), 8)
              )::bit(32)::int;
END
$$;

ALTER FUNCTION caldav.cluster() OWNER TO advolux_owner;

CREATE FUNCTION caldav.components(p_components jsonb) RETURNS TABLE(place bigint, recurrence_id timestamp without time zone, this_and_future boolean, title text, description text, location text, all_day boolean, zone text, start_at timestamp with time zone, end_at timestamp with time zone, start_date date, end_date date, status text, class text, free boolean, priority integer, percent integer, completed_at timestamp with time zone, categories text[], rrule text, exdate timestamp without time zone[], rdate timestamp without time zone[], sequence integer)
    LANGUAGE sql STABLE
    AS $$
    SELECT e.place, c.recurrence_id, coalesce(c.this_and_future, false),
           coalesce(c.title, ''), c.description, c.location, d.all_day, z.zone,
           CASE WHEN NOT d.all_day THEN caldav.instant(c.starts, z.zone) END,
           CASE WHEN NOT d.all_day THEN caldav.instant(c.ends, z.zone) END,
           CASE WHEN d.all_day THEN c.starts::date END,
           CASE WHEN d.all_day THEN c.ends::date END,
           c.status, c.class, coalesce(c.free, false), coalesce(c.priority, 0),
           CASE WHEN c.percent >= 0 THEN c.percent END, c.completed,
           string_to_array(c.categories, E'\x1f'), c.rrule,
           string_to_array(c.exdate, ',')::timestamp[],
           string_to_array(c.rdate, ',')::timestamp[], coalesce(c.sequence, 0)
    FROM jsonb_array_elements(p_components) WITH ORDINALITY AS e (object, place)
    CROSS JOIN LATERAL jsonb_to_record(e.object) AS c (
        recurrence_id timestamp, this_and_future boolean, title text,
        description text, location text, all_day boolean, zone text,
        starts timestamp, ends timestamp, status text, class text,
        free boolean, priority int, percent int, completed timestamptz,
        categories text, rrule text, exdate text, rdate text, sequence int)
    CROSS JOIN LATERAL (SELECT coalesce(c.all_day, false)) AS d (all_day)
    CROSS JOIN LATERAL (SELECT coalesce(c.zone, 'UTC')) AS z (zone)
$$;

ALTER FUNCTION caldav.components(p_components jsonb) OWNER TO advolux_owner;

CREATE FUNCTION caldav.components_of(p_kind caldav.kind, p_item_id bigint) RETURNS text[]
    LANGUAGE plpgsql STABLE
    AS $$
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

ALTER FUNCTION caldav.components_of(p_kind caldav.kind, p_item_id bigint) OWNER TO advolux_owner;

CREATE FUNCTION caldav.copy_to_calendars(p_staff_ids bigint[]) RETURNS void
    LANGUAGE plpgsql
    AS $$
BEGIN
    PERFORM FROM caldav.calendar WHERE staff_id = ANY (p_staff_ids)
    ORDER BY calendar_id FOR NO KEY UPDATE;
    UPDATE caldav.calendar c
    SET login = p.login, generation = l.generation,
        open = p.active AND l.enabled, look_back = p.look_back,
        time_zone = p.time_zone
    FROM caldav.person p JOIN caldav.login l USING (staff_id)
    WHERE c.staff_id = p.staff_id AND p.staff_id = ANY (p_staff_ids);
END
$$;

ALTER FUNCTION caldav.copy_to_calendars(p_staff_ids bigint[]) OWNER TO advolux_owner;

CREATE FUNCTION caldav.cutoff(p_look_back interval, p_zone text) RETURNS date
    LANGUAGE sql STABLE PARALLEL SAFE
    AS $$
    SELECT ((now() AT TIME ZONE p_zone)::date - p_look_back)::date
$$;

ALTER FUNCTION caldav.cutoff(p_look_back interval, p_zone text) OWNER TO advolux_owner;

CREATE FUNCTION caldav.days_between(p_calendar_id bigint, p_from timestamp with time zone, p_to timestamp with time zone) RETURNS bigint[]
    LANGUAGE sql IMMUTABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
    SELECT array_agg(DISTINCT p_calendar_id * 512 + caldav.year_day(first + n))
    FROM (SELECT CASE WHEN short THEN (p_from AT TIME ZONE 'UTC')::date - 1
                      ELSE date '2000-01-01' END,
                 CASE WHEN short THEN (p_to AT TIME ZONE 'UTC')::date + 1
                      ELSE date '2000-12-31' END
          FROM (VALUES (isfinite(p_from) AND isfinite(p_to)
                        AND p_to - p_from < interval '360 days')) AS v (short)
         ) AS bound (first, last),
         generate_series(0, last - first) AS n
$$;

ALTER FUNCTION caldav.days_between(p_calendar_id bigint, p_from timestamp with time zone, p_to timestamp with time zone) OWNER TO advolux_owner;

CREATE FUNCTION caldav.device_seen(p_login text, p_generation bigint, p_device_id bigint, OUT status text) RETURNS text
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
BEGIN
    UPDATE caldav.device d SET seen_at = now()
    FROM caldav.principal p
    WHERE p.login = p_login AND p.generation = p_generation
      AND d.staff_id = p.staff_id AND d.device_id = p_device_id;
    status := CASE WHEN FOUND THEN 'seen' ELSE 'login' END;
END
$$;

ALTER FUNCTION caldav.device_seen(p_login text, p_generation bigint, p_device_id bigint, OUT status text) OWNER TO advolux_owner;

CREATE FUNCTION caldav.enable(p_login text, p_enabled boolean) RETURNS bigint
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
DECLARE
    v_generation bigint;
BEGIN
    UPDATE caldav.login l
    SET enabled = p_enabled, generation = generation + 1
    FROM caldav.person p
    WHERE p.staff_id = l.staff_id AND p.login = p_login
    RETURNING generation INTO v_generation;
    IF v_generation IS NULL THEN
        RAISE EXCEPTION 'no such login' USING ERRCODE = 'no_data_found';
    END IF;
    RETURN v_generation;
EXCEPTION WHEN check_violation THEN
    RAISE EXCEPTION 'a CalDAV password must be set first'
        USING ERRCODE = 'object_not_in_prerequisite_state';
END
$$;

ALTER FUNCTION caldav.enable(p_login text, p_enabled boolean) OWNER TO advolux_owner;

CREATE FUNCTION caldav.entry_days() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    NEW.days := NULL;
    IF NEW.recurring THEN
        SELECT array_agg(NEW.calendar_id * 512 + d) INTO NEW.days
        FROM unnest(caldav.series_days(NEW.kind, NEW.item_id)) AS d;
    END IF;
    RETURN NEW;
END
$$;

ALTER FUNCTION caldav.entry_days() OWNER TO advolux_owner;

CREATE FUNCTION caldav.follow_departure() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
BEGIN
    PERFORM caldav.remove_people(array_agg(staff_id)) FROM deleted;
    RETURN NULL;
END
$$;

ALTER FUNCTION caldav.follow_departure() OWNER TO advolux_owner;

CREATE FUNCTION caldav.follow_login() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
BEGIN
    PERFORM caldav.copy_to_calendars(array_agg(staff_id)) FROM inserted;
    RETURN NULL;
END
$$;

ALTER FUNCTION caldav.follow_login() OWNER TO advolux_owner;

CREATE FUNCTION caldav.follow_matter() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
BEGIN
    PERFORM caldav.lock_and_refresh('appointment',
                                    array_agg(a.appointment_id))
    FROM inserted n JOIN deleted o USING (matter_id)
    JOIN advolux.appointment a USING (matter_id)
    WHERE n.number <> o.number;
    PERFORM caldav.lock_and_refresh('task', array_agg(t.task_id))
    FROM inserted n JOIN deleted o USING (matter_id)
    JOIN advolux.task t USING (matter_id)
    WHERE n.number <> o.number;
    RETURN NULL;
END
$$;

ALTER FUNCTION caldav.follow_matter() OWNER TO advolux_owner;

CREATE FUNCTION caldav.follow_rows() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $_$
DECLARE
    v_kind caldav.kind;
    v_ids bigint[];
BEGIN
    FOREACH v_kind IN ARRAY TG_ARGV LOOP
        EXECUTE format(
            CASE TG_OP
            WHEN 'INSERT' THEN 'SELECT array_agg(DISTINCT %1$I) FROM inserted'
            WHEN 'DELETE' THEN 'SELECT array_agg(DISTINCT %1$I) FROM deleted'
            ELSE 'SELECT array_agg(DISTINCT %1$I) FROM ('
                 '(TABLE inserted EXCEPT ALL TABLE deleted) UNION ALL '
                 '(TABLE deleted EXCEPT ALL TABLE inserted)) AS different' END
            || ' WHERE %1$I IS NOT NULL', v_kind || '_id') INTO v_ids;
        CONTINUE WHEN v_ids IS NULL;
        IF TG_TABLE_NAME = v_kind::text THEN
            PERFORM caldav.refresh(v_kind, v_ids);  -- the rows are locked
        ELSE
            PERFORM caldav.lock_and_refresh(v_kind, v_ids);
        END IF;
    END LOOP;
    RETURN NULL;
END
$_$;

ALTER FUNCTION caldav.follow_rows() OWNER TO advolux_owner;

CREATE FUNCTION caldav.follow_staff() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
BEGIN
    PERFORM caldav.lock_people(array_agg(staff_id))
    FROM inserted n JOIN deleted o USING (staff_id)
    WHERE n.name <> o.name OR n.time_zone <> o.time_zone;
    PERFORM caldav.refresh('appointment', array_agg(DISTINCT p.appointment_id))
    FROM inserted n JOIN deleted o USING (staff_id)
    JOIN advolux.participant p USING (staff_id)
    WHERE n.name <> o.name;
    PERFORM caldav.refresh_staff(array_agg(staff_id))
    FROM inserted n JOIN deleted o USING (staff_id)
    WHERE n.time_zone <> o.time_zone;
    PERFORM caldav.copy_to_calendars(array_agg(staff_id))
    FROM inserted n JOIN deleted o USING (staff_id)
    WHERE (n.login, n.active, n.look_back, n.time_zone)
          IS DISTINCT FROM (o.login, o.active, o.look_back, o.time_zone);
    PERFORM caldav.forget_color(array_agg(staff_id))
    FROM inserted n JOIN deleted o USING (staff_id)
    WHERE n.color IS DISTINCT FROM o.color;
    RETURN NULL;
END
$$;

ALTER FUNCTION caldav.follow_staff() OWNER TO advolux_owner;

CREATE FUNCTION caldav.forget_color(p_staff_ids bigint[]) RETURNS void
    LANGUAGE sql
    AS $$
    UPDATE caldav.calendar SET color = NULL
    WHERE staff_id = ANY (p_staff_ids) AND color IS NOT NULL
$$;

ALTER FUNCTION caldav.forget_color(p_staff_ids bigint[]) OWNER TO advolux_owner;

CREATE FUNCTION caldav.guard_item() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
DECLARE
    v_staff bigint;
BEGIN
    IF NOT caldav.is_module() THEN
        RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
    END IF;
    v_staff := nullif(current_setting('caldav.staff', true), '')::bigint;
    IF TG_OP = 'DELETE' OR v_staff IS NULL
       OR NEW.main_editor <> v_staff OR NEW.sync_mode <> 'both'
       OR NEW.deadline_id IS NOT NULL THEN
        PERFORM caldav.raise_refusal();
    END IF;
    IF TG_OP = 'INSERT' THEN
        IF NEW.trashed_at IS NOT NULL OR NEW.matter_id IS NOT NULL THEN
            PERFORM caldav.raise_refusal();
        END IF;
    ELSIF OLD.main_editor <> v_staff OR OLD.sync_mode <> 'both'
          OR OLD.deadline_id IS NOT NULL OR OLD.trashed_at IS NOT NULL
          OR NEW.matter_id IS DISTINCT FROM OLD.matter_id THEN
        PERFORM caldav.raise_refusal();
    END IF;
    RETURN NEW;
END
$$;

ALTER FUNCTION caldav.guard_item() OWNER TO advolux_owner;

CREATE FUNCTION caldav.guard_override() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
DECLARE
    v_staff bigint;
    v_row advolux.override;
BEGIN
    v_row := CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
    IF NOT caldav.is_module() THEN
        RETURN v_row;
    END IF;
    v_staff := nullif(current_setting('caldav.staff', true), '')::bigint;
    IF TG_OP = 'UPDATE' OR NOT EXISTS (
        SELECT FROM advolux.appointment
        WHERE appointment_id = v_row.appointment_id AND main_editor = v_staff
          AND sync_mode = 'both' AND deadline_id IS NULL AND trashed_at IS NULL
        UNION ALL
        SELECT FROM advolux.task
        WHERE task_id = v_row.task_id AND main_editor = v_staff
          AND sync_mode = 'both' AND deadline_id IS NULL
          AND trashed_at IS NULL) THEN
        PERFORM caldav.raise_refusal();
    END IF;
    RETURN v_row;
END
$$;

ALTER FUNCTION caldav.guard_override() OWNER TO advolux_owner;

CREATE FUNCTION caldav.guard_table() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
BEGIN
    IF caldav.is_module() THEN
        PERFORM caldav.raise_refusal();
    END IF;
    RETURN NULL;
END
$$;

ALTER FUNCTION caldav.guard_table() OWNER TO advolux_owner;

CREATE FUNCTION caldav.identify() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    INSERT INTO caldav.former (calendar_id, item_id, kind, name, uid)
    VALUES (OLD.calendar_id, OLD.item_id, OLD.kind, OLD.name, OLD.uid);
    NEW.created := now();
    NEW.resource_id := gen_random_uuid();
    NEW.healed_at := NULL;
    NEW.healings := 0;
    RETURN NEW;
END
$$;

ALTER FUNCTION caldav.identify() OWNER TO advolux_owner;

CREATE FUNCTION caldav.import(p_login text, p_program text, p_kind caldav.kind, p_uids text[], p_texts text[], p_components jsonb, OUT created integer, OUT changed integer, OUT unchanged integer, OUT kept text[]) RETURNS record
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $_$
DECLARE
    v_caller record;
    v_known bigint[];
    v_new int[] := '{}';
    v_items bigint[];
    v_entry caldav.entry;
    v_digest bytea;
    v_status text;
BEGIN
    SELECT * INTO v_caller FROM caldav.caller(p_login, 0, p_kind);
    IF v_caller.calendar_id IS NULL THEN
        RAISE EXCEPTION 'CalDAV is not switched on for %', p_login
            USING ERRCODE = 'object_not_in_prerequisite_state';
    END IF;
    created := 0; changed := 0; unchanged := 0; kept := '{}';
    SELECT array_agg(item_id) INTO v_known FROM caldav.entry
    WHERE calendar_id = v_caller.calendar_id AND uid = ANY (p_uids)
      AND (visible OR reserved);
    PERFORM caldav.lock_items(p_kind, v_known);
    PERFORM caldav.lock_calendars(p_kind, v_known, v_caller.calendar_id);
    PERFORM set_config('caldav.staff', v_caller.staff_id::text, true);

    FOR i IN 1 .. cardinality(p_uids) LOOP
        v_digest := sha256(convert_to(p_texts[i], 'UTF8'));
        SELECT * INTO v_entry FROM caldav.entry
        WHERE calendar_id = v_caller.calendar_id AND uid = p_uids[i]
          AND (visible OR reserved);
        IF NOT FOUND THEN
            v_new := v_new || i;
        ELSIF EXISTS (SELECT FROM caldav.imported
                      WHERE calendar_id = v_caller.calendar_id
                        AND uid = p_uids[i] AND digest = v_digest) THEN
            unchanged := unchanged + 1;
            CONTINUE;
        ELSIF v_entry.reserved OR v_entry.access <> 'editable' THEN
            kept := kept || p_uids[i];
            CONTINUE;
        ELSE
            v_status := (caldav.put(p_login, 0, p_program, p_kind,
                                    v_entry.name, v_entry.version, p_uids[i],
                                    p_texts[i], p_components -> (i - 1))).status;
            IF v_status <> 'stored' THEN
                kept := kept || p_uids[i];
                CONTINUE;
            END IF;
            changed := changed + 1;
        END IF;
        INSERT INTO caldav.imported AS m
        VALUES (v_caller.calendar_id, p_uids[i], v_digest)
        ON CONFLICT (calendar_id, uid) DO UPDATE SET digest = EXCLUDED.digest;
    END LOOP;

    created := cardinality(v_new);
    IF created = 0 THEN
        RETURN;
    END IF;
    -- The entries are there before the items, so that the items find them.
    WITH wanted AS MATERIALIZED (
        SELECT w.n, p_uids[w.i] AS uid, caldav.new_item(p_kind) AS item
        FROM unnest(v_new) WITH ORDINALITY AS w (i, n)
    ), entered AS (
        INSERT INTO caldav.entry AS e (calendar_id, name, uid, kind, item_id)
        SELECT v_caller.calendar_id, CASE
                   WHEN uid ~ '^[A-Za-z0-9@_+-][A-Za-z0-9@._+-]{0,199}$'
                        AND NOT EXISTS (
                            SELECT FROM caldav.entry x
                            WHERE x.calendar_id = v_caller.calendar_id
                              AND x.name = w.uid || '.ics')
                   THEN uid ELSE gen_random_uuid()::text END || '.ics',
               uid, p_kind, item
        FROM wanted w
    )
    SELECT array_agg(item ORDER BY n) INTO v_items FROM wanted;
    IF p_kind = 'appointment' THEN
        PERFORM caldav.insert_appointments(
            v_caller.staff_id, v_items,
            (SELECT jsonb_agg(p_components -> (i - 1) ORDER BY n)
             FROM unnest(v_new) WITH ORDINALITY AS w (i, n)));
    ELSE
        PERFORM caldav.insert_tasks(
            v_caller.staff_id, v_items,
            (SELECT jsonb_agg(p_components -> (i - 1) ORDER BY n)
             FROM unnest(v_new) WITH ORDINALITY AS w (i, n)));
    END IF;
    INSERT INTO caldav.source AS s (calendar_id, item_id, kind, version, body)
    SELECT e.calendar_id, e.item_id, p_kind, e.version, p_texts[v_new[n]]
    FROM unnest(v_items) WITH ORDINALITY AS i (item, n)
    JOIN caldav.entry e ON e.calendar_id = v_caller.calendar_id
                       AND e.item_id = i.item
    ON CONFLICT (calendar_id, item_id) DO UPDATE
    SET version = EXCLUDED.version, body = EXCLUDED.body;
    PERFORM caldav.log(v_caller.staff_id, p_login, p_program, 'import', p_kind,
                       e.item_id, e.name, 'done')
    FROM caldav.entry e
    WHERE e.calendar_id = v_caller.calendar_id AND e.item_id = ANY (v_items);
END
$_$;

ALTER FUNCTION caldav.import(p_login text, p_program text, p_kind caldav.kind, p_uids text[], p_texts text[], p_components jsonb, OUT created integer, OUT changed integer, OUT unchanged integer, OUT kept text[]) OWNER TO advolux_owner;

CREATE FUNCTION caldav.insert_appointments(p_staff_id bigint, p_item_ids bigint[], p_components jsonb) RETURNS void
    LANGUAGE sql
    AS $$
    INSERT INTO advolux.appointment (
        appointment_id, main_editor, sync_mode, title, description, location,
        all_day, time_zone, start_at, end_at, start_date, end_date, status,
        free, class, priority, categories, rrule, exdate, rdate, sequence)
    OVERRIDING SYSTEM VALUE
    SELECT i.item_id, p_staff_id, 'both', c.title, c.description, c.location,
           c.all_day, c.zone, c.start_at, c.end_at, c.start_date, c.end_date,
           c.status, c.free, c.class, c.priority, c.categories, c.rrule,
           c.exdate, c.rdate, c.sequence
    FROM unnest(p_item_ids) WITH ORDINALITY AS i (item_id, n)
    CROSS JOIN LATERAL caldav.components(p_components -> (i.n - 1)::int) AS c
    WHERE c.place = 1;
    INSERT INTO advolux.override (
        appointment_id, recurrence_id, this_and_future, title, description,
        location, all_day, time_zone, start_at, end_at, start_date, end_date,
        status, free, class, priority, categories, sequence)
    SELECT i.item_id, c.recurrence_id, c.this_and_future, c.title,
           c.description, c.location, c.all_day, c.zone, c.start_at, c.end_at,
           c.start_date, c.end_date, c.status, c.free, c.class, c.priority,
           c.categories, c.sequence
    FROM unnest(p_item_ids) WITH ORDINALITY AS i (item_id, n)
    CROSS JOIN LATERAL caldav.components(p_components -> (i.n - 1)::int) AS c
    WHERE c.place > 1;
$$;

ALTER FUNCTION caldav.insert_appointments(p_staff_id bigint, p_item_ids bigint[], p_components jsonb) OWNER TO advolux_owner;

CREATE FUNCTION caldav.insert_tasks(p_staff_id bigint, p_item_ids bigint[], p_components jsonb) RETURNS void
    LANGUAGE sql
    AS $$
    INSERT INTO advolux.task (
        task_id, main_editor, sync_mode, title, description, location, all_day,
        time_zone, start_at, due_at, start_date, due_date, status, percent,
        completed_at, class, priority, categories, rrule, exdate, rdate,
        sequence)
    OVERRIDING SYSTEM VALUE
    SELECT i.item_id, p_staff_id, 'both', c.title, c.description, c.location,
           c.all_day, c.zone, c.start_at, c.end_at, c.start_date, c.end_date,
           c.status, c.percent, c.completed_at, c.class, c.priority,
           c.categories, c.rrule, c.exdate, c.rdate, c.sequence
    FROM unnest(p_item_ids) WITH ORDINALITY AS i (item_id, n)
    CROSS JOIN LATERAL caldav.components(p_components -> (i.n - 1)::int) AS c
    WHERE c.place = 1;
    INSERT INTO advolux.override (
        task_id, recurrence_id, this_and_future, title, description, location,
        all_day, time_zone, start_at, due_at, start_date, due_date, status,
        percent, completed_at, class, priority, categories, sequence)
    SELECT i.item_id, c.recurrence_id, c.this_and_future, c.title,
           c.description, c.location, c.all_day, c.zone, c.start_at, c.end_at,
           c.start_date, c.end_date, c.status, c.percent, c.completed_at,
           c.class, c.priority, c.categories, c.sequence
    FROM unnest(p_item_ids) WITH ORDINALITY AS i (item_id, n)
    CROSS JOIN LATERAL caldav.components(p_components -> (i.n - 1)::int) AS c
    WHERE c.place > 1;
$$;

ALTER FUNCTION caldav.insert_tasks(p_staff_id bigint, p_item_ids bigint[], p_components jsonb) OWNER TO advolux_owner;

CREATE FUNCTION caldav.instant(p_local timestamp without time zone, p_zone text) RETURNS timestamp with time zone
    LANGUAGE plpgsql STABLE PARALLEL SAFE
    AS $$
DECLARE
    v_about timestamptz := p_local AT TIME ZONE p_zone;
    v_early timestamptz := v_about - interval '24 hours';
    v_late timestamptz := v_about + interval '24 hours';
    v_first timestamptz := (p_local - (v_early AT TIME ZONE p_zone
                                       - v_early AT TIME ZONE 'UTC'))
                           AT TIME ZONE 'UTC';
    v_last timestamptz := (p_local - (v_late AT TIME ZONE p_zone
                                      - v_late AT TIME ZONE 'UTC'))
                          AT TIME ZONE 'UTC';
BEGIN
    RETURN CASE WHEN v_first AT TIME ZONE p_zone = p_local THEN v_first
                WHEN v_last AT TIME ZONE p_zone = p_local THEN v_last
                ELSE v_first END;
END
$$;

ALTER FUNCTION caldav.instant(p_local timestamp without time zone, p_zone text) OWNER TO advolux_owner;

CREATE FUNCTION caldav.instant_text(p_instant timestamp with time zone) RETURNS text
    LANGUAGE sql STABLE PARALLEL SAFE
    AS $$
    SELECT to_char(p_instant AT TIME ZONE 'UTC', 'YYYYMMDD"T"HH24MISS"Z"')
$$;

ALTER FUNCTION caldav.instant_text(p_instant timestamp with time zone) OWNER TO advolux_owner;

CREATE FUNCTION caldav.is_module() RETURNS boolean
    LANGUAGE plpgsql STABLE
    AS $$
BEGIN
    RETURN session_user = 'advolux_caldav'
        OR (pg_has_role(session_user, 'advolux_caldav', 'MEMBER')
            AND NOT (SELECT rolsuper FROM pg_roles
                     WHERE rolname = session_user));
END
$$;

ALTER FUNCTION caldav.is_module() OWNER TO advolux_owner;

CREATE FUNCTION caldav.items_of(p_kind caldav.kind, p_staff_ids bigint[]) RETURNS bigint[]
    LANGUAGE sql STABLE
    AS $$
    SELECT array_agg(item_id) FROM (
        SELECT item_id FROM caldav.ownership
        WHERE kind = p_kind AND staff_id = ANY (p_staff_ids)
        UNION
        SELECT e.item_id
        FROM caldav.entry e JOIN caldav.calendar c USING (calendar_id)
        WHERE c.kind = p_kind AND c.staff_id = ANY (p_staff_ids)) AS i
$$;

ALTER FUNCTION caldav.items_of(p_kind caldav.kind, p_staff_ids bigint[]) OWNER TO advolux_owner;

CREATE FUNCTION caldav.local_text(p_local timestamp without time zone) RETURNS text
    LANGUAGE sql STABLE PARALLEL SAFE
    AS $$
    SELECT to_char(p_local, 'YYYYMMDD"T"HH24MISS')
$$;

ALTER FUNCTION caldav.local_text(p_local timestamp without time zone) OWNER TO advolux_owner;

CREATE FUNCTION caldav.locals_text(p_locals timestamp without time zone[]) RETURNS text
    LANGUAGE sql STABLE STRICT PARALLEL SAFE
    AS $$
    SELECT string_agg(DISTINCT to_char(x, 'YYYYMMDD"T"HH24MISS'), ',')
    FROM unnest(p_locals) AS x
$$;

ALTER FUNCTION caldav.locals_text(p_locals timestamp without time zone[]) OWNER TO advolux_owner;

CREATE FUNCTION caldav.lock_and_refresh(p_kind caldav.kind, p_item_ids bigint[]) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
BEGIN
    PERFORM caldav.lock_items(p_kind, p_item_ids);
    PERFORM caldav.refresh(p_kind, p_item_ids);
END
$$;

ALTER FUNCTION caldav.lock_and_refresh(p_kind caldav.kind, p_item_ids bigint[]) OWNER TO advolux_owner;

CREATE FUNCTION caldav.lock_calendars(p_kind caldav.kind, p_item_ids bigint[], p_also bigint DEFAULT NULL::bigint) RETURNS void
    LANGUAGE plpgsql
    SET plan_cache_mode TO 'force_generic_plan'
    SET enable_seqscan TO 'off'
    SET jit TO 'off'
    AS $$
DECLARE
    v_needed bigint[] := caldav.calendars_of(p_kind, p_item_ids);
BEGIN
    PERFORM FROM caldav.calendar WHERE calendar_id = ANY (v_needed || p_also)
    ORDER BY calendar_id FOR NO KEY UPDATE;
END
$$;

ALTER FUNCTION caldav.lock_calendars(p_kind caldav.kind, p_item_ids bigint[], p_also bigint) OWNER TO advolux_owner;

CREATE FUNCTION caldav.lock_items(p_kind caldav.kind, p_item_ids bigint[]) RETURNS void
    LANGUAGE plpgsql
    AS $$
BEGIN
    IF p_kind = 'appointment' THEN
        PERFORM FROM advolux.appointment
        WHERE appointment_id = ANY (p_item_ids)
        ORDER BY appointment_id FOR NO KEY UPDATE;
    ELSE
        PERFORM FROM advolux.task WHERE task_id = ANY (p_item_ids)
        ORDER BY task_id FOR NO KEY UPDATE;
    END IF;
END
$$;

ALTER FUNCTION caldav.lock_items(p_kind caldav.kind, p_item_ids bigint[]) OWNER TO advolux_owner;

CREATE FUNCTION caldav.lock_people(p_staff_ids bigint[]) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET plan_cache_mode TO 'force_generic_plan'
    SET enable_seqscan TO 'off'
    SET jit TO 'off'
    AS $$
DECLARE
    v_needed bigint[];
BEGIN
    LOOP
        v_needed := caldav.calendars_of_people(p_staff_ids);
        BEGIN
            PERFORM FROM caldav.calendar WHERE calendar_id = ANY (v_needed)
            ORDER BY calendar_id FOR NO KEY UPDATE;
            EXIT WHEN caldav.calendars_of_people(p_staff_ids) <@ v_needed;
            RAISE SQLSTATE 'AD020';
        EXCEPTION WHEN SQLSTATE 'AD020' THEN
            NULL;
        END;
    END LOOP;
END
$$;

ALTER FUNCTION caldav.lock_people(p_staff_ids bigint[]) OWNER TO advolux_owner;

CREATE FUNCTION caldav.log(p_staff_id bigint, p_login text, p_device text, p_operation text, p_kind caldav.kind, p_item_id bigint, p_name text, p_result text, p_reason text DEFAULT NULL::text, p_before jsonb DEFAULT NULL::jsonb) RETURNS void
    LANGUAGE plpgsql
    AS $$
    BEGIN
        INSERT INTO advolux.journal (staff_id, login, device, operation, kind,
                                     item_id, name, result, reason, before)
        VALUES (p_staff_id, p_login, p_device, p_operation, p_kind::text,
                p_item_id, p_name, p_result, p_reason, p_before);
    END
    $$;

ALTER FUNCTION caldav.log(p_staff_id bigint, p_login text, p_device text, p_operation text, p_kind caldav.kind, p_item_id bigint, p_name text, p_result text, p_reason text, p_before jsonb) OWNER TO advolux_owner;

CREATE FUNCTION caldav.log_change(p_kind caldav.kind, p_item_id bigint, p_operation text, p_program text, p_before jsonb) RETURNS void
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
    SELECT caldav.log(NULL, session_user::text, p_program, p_operation, p_kind,
                      p_item_id, NULL, 'done', NULL, p_before)
$$;

ALTER FUNCTION caldav.log_change(p_kind caldav.kind, p_item_id bigint, p_operation text, p_program text, p_before jsonb) OWNER TO advolux_owner;

CREATE FUNCTION caldav.move(p_login text, p_generation bigint, p_device text, p_kind caldav.kind, p_name text, p_expect bigint, p_target text, p_revision bigint DEFAULT 0, OUT status text) RETURNS text
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
DECLARE
    v_caller record;
    v_entry caldav.entry;
    v_target caldav.entry;
    v_gone bigint;
    v_next bigint;
BEGIN
    SELECT * INTO v_caller FROM caldav.begin_write(
        p_login, p_generation, p_kind, p_revision, ARRAY[p_name, p_target]);
    status := v_caller.status;
    IF status IS NOT NULL THEN
        RETURN;
    END IF;
    SELECT * INTO v_entry FROM caldav.entry
    WHERE calendar_id = v_caller.calendar_id AND name = p_name;
    SELECT * INTO v_target FROM caldav.entry
    WHERE calendar_id = v_caller.calendar_id AND name = p_target;
    status := CASE
        WHEN NOT coalesce(v_entry.visible, false)
             OR v_entry.ends_at <= v_caller.cutoff_at THEN 'missing'
        WHEN v_entry.version <> p_expect THEN 'changed'
        WHEN v_entry.access <> 'editable' OR p_target = p_name THEN 'refused'
        WHEN v_target.reserved
             OR v_target.visible AND v_target.ends_at <= v_caller.cutoff_at
        THEN 'hidden'
        WHEN v_target.visible THEN 'changed' END;
    IF status IS NOT NULL THEN
        RETURN;
    END IF;
    -- The tombstone stands for what had the target's name, or for nothing.
    v_gone := coalesce(v_target.item_id, caldav.new_item(p_kind));
    DELETE FROM caldav.entry
    WHERE calendar_id = v_caller.calendar_id AND name = p_target;
    v_next := caldav.next_revision(v_caller.calendar_id);
    UPDATE caldav.entry
    SET name = p_target, version = v_next, revision = v_next, modified = now(),
        healed_at = NULL, healings = 0
    WHERE calendar_id = v_caller.calendar_id AND name = p_name;
    UPDATE caldav.source SET version = v_next
    WHERE calendar_id = v_caller.calendar_id AND item_id = v_entry.item_id
      AND version = v_entry.version;
    v_next := caldav.next_revision(v_caller.calendar_id);
    INSERT INTO caldav.entry (calendar_id, name, uid, kind, item_id, version,
                              revision, modified, span, ends_at)
    VALUES (v_caller.calendar_id, p_name, coalesce(v_target.uid, v_entry.uid),
            p_kind, v_gone, v_next, v_next, now(), v_entry.span,
            v_entry.ends_at);
    PERFORM caldav.log(v_caller.staff_id, p_login, p_device, 'move', p_kind,
                       v_entry.item_id, p_target, 'done',
                       'it was called ' || p_name);
    status := 'moved';
END
$$;

ALTER FUNCTION caldav.move(p_login text, p_generation bigint, p_device text, p_kind caldav.kind, p_name text, p_expect bigint, p_target text, p_revision bigint, OUT status text) OWNER TO advolux_owner;

CREATE FUNCTION caldav.name_changes() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
BEGIN
    NEW.changed := advolux.changed_fields(
        NEW.before, caldav.snapshot(NEW.kind::caldav.kind, NEW.item_id));
    RETURN NEW;
END
$$;

ALTER FUNCTION caldav.name_changes() OWNER TO advolux_owner;

CREATE FUNCTION caldav.new_item(p_kind caldav.kind) RETURNS bigint
    LANGUAGE sql
    AS $$
    SELECT nextval(CASE p_kind
        WHEN 'appointment'
        THEN pg_get_serial_sequence('advolux.appointment', 'appointment_id')
        ELSE pg_get_serial_sequence('advolux.task', 'task_id') END)
$$;

ALTER FUNCTION caldav.new_item(p_kind caldav.kind) OWNER TO advolux_owner;

CREATE FUNCTION caldav.next_revision(p_calendar_id bigint) RETURNS bigint
    LANGUAGE sql
    AS $$
    UPDATE caldav.calendar SET revision = revision + 1
    WHERE calendar_id = p_calendar_id RETURNING revision
$$;

ALTER FUNCTION caldav.next_revision(p_calendar_id bigint) OWNER TO advolux_owner;

CREATE FUNCTION caldav.provision() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
BEGIN
    PERFORM caldav.add_people(array_agg(staff_id)) FROM inserted;
    RETURN NULL;
END
$$;

ALTER FUNCTION caldav.provision() OWNER TO advolux_owner;

CREATE FUNCTION caldav.purge(p_calendar_id bigint, p_age interval DEFAULT NULL::interval) RETURNS bigint
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
DECLARE
    v_until timestamptz := now() - coalesce(p_age,
                                            caldav.retention('tombstone'));
    v_newest bigint;
    v_count bigint;
BEGIN
    PERFORM FROM caldav.calendar WHERE calendar_id = p_calendar_id
    FOR NO KEY UPDATE;
    WITH gone AS (
        DELETE FROM caldav.entry
        WHERE calendar_id = p_calendar_id AND NOT visible AND NOT reserved
          AND modified <= v_until
        RETURNING revision
    )
    SELECT max(revision), count(*) INTO v_newest, v_count FROM gone;
    UPDATE caldav.calendar SET purged = v_newest
    WHERE calendar_id = p_calendar_id AND v_newest > purged;
    DELETE FROM caldav.former
    WHERE calendar_id = p_calendar_id AND since <= v_until;
    DELETE FROM caldav.source s
    WHERE s.calendar_id = p_calendar_id
      AND NOT EXISTS (SELECT FROM caldav.entry e
                      WHERE e.calendar_id = s.calendar_id
                        AND e.item_id = s.item_id)
      AND NOT EXISTS (SELECT FROM caldav.former f
                      WHERE f.calendar_id = s.calendar_id
                        AND f.item_id = s.item_id);
    RETURN v_count;
END
$$;

ALTER FUNCTION caldav.purge(p_calendar_id bigint, p_age interval) OWNER TO advolux_owner;

CREATE FUNCTION caldav.purge_journal(p_age interval DEFAULT NULL::interval) RETURNS bigint
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
DECLARE
    v_count bigint;
BEGIN
    PERFORM set_config('advolux.journal_purge', 'on', true);
    DELETE FROM advolux.journal
    WHERE at <= now() - coalesce(p_age, caldav.retention('journal'));
    GET DIAGNOSTICS v_count = ROW_COUNT;
    PERFORM set_config('advolux.journal_purge', '', true);
    RETURN v_count;
END
$$;

ALTER FUNCTION caldav.purge_journal(p_age interval) OWNER TO advolux_owner;

CREATE FUNCTION caldav.put(p_login text, p_generation bigint, p_device text, p_kind caldav.kind, p_name text, p_expect bigint, p_uid text, p_text text, p_components jsonb, p_revision bigint DEFAULT 0, OUT status text, OUT version bigint, OUT name text) RETURNS record
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
#variable_conflict use_column
DECLARE
    v_caller record;
    v_entry caldav.entry;
    v_other caldav.entry;
    v_item bigint;
    v_before jsonb;
    v_new boolean;
BEGIN
    SELECT * INTO v_caller FROM caldav.begin_write(
        p_login, p_generation, p_kind, p_revision, ARRAY[p_name]);
    status := v_caller.status;
    IF status IS NOT NULL THEN
        RETURN;
    END IF;
    SELECT e.* INTO v_entry FROM caldav.entry e
    WHERE e.calendar_id = v_caller.calendar_id AND e.name = p_name;
    v_new := NOT coalesce(v_entry.visible, false);
    IF p_expect > 0 AND (v_new OR v_entry.version <> p_expect) THEN
        status := 'changed';
    ELSIF p_expect = 0 AND coalesce(v_entry.reserved, false) THEN
        status := 'hidden';
    ELSIF p_expect = 0 AND NOT v_new THEN
        status := CASE WHEN v_entry.ends_at > v_caller.cutoff_at
                       THEN 'changed' ELSE 'hidden' END;
    ELSIF NOT v_new AND v_entry.uid <> p_uid THEN
        status := 'uid-taken';
        name := p_name;
    ELSIF p_components IS NULL AND v_new
          OR p_components IS NOT NULL AND NOT v_new
             AND v_entry.access <> 'editable' THEN
        status := 'refused';
    ELSE
        SELECT e.* INTO v_other FROM caldav.entry e
        WHERE e.calendar_id = v_caller.calendar_id AND e.uid = p_uid
          AND (e.visible OR e.reserved) AND e.name <> p_name;
        IF v_other.visible AND v_other.ends_at > v_caller.cutoff_at THEN
            status := 'uid-taken';
            name := v_other.name;
        ELSIF v_other.name IS NOT NULL THEN
            status := 'hidden';
        END IF;
    END IF;
    IF status IS NOT NULL THEN
        RETURN;
    END IF;

    PERFORM set_config('caldav.staff', v_caller.staff_id::text, true);
    IF v_new THEN
        -- The entry is there before the item, so that the item finds it.
        v_item := caldav.new_item(p_kind);
        INSERT INTO caldav.entry AS e (calendar_id, name, uid, kind, item_id)
        VALUES (v_caller.calendar_id, p_name, p_uid, p_kind, v_item)
        ON CONFLICT (calendar_id, name) DO UPDATE
        SET uid = EXCLUDED.uid, item_id = EXCLUDED.item_id,
            healed_at = NULL, healings = 0;
    ELSE
        v_item := v_entry.item_id;
        v_before := caldav.snapshot(p_kind, v_item);
    END IF;
    IF p_components IS NULL THEN
        version := caldav.next_revision(v_caller.calendar_id);
        UPDATE caldav.entry e
        SET version = put.version, revision = put.version, modified = now()
        WHERE e.calendar_id = v_caller.calendar_id AND e.name = p_name;
    ELSE
        IF p_kind = 'appointment' THEN
            PERFORM caldav.store_appointment(v_item, v_caller.staff_id, v_new,
                                             p_components);
        ELSE
            PERFORM caldav.store_task(v_item, v_caller.staff_id, v_new,
                                      p_components);
        END IF;
        SELECT e.version INTO STRICT version FROM caldav.entry e
        WHERE e.calendar_id = v_caller.calendar_id AND e.name = p_name
          AND e.visible;
    END IF;
    INSERT INTO caldav.source AS t (calendar_id, item_id, kind, version,
                                         body)
    VALUES (v_caller.calendar_id, v_item, p_kind, put.version, p_text)
    ON CONFLICT (calendar_id, item_id) DO UPDATE
    SET version = EXCLUDED.version, body = EXCLUDED.body;
    PERFORM caldav.log(v_caller.staff_id, p_login, p_device,
                       CASE WHEN v_new THEN 'create' ELSE 'put' END, p_kind,
                       v_item, p_name, 'done', NULL, v_before);
    status := CASE WHEN v_new THEN 'created' ELSE 'stored' END;
    name := p_name;
EXCEPTION
    WHEN insufficient_privilege THEN
        status := 'refused';
        version := NULL;
        name := NULL;
    WHEN data_exception OR integrity_constraint_violation
         OR program_limit_exceeded OR no_data_found THEN
        -- The original would quote the row.
        RAISE EXCEPTION 'a value does not fit into Advolux'
            USING ERRCODE = CASE WHEN SQLSTATE LIKE '23%' THEN '23514'
                                 ELSE '22000' END;
END
$$;

ALTER FUNCTION caldav.put(p_login text, p_generation bigint, p_device text, p_kind caldav.kind, p_name text, p_expect bigint, p_uid text, p_text text, p_components jsonb, p_revision bigint, OUT status text, OUT version bigint, OUT name text) OWNER TO advolux_owner;

CREATE FUNCTION caldav.raise_refusal() RETURNS void
    LANGUAGE plpgsql
    AS $$
BEGIN
    RAISE EXCEPTION 'Advolux does not let a calendar client change this item'
        USING ERRCODE = 'insufficient_privilege';
END
$$;

ALTER FUNCTION caldav.raise_refusal() OWNER TO advolux_owner;

CREATE FUNCTION caldav.refresh(p_kind caldav.kind, p_item_ids bigint[]) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
DECLARE
    c_slice CONSTANT int := 200;
BEGIN
    PERFORM caldav.lock_calendars(p_kind, p_item_ids);
    FOR v_first IN 1 .. coalesce(cardinality(p_item_ids), 0) BY c_slice LOOP
        PERFORM caldav.refresh_slice(
            p_kind, p_item_ids[v_first : v_first + c_slice - 1]);
    END LOOP;
END
$$;

ALTER FUNCTION caldav.refresh(p_kind caldav.kind, p_item_ids bigint[]) OWNER TO advolux_owner;

CREATE FUNCTION caldav.refresh_slice(p_kind caldav.kind, p_item_ids bigint[]) RETURNS void
    LANGUAGE plpgsql
    SET plan_cache_mode TO 'force_generic_plan'
    SET enable_seqscan TO 'off'
    SET jit TO 'off'
    AS $_$
BEGIN
    WITH asked AS MATERIALIZED (
        SELECT DISTINCT item_id FROM unnest(p_item_ids) AS item_id
    ), known AS MATERIALIZED (
        SELECT item_id, gen_random_uuid()::text AS fresh, (
            SELECT uid FROM (
                SELECT calendar_id, uid FROM caldav.entry e
                WHERE e.kind = p_kind AND e.item_id = a.item_id
                UNION ALL
                SELECT calendar_id, uid FROM caldav.former f
                WHERE f.kind = p_kind AND f.item_id = a.item_id) AS u
            ORDER BY calendar_id LIMIT 1) AS uid
        FROM asked a
    ), placed AS MATERIALIZED (
        SELECT c.calendar_id, p.*
        FROM asked a
        CROSS JOIN LATERAL (
            SELECT * FROM caldav.placement
            WHERE kind = p_kind AND item_id = a.item_id OFFSET 0) AS p
        JOIN caldav.calendar c ON c.staff_id = p.staff_id AND c.kind = p_kind
    ), owned AS MATERIALIZED (
        SELECT c.calendar_id, o.item_id
        FROM asked a
        CROSS JOIN LATERAL (
            SELECT * FROM caldav.ownership
            WHERE kind = p_kind AND item_id = a.item_id OFFSET 0) AS o
        JOIN caldav.calendar c ON c.staff_id = o.staff_id AND c.kind = p_kind
    ), entered AS MATERIALIZED (
        SELECT e.*
        FROM asked a
        CROSS JOIN LATERAL (
            SELECT * FROM caldav.entry
            WHERE kind = p_kind AND item_id = a.item_id OFFSET 0) AS e
    ), changed AS (
        SELECT calendar_id, item_id, e.name IS NULL AS is_new,
               coalesce(e.name, f.name) AS name,
               coalesce(e.uid, f.uid, k.uid, k.fresh) AS uid, k.fresh,
               coalesce(p.access, e.access) AS access,
               coalesce(p.span, e.span) AS span,
               coalesce(p.recurring, e.recurring) AS recurring,
               coalesce(p.all_day, e.all_day) AS all_day,
               p.span IS NOT NULL AS visible,
               p.span IS NULL AND o.owned IS NOT NULL AS reserved
        FROM entered e
        FULL JOIN placed p USING (calendar_id, item_id)
        LEFT JOIN (SELECT calendar_id, item_id, true AS owned FROM owned) AS o
            USING (calendar_id, item_id)
        LEFT JOIN LATERAL (
            SELECT name, uid FROM caldav.former r
            WHERE r.calendar_id = coalesce(e.calendar_id, p.calendar_id)
              AND r.item_id = coalesce(e.item_id, p.item_id)
            OFFSET 0) AS f ON true
        JOIN known k USING (item_id)
        WHERE p.span IS NOT NULL OR e.visible
           OR e.reserved <> (o.owned IS NOT NULL)
    ), identified AS (
        -- A UID is one item's in a calendar (RFC 4791 section 5.3.2.1).
        SELECT c.*, CASE
            WHEN NOT (visible OR reserved) THEN uid
            WHEN row_number() OVER (PARTITION BY calendar_id, uid,
                                        visible OR reserved
                                    ORDER BY is_new, item_id) > 1
                 OR EXISTS (SELECT FROM caldav.entry x
                            WHERE x.calendar_id = c.calendar_id
                              AND x.uid = c.uid AND (x.visible OR x.reserved)
                              AND x.item_id <> c.item_id)
            THEN fresh ELSE uid END AS own_uid
        FROM changed c
    ), named AS MATERIALIZED (
        -- So is a name; that of a tombstone is free.
        SELECT w.*, CASE
            WHEN wanted IS NULL
                 OR row_number() OVER (PARTITION BY calendar_id, wanted
                                       ORDER BY is_new, item_id) > 1
                 OR is_new AND (
                     SELECT x.visible OR x.reserved FROM caldav.entry x
                     WHERE x.calendar_id = w.calendar_id AND x.name = w.wanted)
            THEN gen_random_uuid() || '.ics' ELSE wanted END AS own_name
        FROM (SELECT i.*, coalesce(name, CASE
                  WHEN own_uid ~ '^[A-Za-z0-9@_+-][A-Za-z0-9@._+-]{0,199}$'
                  THEN own_uid || '.ics' END) AS wanted
              FROM identified i) AS w
    ), called_again AS (
        DELETE FROM caldav.former f USING named n
        WHERE f.kind = p_kind AND f.item_id = ANY (p_item_ids)
          AND f.calendar_id = n.calendar_id AND f.item_id = n.item_id
    ), written AS (
        INSERT INTO caldav.entry AS e (
            calendar_id, name, uid, kind, item_id, version, revision, modified,
            access, span, ends_at, visible, reserved, recurring, all_day)
        SELECT calendar_id, own_name, own_uid, p_kind, item_id, next, next,
               now(), n.access, n.span,
               coalesce(upper(n.span), 'infinity'), visible, reserved,
               recurring, all_day
        FROM (SELECT n.*, c.revision + row_number() OVER (
                         PARTITION BY calendar_id ORDER BY item_id) AS next
              FROM named n JOIN caldav.calendar c USING (calendar_id)) AS n
        ON CONFLICT (calendar_id, name) DO UPDATE SET
            uid = EXCLUDED.uid, item_id = EXCLUDED.item_id,
            version = EXCLUDED.version,
            revision = EXCLUDED.revision, modified = EXCLUDED.modified,
            access = EXCLUDED.access, span = EXCLUDED.span,
            ends_at = EXCLUDED.ends_at, visible = EXCLUDED.visible,
            reserved = EXCLUDED.reserved, recurring = EXCLUDED.recurring,
            all_day = EXCLUDED.all_day
        RETURNING calendar_id, revision
    )
    UPDATE caldav.calendar c SET revision = w.newest
    FROM (SELECT calendar_id, max(revision) AS newest
          FROM written GROUP BY calendar_id) AS w
    WHERE c.calendar_id = w.calendar_id;

    -- An entry that is not visible keeps its client text, for Advolux may
    -- restore the item, and nothing of the item's columns.
    INSERT INTO caldav.source AS s (calendar_id, item_id, kind, components)
    SELECT e.calendar_id, e.item_id, e.kind,
           CASE WHEN e.visible THEN i.components END
    FROM (SELECT item_id, caldav.components_of(p_kind, item_id) AS components
          FROM unnest(p_item_ids) AS item_id OFFSET 0) AS i
    JOIN caldav.entry e ON e.kind = p_kind AND e.item_id = i.item_id
    ON CONFLICT (calendar_id, item_id) DO UPDATE
    SET components = EXCLUDED.components;
END
$_$;

ALTER FUNCTION caldav.refresh_slice(p_kind caldav.kind, p_item_ids bigint[]) OWNER TO advolux_owner;

CREATE FUNCTION caldav.refresh_staff(p_staff_ids bigint[]) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
DECLARE
    v_kind caldav.kind;
BEGIN
    PERFORM caldav.lock_people(p_staff_ids);
    FOREACH v_kind IN ARRAY enum_range(NULL::caldav.kind) LOOP
        PERFORM caldav.refresh(v_kind, caldav.items_of(v_kind, p_staff_ids));
    END LOOP;
END
$$;

ALTER FUNCTION caldav.refresh_staff(p_staff_ids bigint[]) OWNER TO advolux_owner;

CREATE FUNCTION caldav.refuse(p_login text, p_generation bigint, p_device text, p_kind caldav.kind, p_name text, p_operation text, p_reason text, OUT status text) RETURNS text
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
DECLARE
    c_healings_max constant int := 20;
    v_caller record;
    v_entry caldav.entry;
    v_fresh boolean;
    v_next bigint;
BEGIN
    SELECT * INTO v_caller FROM caldav.caller(p_login, p_generation, p_kind);
    IF v_caller.calendar_id IS NULL THEN
        status := 'login';
        RETURN;
    END IF;
    PERFORM FROM caldav.calendar WHERE calendar_id = v_caller.calendar_id
    FOR NO KEY UPDATE;
    SELECT * INTO v_entry FROM caldav.entry
    WHERE calendar_id = v_caller.calendar_id AND name = p_name;
    v_fresh := coalesce(v_entry.healed_at <= now() - interval '10 minutes',
                        true);
    IF NOT coalesce(v_entry.visible, false)
       OR v_entry.ends_at <= v_caller.cutoff_at THEN
        status := 'missing';
    ELSIF NOT v_fresh AND v_entry.healings >= c_healings_max THEN
        status := 'limited';
    ELSE
        status := 'healed';
        v_next := caldav.next_revision(v_caller.calendar_id);
        UPDATE caldav.entry
        SET version = v_next, revision = v_next, modified = now(),
            healed_at = CASE WHEN v_fresh THEN now() ELSE healed_at END,
            healings = CASE WHEN v_fresh THEN 1 ELSE healings + 1 END
        WHERE calendar_id = v_caller.calendar_id AND name = p_name;
        -- What the client had is what it gets: its text stays current.
        UPDATE caldav.source SET version = v_next
        WHERE calendar_id = v_caller.calendar_id
          AND item_id = v_entry.item_id AND version = v_entry.version;
    END IF;
    PERFORM caldav.log(v_caller.staff_id, p_login, p_device, p_operation,
                       p_kind, v_entry.item_id, p_name,
                       CASE status WHEN 'healed' THEN 'healed'
                                   ELSE 'refused' END, p_reason);
END
$$;

ALTER FUNCTION caldav.refuse(p_login text, p_generation bigint, p_device text, p_kind caldav.kind, p_name text, p_operation text, p_reason text, OUT status text) OWNER TO advolux_owner;

CREATE FUNCTION caldav.remove(p_login text, p_generation bigint, p_device text, p_kind caldav.kind, p_name text, p_expect bigint, p_revision bigint DEFAULT 0, OUT status text) RETURNS text
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
DECLARE
    v_caller record;
    v_entry caldav.entry;
    v_before jsonb;
BEGIN
    SELECT * INTO v_caller FROM caldav.begin_write(
        p_login, p_generation, p_kind, p_revision, ARRAY[p_name]);
    status := v_caller.status;
    IF status IS NOT NULL THEN
        RETURN;
    END IF;
    SELECT * INTO v_entry FROM caldav.entry
    WHERE calendar_id = v_caller.calendar_id AND name = p_name;
    status := CASE
        WHEN NOT coalesce(v_entry.visible, false)
             OR v_entry.ends_at <= v_caller.cutoff_at THEN 'missing'
        WHEN v_entry.version <> p_expect THEN 'changed'
        WHEN v_entry.access <> 'editable' THEN 'refused' END;
    IF status IS NOT NULL THEN
        RETURN;
    END IF;
    PERFORM set_config('caldav.staff', v_caller.staff_id::text, true);
    v_before := caldav.snapshot(p_kind, v_entry.item_id);
    PERFORM caldav.trash_item(p_kind, v_entry.item_id);
    PERFORM caldav.log(v_caller.staff_id, p_login, p_device, 'delete', p_kind,
                       v_entry.item_id, p_name, 'done', NULL, v_before);
    status := 'removed';
EXCEPTION WHEN insufficient_privilege THEN
    status := 'refused';
END
$$;

ALTER FUNCTION caldav.remove(p_login text, p_generation bigint, p_device text, p_kind caldav.kind, p_name text, p_expect bigint, p_revision bigint, OUT status text) OWNER TO advolux_owner;

CREATE FUNCTION caldav.remove_people(p_staff_ids bigint[]) RETURNS void
    LANGUAGE sql
    AS $$
    DELETE FROM caldav.login WHERE staff_id = ANY (p_staff_ids)
$$;

ALTER FUNCTION caldav.remove_people(p_staff_ids bigint[]) OWNER TO advolux_owner;

CREATE FUNCTION caldav.retention(p_what text) RETURNS interval
    LANGUAGE sql STABLE
    AS $$
    SELECT value::interval FROM caldav.setting
    WHERE name = p_what || '_retention'
$$;

ALTER FUNCTION caldav.retention(p_what text) OWNER TO advolux_owner;

CREATE FUNCTION caldav.revoke_device(p_login text, p_name text) RETURNS boolean
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
DECLARE
    v_staff bigint;
BEGIN
    DELETE FROM caldav.device d USING caldav.calendar c
    WHERE c.staff_id = d.staff_id AND c.login = p_login AND d.name = p_name
    RETURNING d.staff_id INTO v_staff;
    UPDATE caldav.login SET generation = generation + 1
    WHERE staff_id = v_staff;
    RETURN v_staff IS NOT NULL;
END
$$;

ALTER FUNCTION caldav.revoke_device(p_login text, p_name text) OWNER TO advolux_owner;

CREATE FUNCTION caldav.schema_version() RETURNS integer
    LANGUAGE sql IMMUTABLE
    AS $$SELECT 23$$;

ALTER FUNCTION caldav.schema_version() OWNER TO advolux_owner;

COMMENT ON FUNCTION caldav.schema_version() IS 'version of the contract that these migrations fulfil';

CREATE FUNCTION caldav.series_days(p_kind caldav.kind, p_item_id bigint) RETURNS integer[]
    LANGUAGE plpgsql STABLE
    AS $$
DECLARE
    c_length_max CONSTANT int := 31;
    v_item caldav.series;
    v_length int;
    v_first int[] := '{}';
    v_override record;
    v_moved int[] := '{}';
BEGIN
    SELECT * INTO v_item FROM caldav.series
    WHERE kind = p_kind AND item_id = p_item_id;
    v_length := greatest(v_item.ends::date - v_item.starts::date, 0);
    IF v_item.rrule IS NOT NULL THEN
        v_first := advolux.rule_year_days(v_item.rrule, v_item.starts::date);
    END IF;
    IF v_item.starts IS NULL OR v_length > c_length_max OR v_first IS NULL THEN
        RETURN NULL;
    END IF;
    SELECT v_first || array_agg(caldav.year_day(x::date)) INTO v_first
    FROM unnest(array_append(v_item.rdate, v_item.starts)) AS x;
    FOR v_override IN
        SELECT this_and_future, starts::date, ends::date
        FROM caldav.series_override
        WHERE kind = p_kind AND item_id = p_item_id
    LOOP
        IF v_override.this_and_future OR v_override.starts IS NULL
           OR v_override.ends - v_override.starts > c_length_max THEN
            RETURN NULL;
        END IF;
        SELECT v_moved || array_agg(caldav.year_day(v_override.starts + n))
        INTO v_moved
        FROM generate_series(0, greatest(v_override.ends - v_override.starts,
                                         0)) AS n;
    END LOOP;
    -- As in a leap year, and a day more: what is behind the 28th of February
    -- is not the same in each.
    RETURN ARRAY(
        SELECT caldav.year_day(make_date(2000, f / 32, 1) + f % 32 - 1 + n)
        FROM unnest(v_first) AS f,
             generate_series(0, v_length + (v_length > 0)::int) AS n
        UNION
        SELECT unnest(v_moved));
END
$$;

ALTER FUNCTION caldav.series_days(p_kind caldav.kind, p_item_id bigint) OWNER TO advolux_owner;

CREATE FUNCTION caldav.series_span(p_kind caldav.kind, p_item_id bigint, p_zone text) RETURNS tstzrange
    LANGUAGE plpgsql STABLE
    AS $$
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
    FROM caldav.series_override
    WHERE kind = p_kind AND item_id = p_item_id;
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
        SELECT starts, greatest(ends, starts) AS ends, this_and_future,
               coalesce(time_zone, p_zone) AS zone,
               starts - recurrence_id AS shift
        FROM caldav.series_override
        WHERE kind = p_kind AND item_id = p_item_id
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

ALTER FUNCTION caldav.series_span(p_kind caldav.kind, p_item_id bigint, p_zone text) OWNER TO advolux_owner;

CREATE FUNCTION caldav.set_collection(p_login text, p_generation bigint, p_kind caldav.kind, p_displayname text, p_color text, p_description text, p_order text, OUT status text) RETURNS text
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
DECLARE
    v_caller record;
BEGIN
    SELECT * INTO v_caller FROM caldav.caller(p_login, p_generation, p_kind);
    IF v_caller.calendar_id IS NULL THEN
        status := 'login';
        RETURN;
    END IF;
    UPDATE caldav.calendar
    SET displayname = CASE WHEN p_displayname IS NULL THEN displayname
                           ELSE nullif(p_displayname, '') END,
        color = CASE WHEN p_color IS NULL THEN color
                     ELSE nullif(p_color, '') END,
        description = CASE WHEN p_description IS NULL THEN description
                           ELSE nullif(p_description, '') END,
        sort_order = CASE WHEN p_order IS NULL THEN sort_order
                          ELSE nullif(p_order, '')::int END
    WHERE calendar_id = v_caller.calendar_id;
    status := 'set';
EXCEPTION WHEN data_exception OR integrity_constraint_violation THEN
    RAISE EXCEPTION 'a property''s value does not fit'
        USING ERRCODE = CASE WHEN SQLSTATE LIKE '23%' THEN '23514'
                             ELSE '22000' END;
END
$$;

ALTER FUNCTION caldav.set_collection(p_login text, p_generation bigint, p_kind caldav.kind, p_displayname text, p_color text, p_description text, p_order text, OUT status text) OWNER TO advolux_owner;

CREATE FUNCTION caldav.set_entry_properties(p_login text, p_generation bigint, p_kind caldav.kind, p_name text, p_expect bigint, p_changes text[], OUT status text) RETURNS text
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
DECLARE
    v_caller record;
    v_entry caldav.entry;
BEGIN
    SELECT * INTO v_caller FROM caldav.caller(p_login, p_generation, p_kind);
    IF v_caller.calendar_id IS NULL THEN
        status := 'login';
        RETURN;
    END IF;
    SELECT * INTO v_entry FROM caldav.entry
    WHERE calendar_id = v_caller.calendar_id AND name = p_name
    FOR NO KEY UPDATE;
    status := CASE
        WHEN NOT coalesce(v_entry.visible, false)
             OR v_entry.ends_at <= v_caller.cutoff_at THEN 'missing'
        WHEN p_expect NOT IN (0, v_entry.version) THEN 'changed' END;
    IF status IS NOT NULL THEN
        RETURN;
    END IF;
    FOR i IN 1 .. coalesce(array_length(p_changes, 1), 0) BY 3 LOOP
        IF p_changes[i + 2] = '' THEN
            DELETE FROM caldav.entry_property
            WHERE calendar_id = v_entry.calendar_id
              AND item_id = v_entry.item_id
              AND namespace = p_changes[i] AND name = p_changes[i + 1];
        ELSE
            INSERT INTO caldav.entry_property AS p
            VALUES (v_entry.calendar_id, v_entry.item_id, p_changes[i],
                    p_changes[i + 1], p_changes[i + 2])
            ON CONFLICT (calendar_id, item_id, namespace, name)
            DO UPDATE SET value = EXCLUDED.value;
        END IF;
    END LOOP;
    IF (SELECT count(*) > 100 OR sum(octet_length(value)) > 131072
        FROM caldav.entry_property
        WHERE calendar_id = v_entry.calendar_id
          AND item_id = v_entry.item_id) THEN
        RAISE program_limit_exceeded;
    END IF;
    status := 'set';
EXCEPTION
    WHEN program_limit_exceeded THEN
        status := 'full';
    WHEN data_exception OR integrity_constraint_violation THEN
        RAISE EXCEPTION 'a property''s value does not fit'
            USING ERRCODE = CASE WHEN SQLSTATE LIKE '23%' THEN '23514'
                                 ELSE '22000' END;
END
$$;

ALTER FUNCTION caldav.set_entry_properties(p_login text, p_generation bigint, p_kind caldav.kind, p_name text, p_expect bigint, p_changes text[], OUT status text) OWNER TO advolux_owner;

CREATE FUNCTION caldav.set_password(p_login text, p_hash text) RETURNS bigint
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
DECLARE
    v_generation bigint;
BEGIN
    UPDATE caldav.login l
    SET password_hash = p_hash, enabled = true, generation = generation + 1
    FROM caldav.person p
    WHERE p.staff_id = l.staff_id AND p.login = p_login
    RETURNING generation INTO v_generation;
    IF v_generation IS NULL THEN
        RAISE EXCEPTION 'no such login' USING ERRCODE = 'no_data_found';
    END IF;
    RETURN v_generation;
END
$$;

ALTER FUNCTION caldav.set_password(p_login text, p_hash text) OWNER TO advolux_owner;

CREATE FUNCTION caldav.set_properties(p_login text, p_generation bigint, p_kind caldav.kind, p_place text, p_displayname text, p_language text, p_color text, p_description text, p_order text, p_zone text, p_changes text[], OUT status text) RETURNS text
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
DECLARE
    v_calendar bigint;
BEGIN
    status := caldav.set_collection(p_login, p_generation, p_kind,
                                    p_displayname, p_color, p_description,
                                    p_order);
    IF status <> 'set' THEN
        RETURN;
    END IF;
    SELECT calendar_id INTO STRICT v_calendar
    FROM caldav.caller(p_login, p_generation, p_kind);
    UPDATE caldav.calendar
    SET language = CASE WHEN p_language IS NULL THEN language
                        ELSE nullif(p_language, '') END,
        floating_zone = CASE WHEN p_zone IS NULL THEN floating_zone
                             ELSE nullif(p_zone, '') END
    WHERE calendar_id = v_calendar AND (p_language, p_zone) IS DISTINCT FROM
                                       (NULL::text, NULL::text);
    FOR i IN 1 .. coalesce(array_length(p_changes, 1), 0) BY 3 LOOP
        IF p_changes[i + 2] = '' THEN
            DELETE FROM caldav.property
            WHERE calendar_id = v_calendar AND place = p_place
              AND namespace = p_changes[i] AND name = p_changes[i + 1];
        ELSE
            INSERT INTO caldav.property AS p
            VALUES (v_calendar, p_place, p_changes[i], p_changes[i + 1],
                    p_changes[i + 2])
            ON CONFLICT (calendar_id, place, namespace, name)
            DO UPDATE SET value = EXCLUDED.value;
        END IF;
    END LOOP;
    IF p_changes <> '{}' AND (
        SELECT count(*) > 100 OR sum(octet_length(value)) > 131072
        FROM caldav.property
        WHERE calendar_id = v_calendar AND place = p_place) THEN
        RAISE program_limit_exceeded;
    END IF;
EXCEPTION
    WHEN program_limit_exceeded THEN
        status := 'full';
    WHEN data_exception OR integrity_constraint_violation THEN
        RAISE EXCEPTION 'a property''s value does not fit'
            USING ERRCODE = CASE WHEN SQLSTATE LIKE '23%' THEN '23514'
                                 ELSE '22000' END;
END
$$;

ALTER FUNCTION caldav.set_properties(p_login text, p_generation bigint, p_kind caldav.kind, p_place text, p_displayname text, p_language text, p_color text, p_description text, p_order text, p_zone text, p_changes text[], OUT status text) OWNER TO advolux_owner;

CREATE FUNCTION caldav.snapshot(p_kind caldav.kind, p_item_id bigint) RETURNS jsonb
    LANGUAGE plpgsql STABLE
    AS $$
    DECLARE
        v_row jsonb;
        v_overrides jsonb;
    BEGIN
        IF p_kind = 'appointment' THEN
            SELECT to_jsonb(a) INTO v_row FROM advolux.appointment a
            WHERE appointment_id = p_item_id;
            SELECT jsonb_agg(to_jsonb(o)) INTO v_overrides
            FROM advolux.override o WHERE appointment_id = p_item_id;
        ELSE
            SELECT to_jsonb(t) INTO v_row FROM advolux.task t
            WHERE task_id = p_item_id;
            SELECT jsonb_agg(to_jsonb(o)) INTO v_overrides
            FROM advolux.override o WHERE task_id = p_item_id;
        END IF;
        RETURN jsonb_strip_nulls(v_row || jsonb_build_object('overrides',
                                                             v_overrides));
    END
    $$;

ALTER FUNCTION caldav.snapshot(p_kind caldav.kind, p_item_id bigint) OWNER TO advolux_owner;

CREATE FUNCTION caldav.span(p_from timestamp with time zone, p_to timestamp with time zone) RETURNS tstzrange
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$
    SELECT tstzrange(p_from, p_to, CASE WHEN p_from = p_to THEN '[]'
                                        ELSE '[)' END)
$$;

ALTER FUNCTION caldav.span(p_from timestamp with time zone, p_to timestamp with time zone) OWNER TO advolux_owner;

CREATE FUNCTION caldav.store_appointment(p_item_id bigint, p_staff_id bigint, p_new boolean, p_components jsonb) RETURNS void
    LANGUAGE plpgsql
    AS $$
BEGIN
    IF p_new THEN
        INSERT INTO advolux.appointment (
            appointment_id, main_editor, sync_mode, title, description,
            location, all_day, time_zone, start_at, end_at, start_date,
            end_date, status, free, class, priority, categories, rrule, exdate,
            rdate, sequence)
        OVERRIDING SYSTEM VALUE
        SELECT p_item_id, p_staff_id, 'both', title, description, location,
               all_day, zone, start_at, end_at, start_date, end_date, status,
               free, class, priority, categories, rrule, exdate, rdate,
               sequence
        FROM caldav.components(p_components) WHERE place = 1;
    ELSE
        DELETE FROM advolux.override WHERE appointment_id = p_item_id;
        UPDATE advolux.appointment a
        SET title = c.title, description = c.description,
            location = c.location, all_day = c.all_day, time_zone = c.zone,
            start_at = c.start_at, end_at = c.end_at,
            start_date = c.start_date, end_date = c.end_date,
            status = c.status, free = c.free, class = c.class,
            priority = c.priority, categories = c.categories, rrule = c.rrule,
            exdate = c.exdate, rdate = c.rdate, sequence = c.sequence,
            modified_at = clock_timestamp()
        FROM caldav.components(p_components) c
        WHERE a.appointment_id = p_item_id AND c.place = 1;
    END IF;
    IF jsonb_array_length(p_components) > 1 THEN
        INSERT INTO advolux.override (
            appointment_id, recurrence_id, this_and_future, title, description,
            location, all_day, time_zone, start_at, end_at, start_date,
            end_date, status, free, class, priority, categories, sequence)
        SELECT p_item_id, recurrence_id, this_and_future, title, description,
               location, all_day, zone, start_at, end_at, start_date, end_date,
               status, free, class, priority, categories, sequence
        FROM caldav.components(p_components) WHERE place > 1;
    END IF;
END
$$;

ALTER FUNCTION caldav.store_appointment(p_item_id bigint, p_staff_id bigint, p_new boolean, p_components jsonb) OWNER TO advolux_owner;

CREATE FUNCTION caldav.store_task(p_item_id bigint, p_staff_id bigint, p_new boolean, p_components jsonb) RETURNS void
    LANGUAGE plpgsql
    AS $$
BEGIN
    IF p_new THEN
        INSERT INTO advolux.task (
            task_id, main_editor, sync_mode, title, description, location,
            all_day, time_zone, start_at, due_at, start_date, due_date, status,
            percent, completed_at, class, priority, categories, rrule, exdate,
            rdate, sequence)
        OVERRIDING SYSTEM VALUE
        SELECT p_item_id, p_staff_id, 'both', title, description, location,
               all_day, zone, start_at, end_at, start_date, end_date, status,
               percent, completed_at, class, priority, categories, rrule,
               exdate, rdate, sequence
        FROM caldav.components(p_components) WHERE place = 1;
    ELSE
        DELETE FROM advolux.override WHERE task_id = p_item_id;
        UPDATE advolux.task t
        SET title = c.title, description = c.description,
            location = c.location, all_day = c.all_day, time_zone = c.zone,
            start_at = c.start_at, due_at = c.end_at,
            start_date = c.start_date, due_date = c.end_date,
            status = c.status, percent = c.percent,
            completed_at = c.completed_at, class = c.class,
            priority = c.priority, categories = c.categories, rrule = c.rrule,
            exdate = c.exdate, rdate = c.rdate, sequence = c.sequence,
            modified_at = clock_timestamp()
        FROM caldav.components(p_components) c
        WHERE t.task_id = p_item_id AND c.place = 1;
    END IF;
    IF jsonb_array_length(p_components) > 1 THEN
        INSERT INTO advolux.override (
            task_id, recurrence_id, this_and_future, title, description,
            location, all_day, time_zone, start_at, due_at, start_date,
            due_date, status, percent, completed_at, class, priority,
            categories, sequence)
        SELECT p_item_id, recurrence_id, this_and_future, title, description,
               location, all_day, zone, start_at, end_at, start_date, end_date,
               status, percent, completed_at, class, priority, categories,
               sequence
        FROM caldav.components(p_components) WHERE place > 1;
    END IF;
END
$$;

ALTER FUNCTION caldav.store_task(p_item_id bigint, p_staff_id bigint, p_new boolean, p_components jsonb) OWNER TO advolux_owner;

CREATE FUNCTION caldav.task_span(p_from timestamp with time zone, p_to timestamp with time zone) RETURNS tstzrange
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$
    SELECT CASE WHEN coalesce(p_from, p_to) IS NULL THEN tstzrange(NULL, NULL)
           ELSE tstzrange(least(p_from, p_to) - interval '1 second',
                          greatest(p_from, p_to), '[]') END
$$;

ALTER FUNCTION caldav.task_span(p_from timestamp with time zone, p_to timestamp with time zone) OWNER TO advolux_owner;

CREATE FUNCTION caldav.trash_item(p_kind caldav.kind, p_item_id bigint) RETURNS void
    LANGUAGE plpgsql
    AS $$
BEGIN
    IF p_kind = 'appointment' THEN
        UPDATE advolux.appointment SET trashed_at = now()
        WHERE appointment_id = p_item_id;
    ELSE
        UPDATE advolux.task SET trashed_at = now() WHERE task_id = p_item_id;
    END IF;
END
$$;

ALTER FUNCTION caldav.trash_item(p_kind caldav.kind, p_item_id bigint) OWNER TO advolux_owner;

CREATE FUNCTION caldav.year_day(p_day date) RETURNS integer
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$
    SELECT extract(month FROM p_day)::int * 32 + extract(day FROM p_day)::int
$$;

ALTER FUNCTION caldav.year_day(p_day date) OWNER TO advolux_owner;

SET default_tablespace = '';

SET default_table_access_method = heap;

CREATE TABLE advolux.appointment (
    appointment_id bigint NOT NULL,
    main_editor bigint NOT NULL,
    matter_id bigint,
    deadline_id bigint,
    sync_mode advolux.sync_mode DEFAULT 'both'::advolux.sync_mode NOT NULL,
    title text NOT NULL,
    description text,
    location text,
    all_day boolean DEFAULT false NOT NULL,
    time_zone advolux.time_zone DEFAULT 'Europe/Berlin'::text NOT NULL,
    start_at timestamp with time zone,
    end_at timestamp with time zone,
    start_date date,
    end_date date,
    status text,
    free boolean DEFAULT false NOT NULL,
    class text,
    priority integer DEFAULT 0 NOT NULL,
    categories text[],
    rrule text,
    exdate timestamp without time zone[],
    rdate timestamp without time zone[],
    sequence integer DEFAULT 0 NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    modified_at timestamp with time zone DEFAULT now() NOT NULL,
    trashed_at timestamp with time zone,
    CONSTRAINT appointment_class_check CHECK ((class = ANY (ARRAY['public'::text, 'private'::text, 'confidential'::text]))),
    CONSTRAINT appointment_priority_check CHECK (((priority >= 0) AND (priority <= 9))),
    CONSTRAINT appointment_sequence_check CHECK ((sequence >= 0)),
    CONSTRAINT appointment_status_check CHECK ((status = ANY (ARRAY['confirmed'::text, 'tentative'::text, 'cancelled'::text]))),
    CONSTRAINT appointment_time CHECK (
CASE
    WHEN all_day THEN ((start_at IS NULL) AND (end_at IS NULL) AND (start_date IS NOT NULL) AND (end_date IS NOT NULL) AND (end_date >= start_date) AND isfinite(start_date) AND isfinite(end_date))
    ELSE ((start_date IS NULL) AND (end_date IS NULL) AND (start_at IS NOT NULL) AND (end_at IS NOT NULL) AND (end_at >= start_at) AND isfinite(start_at) AND isfinite(end_at))
END)
);

ALTER TABLE advolux.appointment OWNER TO advolux_owner;

COMMENT ON TABLE advolux.appointment IS 'Termin';

COMMENT ON COLUMN advolux.appointment.main_editor IS 'Haupt-Termin-Bearbeiter: the only one who may change it from a client (S15)';

COMMENT ON COLUMN advolux.appointment.deadline_id IS 'made from this deadline, hence never synchronised';

COMMENT ON COLUMN advolux.appointment.time_zone IS 'zone in which the wall clock is kept and in which a series repeats';

COMMENT ON COLUMN advolux.appointment.end_date IS 'exclusive: the first day after';

COMMENT ON COLUMN advolux.appointment.exdate IS 'local wall clock in time_zone';

COMMENT ON COLUMN advolux.appointment.rdate IS 'local wall clock in time_zone';

ALTER TABLE advolux.appointment ALTER COLUMN appointment_id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME advolux.appointment_appointment_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE advolux.deadline (
    deadline_id bigint NOT NULL,
    staff_id bigint NOT NULL,
    matter_id bigint,
    title text NOT NULL,
    kind text DEFAULT 'deadline'::text NOT NULL,
    due_date date NOT NULL,
    done_at timestamp with time zone,
    note text,
    trashed_at timestamp with time zone,
    CONSTRAINT deadline_kind_check CHECK ((kind = ANY (ARRAY['deadline'::text, 'advance'::text])))
);

ALTER TABLE advolux.deadline OWNER TO advolux_owner;

COMMENT ON TABLE advolux.deadline IS 'Frist or Vorfrist: never synchronised (S18); no right for advolux_caldav';

ALTER TABLE advolux.deadline ALTER COLUMN deadline_id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME advolux.deadline_deadline_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE advolux.matter (
    matter_id bigint NOT NULL,
    number text NOT NULL,
    title text NOT NULL
);

ALTER TABLE advolux.matter OWNER TO advolux_owner;

COMMENT ON TABLE advolux.matter IS 'Akte; number is the Aktenzeichen';

CREATE TABLE advolux.participant (
    appointment_id bigint NOT NULL,
    staff_id bigint NOT NULL
);

ALTER TABLE advolux.participant OWNER TO advolux_owner;

COMMENT ON TABLE advolux.participant IS 'weitere Teilnehmer of an appointment';

CREATE TABLE advolux.staff (
    staff_id bigint NOT NULL,
    login text NOT NULL,
    name text NOT NULL,
    mail text,
    color text DEFAULT '#1E6FBA'::text,
    look_back interval DEFAULT '1 mon'::interval NOT NULL,
    time_zone advolux.time_zone DEFAULT 'Europe/Berlin'::text NOT NULL,
    active boolean DEFAULT true NOT NULL,
    CONSTRAINT staff_color_check CHECK ((color ~ '^#[0-9A-Fa-f]{6}$'::text)),
    CONSTRAINT staff_login_check CHECK (((login <> ''::text) AND (octet_length(login) <= 255) AND (login !~ '[[:cntrl:]/]'::text))),
    CONSTRAINT staff_look_back_check CHECK (((look_back >= '00:00:00'::interval) AND (look_back <= '100 years'::interval)))
);

ALTER TABLE advolux.staff OWNER TO advolux_owner;

COMMENT ON TABLE advolux.staff IS 'Bearbeiter: one login each';

COMMENT ON COLUMN advolux.staff.look_back IS 'Zurückliegender Zeitraum: older appointments are not synchronised';

CREATE TABLE advolux.task (
    task_id bigint NOT NULL,
    main_editor bigint NOT NULL,
    matter_id bigint,
    deadline_id bigint,
    sync_mode advolux.sync_mode DEFAULT 'none'::advolux.sync_mode NOT NULL,
    title text NOT NULL,
    description text,
    location text,
    all_day boolean DEFAULT false NOT NULL,
    time_zone advolux.time_zone DEFAULT 'Europe/Berlin'::text NOT NULL,
    start_at timestamp with time zone,
    due_at timestamp with time zone,
    start_date date,
    due_date date,
    status text DEFAULT 'needs-action'::text,
    percent integer,
    completed_at timestamp with time zone,
    class text,
    priority integer DEFAULT 0 NOT NULL,
    categories text[],
    rrule text,
    exdate timestamp without time zone[],
    rdate timestamp without time zone[],
    sequence integer DEFAULT 0 NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    modified_at timestamp with time zone DEFAULT now() NOT NULL,
    trashed_at timestamp with time zone,
    CONSTRAINT task_class_check CHECK ((class = ANY (ARRAY['public'::text, 'private'::text, 'confidential'::text]))),
    CONSTRAINT task_percent_check CHECK (((percent >= 0) AND (percent <= 100))),
    CONSTRAINT task_priority_check CHECK (((priority >= 0) AND (priority <= 9))),
    CONSTRAINT task_sequence_check CHECK ((sequence >= 0)),
    CONSTRAINT task_status_check CHECK ((status = ANY (ARRAY['needs-action'::text, 'in-process'::text, 'completed'::text, 'cancelled'::text]))),
    CONSTRAINT task_time CHECK ((
CASE
    WHEN all_day THEN ((start_at IS NULL) AND (due_at IS NULL))
    ELSE ((start_date IS NULL) AND (due_date IS NULL))
END AND (isfinite(start_at) IS NOT FALSE) AND (isfinite(due_at) IS NOT FALSE) AND (isfinite(start_date) IS NOT FALSE) AND (isfinite(due_date) IS NOT FALSE)))
);

ALTER TABLE advolux.task OWNER TO advolux_owner;

COMMENT ON TABLE advolux.task IS 'Aufgabe';

COMMENT ON COLUMN advolux.task.deadline_id IS 'made from this deadline, hence never synchronised';

CREATE VIEW advolux.item AS
 SELECT 'appointment'::caldav.kind AS kind,
    a.appointment_id AS item_id,
    s.login AS editor,
    a.title,
    a.all_day,
    (a.time_zone)::text AS time_zone,
        CASE
            WHEN a.all_day THEN (a.start_date)::timestamp without time zone
            ELSE (a.start_at AT TIME ZONE a.time_zone)
        END AS starts,
        CASE
            WHEN a.all_day THEN (a.end_date)::timestamp without time zone
            ELSE (a.end_at AT TIME ZONE a.time_zone)
        END AS ends,
    a.location,
    a.description,
    a.status,
    a.sync_mode,
    ( SELECT array_agg(p.login ORDER BY p.login) AS array_agg
           FROM (advolux.participant x
             JOIN advolux.staff p USING (staff_id))
          WHERE (x.appointment_id = a.appointment_id)) AS participants,
    m.number AS matter,
    a.rrule,
    a.exdate,
    a.rdate,
    a.class,
    a.priority,
    a.categories,
    a.free,
    NULL::integer AS percent,
    NULL::timestamp with time zone AS completed_at,
    (a.deadline_id IS NOT NULL) AS from_deadline,
    a.created_at,
    a.modified_at,
    a.trashed_at
   FROM ((advolux.appointment a
     JOIN advolux.staff s ON ((s.staff_id = a.main_editor)))
     LEFT JOIN advolux.matter m USING (matter_id))
UNION ALL
 SELECT 'task'::caldav.kind AS kind,
    t.task_id AS item_id,
    s.login AS editor,
    t.title,
    t.all_day,
    (t.time_zone)::text AS time_zone,
        CASE
            WHEN t.all_day THEN (t.start_date)::timestamp without time zone
            ELSE (t.start_at AT TIME ZONE t.time_zone)
        END AS starts,
        CASE
            WHEN t.all_day THEN (t.due_date)::timestamp without time zone
            ELSE (t.due_at AT TIME ZONE t.time_zone)
        END AS ends,
    t.location,
    t.description,
    t.status,
    t.sync_mode,
    NULL::text[] AS participants,
    m.number AS matter,
    t.rrule,
    t.exdate,
    t.rdate,
    t.class,
    t.priority,
    t.categories,
    NULL::boolean AS free,
    t.percent,
    t.completed_at,
    (t.deadline_id IS NOT NULL) AS from_deadline,
    t.created_at,
    t.modified_at,
    t.trashed_at
   FROM ((advolux.task t
     JOIN advolux.staff s ON ((s.staff_id = t.main_editor)))
     LEFT JOIN advolux.matter m USING (matter_id));

ALTER TABLE advolux.item OWNER TO advolux_owner;

COMMENT ON VIEW advolux.item IS 'appointments and tasks for people: wall clock, logins, matter numbers';

CREATE TABLE advolux.journal (
    journal_id bigint NOT NULL,
    at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    staff_id bigint,
    login text NOT NULL,
    device text,
    operation text NOT NULL,
    kind text NOT NULL,
    item_id bigint,
    name text,
    result text NOT NULL,
    reason text,
    before jsonb,
    changed text[],
    CONSTRAINT journal_result_check CHECK ((result = ANY (ARRAY['done'::text, 'refused'::text, 'healed'::text])))
);

ALTER TABLE advolux.journal OWNER TO advolux_owner;

COMMENT ON TABLE advolux.journal IS 'append-only: every write and refusal that came from a client';

COMMENT ON COLUMN advolux.journal.before IS 'the row as it was, for a write';

COMMENT ON COLUMN advolux.journal.changed IS 'the fields that the write changed; what they were is in before';

ALTER TABLE advolux.journal ALTER COLUMN journal_id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME advolux.journal_journal_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

ALTER TABLE advolux.matter ALTER COLUMN matter_id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME advolux.matter_matter_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE advolux.override (
    override_id bigint NOT NULL,
    appointment_id bigint,
    task_id bigint,
    recurrence_id timestamp without time zone NOT NULL,
    this_and_future boolean DEFAULT false NOT NULL,
    title text NOT NULL,
    description text,
    location text,
    all_day boolean DEFAULT false NOT NULL,
    time_zone advolux.time_zone DEFAULT 'Europe/Berlin'::text NOT NULL,
    start_at timestamp with time zone,
    end_at timestamp with time zone,
    start_date date,
    end_date date,
    due_at timestamp with time zone,
    due_date date,
    status text,
    free boolean DEFAULT false NOT NULL,
    class text,
    priority integer DEFAULT 0 NOT NULL,
    categories text[],
    percent integer,
    completed_at timestamp with time zone,
    sequence integer DEFAULT 0 NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    modified_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT override_class_check CHECK ((class = ANY (ARRAY['public'::text, 'private'::text, 'confidential'::text]))),
    CONSTRAINT override_item CHECK ((num_nonnulls(appointment_id, task_id) = 1)),
    CONSTRAINT override_percent_check CHECK (((percent >= 0) AND (percent <= 100))),
    CONSTRAINT override_priority_check CHECK (((priority >= 0) AND (priority <= 9))),
    CONSTRAINT override_sequence_check CHECK ((sequence >= 0)),
    CONSTRAINT override_status_check CHECK ((status = ANY (ARRAY['confirmed'::text, 'tentative'::text, 'cancelled'::text, 'needs-action'::text, 'in-process'::text, 'completed'::text]))),
    CONSTRAINT override_time CHECK ((
CASE
    WHEN all_day THEN (num_nonnulls(start_at, end_at, due_at) = 0)
    ELSE (num_nonnulls(start_date, end_date, due_date) = 0)
END AND
CASE
    WHEN (task_id IS NOT NULL) THEN (num_nonnulls(end_at, end_date) = 0)
    WHEN all_day THEN ((start_date IS NOT NULL) AND (end_date IS NOT NULL) AND (end_date >= start_date) AND (due_date IS NULL))
    ELSE ((start_at IS NOT NULL) AND (end_at IS NOT NULL) AND (end_at >= start_at) AND (due_at IS NULL))
END))
);

ALTER TABLE advolux.override OWNER TO advolux_owner;

COMMENT ON TABLE advolux.override IS 'a changed instance of a series, whole';

COMMENT ON COLUMN advolux.override.recurrence_id IS 'original start: local wall clock in the series'' zone; midnight if all-day';

COMMENT ON COLUMN advolux.override.this_and_future IS 'stands for the later instances as well (RANGE=THISANDFUTURE)';

ALTER TABLE advolux.override ALTER COLUMN override_id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME advolux.override_override_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

ALTER TABLE advolux.staff ALTER COLUMN staff_id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME advolux.staff_staff_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

ALTER TABLE advolux.task ALTER COLUMN task_id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME advolux.task_task_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE VIEW caldav.appointment_component AS
 SELECT a.appointment_id AS item_id,
    v.recurrence_id,
    v.this_and_future,
    v.title,
    v.description,
    v.location,
    v.all_day,
    v.zone,
    v.starts,
    v.ends,
    v.status,
    v.class,
    v.free,
    v.priority,
    NULL::integer AS percent,
    NULL::text AS completed,
    v.categories,
    v.rrule,
    v.exdate,
    v.rdate,
    v.sequence,
    v.created,
    v.modified,
    m.number AS matter,
    ( SELECT string_agg(s.name, ''::text ORDER BY s.name, s.staff_id) AS string_agg
           FROM (advolux.participant p
             JOIN advolux.staff s USING (staff_id))
          WHERE ((p.appointment_id = a.appointment_id) AND (p.staff_id <> a.main_editor))) AS participants
   FROM ((advolux.appointment a
     LEFT JOIN advolux.matter m USING (matter_id))
     CROSS JOIN LATERAL ( SELECT NULL::text AS text,
            false AS "?column?",
            a.title,
            a.description,
            a.location,
            a.all_day,
            (a.time_zone)::text AS time_zone,
            caldav.local_text(
                CASE
                    WHEN a.all_day THEN (a.start_date)::timestamp without time zone
                    ELSE (a.start_at AT TIME ZONE a.time_zone)
                END) AS local_text,
            caldav.local_text(
                CASE
                    WHEN a.all_day THEN (a.end_date)::timestamp without time zone
                    ELSE (a.end_at AT TIME ZONE a.time_zone)
                END) AS local_text,
            a.status,
            a.class,
            a.free,
            a.priority,
            NULLIF(array_to_string(a.categories, ''::text), ''::text) AS "nullif",
            a.rrule,
            caldav.locals_text(a.exdate) AS locals_text,
            caldav.locals_text(a.rdate) AS locals_text,
            a.sequence,
            caldav.instant_text(a.created_at) AS instant_text,
            caldav.instant_text(a.modified_at) AS instant_text
        UNION ALL
         SELECT caldav.local_text(o.recurrence_id) AS local_text,
            o.this_and_future,
            o.title,
            o.description,
            o.location,
            o.all_day,
            (o.time_zone)::text AS time_zone,
            caldav.local_text(
                CASE
                    WHEN o.all_day THEN (o.start_date)::timestamp without time zone
                    ELSE (o.start_at AT TIME ZONE o.time_zone)
                END) AS local_text,
            caldav.local_text(
                CASE
                    WHEN o.all_day THEN (o.end_date)::timestamp without time zone
                    ELSE (o.end_at AT TIME ZONE o.time_zone)
                END) AS local_text,
            o.status,
            o.class,
            o.free,
            o.priority,
            NULLIF(array_to_string(o.categories, ''::text), ''::text) AS "nullif",
            NULL::text,
            NULL::text,
            NULL::text,
            o.sequence,
            caldav.instant_text(o.created_at) AS instant_text,
            caldav.instant_text(o.modified_at) AS instant_text
           FROM advolux.override o
          WHERE (o.appointment_id = a.appointment_id)) v(recurrence_id, this_and_future, title, description, location, all_day, zone, starts, ends, status, class, free, priority, categories, rrule, exdate, rdate, sequence, created, modified))
  WHERE ((a.sync_mode <> 'none'::advolux.sync_mode) AND (a.deadline_id IS NULL) AND (a.trashed_at IS NULL));

ALTER TABLE caldav.appointment_component OWNER TO advolux_owner;

CREATE TABLE caldav.calendar (
    calendar_id bigint NOT NULL,
    staff_id bigint NOT NULL,
    kind caldav.kind NOT NULL,
    login text NOT NULL,
    generation bigint NOT NULL,
    open boolean DEFAULT false NOT NULL,
    look_back interval NOT NULL,
    time_zone text NOT NULL,
    random uuid DEFAULT gen_random_uuid() NOT NULL,
    revision bigint DEFAULT 0 NOT NULL,
    purged bigint DEFAULT 0 NOT NULL,
    displayname text,
    color text,
    description text,
    sort_order integer,
    created timestamp with time zone DEFAULT now() NOT NULL,
    language text,
    floating_zone advolux.time_zone,
    home oid DEFAULT 'caldav.calendar'::regclass NOT NULL,
    CONSTRAINT calendar_color_check CHECK ((color ~ '^#[0-9A-Fa-f]{6}([0-9A-Fa-f]{2})?$'::text)),
    CONSTRAINT calendar_description_check CHECK ((octet_length(description) <= 10000)),
    CONSTRAINT calendar_displayname_check CHECK ((octet_length(displayname) <= 1000)),
    CONSTRAINT calendar_language_check CHECK ((octet_length(language) <= 100))
);

ALTER TABLE caldav.calendar OWNER TO advolux_owner;

COMMENT ON TABLE caldav.calendar IS 'one per person and kind; its row lock orders revisions by commit';

COMMENT ON COLUMN caldav.calendar.open IS 'the person is active and may log in; login, generation, open, look_back and time_zone are copies, so that no read has to join for them';

COMMENT ON COLUMN caldav.calendar.purged IS 'tombstones up to this revision are gone: older tokens are invalid';

COMMENT ON COLUMN caldav.calendar.color IS 'set by a client (so are displayname, description, sort_order); NULL: what Advolux says';

COMMENT ON COLUMN caldav.calendar.created IS 'calendars older than this column have the day that it came';

COMMENT ON COLUMN caldav.calendar.language IS 'of a client''s displayname';

COMMENT ON COLUMN caldav.calendar.floating_zone IS 'set by a client (calendar-timezone): for all-day and floating times in its queries; NULL: time_zone';

COMMENT ON COLUMN caldav.calendar.home IS 'the table that the row was made in: another than its own after a restore';

ALTER TABLE caldav.calendar ALTER COLUMN calendar_id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME caldav.calendar_calendar_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE VIEW caldav.person AS
 SELECT staff.staff_id,
    staff.login,
    staff.name,
    staff.mail,
    staff.color,
    staff.look_back,
    (staff.time_zone)::text AS time_zone,
    staff.active
   FROM advolux.staff;

ALTER TABLE caldav.person OWNER TO advolux_owner;

CREATE VIEW caldav.collection AS
 SELECT c.calendar_id,
    c.login,
    c.generation,
    c.kind,
    md5((((c.random || '/'::text) || ( SELECT caldav.cluster() AS cluster)) ||
        CASE
            WHEN (c.tableoid <> c.home) THEN ('/'::text || c.tableoid)
            ELSE ''::text
        END)) AS epoch,
    c.revision,
    c.purged,
        CASE c.kind
            WHEN 'appointment'::caldav.kind THEN caldav.cutoff(c.look_back, c.time_zone)
            ELSE NULL::date
        END AS cutoff,
        CASE c.kind
            WHEN 'appointment'::caldav.kind THEN ((caldav.cutoff(c.look_back, c.time_zone))::timestamp without time zone AT TIME ZONE c.time_zone)
            ELSE '-infinity'::timestamp with time zone
        END AS cutoff_at,
    c.time_zone,
    COALESCE(c.displayname,
        CASE c.kind
            WHEN 'appointment'::caldav.kind THEN 'Termine'::text
            ELSE 'Aufgaben'::text
        END) AS displayname,
    COALESCE(c.color, p.color) AS color,
    c.description,
    COALESCE(c.sort_order,
        CASE c.kind
            WHEN 'appointment'::caldav.kind THEN 1
            ELSE 2
        END) AS sort_order,
    p.name AS owner_name,
    p.mail AS owner_mail
   FROM (caldav.calendar c
     LEFT JOIN caldav.person p USING (staff_id))
  WHERE c.open;

ALTER TABLE caldav.collection OWNER TO advolux_owner;

CREATE TABLE caldav.entry (
    calendar_id bigint NOT NULL,
    name text NOT NULL,
    uid text NOT NULL,
    kind caldav.kind NOT NULL,
    item_id bigint NOT NULL,
    version bigint DEFAULT 0 NOT NULL,
    revision bigint DEFAULT 0 NOT NULL,
    modified timestamp with time zone DEFAULT now() NOT NULL,
    access caldav.access DEFAULT 'editable'::caldav.access NOT NULL,
    span tstzrange DEFAULT '(,)'::tstzrange NOT NULL,
    ends_at timestamp with time zone DEFAULT 'infinity'::timestamp with time zone NOT NULL,
    visible boolean DEFAULT false NOT NULL,
    reserved boolean DEFAULT false NOT NULL,
    recurring boolean DEFAULT false NOT NULL,
    all_day boolean DEFAULT false NOT NULL,
    healed_at timestamp with time zone,
    healings integer DEFAULT 0 NOT NULL,
    days bigint[],
    created timestamp with time zone DEFAULT now() NOT NULL,
    resource_id uuid DEFAULT gen_random_uuid() NOT NULL,
    CONSTRAINT entry_name_check CHECK (((name <> ''::text) AND (name !~ '/'::text) AND (octet_length(name) <= 1000))),
    CONSTRAINT entry_uid_check CHECK (((uid <> ''::text) AND (octet_length(uid) <= 1000)))
);

ALTER TABLE caldav.entry OWNER TO advolux_owner;

COMMENT ON TABLE caldav.entry IS 'an item in a calendar; with visible = false a tombstone';

COMMENT ON COLUMN caldav.entry.version IS 'the revision of its last change, so it never repeats for a name';

COMMENT ON COLUMN caldav.entry.reserved IS 'not visible, but the item is still this person''s (mode none): name and uid stay taken';

COMMENT ON COLUMN caldav.entry.healed_at IS 'begin of the ten minutes in which healings are counted';

COMMENT ON COLUMN caldav.entry.days IS 'of a series: the days of the year it may touch, as calendar_id * 512 + day; NULL: any day, or no series';

COMMENT ON COLUMN caldav.entry.created IS 'entries older than this column have the day that it came';

CREATE TABLE caldav.source (
    calendar_id bigint NOT NULL,
    item_id bigint NOT NULL,
    kind caldav.kind NOT NULL,
    version bigint,
    body text,
    components text[],
    CONSTRAINT source_text CHECK (((version IS NULL) = (body IS NULL)))
);

ALTER TABLE caldav.source OWNER TO advolux_owner;

COMMENT ON TABLE caldav.source IS 'what the content of an entry is made of';

COMMENT ON COLUMN caldav.source.body IS 'the client text: what a client PUT, verbatim; the content as it stands while version is the entry''s';

COMMENT ON COLUMN caldav.source.components IS 'what caldav.components_of said when the item last changed, so that no read has to ask it; NULL while the entry is not visible, or if the item''s rows cannot be shown';

CREATE VIEW caldav.content AS
 SELECT e.calendar_id,
    e.name,
    e.uid,
    e.item_id,
    e.kind,
    e.version,
    e.revision,
    e.modified,
    e.access,
    e.span,
    e.ends_at,
    e.visible,
    e.recurring,
    e.all_day,
        CASE
            WHEN e.visible THEN s.version
            ELSE NULL::bigint
        END AS text_version,
        CASE
            WHEN e.visible THEN s.body
            ELSE NULL::text
        END AS body,
        CASE
            WHEN e.visible THEN s.components
            ELSE NULL::text[]
        END AS components,
    e.created,
    (e.resource_id)::text AS resource_id
   FROM (caldav.entry e
     LEFT JOIN caldav.source s ON (((s.calendar_id = e.calendar_id) AND (s.item_id = e.item_id))));

ALTER TABLE caldav.content OWNER TO advolux_owner;

CREATE TABLE caldav.device (
    device_id bigint NOT NULL,
    staff_id bigint NOT NULL,
    name text NOT NULL,
    password_hash text NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    seen_at timestamp with time zone,
    CONSTRAINT device_name_check CHECK (((name <> ''::text) AND (octet_length(name) <= 60) AND (name !~ '[[:cntrl:]]'::text)))
);

ALTER TABLE caldav.device OWNER TO advolux_owner;

COMMENT ON TABLE caldav.device IS 'a random password for one device, beside the CalDAV password';

COMMENT ON COLUMN caldav.device.seen_at IS 'when the password was last verified; a cached login does not count';

CREATE TABLE caldav.login (
    staff_id bigint NOT NULL,
    password_hash text,
    generation bigint DEFAULT 1 NOT NULL,
    enabled boolean DEFAULT false NOT NULL,
    CONSTRAINT login_check CHECK (((password_hash IS NOT NULL) OR (NOT enabled))),
    CONSTRAINT login_generation_check CHECK ((generation > 0))
);

ALTER TABLE caldav.login OWNER TO advolux_owner;

COMMENT ON COLUMN caldav.login.generation IS 'goes up with every new password; verified logins of before end';

CREATE VIEW caldav.principal AS
 SELECT p.login,
    p.staff_id,
    l.generation,
    l.password_hash,
    p.name,
    p.mail
   FROM (caldav.person p
     JOIN caldav.login l USING (staff_id))
  WHERE (p.active AND l.enabled);

ALTER TABLE caldav.principal OWNER TO advolux_owner;

CREATE VIEW caldav.credential AS
 SELECT principal.login,
    principal.generation,
    (0)::bigint AS device_id,
    NULL::text AS device,
    principal.password_hash
   FROM caldav.principal
UNION ALL
 SELECT p.login,
    p.generation,
    d.device_id,
    d.name AS device,
    d.password_hash
   FROM (caldav.principal p
     JOIN caldav.device d USING (staff_id));

ALTER TABLE caldav.credential OWNER TO advolux_owner;

ALTER TABLE caldav.device ALTER COLUMN device_id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME caldav.device_device_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE caldav.entry_property (
    calendar_id bigint NOT NULL,
    item_id bigint NOT NULL,
    namespace text NOT NULL,
    name text NOT NULL,
    value text NOT NULL,
    CONSTRAINT entry_property_name_check CHECK (((name <> ''::text) AND (octet_length(name) <= 1000))),
    CONSTRAINT entry_property_namespace_check CHECK ((octet_length(namespace) <= 1000)),
    CONSTRAINT entry_property_value_check CHECK ((octet_length(value) <= 16384))
);

ALTER TABLE caldav.entry_property OWNER TO advolux_owner;

COMMENT ON TABLE caldav.entry_property IS 'dead properties of an object, value is the whole element: kept as long as the client text, for Advolux may restore the item';

CREATE TABLE caldav.former (
    calendar_id bigint NOT NULL,
    item_id bigint NOT NULL,
    kind caldav.kind NOT NULL,
    name text NOT NULL,
    uid text NOT NULL,
    since timestamp with time zone DEFAULT now() NOT NULL
);

ALTER TABLE caldav.former OWNER TO advolux_owner;

COMMENT ON TABLE caldav.former IS 'what an item was called before its name went to another one: if it comes back, it gets back what is free by then; its client text is kept meanwhile';

CREATE TABLE caldav.imported (
    calendar_id bigint NOT NULL,
    uid text NOT NULL,
    digest bytea NOT NULL
);

ALTER TABLE caldav.imported OWNER TO advolux_owner;

COMMENT ON TABLE caldav.imported IS 'what was imported last under a UID: imported again, it is passed over';

CREATE TABLE caldav.property (
    calendar_id bigint NOT NULL,
    place text NOT NULL,
    namespace text NOT NULL,
    name text NOT NULL,
    value text NOT NULL,
    CONSTRAINT property_name_check CHECK (((name <> ''::text) AND (octet_length(name) <= 1000))),
    CONSTRAINT property_namespace_check CHECK ((octet_length(namespace) <= 1000)),
    CONSTRAINT property_place_check CHECK ((place = ANY (ARRAY['calendar'::text, 'home'::text, 'principal'::text]))),
    CONSTRAINT property_value_check CHECK ((octet_length(value) <= 16384))
);

ALTER TABLE caldav.property OWNER TO advolux_owner;

COMMENT ON TABLE caldav.property IS 'dead properties (RFC 4918 section 4.1); value is the whole element';

CREATE VIEW caldav.kept AS
 SELECT c.calendar_id,
    ((md5((c.random || '/resource'::text)))::uuid)::text AS resource_id,
    c.created,
    c.language,
    COALESCE((c.floating_zone)::text, c.time_zone) AS floating_zone,
    ( SELECT array_agg(ARRAY[p.place, p.namespace, p.name, p.value] ORDER BY p.place, p.namespace, p.name) AS array_agg
           FROM caldav.property p
          WHERE (p.calendar_id = c.calendar_id)) AS properties
   FROM caldav.calendar c;

ALTER TABLE caldav.kept OWNER TO advolux_owner;

CREATE VIEW caldav.kept_entry AS
 SELECT p.calendar_id,
    e.name,
    e.ends_at,
    p.namespace,
    p.name AS property,
    p.value
   FROM (caldav.entry_property p
     JOIN caldav.entry e USING (calendar_id, item_id))
  WHERE e.visible;

ALTER TABLE caldav.kept_entry OWNER TO advolux_owner;

CREATE VIEW caldav.member AS
 SELECT entry.calendar_id,
    entry.name,
    entry.uid,
    entry.item_id,
    entry.kind,
    entry.version,
    entry.revision,
    entry.modified,
    entry.access,
    entry.span,
    entry.ends_at,
    entry.visible,
    entry.recurring,
    entry.all_day,
    entry.days
   FROM caldav.entry;

ALTER TABLE caldav.member OWNER TO advolux_owner;

CREATE TABLE caldav.migration (
    number integer NOT NULL,
    name text NOT NULL,
    applied_at timestamp with time zone DEFAULT now() NOT NULL
);

ALTER TABLE caldav.migration OWNER TO advolux_owner;

CREATE VIEW caldav.ownership AS
 SELECT appointment.main_editor AS staff_id,
    'appointment'::caldav.kind AS kind,
    appointment.appointment_id AS item_id
   FROM advolux.appointment
  WHERE (appointment.trashed_at IS NULL)
UNION ALL
 SELECT p.staff_id,
    'appointment'::caldav.kind AS kind,
    a.appointment_id AS item_id
   FROM (advolux.appointment a
     JOIN advolux.participant p USING (appointment_id))
  WHERE ((a.trashed_at IS NULL) AND (p.staff_id <> a.main_editor))
UNION ALL
 SELECT task.main_editor AS staff_id,
    'task'::caldav.kind AS kind,
    task.task_id AS item_id
   FROM advolux.task
  WHERE (task.trashed_at IS NULL);

ALTER TABLE caldav.ownership OWNER TO advolux_owner;

CREATE VIEW caldav.placement AS
 SELECT s.staff_id,
    'appointment'::caldav.kind AS kind,
    a.appointment_id AS item_id,
    (
        CASE
            WHEN (a.sync_mode = 'device'::advolux.sync_mode) THEN 'device'::text
            WHEN (a.main_editor = s.staff_id) THEN 'editable'::text
            ELSE 'participant'::text
        END)::caldav.access AS access,
        CASE
            WHEN r.recurring THEN caldav.series_span('appointment'::caldav.kind, a.appointment_id, (s.time_zone)::text)
            WHEN a.all_day THEN caldav.span(caldav.instant((a.start_date)::timestamp without time zone, (s.time_zone)::text), caldav.instant((GREATEST(a.end_date, (a.start_date + 1)))::timestamp without time zone, (s.time_zone)::text))
            ELSE caldav.span(a.start_at, a.end_at)
        END AS span,
    r.recurring,
    a.all_day
   FROM (((advolux.appointment a
     CROSS JOIN LATERAL ( SELECT a.main_editor
        UNION ALL
         SELECT p.staff_id
           FROM advolux.participant p
          WHERE ((p.appointment_id = a.appointment_id) AND (p.staff_id <> a.main_editor))) o(staff_id))
     JOIN advolux.staff s ON ((s.staff_id = o.staff_id)))
     CROSS JOIN LATERAL ( SELECT ((a.rrule IS NOT NULL) OR (COALESCE(a.rdate, '{}'::timestamp without time zone[]) <> '{}'::timestamp without time zone[]) OR (EXISTS ( SELECT
                   FROM advolux.override v
                  WHERE (v.appointment_id = a.appointment_id)))) AS "?column?") r(recurring))
  WHERE ((a.sync_mode <> 'none'::advolux.sync_mode) AND (a.deadline_id IS NULL) AND (a.trashed_at IS NULL))
UNION ALL
 SELECT s.staff_id,
    'task'::caldav.kind AS kind,
    t.task_id AS item_id,
    (
        CASE
            WHEN (t.sync_mode = 'device'::advolux.sync_mode) THEN 'device'::text
            ELSE 'editable'::text
        END)::caldav.access AS access,
        CASE
            WHEN r.recurring THEN caldav.series_span('task'::caldav.kind, t.task_id, (s.time_zone)::text)
            WHEN t.all_day THEN caldav.task_span(caldav.instant((t.start_date)::timestamp without time zone, (s.time_zone)::text), caldav.instant((t.due_date)::timestamp without time zone, (s.time_zone)::text))
            ELSE caldav.task_span(t.start_at, t.due_at)
        END AS span,
    r.recurring,
    t.all_day
   FROM ((advolux.task t
     JOIN advolux.staff s ON ((s.staff_id = t.main_editor)))
     CROSS JOIN LATERAL ( SELECT ((t.rrule IS NOT NULL) OR (COALESCE(t.rdate, '{}'::timestamp without time zone[]) <> '{}'::timestamp without time zone[]) OR (EXISTS ( SELECT
                   FROM advolux.override v
                  WHERE (v.task_id = t.task_id)))) AS "?column?") r(recurring))
  WHERE ((t.sync_mode <> 'none'::advolux.sync_mode) AND (t.deadline_id IS NULL) AND (t.trashed_at IS NULL));

ALTER TABLE caldav.placement OWNER TO advolux_owner;

CREATE VIEW caldav.series AS
 SELECT 'appointment'::caldav.kind AS kind,
    appointment.appointment_id AS item_id,
    appointment.all_day,
    (appointment.time_zone)::text AS time_zone,
    appointment.rrule,
    appointment.exdate,
    appointment.rdate,
        CASE
            WHEN appointment.all_day THEN (appointment.start_date)::timestamp without time zone
            ELSE (appointment.start_at AT TIME ZONE appointment.time_zone)
        END AS starts,
        CASE
            WHEN appointment.all_day THEN (GREATEST(appointment.end_date, (appointment.start_date + 1)))::timestamp without time zone
            ELSE (appointment.end_at AT TIME ZONE appointment.time_zone)
        END AS ends
   FROM advolux.appointment
UNION ALL
 SELECT 'task'::caldav.kind AS kind,
    task.task_id AS item_id,
    task.all_day,
    (task.time_zone)::text AS time_zone,
    task.rrule,
    task.exdate,
    task.rdate,
        CASE
            WHEN task.all_day THEN (COALESCE(task.start_date, task.due_date))::timestamp without time zone
            ELSE (COALESCE(task.start_at, task.due_at) AT TIME ZONE task.time_zone)
        END AS starts,
        CASE
            WHEN task.all_day THEN (COALESCE(task.due_date, task.start_date))::timestamp without time zone
            ELSE (COALESCE(task.due_at, task.start_at) AT TIME ZONE task.time_zone)
        END AS ends
   FROM advolux.task;

ALTER TABLE caldav.series OWNER TO advolux_owner;

CREATE VIEW caldav.series_override AS
 SELECT 'appointment'::caldav.kind AS kind,
    override.appointment_id AS item_id,
    override.recurrence_id,
    override.this_and_future,
        CASE
            WHEN (NOT override.all_day) THEN (override.time_zone)::text
            ELSE NULL::text
        END AS time_zone,
        CASE
            WHEN override.all_day THEN (override.start_date)::timestamp without time zone
            ELSE (override.start_at AT TIME ZONE override.time_zone)
        END AS starts,
        CASE
            WHEN override.all_day THEN (override.end_date)::timestamp without time zone
            ELSE (override.end_at AT TIME ZONE override.time_zone)
        END AS ends
   FROM advolux.override
  WHERE (override.appointment_id IS NOT NULL)
UNION ALL
 SELECT 'task'::caldav.kind AS kind,
    override.task_id AS item_id,
    override.recurrence_id,
    override.this_and_future,
        CASE
            WHEN (NOT override.all_day) THEN (override.time_zone)::text
            ELSE NULL::text
        END AS time_zone,
        CASE
            WHEN override.all_day THEN (COALESCE(override.start_date, override.due_date))::timestamp without time zone
            ELSE (COALESCE(override.start_at, override.due_at) AT TIME ZONE override.time_zone)
        END AS starts,
        CASE
            WHEN override.all_day THEN (COALESCE(override.due_date, override.start_date))::timestamp without time zone
            ELSE (COALESCE(override.due_at, override.start_at) AT TIME ZONE override.time_zone)
        END AS ends
   FROM advolux.override
  WHERE (override.task_id IS NOT NULL);

ALTER TABLE caldav.series_override OWNER TO advolux_owner;

CREATE TABLE caldav.setting (
    name text NOT NULL,
    value text NOT NULL
);

ALTER TABLE caldav.setting OWNER TO advolux_owner;

CREATE VIEW caldav.task_component AS
 SELECT t.task_id AS item_id,
    v.recurrence_id,
    v.this_and_future,
    v.title,
    v.description,
    v.location,
    v.all_day,
    v.zone,
    v.starts,
    v.ends,
    v.status,
    v.class,
    false AS free,
    v.priority,
    v.percent,
    v.completed,
    v.categories,
    v.rrule,
    v.exdate,
    v.rdate,
    v.sequence,
    v.created,
    v.modified,
    m.number AS matter,
    NULL::text AS participants
   FROM ((advolux.task t
     LEFT JOIN advolux.matter m USING (matter_id))
     CROSS JOIN LATERAL ( SELECT NULL::text AS text,
            false AS "?column?",
            t.title,
            t.description,
            t.location,
            t.all_day,
            (t.time_zone)::text AS time_zone,
            caldav.local_text(
                CASE
                    WHEN t.all_day THEN (t.start_date)::timestamp without time zone
                    ELSE (t.start_at AT TIME ZONE t.time_zone)
                END) AS local_text,
            caldav.local_text(
                CASE
                    WHEN t.all_day THEN (t.due_date)::timestamp without time zone
                    ELSE (t.due_at AT TIME ZONE t.time_zone)
                END) AS local_text,
            t.status,
            t.class,
            t.priority,
            t.percent,
            caldav.instant_text(t.completed_at) AS instant_text,
            NULLIF(array_to_string(t.categories, ''::text), ''::text) AS "nullif",
            t.rrule,
            caldav.locals_text(t.exdate) AS locals_text,
            caldav.locals_text(t.rdate) AS locals_text,
            t.sequence,
            caldav.instant_text(t.created_at) AS instant_text,
            caldav.instant_text(t.modified_at) AS instant_text
        UNION ALL
         SELECT caldav.local_text(o.recurrence_id) AS local_text,
            o.this_and_future,
            o.title,
            o.description,
            o.location,
            o.all_day,
            (o.time_zone)::text AS time_zone,
            caldav.local_text(
                CASE
                    WHEN o.all_day THEN (o.start_date)::timestamp without time zone
                    ELSE (o.start_at AT TIME ZONE o.time_zone)
                END) AS local_text,
            caldav.local_text(
                CASE
                    WHEN o.all_day THEN (o.due_date)::timestamp without time zone
                    ELSE (o.due_at AT TIME ZONE o.time_zone)
                END) AS local_text,
            o.status,
            o.class,
            o.priority,
            o.percent,
            caldav.instant_text(o.completed_at) AS instant_text,
            NULLIF(array_to_string(o.categories, ''::text), ''::text) AS "nullif",
            NULL::text,
            NULL::text,
            NULL::text,
            o.sequence,
            caldav.instant_text(o.created_at) AS instant_text,
            caldav.instant_text(o.modified_at) AS instant_text
           FROM advolux.override o
          WHERE (o.task_id = t.task_id)) v(recurrence_id, this_and_future, title, description, location, all_day, zone, starts, ends, status, class, priority, percent, completed, categories, rrule, exdate, rdate, sequence, created, modified))
  WHERE ((t.sync_mode <> 'none'::advolux.sync_mode) AND (t.deadline_id IS NULL) AND (t.trashed_at IS NULL));

ALTER TABLE caldav.task_component OWNER TO advolux_owner;

COPY advolux.appointment (appointment_id, main_editor, matter_id, deadline_id, sync_mode, title, description, location, all_day, time_zone, start_at, end_at, start_date, end_date, status, free, class, priority, categories, rrule, exdate, rdate, sequence, created_at, modified_at, trashed_at) FROM stdin;
900001	900001	\N	\N	device	T1	\N	Saal 7; Köln	f	Europe/Berlin	2026-11-21 16:00:00+01	2026-11-21 17:00:00+01	\N	\N	\N	f	\N	0	\N	\N	\N	\N	0	2026-11-29 01:17:51.342332+01	2026-11-29 01:17:51.342332+01	\N
900002	900002	\N	\N	device	T1	\N	Saal 7; Köln	f	Europe/Berlin	2026-11-21 16:00:00+01	2026-11-21 17:00:00+01	\N	\N	\N	f	\N	0	\N	\N	\N	\N	0	2026-11-29 01:17:51.342332+01	2026-11-29 01:17:51.342332+01	\N
900003	900003	\N	\N	device	T1	\N	Saal 7; Köln	f	Europe/Berlin	2026-11-21 16:00:00+01	2026-11-21 17:00:00+01	\N	\N	\N	f	\N	0	\N	\N	\N	\N	0	2026-11-29 01:17:51.342332+01	2026-11-29 01:17:51.342332+01	\N
900004	900001	\N	\N	none	T2	\N	\N	f	Europe/Berlin	2026-11-22 23:00:00+01	2026-11-23 00:00:00+01	\N	\N	\N	f	\N	0	\N	\N	\N	\N	0	2026-11-29 01:17:51.342332+01	2026-11-29 01:17:51.342332+01	\N
900005	900002	\N	\N	none	T2	\N	\N	f	Europe/Berlin	2026-11-22 23:00:00+01	2026-11-23 00:00:00+01	\N	\N	\N	f	\N	0	\N	\N	\N	\N	0	2026-11-29 01:17:51.342332+01	2026-11-29 01:17:51.342332+01	\N
900006	900003	\N	\N	none	T2	\N	\N	f	Europe/Berlin	2026-11-22 23:00:00+01	2026-11-23 00:00:00+01	\N	\N	\N	f	\N	0	\N	\N	\N	\N	0	2026-11-29 01:17:51.342332+01	2026-11-29 01:17:51.342332+01	\N
900007	900001	\N	\N	both	T3	Zeile 1\nZeile "2"	\N	f	Europe/Berlin	2026-11-24 06:00:00+01	2026-11-24 07:00:00+01	\N	\N	\N	f	\N	0	\N	FREQ=YEARLY	\N	\N	0	2026-11-29 01:17:51.342332+01	2026-11-29 01:17:51.342332+01	\N
900008	900002	\N	\N	both	T3	Zeile 1\nZeile "2"	\N	f	Europe/Berlin	2026-11-24 06:00:00+01	2026-11-24 07:00:00+01	\N	\N	\N	f	\N	0	\N	FREQ=YEARLY	\N	\N	0	2026-11-29 01:17:51.342332+01	2026-11-29 01:17:51.342332+01	\N
900009	900003	\N	\N	both	T3	Zeile 1\nZeile "2"	\N	f	Europe/Berlin	2026-11-24 06:00:00+01	2026-11-24 07:00:00+01	\N	\N	\N	f	\N	0	\N	FREQ=YEARLY	\N	\N	0	2026-11-29 01:17:51.342332+01	2026-11-29 01:17:51.342332+01	\N
900010	900001	\N	\N	device	T4	\N	\N	f	Europe/Berlin	2026-11-25 13:00:00+01	2026-11-25 14:00:00+01	\N	\N	\N	f	\N	0	\N	FREQ=WEEKLY;COUNT=9	\N	\N	0	2026-11-29 01:17:51.342332+01	2026-11-29 01:17:51.342332+01	\N
900011	900002	\N	\N	device	T4	\N	\N	f	Europe/Berlin	2026-11-25 13:00:00+01	2026-11-25 14:00:00+01	\N	\N	\N	f	\N	0	\N	FREQ=WEEKLY;COUNT=9	\N	\N	0	2026-11-29 01:17:51.342332+01	2026-11-29 01:17:51.342332+01	\N
900012	900003	\N	\N	device	T4	\N	\N	f	Europe/Berlin	2026-11-25 13:00:00+01	2026-11-25 14:00:00+01	\N	\N	\N	f	\N	0	\N	FREQ=WEEKLY;COUNT=9	\N	\N	0	2026-11-29 01:17:51.342332+01	2026-11-29 01:17:51.342332+01	\N
900013	900001	900001	\N	none	T5	\N	Saal 7; Köln	f	Europe/Berlin	2026-11-26 20:00:00+01	2026-11-26 21:00:00+01	\N	\N	\N	f	\N	0	\N	\N	\N	\N	0	2026-11-29 01:17:51.342332+01	2026-11-29 01:17:51.342332+01	\N
900014	900002	900001	\N	none	T5	\N	Saal 7; Köln	f	Europe/Berlin	2026-11-26 20:00:00+01	2026-11-26 21:00:00+01	\N	\N	\N	f	\N	0	\N	\N	\N	\N	0	2026-11-29 01:17:51.342332+01	2026-11-29 01:17:51.342332+01	\N
900015	900003	900001	\N	none	T5	\N	Saal 7; Köln	f	Europe/Berlin	2026-11-26 20:00:00+01	2026-11-26 21:00:00+01	\N	\N	\N	f	\N	0	\N	\N	\N	\N	0	2026-11-29 01:17:51.342332+01	2026-11-29 01:17:51.342332+01	\N
900016	900001	\N	\N	both	T6	Zeile 1\nZeile "2"	\N	f	Europe/Berlin	2026-11-28 03:00:00+01	2026-11-28 04:00:00+01	\N	\N	\N	f	private	0	\N	\N	\N	\N	0	2026-11-29 01:17:51.342332+01	2026-11-29 01:17:51.342332+01	\N
900017	900002	\N	\N	both	T6	Zeile 1\nZeile "2"	\N	f	Europe/Berlin	2026-11-28 03:00:00+01	2026-11-28 04:00:00+01	\N	\N	\N	f	private	0	\N	\N	\N	\N	0	2026-11-29 01:17:51.342332+01	2026-11-29 01:17:51.342332+01	\N
900018	900003	\N	\N	both	T6	Zeile 1\nZeile "2"	\N	f	Europe/Berlin	2026-11-28 03:00:00+01	2026-11-28 04:00:00+01	\N	\N	\N	f	private	0	\N	\N	\N	\N	0	2026-11-29 01:17:51.342332+01	2026-11-29 01:17:51.342332+01	\N
900022	900001	\N	\N	none	T8	\N	\N	f	Europe/Berlin	2026-11-30 17:00:00+01	2026-11-30 18:00:00+01	\N	\N	\N	f	\N	0	\N	FREQ=WEEKLY;COUNT=9	{"2026-12-14 17:00:00"}	\N	0	2026-11-29 01:17:51.342332+01	2026-11-29 01:17:51.342332+01	\N
900023	900002	\N	\N	none	T8	\N	\N	f	Europe/Berlin	2026-11-30 17:00:00+01	2026-11-30 18:00:00+01	\N	\N	\N	f	\N	0	\N	FREQ=WEEKLY;COUNT=9	{"2026-12-14 17:00:00"}	\N	0	2026-11-29 01:17:51.342332+01	2026-11-29 01:17:51.342332+01	\N
900024	900003	\N	\N	none	T8	\N	\N	f	Europe/Berlin	2026-11-30 17:00:00+01	2026-11-30 18:00:00+01	\N	\N	\N	f	\N	0	\N	FREQ=WEEKLY;COUNT=9	{"2026-12-14 17:00:00"}	\N	0	2026-11-29 01:17:51.342332+01	2026-11-29 01:17:51.342332+01	\N
900025	900001	\N	\N	both	T9	Zeile 1\nZeile "2"	Saal 7; Köln	f	Europe/Berlin	2026-12-02 00:00:00+01	2026-12-02 01:00:00+01	\N	\N	\N	f	\N	0	\N	\N	\N	\N	0	2026-11-29 01:17:51.342332+01	2026-11-29 01:17:51.342332+01	\N
900026	900002	\N	\N	both	T9	Zeile 1\nZeile "2"	Saal 7; Köln	f	Europe/Berlin	2026-12-02 00:00:00+01	2026-12-02 01:00:00+01	\N	\N	\N	f	\N	0	\N	\N	\N	\N	0	2026-11-29 01:17:51.342332+01	2026-11-29 01:17:51.342332+01	\N
900027	900003	\N	\N	both	T9	Zeile 1\nZeile "2"	Saal 7; Köln	f	Europe/Berlin	2026-12-02 00:00:00+01	2026-12-02 01:00:00+01	\N	\N	\N	f	\N	0	\N	\N	\N	\N	0	2026-11-29 01:17:51.342332+01	2026-11-29 01:17:51.342332+01	\N
900028	900001	900001	\N	device	T10	\N	\N	f	Europe/Berlin	2026-12-03 07:00:00+01	2026-12-03 08:00:00+01	\N	\N	\N	f	\N	0	\N	\N	\N	\N	0	2026-11-29 01:17:51.342332+01	2026-11-29 01:17:51.342332+01	\N
900029	900002	900001	\N	device	T10	\N	\N	f	Europe/Berlin	2026-12-03 07:00:00+01	2026-12-03 08:00:00+01	\N	\N	\N	f	\N	0	\N	\N	\N	\N	0	2026-11-29 01:17:51.342332+01	2026-11-29 01:17:51.342332+01	\N
900030	900003	900001	\N	device	T10	\N	\N	f	Europe/Berlin	2026-12-03 07:00:00+01	2026-12-03 08:00:00+01	\N	\N	\N	f	\N	0	\N	\N	\N	\N	0	2026-11-29 01:17:51.342332+01	2026-11-29 01:17:51.342332+01	\N
900031	900001	\N	\N	none	T11	\N	\N	f	Europe/Berlin	2026-12-04 14:00:00+01	2026-12-04 15:00:00+01	\N	\N	\N	f	\N	0	\N	FREQ=YEARLY	\N	\N	0	2026-11-29 01:17:51.342332+01	2026-11-29 01:17:51.342332+01	\N
900032	900002	\N	\N	none	T11	\N	\N	f	Europe/Berlin	2026-12-04 14:00:00+01	2026-12-04 15:00:00+01	\N	\N	\N	f	\N	0	\N	FREQ=YEARLY	\N	\N	0	2026-11-29 01:17:51.342332+01	2026-11-29 01:17:51.342332+01	\N
900033	900003	\N	\N	none	T11	\N	\N	f	Europe/Berlin	2026-12-04 14:00:00+01	2026-12-04 15:00:00+01	\N	\N	\N	f	\N	0	\N	FREQ=YEARLY	\N	\N	0	2026-11-29 01:17:51.342332+01	2026-11-29 01:17:51.342332+01	\N
900034	900001	\N	\N	both	T12	Zeile 1\nZeile "2"	\N	f	Europe/Berlin	2026-12-05 21:00:00+01	2026-12-05 22:00:00+01	\N	\N	\N	f	private	0	\N	FREQ=WEEKLY;COUNT=9	\N	\N	0	2026-11-29 01:17:51.342332+01	2026-11-29 01:17:51.342332+01	\N
900035	900002	\N	\N	both	T12	Zeile 1\nZeile "2"	\N	f	Europe/Berlin	2026-12-05 21:00:00+01	2026-12-05 22:00:00+01	\N	\N	\N	f	private	0	\N	FREQ=WEEKLY;COUNT=9	\N	\N	0	2026-11-29 01:17:51.342332+01	2026-11-29 01:17:51.342332+01	\N
900036	900003	\N	\N	both	T12	Zeile 1\nZeile "2"	\N	f	Europe/Berlin	2026-12-05 21:00:00+01	2026-12-05 22:00:00+01	\N	\N	\N	f	private	0	\N	FREQ=WEEKLY;COUNT=9	\N	\N	0	2026-11-29 01:17:51.342332+01	2026-11-29 01:17:51.342332+01	\N
900037	900001	\N	\N	both	Messe	\N	\N	t	Europe/Berlin	\N	\N	2026-12-03	2026-12-06	\N	f	\N	0	\N	\N	\N	\N	0	2026-11-29 01:17:51.471704+01	2026-11-29 01:17:51.471704+01	\N
900038	900002	\N	\N	both	Messe	\N	\N	t	Europe/Berlin	\N	\N	2026-12-03	2026-12-06	\N	f	\N	0	\N	\N	\N	\N	0	2026-11-29 01:17:51.471704+01	2026-11-29 01:17:51.471704+01	\N
900039	900003	\N	\N	both	Messe	\N	\N	t	Europe/Berlin	\N	\N	2026-12-03	2026-12-06	\N	f	\N	0	\N	\N	\N	\N	0	2026-11-29 01:17:51.471704+01	2026-11-29 01:17:51.471704+01	\N
900040	900001	\N	900001	both	Berufungsfrist KANARIENFRIST-7f3a	\N	\N	f	Europe/Berlin	2026-12-24 10:00:00+01	2026-12-24 11:00:00+01	\N	\N	\N	f	\N	0	\N	\N	\N	\N	0	2026-11-29 01:17:51.858694+01	2026-11-29 01:17:51.858694+01	\N
900041	900002	\N	900002	both	Berufungsfrist KANARIENFRIST-7f3a	\N	\N	f	Europe/Berlin	2026-12-24 10:00:00+01	2026-12-24 11:00:00+01	\N	\N	\N	f	\N	0	\N	\N	\N	\N	0	2026-11-29 01:17:51.858694+01	2026-11-29 01:17:51.858694+01	\N
900042	900003	\N	900003	both	Berufungsfrist KANARIENFRIST-7f3a	\N	\N	f	Europe/Berlin	2026-12-24 10:00:00+01	2026-12-24 11:00:00+01	\N	\N	\N	f	\N	0	\N	\N	\N	\N	0	2026-11-29 01:17:51.858694+01	2026-11-29 01:17:51.858694+01	\N
900046	900001	\N	\N	both	moved	\N	\N	f	Europe/Berlin	2026-12-10 10:00:00+01	2026-12-10 11:00:00+01	\N	\N	\N	f	\N	0	\N	\N	\N	\N	0	2026-11-29 01:17:51.860447+01	2026-11-29 01:17:51.860447+01	\N
900044	900001	\N	\N	both	gone	\N	\N	f	Europe/Berlin	2026-12-10 10:00:00+01	2026-12-10 11:00:00+01	\N	\N	\N	f	\N	0	\N	\N	\N	\N	0	2026-11-29 01:17:51.860447+01	2026-11-29 01:17:51.879397+01	2026-11-29 01:17:51.879397+01
900045	900001	\N	\N	both	again	\N	\N	f	Europe/Berlin	2026-12-10 10:00:00+01	2026-12-10 11:00:00+01	\N	\N	\N	f	\N	0	\N	\N	\N	\N	0	2026-11-29 01:17:51.860447+01	2026-11-29 01:17:51.879397+01	2026-11-29 01:17:51.879397+01
900047	900001	\N	\N	both	again	\N	\N	f	Europe/Berlin	2026-12-11 10:00:00+01	2026-12-11 11:00:00+01	\N	\N	\N	f	\N	0	\N	\N	\N	\N	0	2026-11-29 01:17:51.895324+01	2026-11-29 01:17:51.895324+01	\N
900049	900002	\N	\N	both	i1	\N	\N	f	Europe/Berlin	2026-12-12 10:00:00+01	2026-12-12 11:00:00+01	\N	\N	\N	f	\N	0	\N	\N	\N	\N	0	2026-11-29 01:17:51.915627+01	2026-11-29 01:17:51.915627+01	\N
900050	900002	\N	\N	both	i2	\N	\N	f	Europe/Berlin	2026-12-13 10:00:00+01	2026-12-13 11:00:00+01	\N	\N	\N	f	\N	0	\N	\N	\N	\N	0	2026-11-29 01:17:51.915627+01	2026-11-29 01:17:51.915627+01	\N
900019	900001	\N	\N	device	T7	\N	\N	f	Europe/Berlin	2026-11-29 10:00:00+01	2026-11-29 11:00:00+01	\N	\N	\N	f	\N	0	{rot,eilig}	FREQ=YEARLY	\N	\N	0	2026-11-29 01:17:51.342332+01	2026-11-29 01:17:51.931424+01	2026-11-29 01:17:51.931424+01
900020	900002	\N	\N	device	T7	\N	\N	f	Europe/Berlin	2026-11-29 10:00:00+01	2026-11-29 11:00:00+01	\N	\N	\N	f	\N	0	{rot,eilig}	FREQ=YEARLY	\N	\N	0	2026-11-29 01:17:51.342332+01	2026-11-29 01:17:51.931424+01	2026-11-29 01:17:51.931424+01
900021	900003	\N	\N	device	T7	\N	\N	f	Europe/Berlin	2026-11-29 10:00:00+01	2026-11-29 11:00:00+01	\N	\N	\N	f	\N	0	{rot,eilig}	FREQ=YEARLY	\N	\N	0	2026-11-29 01:17:51.342332+01	2026-11-29 01:17:51.931424+01	2026-11-29 01:17:51.931424+01
900043	900001	\N	\N	both	own, in Advolux geändert	\N	\N	f	Europe/Berlin	2026-12-10 10:00:00+01	2026-12-10 11:00:00+01	\N	\N	\N	f	\N	0	\N	\N	\N	\N	0	2026-11-29 01:17:51.860447+01	2026-11-29 01:17:51.938081+01	\N
\.

COPY advolux.deadline (deadline_id, staff_id, matter_id, title, kind, due_date, done_at, note, trashed_at) FROM stdin;
900001	900001	\N	Berufungsfrist KANARIENFRIST-7f3a	deadline	2026-12-24	\N	\N	\N
900002	900002	\N	Berufungsfrist KANARIENFRIST-7f3a	deadline	2026-12-24	\N	\N	\N
900003	900003	\N	Berufungsfrist KANARIENFRIST-7f3a	deadline	2026-12-24	\N	\N	\N
\.

COPY advolux.journal (journal_id, at, staff_id, login, device, operation, kind, item_id, name, result, reason, before, changed) FROM stdin;
900001	2026-11-29 01:17:51.871396+01	900001	alt.a	phone	create	appointment	900043	own.ics	done	\N	\N	\N
900002	2026-11-29 01:17:51.874437+01	900001	alt.a	phone	create	appointment	900044	gone.ics	done	\N	\N	\N
900003	2026-11-29 01:17:51.876925+01	900001	alt.a	phone	create	appointment	900045	again.ics	done	\N	\N	\N
900004	2026-11-29 01:17:51.879175+01	900001	alt.a	phone	create	appointment	900046	moved.ics	done	\N	\N	\N
900005	2026-11-29 01:17:51.883157+01	900001	alt.a	phone	delete	appointment	900044	gone.ics	done	\N	{"free": false, "title": "gone", "end_at": "2026-12-10T11:00:00+01:00", "all_day": false, "priority": 0, "sequence": 0, "start_at": "2026-12-10T10:00:00+01:00", "sync_mode": "both", "time_zone": "Europe/Berlin", "created_at": "2026-11-29T01:17:51.860447+01:00", "main_editor": 900001, "modified_at": "2026-11-29T01:17:51.860447+01:00", "appointment_id": 900044}	{trashed_at}
900006	2026-11-29 01:17:51.892504+01	900001	alt.a	phone	delete	appointment	900045	again.ics	done	\N	{"free": false, "title": "again", "end_at": "2026-12-10T11:00:00+01:00", "all_day": false, "priority": 0, "sequence": 0, "start_at": "2026-12-10T10:00:00+01:00", "sync_mode": "both", "time_zone": "Europe/Berlin", "created_at": "2026-11-29T01:17:51.860447+01:00", "main_editor": 900001, "modified_at": "2026-11-29T01:17:51.860447+01:00", "appointment_id": 900045}	{trashed_at}
900007	2026-11-29 01:17:51.901989+01	900001	alt.a	phone	create	appointment	900047	again.ics	done	\N	\N	\N
900008	2026-11-29 01:17:51.903899+01	900001	alt.a	phone	move	appointment	900046	new.ics	done	it was called moved.ics	\N	\N
900009	2026-11-29 01:17:51.907988+01	900001	alt.a	phone	put	appointment	900001	3dc66073-8a05-42d3-84e2-488f282e2570.ics	healed	device	\N	\N
900010	2026-11-29 01:17:51.931083+01	900002	alt.b	advoluxctl	import	appointment	900049	i1.ics	done	\N	\N	\N
900011	2026-11-29 01:17:51.93113+01	900002	alt.b	advoluxctl	import	appointment	900050	i2.ics	done	\N	\N	\N
\.

COPY advolux.matter (matter_id, number, title) FROM stdin;
900001	900/26	M ./. N
\.

COPY advolux.override (override_id, appointment_id, task_id, recurrence_id, this_and_future, title, description, location, all_day, time_zone, start_at, end_at, start_date, end_date, due_at, due_date, status, free, class, priority, categories, percent, completed_at, sequence, created_at, modified_at) FROM stdin;
900001	900010	\N	2026-12-02 13:00:00	f	verschoben	\N	\N	f	Europe/Berlin	2026-12-03 13:00:00+01	2026-12-03 14:00:00+01	\N	\N	\N	\N	\N	f	\N	0	\N	\N	\N	0	2026-11-29 01:17:51.714566+01	2026-11-29 01:17:51.714566+01
900002	900011	\N	2026-12-02 13:00:00	f	verschoben	\N	\N	f	Europe/Berlin	2026-12-03 13:00:00+01	2026-12-03 14:00:00+01	\N	\N	\N	\N	\N	f	\N	0	\N	\N	\N	0	2026-11-29 01:17:51.714566+01	2026-11-29 01:17:51.714566+01
900003	900012	\N	2026-12-02 13:00:00	f	verschoben	\N	\N	f	Europe/Berlin	2026-12-03 13:00:00+01	2026-12-03 14:00:00+01	\N	\N	\N	\N	\N	f	\N	0	\N	\N	\N	0	2026-11-29 01:17:51.714566+01	2026-11-29 01:17:51.714566+01
900004	900022	\N	2026-12-07 17:00:00	f	verschoben	\N	\N	f	Europe/Berlin	2026-12-08 17:00:00+01	2026-12-08 18:00:00+01	\N	\N	\N	\N	\N	f	\N	0	\N	\N	\N	0	2026-11-29 01:17:51.714566+01	2026-11-29 01:17:51.714566+01
900005	900023	\N	2026-12-07 17:00:00	f	verschoben	\N	\N	f	Europe/Berlin	2026-12-08 17:00:00+01	2026-12-08 18:00:00+01	\N	\N	\N	\N	\N	f	\N	0	\N	\N	\N	0	2026-11-29 01:17:51.714566+01	2026-11-29 01:17:51.714566+01
900006	900024	\N	2026-12-07 17:00:00	f	verschoben	\N	\N	f	Europe/Berlin	2026-12-08 17:00:00+01	2026-12-08 18:00:00+01	\N	\N	\N	\N	\N	f	\N	0	\N	\N	\N	0	2026-11-29 01:17:51.714566+01	2026-11-29 01:17:51.714566+01
900007	900034	\N	2026-12-12 21:00:00	f	verschoben	\N	\N	f	Europe/Berlin	2026-12-13 21:00:00+01	2026-12-13 22:00:00+01	\N	\N	\N	\N	\N	f	\N	0	\N	\N	\N	0	2026-11-29 01:17:51.714566+01	2026-11-29 01:17:51.714566+01
900008	900035	\N	2026-12-12 21:00:00	f	verschoben	\N	\N	f	Europe/Berlin	2026-12-13 21:00:00+01	2026-12-13 22:00:00+01	\N	\N	\N	\N	\N	f	\N	0	\N	\N	\N	0	2026-11-29 01:17:51.714566+01	2026-11-29 01:17:51.714566+01
900009	900036	\N	2026-12-12 21:00:00	f	verschoben	\N	\N	f	Europe/Berlin	2026-12-13 21:00:00+01	2026-12-13 22:00:00+01	\N	\N	\N	\N	\N	f	\N	0	\N	\N	\N	0	2026-11-29 01:17:51.714566+01	2026-11-29 01:17:51.714566+01
\.

COPY advolux.participant (appointment_id, staff_id) FROM stdin;
900002	900001
900002	900003
900004	900002
900004	900003
900006	900001
900006	900002
900008	900001
900008	900003
900010	900002
900010	900003
900012	900001
900012	900002
900014	900001
900014	900003
900016	900002
900016	900003
900018	900001
900018	900002
900020	900001
900020	900003
900022	900002
900022	900003
900024	900001
900024	900002
900026	900001
900026	900003
900028	900002
900028	900003
900030	900001
900030	900002
900032	900001
900032	900003
900034	900002
900034	900003
900036	900001
900036	900002
900038	900001
900038	900003
\.

COPY advolux.staff (staff_id, login, name, mail, color, look_back, time_zone, active) FROM stdin;
900001	alt.a	Änne Alt	a@example.org	#1E6FBA	2 mons	Europe/Berlin	t
900002	alt.b	Bernd Alt	\N	#1E6FBA	1 year	America/New_York	t
900003	alt.c	Carla Alt	\N	#1E6FBA	1 mon	Europe/Berlin	t
\.

COPY advolux.task (task_id, main_editor, matter_id, deadline_id, sync_mode, title, description, location, all_day, time_zone, start_at, due_at, start_date, due_date, status, percent, completed_at, class, priority, categories, rrule, exdate, rdate, sequence, created_at, modified_at, trashed_at) FROM stdin;
900001	900001	\N	\N	device	A1	\N	\N	t	Europe/Berlin	\N	\N	\N	2026-12-02	in-process	10	\N	\N	0	\N	\N	\N	\N	0	2026-11-29 01:17:51.852923+01	2026-11-29 01:17:51.852923+01	\N
900002	900002	\N	\N	device	A1	\N	\N	t	Europe/Berlin	\N	\N	\N	2026-12-02	in-process	10	\N	\N	0	\N	\N	\N	\N	0	2026-11-29 01:17:51.852923+01	2026-11-29 01:17:51.852923+01	\N
900003	900003	\N	\N	device	A1	\N	\N	t	Europe/Berlin	\N	\N	\N	2026-12-02	in-process	10	\N	\N	0	\N	\N	\N	\N	0	2026-11-29 01:17:51.852923+01	2026-11-29 01:17:51.852923+01	\N
900004	900001	\N	\N	none	A2	\N	\N	t	Europe/Berlin	\N	\N	\N	2026-12-03	in-process	20	\N	\N	0	\N	\N	\N	\N	0	2026-11-29 01:17:51.852923+01	2026-11-29 01:17:51.852923+01	\N
900005	900002	\N	\N	none	A2	\N	\N	t	Europe/Berlin	\N	\N	\N	2026-12-03	in-process	20	\N	\N	0	\N	\N	\N	\N	0	2026-11-29 01:17:51.852923+01	2026-11-29 01:17:51.852923+01	\N
900006	900003	\N	\N	none	A2	\N	\N	t	Europe/Berlin	\N	\N	\N	2026-12-03	in-process	20	\N	\N	0	\N	\N	\N	\N	0	2026-11-29 01:17:51.852923+01	2026-11-29 01:17:51.852923+01	\N
900007	900001	\N	\N	both	A3	\N	\N	t	Europe/Berlin	\N	\N	\N	2026-12-04	in-process	30	\N	\N	0	\N	\N	\N	\N	0	2026-11-29 01:17:51.852923+01	2026-11-29 01:17:51.852923+01	\N
900008	900002	\N	\N	both	A3	\N	\N	t	Europe/Berlin	\N	\N	\N	2026-12-04	in-process	30	\N	\N	0	\N	\N	\N	\N	0	2026-11-29 01:17:51.852923+01	2026-11-29 01:17:51.852923+01	\N
900009	900003	\N	\N	both	A3	\N	\N	t	Europe/Berlin	\N	\N	\N	2026-12-04	in-process	30	\N	\N	0	\N	\N	\N	\N	0	2026-11-29 01:17:51.852923+01	2026-11-29 01:17:51.852923+01	\N
900010	900001	\N	\N	device	A4	\N	\N	t	Europe/Berlin	\N	\N	\N	2026-12-05	in-process	40	\N	\N	0	\N	\N	\N	\N	0	2026-11-29 01:17:51.852923+01	2026-11-29 01:17:51.852923+01	\N
900011	900002	\N	\N	device	A4	\N	\N	t	Europe/Berlin	\N	\N	\N	2026-12-05	in-process	40	\N	\N	0	\N	\N	\N	\N	0	2026-11-29 01:17:51.852923+01	2026-11-29 01:17:51.852923+01	\N
900012	900003	\N	\N	device	A4	\N	\N	t	Europe/Berlin	\N	\N	\N	2026-12-05	in-process	40	\N	\N	0	\N	\N	\N	\N	0	2026-11-29 01:17:51.852923+01	2026-11-29 01:17:51.852923+01	\N
900013	900001	\N	\N	none	A5	\N	\N	t	Europe/Berlin	\N	\N	\N	2026-12-06	in-process	50	\N	\N	0	\N	\N	\N	\N	0	2026-11-29 01:17:51.852923+01	2026-11-29 01:17:51.852923+01	\N
900014	900002	\N	\N	none	A5	\N	\N	t	Europe/Berlin	\N	\N	\N	2026-12-06	in-process	50	\N	\N	0	\N	\N	\N	\N	0	2026-11-29 01:17:51.852923+01	2026-11-29 01:17:51.852923+01	\N
900015	900003	\N	\N	none	A5	\N	\N	t	Europe/Berlin	\N	\N	\N	2026-12-06	in-process	50	\N	\N	0	\N	\N	\N	\N	0	2026-11-29 01:17:51.852923+01	2026-11-29 01:17:51.852923+01	\N
900016	900001	\N	\N	both	A6	\N	\N	t	Europe/Berlin	\N	\N	\N	2026-12-07	in-process	60	\N	\N	0	\N	\N	\N	\N	0	2026-11-29 01:17:51.852923+01	2026-11-29 01:17:51.852923+01	\N
900017	900002	\N	\N	both	A6	\N	\N	t	Europe/Berlin	\N	\N	\N	2026-12-07	in-process	60	\N	\N	0	\N	\N	\N	\N	0	2026-11-29 01:17:51.852923+01	2026-11-29 01:17:51.852923+01	\N
900018	900003	\N	\N	both	A6	\N	\N	t	Europe/Berlin	\N	\N	\N	2026-12-07	in-process	60	\N	\N	0	\N	\N	\N	\N	0	2026-11-29 01:17:51.852923+01	2026-11-29 01:17:51.852923+01	\N
\.

COPY caldav.calendar (calendar_id, staff_id, kind, login, generation, open, look_back, time_zone, random, revision, purged, displayname, color, description, sort_order, created, language, floating_zone, home) FROM stdin;
900004	900002	task	alt.b	2	t	1 year	America/New_York	596cda45-9570-4ce4-a075-bf08372eed72	4	0	\N	\N	\N	\N	2026-11-29 01:17:51.330888+01	\N	\N	17280
900006	900003	task	alt.c	1	f	1 mon	Europe/Berlin	a00bee59-0886-43eb-8c13-cd4602b69764	4	0	\N	\N	\N	\N	2026-11-29 01:17:51.330888+01	\N	\N	17280
900002	900001	task	alt.a	2	t	2 mons	Europe/Berlin	95e0d396-279e-4d9d-af39-9fc73ac33e98	4	0	\N	\N	\N	\N	2026-11-29 01:17:51.330888+01	\N	\N	17280
900005	900003	appointment	alt.c	1	f	1 mon	Europe/Berlin	78f9f879-9f71-42c5-9209-2830dea14190	28	0	\N	\N	\N	\N	2026-11-29 01:17:51.330888+01	\N	\N	17280
900003	900002	appointment	alt.b	2	t	1 year	America/New_York	581118d7-2a62-4457-899f-666fed96c327	31	0	\N	\N	\N	\N	2026-11-29 01:17:51.330888+01	\N	\N	17280
900001	900001	appointment	alt.a	2	t	2 mons	Europe/Berlin	7f41a6a4-8008-499b-b806-2ebff9d6180e	39	0	Meine	#112233	Beschreibung	7	2026-11-29 01:17:51.330888+01	de	Europe/Zurich	17280
\.

COPY caldav.device (device_id, staff_id, name, password_hash, created_at, seen_at) FROM stdin;
900002	900001	Laptop	$2b$04$y	2026-11-29 01:17:51.339539+01	\N
900001	900001	Telefon	$2b$04$x	2026-11-29 01:17:51.339539+01	2026-11-29 01:17:51.340526+01
\.

COPY caldav.entry (calendar_id, name, uid, kind, item_id, version, revision, modified, access, span, ends_at, visible, reserved, recurring, all_day, healed_at, healings, days, created, resource_id) FROM stdin;
900001	3b5a83b5-c2e7-4194-857c-36c186d891d6.ics	3b5a83b5-c2e7-4194-857c-36c186d891d6	appointment	900007	2	2	2026-11-29 01:17:51.342332+01	editable	["2026-11-24 06:00:00+01",)	infinity	t	f	t	f	\N	0	{460800888}	2026-11-29 01:17:51.342332+01	793a06be-9c13-4def-ab73-1add32c7e264
900001	dcf2b7a7-868f-4c8b-a5ac-cd1cc6145d21.ics	dcf2b7a7-868f-4c8b-a5ac-cd1cc6145d21	appointment	900025	6	6	2026-11-29 01:17:51.342332+01	editable	["2026-12-02 00:00:00+01","2026-12-02 01:00:00+01")	2026-12-02 01:00:00+01	t	f	f	f	\N	0	\N	2026-11-29 01:17:51.342332+01	7a5bb2ce-568e-47a8-a4f4-5673682618a7
900003	2699736f-babe-43ef-a26b-8820b1e4c83e.ics	2699736f-babe-43ef-a26b-8820b1e4c83e	appointment	900017	4	4	2026-11-29 01:17:51.342332+01	editable	["2026-11-28 03:00:00+01","2026-11-28 04:00:00+01")	2026-11-28 04:00:00+01	t	f	f	f	\N	0	\N	2026-11-29 01:17:51.342332+01	e85f40ad-340a-458d-a97d-e3c5f0e93d0d
900003	b823335d-e5c6-4b20-a9c7-bc3a57dac10f.ics	b823335d-e5c6-4b20-a9c7-bc3a57dac10f	appointment	900029	7	7	2026-11-29 01:17:51.342332+01	device	["2026-12-03 07:00:00+01","2026-12-03 08:00:00+01")	2026-12-03 08:00:00+01	t	f	f	f	\N	0	\N	2026-11-29 01:17:51.342332+01	9d0bc3b2-838a-41a9-b79d-344b042dded1
900005	5bb42059-e721-465a-a7b1-8fde18ef9e58.ics	5bb42059-e721-465a-a7b1-8fde18ef9e58	appointment	900003	1	1	2026-11-29 01:17:51.342332+01	device	["2026-11-21 16:00:00+01","2026-11-21 17:00:00+01")	2026-11-21 17:00:00+01	t	f	f	f	\N	0	\N	2026-11-29 01:17:51.342332+01	8295fd1c-49e0-4a65-9fb3-41176b6eec8f
900005	36482ab2-19b9-47c3-a1f7-abc114de8fe3.ics	36482ab2-19b9-47c3-a1f7-abc114de8fe3	appointment	900009	2	2	2026-11-29 01:17:51.342332+01	editable	["2026-11-24 06:00:00+01",)	infinity	t	f	t	f	\N	0	{460802936}	2026-11-29 01:17:51.342332+01	f29a713c-cac3-44f3-a19d-5f345da46f1d
900005	4fcaa199-31ae-4d53-b403-42e661c72670.ics	4fcaa199-31ae-4d53-b403-42e661c72670	appointment	900027	6	6	2026-11-29 01:17:51.342332+01	editable	["2026-12-02 00:00:00+01","2026-12-02 01:00:00+01")	2026-12-02 01:00:00+01	t	f	f	f	\N	0	\N	2026-11-29 01:17:51.342332+01	ce63e5e7-f795-47ba-a31a-16137dee8311
900001	73a023c4-cb70-4d7e-9fa3-7f2383af11e2.ics	73a023c4-cb70-4d7e-9fa3-7f2383af11e2	appointment	900037	9	9	2026-11-29 01:17:51.471704+01	editable	["2026-12-03 00:00:00+01","2026-12-06 00:00:00+01")	2026-12-06 00:00:00+01	t	f	f	t	\N	0	\N	2026-11-29 01:17:51.471704+01	78c63996-1ee6-46d9-9cd3-3eeae8810cfe
900005	486d9753-965a-420b-a799-19486678e6bc.ics	486d9753-965a-420b-a799-19486678e6bc	appointment	900039	9	9	2026-11-29 01:17:51.471704+01	editable	["2026-12-03 00:00:00+01","2026-12-06 00:00:00+01")	2026-12-06 00:00:00+01	t	f	f	t	\N	0	\N	2026-11-29 01:17:51.471704+01	bca0463b-9439-477d-b21d-11ff54fbad3b
900001	fa529700-a8d5-4b37-b86a-5147eeceffa4.ics	fa529700-a8d5-4b37-b86a-5147eeceffa4	appointment	900002	10	10	2026-11-29 01:17:51.474754+01	device	["2026-11-21 16:00:00+01","2026-11-21 17:00:00+01")	2026-11-21 17:00:00+01	t	f	f	f	\N	0	\N	2026-11-29 01:17:51.474754+01	b6667630-41bb-46e5-9957-9cd7d6511c35
900001	eb8bd078-9d47-49ff-a309-c5baaaa866d6.ics	eb8bd078-9d47-49ff-a309-c5baaaa866d6	appointment	900008	11	11	2026-11-29 01:17:51.474754+01	participant	["2026-11-24 06:00:00+01",)	infinity	t	f	t	f	\N	0	{460800888}	2026-11-29 01:17:51.474754+01	b8f2f0a6-16a1-479b-b678-871d03442657
900001	f25d4a2a-0e52-4cb0-9630-43a2c3cf5202.ics	f25d4a2a-0e52-4cb0-9630-43a2c3cf5202	appointment	900016	14	14	2026-11-29 01:17:51.474754+01	editable	["2026-11-28 03:00:00+01","2026-11-28 04:00:00+01")	2026-11-28 04:00:00+01	t	f	f	f	\N	0	\N	2026-11-29 01:17:51.342332+01	da0c56e9-3f24-4be5-a43c-89e4aa4e0628
900001	69358ffd-9b3c-4719-94fa-0c2369914b5c.ics	69358ffd-9b3c-4719-94fa-0c2369914b5c	appointment	900018	15	15	2026-11-29 01:17:51.474754+01	participant	["2026-11-28 03:00:00+01","2026-11-28 04:00:00+01")	2026-11-28 04:00:00+01	t	f	f	f	\N	0	\N	2026-11-29 01:17:51.474754+01	39eb3f60-7f42-4ac1-aaa8-9fe40e22e697
900001	aec8728d-bb11-49cb-ba76-8c7660b1ffce.ics	aec8728d-bb11-49cb-ba76-8c7660b1ffce	appointment	900010	23	23	2026-11-29 01:17:51.714566+01	device	["2026-11-25 13:00:00+01","2027-01-20 14:00:00+01")	2027-01-20 14:00:00+01	t	f	t	f	\N	0	\N	2026-11-29 01:17:51.342332+01	e721cdf5-eb41-4355-ad4b-42ddb0b661b2
900001	bd1da3ad-91a2-4aa6-b0ec-1ab0e0c8051f.ics	bd1da3ad-91a2-4aa6-b0ec-1ab0e0c8051f	appointment	900012	24	24	2026-11-29 01:17:51.714566+01	device	["2026-11-25 13:00:00+01","2027-01-20 14:00:00+01")	2027-01-20 14:00:00+01	t	f	t	f	\N	0	\N	2026-11-29 01:17:51.474754+01	e14ded83-ec88-4ed8-b36c-d4e03409aa78
900003	4e06cf53-6380-463b-a429-ba06e6bab2b6.ics	4e06cf53-6380-463b-a429-ba06e6bab2b6	appointment	900011	24	24	2026-11-29 01:17:51.714566+01	device	["2026-11-25 13:00:00+01","2027-01-20 14:00:00+01")	2027-01-20 14:00:00+01	t	f	t	f	\N	0	\N	2026-11-29 01:17:51.342332+01	9e94dee6-f9d0-4004-86a4-5c5accff4dc6
900003	1d324583-b32f-4c69-b4de-5dc2f0cbe245.ics	1d324583-b32f-4c69-b4de-5dc2f0cbe245	appointment	900035	27	27	2026-11-29 01:17:51.714566+01	editable	["2026-12-05 21:00:00+01","2027-01-30 22:00:00+01")	2027-01-30 22:00:00+01	t	f	t	f	\N	0	\N	2026-11-29 01:17:51.342332+01	483b2c9c-6dae-46de-b278-e94c7b1e2a7a
900001	3dc66073-8a05-42d3-84e2-488f282e2570.ics	3dc66073-8a05-42d3-84e2-488f282e2570	appointment	900001	36	36	2026-11-29 01:17:51.90687+01	device	["2026-11-21 16:00:00+01","2026-11-21 17:00:00+01")	2026-11-21 17:00:00+01	t	f	f	f	2026-11-29 01:17:51.90687+01	1	\N	2026-11-29 01:17:51.342332+01	70a2fc4f-317c-47a9-b2aa-8ff2b55e2c9b
900001	499515ee-dd83-4624-a602-ac81ef23a57f.ics	499515ee-dd83-4624-a602-ac81ef23a57f	appointment	900019	37	37	2026-11-29 01:17:51.931424+01	device	["2026-11-29 10:00:00+01",)	infinity	f	f	t	f	\N	0	{460800893}	2026-11-29 01:17:51.342332+01	bfb975ee-3bec-4dbe-a0d4-4e3a39495706
900005	008c8a2a-a9e8-450b-9b03-719ceebfa264.ics	008c8a2a-a9e8-450b-9b03-719ceebfa264	appointment	900021	28	28	2026-11-29 01:17:51.931424+01	device	["2026-11-29 10:00:00+01",)	infinity	f	f	t	f	\N	0	{460802941}	2026-11-29 01:17:51.342332+01	ea0e68bf-6155-4925-a059-a75b028100c5
900001	1a818f6a-6ea2-4275-b2f9-47ab08aac552.ics	1a818f6a-6ea2-4275-b2f9-47ab08aac552	appointment	900026	17	17	2026-11-29 01:17:51.474754+01	participant	["2026-12-02 00:00:00+01","2026-12-02 01:00:00+01")	2026-12-02 01:00:00+01	t	f	f	f	\N	0	\N	2026-11-29 01:17:51.474754+01	05386a9b-6fca-4352-91fa-3dea50d6f733
900001	c6786a22-16c9-471e-a31c-15beebd9749f.ics	c6786a22-16c9-471e-a31c-15beebd9749f	appointment	900028	18	18	2026-11-29 01:17:51.474754+01	device	["2026-12-03 07:00:00+01","2026-12-03 08:00:00+01")	2026-12-03 08:00:00+01	t	f	f	f	\N	0	\N	2026-11-29 01:17:51.342332+01	ba1cdbab-c8a3-4b15-a6d1-177dbed2deeb
900001	12849d1a-f5f0-45ed-9c0a-7a983cf4dbc9.ics	12849d1a-f5f0-45ed-9c0a-7a983cf4dbc9	appointment	900030	19	19	2026-11-29 01:17:51.474754+01	device	["2026-12-03 07:00:00+01","2026-12-03 08:00:00+01")	2026-12-03 08:00:00+01	t	f	f	f	\N	0	\N	2026-11-29 01:17:51.474754+01	78f262fb-003c-43e0-b9ac-ff02a7295080
900001	21942982-8f55-4abd-8ee5-73bed126178d.ics	21942982-8f55-4abd-8ee5-73bed126178d	appointment	900038	22	22	2026-11-29 01:17:51.474754+01	participant	["2026-12-03 00:00:00+01","2026-12-06 00:00:00+01")	2026-12-06 00:00:00+01	t	f	f	t	\N	0	\N	2026-11-29 01:17:51.474754+01	63d9e3a3-b89b-492e-b6a9-54510b0e206a
900003	fa529700-a8d5-4b37-b86a-5147eeceffa4.ics	fa529700-a8d5-4b37-b86a-5147eeceffa4	appointment	900002	10	10	2026-11-29 01:17:51.474754+01	device	["2026-11-21 16:00:00+01","2026-11-21 17:00:00+01")	2026-11-21 17:00:00+01	t	f	f	f	\N	0	\N	2026-11-29 01:17:51.342332+01	4540fbb2-d172-4817-8d6c-252662730e53
900003	eb8bd078-9d47-49ff-a309-c5baaaa866d6.ics	eb8bd078-9d47-49ff-a309-c5baaaa866d6	appointment	900008	11	11	2026-11-29 01:17:51.474754+01	editable	["2026-11-24 06:00:00+01",)	infinity	t	f	t	f	\N	0	{460801912}	2026-11-29 01:17:51.342332+01	96fafd8b-4162-4af3-a7aa-84114481314b
900003	f25d4a2a-0e52-4cb0-9630-43a2c3cf5202.ics	f25d4a2a-0e52-4cb0-9630-43a2c3cf5202	appointment	900016	14	14	2026-11-29 01:17:51.474754+01	participant	["2026-11-28 03:00:00+01","2026-11-28 04:00:00+01")	2026-11-28 04:00:00+01	t	f	f	f	\N	0	\N	2026-11-29 01:17:51.474754+01	6577297e-6366-4a5a-83c5-ab67521e71db
900003	69358ffd-9b3c-4719-94fa-0c2369914b5c.ics	69358ffd-9b3c-4719-94fa-0c2369914b5c	appointment	900018	15	15	2026-11-29 01:17:51.474754+01	participant	["2026-11-28 03:00:00+01","2026-11-28 04:00:00+01")	2026-11-28 04:00:00+01	t	f	f	f	\N	0	\N	2026-11-29 01:17:51.474754+01	6c751fcf-0c27-475f-ac3b-1e3c79605359
900003	1a818f6a-6ea2-4275-b2f9-47ab08aac552.ics	1a818f6a-6ea2-4275-b2f9-47ab08aac552	appointment	900026	17	17	2026-11-29 01:17:51.474754+01	editable	["2026-12-02 00:00:00+01","2026-12-02 01:00:00+01")	2026-12-02 01:00:00+01	t	f	f	f	\N	0	\N	2026-11-29 01:17:51.342332+01	85018eaf-5c50-4595-9cbb-37968e4f59f5
900003	c6786a22-16c9-471e-a31c-15beebd9749f.ics	c6786a22-16c9-471e-a31c-15beebd9749f	appointment	900028	18	18	2026-11-29 01:17:51.474754+01	device	["2026-12-03 07:00:00+01","2026-12-03 08:00:00+01")	2026-12-03 08:00:00+01	t	f	f	f	\N	0	\N	2026-11-29 01:17:51.474754+01	e56a7599-01b0-45f3-a407-b94be8ac5e11
900003	12849d1a-f5f0-45ed-9c0a-7a983cf4dbc9.ics	12849d1a-f5f0-45ed-9c0a-7a983cf4dbc9	appointment	900030	19	19	2026-11-29 01:17:51.474754+01	device	["2026-12-03 07:00:00+01","2026-12-03 08:00:00+01")	2026-12-03 08:00:00+01	t	f	f	f	\N	0	\N	2026-11-29 01:17:51.474754+01	41c64074-1ac5-41ea-b6d4-c0299b812455
900003	21942982-8f55-4abd-8ee5-73bed126178d.ics	21942982-8f55-4abd-8ee5-73bed126178d	appointment	900038	22	22	2026-11-29 01:17:51.474754+01	editable	["2026-12-03 06:00:00+01","2026-12-06 06:00:00+01")	2026-12-06 06:00:00+01	t	f	f	t	\N	0	\N	2026-11-29 01:17:51.471704+01	4486da98-5547-4668-b414-a6c0fd85a940
900005	fa529700-a8d5-4b37-b86a-5147eeceffa4.ics	fa529700-a8d5-4b37-b86a-5147eeceffa4	appointment	900002	10	10	2026-11-29 01:17:51.474754+01	device	["2026-11-21 16:00:00+01","2026-11-21 17:00:00+01")	2026-11-21 17:00:00+01	t	f	f	f	\N	0	\N	2026-11-29 01:17:51.474754+01	d5431ff6-84c6-4637-b77c-11809a25a703
900005	eb8bd078-9d47-49ff-a309-c5baaaa866d6.ics	eb8bd078-9d47-49ff-a309-c5baaaa866d6	appointment	900008	11	11	2026-11-29 01:17:51.474754+01	participant	["2026-11-24 06:00:00+01",)	infinity	t	f	t	f	\N	0	{460802936}	2026-11-29 01:17:51.474754+01	60a7b68a-3160-4886-a7b3-b6755b6d7bae
900005	f25d4a2a-0e52-4cb0-9630-43a2c3cf5202.ics	f25d4a2a-0e52-4cb0-9630-43a2c3cf5202	appointment	900016	14	14	2026-11-29 01:17:51.474754+01	participant	["2026-11-28 03:00:00+01","2026-11-28 04:00:00+01")	2026-11-28 04:00:00+01	t	f	f	f	\N	0	\N	2026-11-29 01:17:51.474754+01	e211cd4c-2b8c-48f1-b5df-063c6892551f
900005	69358ffd-9b3c-4719-94fa-0c2369914b5c.ics	69358ffd-9b3c-4719-94fa-0c2369914b5c	appointment	900018	15	15	2026-11-29 01:17:51.474754+01	editable	["2026-11-28 03:00:00+01","2026-11-28 04:00:00+01")	2026-11-28 04:00:00+01	t	f	f	f	\N	0	\N	2026-11-29 01:17:51.342332+01	7d74272e-84e8-4683-b234-7eeab162223d
900005	1a818f6a-6ea2-4275-b2f9-47ab08aac552.ics	1a818f6a-6ea2-4275-b2f9-47ab08aac552	appointment	900026	17	17	2026-11-29 01:17:51.474754+01	participant	["2026-12-02 00:00:00+01","2026-12-02 01:00:00+01")	2026-12-02 01:00:00+01	t	f	f	f	\N	0	\N	2026-11-29 01:17:51.474754+01	ecb75be5-dd95-4eee-9a7c-984ef019744f
900005	c6786a22-16c9-471e-a31c-15beebd9749f.ics	c6786a22-16c9-471e-a31c-15beebd9749f	appointment	900028	18	18	2026-11-29 01:17:51.474754+01	device	["2026-12-03 07:00:00+01","2026-12-03 08:00:00+01")	2026-12-03 08:00:00+01	t	f	f	f	\N	0	\N	2026-11-29 01:17:51.474754+01	4f0d3ea8-8030-43ca-bc5a-ce535f37634e
900005	12849d1a-f5f0-45ed-9c0a-7a983cf4dbc9.ics	12849d1a-f5f0-45ed-9c0a-7a983cf4dbc9	appointment	900030	19	19	2026-11-29 01:17:51.474754+01	device	["2026-12-03 07:00:00+01","2026-12-03 08:00:00+01")	2026-12-03 08:00:00+01	t	f	f	f	\N	0	\N	2026-11-29 01:17:51.342332+01	82719e88-b1d6-4044-91ab-1f73d39c8a15
900005	21942982-8f55-4abd-8ee5-73bed126178d.ics	21942982-8f55-4abd-8ee5-73bed126178d	appointment	900038	22	22	2026-11-29 01:17:51.474754+01	participant	["2026-12-03 00:00:00+01","2026-12-06 00:00:00+01")	2026-12-06 00:00:00+01	t	f	f	t	\N	0	\N	2026-11-29 01:17:51.474754+01	587ca0cd-6e01-4cec-b09c-7c16cb2fde81
900001	ed2b6cfc-feb6-454a-981d-9162bfbf46b9.ics	ed2b6cfc-feb6-454a-981d-9162bfbf46b9	appointment	900034	25	25	2026-11-29 01:17:51.714566+01	editable	["2026-12-05 21:00:00+01","2027-01-30 22:00:00+01")	2027-01-30 22:00:00+01	t	f	t	f	\N	0	\N	2026-11-29 01:17:51.342332+01	edc5a090-6ce7-4bb9-be23-d218361b34ab
900001	3f6c2434-1796-4775-acfc-aab9941700c1.ics	3f6c2434-1796-4775-acfc-aab9941700c1	appointment	900020	38	38	2026-11-29 01:17:51.931424+01	device	["2026-11-29 10:00:00+01",)	infinity	f	f	t	f	\N	0	{460800893}	2026-11-29 01:17:51.474754+01	0ff3eca0-590d-42e4-ac42-b41148fe659e
900003	3f6c2434-1796-4775-acfc-aab9941700c1.ics	3f6c2434-1796-4775-acfc-aab9941700c1	appointment	900020	31	31	2026-11-29 01:17:51.931424+01	device	["2026-11-29 10:00:00+01",)	infinity	f	f	t	f	\N	0	{460801917}	2026-11-29 01:17:51.342332+01	29d6e96a-6d49-410a-8e01-95dc9ed2941f
900005	3f6c2434-1796-4775-acfc-aab9941700c1.ics	3f6c2434-1796-4775-acfc-aab9941700c1	appointment	900020	27	27	2026-11-29 01:17:51.931424+01	device	["2026-11-29 10:00:00+01",)	infinity	f	f	t	f	\N	0	{460802941}	2026-11-29 01:17:51.474754+01	d8c9538e-03ea-405f-b137-77e77d6fdd42
900001	521775b3-316a-40c6-bc3a-d1dcaae9921f.ics	521775b3-316a-40c6-bc3a-d1dcaae9921f	appointment	900036	26	26	2026-11-29 01:17:51.714566+01	participant	["2026-12-05 21:00:00+01","2027-01-30 22:00:00+01")	2027-01-30 22:00:00+01	t	f	t	f	\N	0	\N	2026-11-29 01:17:51.474754+01	46391855-1163-4dad-986b-30acbff5b3d4
900003	aec8728d-bb11-49cb-ba76-8c7660b1ffce.ics	aec8728d-bb11-49cb-ba76-8c7660b1ffce	appointment	900010	23	23	2026-11-29 01:17:51.714566+01	device	["2026-11-25 13:00:00+01","2027-01-20 14:00:00+01")	2027-01-20 14:00:00+01	t	f	t	f	\N	0	\N	2026-11-29 01:17:51.474754+01	704c7385-ae80-4529-ac18-42e8eedb8aa3
900003	bd1da3ad-91a2-4aa6-b0ec-1ab0e0c8051f.ics	bd1da3ad-91a2-4aa6-b0ec-1ab0e0c8051f	appointment	900012	25	25	2026-11-29 01:17:51.714566+01	device	["2026-11-25 13:00:00+01","2027-01-20 14:00:00+01")	2027-01-20 14:00:00+01	t	f	t	f	\N	0	\N	2026-11-29 01:17:51.474754+01	1fb0cd34-9d89-40d0-8bec-02f04a476be3
900003	ed2b6cfc-feb6-454a-981d-9162bfbf46b9.ics	ed2b6cfc-feb6-454a-981d-9162bfbf46b9	appointment	900034	26	26	2026-11-29 01:17:51.714566+01	participant	["2026-12-05 21:00:00+01","2027-01-30 22:00:00+01")	2027-01-30 22:00:00+01	t	f	t	f	\N	0	\N	2026-11-29 01:17:51.474754+01	2cbc4729-cdfa-41f5-9cf8-66eddc4b7af4
900003	521775b3-316a-40c6-bc3a-d1dcaae9921f.ics	521775b3-316a-40c6-bc3a-d1dcaae9921f	appointment	900036	28	28	2026-11-29 01:17:51.714566+01	participant	["2026-12-05 21:00:00+01","2027-01-30 22:00:00+01")	2027-01-30 22:00:00+01	t	f	t	f	\N	0	\N	2026-11-29 01:17:51.474754+01	97710576-96e9-46ed-bab9-1025a64ab130
900005	aec8728d-bb11-49cb-ba76-8c7660b1ffce.ics	aec8728d-bb11-49cb-ba76-8c7660b1ffce	appointment	900010	23	23	2026-11-29 01:17:51.714566+01	device	["2026-11-25 13:00:00+01","2027-01-20 14:00:00+01")	2027-01-20 14:00:00+01	t	f	t	f	\N	0	\N	2026-11-29 01:17:51.474754+01	93b11c8b-2302-43f3-95f0-d027ae895d3f
900005	bd1da3ad-91a2-4aa6-b0ec-1ab0e0c8051f.ics	bd1da3ad-91a2-4aa6-b0ec-1ab0e0c8051f	appointment	900012	24	24	2026-11-29 01:17:51.714566+01	device	["2026-11-25 13:00:00+01","2027-01-20 14:00:00+01")	2027-01-20 14:00:00+01	t	f	t	f	\N	0	\N	2026-11-29 01:17:51.342332+01	248e3b08-203b-4de1-8943-acb000bd1eff
900005	ed2b6cfc-feb6-454a-981d-9162bfbf46b9.ics	ed2b6cfc-feb6-454a-981d-9162bfbf46b9	appointment	900034	25	25	2026-11-29 01:17:51.714566+01	participant	["2026-12-05 21:00:00+01","2027-01-30 22:00:00+01")	2027-01-30 22:00:00+01	t	f	t	f	\N	0	\N	2026-11-29 01:17:51.474754+01	736918e8-921d-482a-8299-fa007631c86d
900005	521775b3-316a-40c6-bc3a-d1dcaae9921f.ics	521775b3-316a-40c6-bc3a-d1dcaae9921f	appointment	900036	26	26	2026-11-29 01:17:51.714566+01	editable	["2026-12-05 21:00:00+01","2027-01-30 22:00:00+01")	2027-01-30 22:00:00+01	t	f	t	f	\N	0	\N	2026-11-29 01:17:51.342332+01	51d23c5c-07ee-46a5-89b4-1cdcb8c43814
900002	76c92b72-9c2f-44c0-903e-5a91fec00b65.ics	76c92b72-9c2f-44c0-903e-5a91fec00b65	task	900001	1	1	2026-11-29 01:17:51.852923+01	device	["2026-12-01 23:59:59+01","2026-12-02 00:00:00+01"]	2026-12-02 00:00:00+01	t	f	f	t	\N	0	\N	2026-11-29 01:17:51.852923+01	8bc46821-79dd-4f41-9b28-7994d38139a4
900002	0720b939-a22b-4602-8b1d-8266c3158194.ics	0720b939-a22b-4602-8b1d-8266c3158194	task	900007	2	2	2026-11-29 01:17:51.852923+01	editable	["2026-12-03 23:59:59+01","2026-12-04 00:00:00+01"]	2026-12-04 00:00:00+01	t	f	f	t	\N	0	\N	2026-11-29 01:17:51.852923+01	5c6531fd-a518-4c0c-9928-a8bbd0c3a596
900002	f679765e-848d-4d26-a0e5-ccc47c7a6342.ics	f679765e-848d-4d26-a0e5-ccc47c7a6342	task	900010	3	3	2026-11-29 01:17:51.852923+01	device	["2026-12-04 23:59:59+01","2026-12-05 00:00:00+01"]	2026-12-05 00:00:00+01	t	f	f	t	\N	0	\N	2026-11-29 01:17:51.852923+01	159bfc31-415d-42e7-bee4-8d650592b99a
900002	1b4d0eda-774a-4582-9fae-f2cfc54e06d6.ics	1b4d0eda-774a-4582-9fae-f2cfc54e06d6	task	900016	4	4	2026-11-29 01:17:51.852923+01	editable	["2026-12-06 23:59:59+01","2026-12-07 00:00:00+01"]	2026-12-07 00:00:00+01	t	f	f	t	\N	0	\N	2026-11-29 01:17:51.852923+01	c425f3fd-6926-4a42-921f-2f54583b47ae
900004	29fa84e5-ac1c-455c-a9ae-baa6a6d23d2a.ics	29fa84e5-ac1c-455c-a9ae-baa6a6d23d2a	task	900002	1	1	2026-11-29 01:17:51.852923+01	device	["2026-12-02 05:59:59+01","2026-12-02 06:00:00+01"]	2026-12-02 06:00:00+01	t	f	f	t	\N	0	\N	2026-11-29 01:17:51.852923+01	dcf0fc98-2b30-4b37-b445-46ed4fe6e4e6
900004	7de9ab71-d6f1-4036-99c2-a3e18026fd20.ics	7de9ab71-d6f1-4036-99c2-a3e18026fd20	task	900008	2	2	2026-11-29 01:17:51.852923+01	editable	["2026-12-04 05:59:59+01","2026-12-04 06:00:00+01"]	2026-12-04 06:00:00+01	t	f	f	t	\N	0	\N	2026-11-29 01:17:51.852923+01	c6947ecf-7942-4df4-a99c-6649b3a4af1a
900004	f77728db-5603-4627-aff1-d4baba675026.ics	f77728db-5603-4627-aff1-d4baba675026	task	900011	3	3	2026-11-29 01:17:51.852923+01	device	["2026-12-05 05:59:59+01","2026-12-05 06:00:00+01"]	2026-12-05 06:00:00+01	t	f	f	t	\N	0	\N	2026-11-29 01:17:51.852923+01	3784ba7b-ad24-463c-980a-9dc0b9d56805
900004	e1b40658-7751-4fe5-ba6e-9c3b0163eb70.ics	e1b40658-7751-4fe5-ba6e-9c3b0163eb70	task	900017	4	4	2026-11-29 01:17:51.852923+01	editable	["2026-12-07 05:59:59+01","2026-12-07 06:00:00+01"]	2026-12-07 06:00:00+01	t	f	f	t	\N	0	\N	2026-11-29 01:17:51.852923+01	c0742a6e-35e3-4bd8-9d47-7b00e0637b77
900006	ca4a8de9-9feb-4ceb-9bed-609562263c0c.ics	ca4a8de9-9feb-4ceb-9bed-609562263c0c	task	900003	1	1	2026-11-29 01:17:51.852923+01	device	["2026-12-01 23:59:59+01","2026-12-02 00:00:00+01"]	2026-12-02 00:00:00+01	t	f	f	t	\N	0	\N	2026-11-29 01:17:51.852923+01	1e4383bf-1ca6-46fe-8931-14cd835d6375
900006	b0efb6ec-819c-4c8b-918e-afd91af093d5.ics	b0efb6ec-819c-4c8b-918e-afd91af093d5	task	900009	2	2	2026-11-29 01:17:51.852923+01	editable	["2026-12-03 23:59:59+01","2026-12-04 00:00:00+01"]	2026-12-04 00:00:00+01	t	f	f	t	\N	0	\N	2026-11-29 01:17:51.852923+01	aa60537e-cda4-48af-88aa-dd6d9d038ae6
900006	0f579986-5a3d-4f44-9383-eafc6b73ff48.ics	0f579986-5a3d-4f44-9383-eafc6b73ff48	task	900012	3	3	2026-11-29 01:17:51.852923+01	device	["2026-12-04 23:59:59+01","2026-12-05 00:00:00+01"]	2026-12-05 00:00:00+01	t	f	f	t	\N	0	\N	2026-11-29 01:17:51.852923+01	a9c15c7d-06b6-437b-bd01-261c38b4fe8f
900006	38bc7765-041c-4fb3-87fa-1d2a3f09b850.ics	38bc7765-041c-4fb3-87fa-1d2a3f09b850	task	900018	4	4	2026-11-29 01:17:51.852923+01	editable	["2026-12-06 23:59:59+01","2026-12-07 00:00:00+01"]	2026-12-07 00:00:00+01	t	f	f	t	\N	0	\N	2026-11-29 01:17:51.852923+01	419a56bb-b2e9-4a55-9c8d-6e6dae5aba6a
900001	gone.ics	gone	appointment	900044	31	31	2026-11-29 01:17:51.879397+01	editable	["2026-12-10 10:00:00+01","2026-12-10 11:00:00+01")	2026-12-10 11:00:00+01	f	f	f	f	\N	0	\N	2026-11-29 01:17:51.860447+01	8666764d-a828-428b-9bf0-0d249bb7896f
900001	again.ics	again	appointment	900047	33	33	2026-11-29 01:17:51.895324+01	editable	["2026-12-11 10:00:00+01","2026-12-11 11:00:00+01")	2026-12-11 11:00:00+01	t	f	f	f	\N	0	\N	2026-11-29 01:17:51.895324+01	0d170e09-f161-4b51-970c-e86fd8cf2d34
900001	new.ics	moved	appointment	900046	34	34	2026-11-29 01:17:51.902162+01	editable	["2026-12-10 10:00:00+01","2026-12-10 11:00:00+01")	2026-12-10 11:00:00+01	t	f	f	f	\N	0	\N	2026-11-29 01:17:51.860447+01	e509278a-a212-4e69-bca2-ba5eb1e30284
900001	moved.ics	moved	appointment	900048	35	35	2026-11-29 01:17:51.902162+01	editable	["2026-12-10 10:00:00+01","2026-12-10 11:00:00+01")	2026-12-10 11:00:00+01	f	f	f	f	\N	0	\N	2026-11-29 01:17:51.902162+01	a8e861fd-c6c7-4ff2-8423-1ca3e07b6e04
900003	i1.ics	i1	appointment	900049	29	29	2026-11-29 01:17:51.915627+01	editable	["2026-12-12 10:00:00+01","2026-12-12 11:00:00+01")	2026-12-12 11:00:00+01	t	f	f	f	\N	0	\N	2026-11-29 01:17:51.915627+01	127db7aa-c84e-47e0-81f6-36e81092b29a
900003	i2.ics	i2	appointment	900050	30	30	2026-11-29 01:17:51.915627+01	editable	["2026-12-13 10:00:00+01","2026-12-13 11:00:00+01")	2026-12-13 11:00:00+01	t	f	f	f	\N	0	\N	2026-11-29 01:17:51.915627+01	c4a08f5a-e78c-4ec9-8fdf-dc34e4633d1f
900001	own.ics	own	appointment	900043	39	39	2026-11-29 01:17:51.938081+01	editable	["2026-12-10 10:00:00+01","2026-12-10 11:00:00+01")	2026-12-10 11:00:00+01	t	f	f	f	\N	0	\N	2026-11-29 01:17:51.860447+01	173e0a90-e851-46d2-a8c9-e57d94250ebb
\.

COPY caldav.entry_property (calendar_id, item_id, namespace, name, value) FROM stdin;
900001	900043	urn:x	zwei	<zwei xmlns="urn:x"/>
\.

COPY caldav.former (calendar_id, item_id, kind, name, uid, since) FROM stdin;
900001	900045	appointment	again.ics	again	2026-11-29 01:17:51.895324+01
\.

COPY caldav.imported (calendar_id, uid, digest) FROM stdin;
900003	i1	\\x69f4ba6af0124147b6c206afd6f408f53a85ffb2f6d3f01af5cd31ba0b5ef3f9
900003	i2	\\x8c1c803545a25566ead4328ffccf91d05f3b51614c88eb093ec15c9cf844250c
\.

COPY caldav.login (staff_id, password_hash, generation, enabled) FROM stdin;
900003	\N	1	f
900001	$2b$04$abcdefghijklmnopqrstuuv5iVQ7CPpsvYHzLtLVVCwrHlk8g5n2q	2	t
900002	$2b$04$abcdefghijklmnopqrstuuv5iVQ7CPpsvYHzLtLVVCwrHlk8g5n2q	2	t
\.

COPY caldav.migration (number, name, applied_at) FROM stdin;
1	001_roles	2026-11-29 01:10:57.565163+01
2	002_firm	2026-11-29 01:10:57.620181+01
3	003_recurrence	2026-11-29 01:10:57.67246+01
4	004_bookkeeping	2026-11-29 01:10:57.707438+01
5	005_placement	2026-11-29 01:10:57.751762+01
6	006_refresh	2026-11-29 01:10:57.795313+01
7	007_views	2026-11-29 01:10:57.830678+01
8	008_second_lock	2026-11-29 01:10:57.865899+01
9	009_writes	2026-11-29 01:10:57.899122+01
10	010_administration	2026-11-29 01:10:57.934383+01
11	011_dead_properties	2026-11-29 01:10:57.96724+01
12	012_series_days	2026-11-29 01:10:58.007388+01
13	013_object_identity	2026-11-29 01:10:58.047761+01
16	016_operating	2026-11-29 01:10:58.08567+01
17	017_series	2026-11-29 01:10:58.135513+01
18	018_firm_alone	2026-11-29 01:10:58.173526+01
19	019_object_properties	2026-11-29 01:10:58.222423+01
20	020_trash_and_locks	2026-11-29 01:10:58.259366+01
21	021_kept_plans	2026-11-29 01:10:58.298443+01
22	022_move_to_free_names	2026-11-29 01:10:58.331774+01
23	023_calendar_state	2026-11-29 01:10:58.364244+01
\.

COPY caldav.property (calendar_id, place, namespace, name, value) FROM stdin;
900001	calendar	urn:x	eins	<eins xmlns="urn:x">1</eins>
\.

COPY caldav.setting (name, value) FROM stdin;
journal_retention	10 years
tombstone_retention	2 years
\.

COPY caldav.source (calendar_id, item_id, kind, version, body, components) FROM stdin;
900001	900001	appointment	\N	\N	{{NULL,false,T1,NULL,"Saal 7; Köln",false,Europe/Berlin,20261121T160000,20261121T170000,NULL,NULL,false,0,NULL,NULL,NULL,NULL,NULL,NULL,0,20261129T001751Z,20261129T001751Z,NULL,NULL}}
900001	900007	appointment	\N	\N	{{NULL,false,T3,"Zeile 1\nZeile \\"2\\"",NULL,false,Europe/Berlin,20261124T060000,20261124T070000,NULL,NULL,false,0,NULL,NULL,NULL,FREQ=YEARLY,NULL,NULL,0,20261129T001751Z,20261129T001751Z,NULL,NULL}}
900001	900025	appointment	\N	\N	{{NULL,false,T9,"Zeile 1\nZeile \\"2\\"","Saal 7; Köln",false,Europe/Berlin,20261202T000000,20261202T010000,NULL,NULL,false,0,NULL,NULL,NULL,NULL,NULL,NULL,0,20261129T001751Z,20261129T001751Z,NULL,NULL}}
900003	900017	appointment	\N	\N	{{NULL,false,T6,"Zeile 1\nZeile \\"2\\"",NULL,false,Europe/Berlin,20261128T030000,20261128T040000,NULL,private,false,0,NULL,NULL,NULL,NULL,NULL,NULL,0,20261129T001751Z,20261129T001751Z,NULL,NULL}}
900003	900029	appointment	\N	\N	{{NULL,false,T10,NULL,NULL,false,Europe/Berlin,20261203T070000,20261203T080000,NULL,NULL,false,0,NULL,NULL,NULL,NULL,NULL,NULL,0,20261129T001751Z,20261129T001751Z,900/26,NULL}}
900005	900003	appointment	\N	\N	{{NULL,false,T1,NULL,"Saal 7; Köln",false,Europe/Berlin,20261121T160000,20261121T170000,NULL,NULL,false,0,NULL,NULL,NULL,NULL,NULL,NULL,0,20261129T001751Z,20261129T001751Z,NULL,NULL}}
900005	900009	appointment	\N	\N	{{NULL,false,T3,"Zeile 1\nZeile \\"2\\"",NULL,false,Europe/Berlin,20261124T060000,20261124T070000,NULL,NULL,false,0,NULL,NULL,NULL,FREQ=YEARLY,NULL,NULL,0,20261129T001751Z,20261129T001751Z,NULL,NULL}}
900005	900027	appointment	\N	\N	{{NULL,false,T9,"Zeile 1\nZeile \\"2\\"","Saal 7; Köln",false,Europe/Berlin,20261202T000000,20261202T010000,NULL,NULL,false,0,NULL,NULL,NULL,NULL,NULL,NULL,0,20261129T001751Z,20261129T001751Z,NULL,NULL}}
900001	900037	appointment	\N	\N	{{NULL,false,Messe,NULL,NULL,true,Europe/Berlin,20261203T000000,20261206T000000,NULL,NULL,false,0,NULL,NULL,NULL,NULL,NULL,NULL,0,20261129T001751Z,20261129T001751Z,NULL,NULL}}
900005	900039	appointment	\N	\N	{{NULL,false,Messe,NULL,NULL,true,Europe/Berlin,20261203T000000,20261206T000000,NULL,NULL,false,0,NULL,NULL,NULL,NULL,NULL,NULL,0,20261129T001751Z,20261129T001751Z,NULL,NULL}}
900001	900002	appointment	\N	\N	{{NULL,false,T1,NULL,"Saal 7; Köln",false,Europe/Berlin,20261121T160000,20261121T170000,NULL,NULL,false,0,NULL,NULL,NULL,NULL,NULL,NULL,0,20261129T001751Z,20261129T001751Z,NULL,"Carla AltÄnne Alt"}}
900001	900008	appointment	\N	\N	{{NULL,false,T3,"Zeile 1\nZeile \\"2\\"",NULL,false,Europe/Berlin,20261124T060000,20261124T070000,NULL,NULL,false,0,NULL,NULL,NULL,FREQ=YEARLY,NULL,NULL,0,20261129T001751Z,20261129T001751Z,NULL,"Carla AltÄnne Alt"}}
900003	900011	appointment	\N	\N	{{NULL,false,T4,NULL,NULL,false,Europe/Berlin,20261125T130000,20261125T140000,NULL,NULL,false,0,NULL,NULL,NULL,FREQ=WEEKLY;COUNT=9,NULL,NULL,0,20261129T001751Z,20261129T001751Z,NULL,NULL},{20261202T130000,false,verschoben,NULL,NULL,false,Europe/Berlin,20261203T130000,20261203T140000,NULL,NULL,false,0,NULL,NULL,NULL,NULL,NULL,NULL,0,20261129T001751Z,20261129T001751Z,NULL,NULL}}
900003	900035	appointment	\N	\N	{{NULL,false,T12,"Zeile 1\nZeile \\"2\\"",NULL,false,Europe/Berlin,20261205T210000,20261205T220000,NULL,private,false,0,NULL,NULL,NULL,FREQ=WEEKLY;COUNT=9,NULL,NULL,0,20261129T001751Z,20261129T001751Z,NULL,NULL},{20261212T210000,false,verschoben,NULL,NULL,false,Europe/Berlin,20261213T210000,20261213T220000,NULL,NULL,false,0,NULL,NULL,NULL,NULL,NULL,NULL,0,20261129T001751Z,20261129T001751Z,NULL,NULL}}
900001	900019	appointment	\N	\N	\N
900005	900021	appointment	\N	\N	\N
900001	900016	appointment	\N	\N	{{NULL,false,T6,"Zeile 1\nZeile \\"2\\"",NULL,false,Europe/Berlin,20261128T030000,20261128T040000,NULL,private,false,0,NULL,NULL,NULL,NULL,NULL,NULL,0,20261129T001751Z,20261129T001751Z,NULL,"Bernd AltCarla Alt"}}
900001	900018	appointment	\N	\N	{{NULL,false,T6,"Zeile 1\nZeile \\"2\\"",NULL,false,Europe/Berlin,20261128T030000,20261128T040000,NULL,private,false,0,NULL,NULL,NULL,NULL,NULL,NULL,0,20261129T001751Z,20261129T001751Z,NULL,"Bernd AltÄnne Alt"}}
900001	900026	appointment	\N	\N	{{NULL,false,T9,"Zeile 1\nZeile \\"2\\"","Saal 7; Köln",false,Europe/Berlin,20261202T000000,20261202T010000,NULL,NULL,false,0,NULL,NULL,NULL,NULL,NULL,NULL,0,20261129T001751Z,20261129T001751Z,NULL,"Carla AltÄnne Alt"}}
900001	900028	appointment	\N	\N	{{NULL,false,T10,NULL,NULL,false,Europe/Berlin,20261203T070000,20261203T080000,NULL,NULL,false,0,NULL,NULL,NULL,NULL,NULL,NULL,0,20261129T001751Z,20261129T001751Z,900/26,"Bernd AltCarla Alt"}}
900001	900030	appointment	\N	\N	{{NULL,false,T10,NULL,NULL,false,Europe/Berlin,20261203T070000,20261203T080000,NULL,NULL,false,0,NULL,NULL,NULL,NULL,NULL,NULL,0,20261129T001751Z,20261129T001751Z,900/26,"Bernd AltÄnne Alt"}}
900001	900038	appointment	\N	\N	{{NULL,false,Messe,NULL,NULL,true,Europe/Berlin,20261203T000000,20261206T000000,NULL,NULL,false,0,NULL,NULL,NULL,NULL,NULL,NULL,0,20261129T001751Z,20261129T001751Z,NULL,"Carla AltÄnne Alt"}}
900003	900002	appointment	\N	\N	{{NULL,false,T1,NULL,"Saal 7; Köln",false,Europe/Berlin,20261121T160000,20261121T170000,NULL,NULL,false,0,NULL,NULL,NULL,NULL,NULL,NULL,0,20261129T001751Z,20261129T001751Z,NULL,"Carla AltÄnne Alt"}}
900003	900008	appointment	\N	\N	{{NULL,false,T3,"Zeile 1\nZeile \\"2\\"",NULL,false,Europe/Berlin,20261124T060000,20261124T070000,NULL,NULL,false,0,NULL,NULL,NULL,FREQ=YEARLY,NULL,NULL,0,20261129T001751Z,20261129T001751Z,NULL,"Carla AltÄnne Alt"}}
900003	900016	appointment	\N	\N	{{NULL,false,T6,"Zeile 1\nZeile \\"2\\"",NULL,false,Europe/Berlin,20261128T030000,20261128T040000,NULL,private,false,0,NULL,NULL,NULL,NULL,NULL,NULL,0,20261129T001751Z,20261129T001751Z,NULL,"Bernd AltCarla Alt"}}
900003	900018	appointment	\N	\N	{{NULL,false,T6,"Zeile 1\nZeile \\"2\\"",NULL,false,Europe/Berlin,20261128T030000,20261128T040000,NULL,private,false,0,NULL,NULL,NULL,NULL,NULL,NULL,0,20261129T001751Z,20261129T001751Z,NULL,"Bernd AltÄnne Alt"}}
900003	900026	appointment	\N	\N	{{NULL,false,T9,"Zeile 1\nZeile \\"2\\"","Saal 7; Köln",false,Europe/Berlin,20261202T000000,20261202T010000,NULL,NULL,false,0,NULL,NULL,NULL,NULL,NULL,NULL,0,20261129T001751Z,20261129T001751Z,NULL,"Carla AltÄnne Alt"}}
900003	900028	appointment	\N	\N	{{NULL,false,T10,NULL,NULL,false,Europe/Berlin,20261203T070000,20261203T080000,NULL,NULL,false,0,NULL,NULL,NULL,NULL,NULL,NULL,0,20261129T001751Z,20261129T001751Z,900/26,"Bernd AltCarla Alt"}}
900003	900030	appointment	\N	\N	{{NULL,false,T10,NULL,NULL,false,Europe/Berlin,20261203T070000,20261203T080000,NULL,NULL,false,0,NULL,NULL,NULL,NULL,NULL,NULL,0,20261129T001751Z,20261129T001751Z,900/26,"Bernd AltÄnne Alt"}}
900003	900038	appointment	\N	\N	{{NULL,false,Messe,NULL,NULL,true,Europe/Berlin,20261203T000000,20261206T000000,NULL,NULL,false,0,NULL,NULL,NULL,NULL,NULL,NULL,0,20261129T001751Z,20261129T001751Z,NULL,"Carla AltÄnne Alt"}}
900005	900002	appointment	\N	\N	{{NULL,false,T1,NULL,"Saal 7; Köln",false,Europe/Berlin,20261121T160000,20261121T170000,NULL,NULL,false,0,NULL,NULL,NULL,NULL,NULL,NULL,0,20261129T001751Z,20261129T001751Z,NULL,"Carla AltÄnne Alt"}}
900005	900008	appointment	\N	\N	{{NULL,false,T3,"Zeile 1\nZeile \\"2\\"",NULL,false,Europe/Berlin,20261124T060000,20261124T070000,NULL,NULL,false,0,NULL,NULL,NULL,FREQ=YEARLY,NULL,NULL,0,20261129T001751Z,20261129T001751Z,NULL,"Carla AltÄnne Alt"}}
900001	900020	appointment	\N	\N	\N
900003	900020	appointment	\N	\N	\N
900005	900016	appointment	\N	\N	{{NULL,false,T6,"Zeile 1\nZeile \\"2\\"",NULL,false,Europe/Berlin,20261128T030000,20261128T040000,NULL,private,false,0,NULL,NULL,NULL,NULL,NULL,NULL,0,20261129T001751Z,20261129T001751Z,NULL,"Bernd AltCarla Alt"}}
900005	900018	appointment	\N	\N	{{NULL,false,T6,"Zeile 1\nZeile \\"2\\"",NULL,false,Europe/Berlin,20261128T030000,20261128T040000,NULL,private,false,0,NULL,NULL,NULL,NULL,NULL,NULL,0,20261129T001751Z,20261129T001751Z,NULL,"Bernd AltÄnne Alt"}}
900005	900026	appointment	\N	\N	{{NULL,false,T9,"Zeile 1\nZeile \\"2\\"","Saal 7; Köln",false,Europe/Berlin,20261202T000000,20261202T010000,NULL,NULL,false,0,NULL,NULL,NULL,NULL,NULL,NULL,0,20261129T001751Z,20261129T001751Z,NULL,"Carla AltÄnne Alt"}}
900005	900028	appointment	\N	\N	{{NULL,false,T10,NULL,NULL,false,Europe/Berlin,20261203T070000,20261203T080000,NULL,NULL,false,0,NULL,NULL,NULL,NULL,NULL,NULL,0,20261129T001751Z,20261129T001751Z,900/26,"Bernd AltCarla Alt"}}
900005	900030	appointment	\N	\N	{{NULL,false,T10,NULL,NULL,false,Europe/Berlin,20261203T070000,20261203T080000,NULL,NULL,false,0,NULL,NULL,NULL,NULL,NULL,NULL,0,20261129T001751Z,20261129T001751Z,900/26,"Bernd AltÄnne Alt"}}
900005	900038	appointment	\N	\N	{{NULL,false,Messe,NULL,NULL,true,Europe/Berlin,20261203T000000,20261206T000000,NULL,NULL,false,0,NULL,NULL,NULL,NULL,NULL,NULL,0,20261129T001751Z,20261129T001751Z,NULL,"Carla AltÄnne Alt"}}
900001	900010	appointment	\N	\N	{{NULL,false,T4,NULL,NULL,false,Europe/Berlin,20261125T130000,20261125T140000,NULL,NULL,false,0,NULL,NULL,NULL,FREQ=WEEKLY;COUNT=9,NULL,NULL,0,20261129T001751Z,20261129T001751Z,NULL,"Bernd AltCarla Alt"},{20261202T130000,false,verschoben,NULL,NULL,false,Europe/Berlin,20261203T130000,20261203T140000,NULL,NULL,false,0,NULL,NULL,NULL,NULL,NULL,NULL,0,20261129T001751Z,20261129T001751Z,NULL,"Bernd AltCarla Alt"}}
900001	900012	appointment	\N	\N	{{NULL,false,T4,NULL,NULL,false,Europe/Berlin,20261125T130000,20261125T140000,NULL,NULL,false,0,NULL,NULL,NULL,FREQ=WEEKLY;COUNT=9,NULL,NULL,0,20261129T001751Z,20261129T001751Z,NULL,"Bernd AltÄnne Alt"},{20261202T130000,false,verschoben,NULL,NULL,false,Europe/Berlin,20261203T130000,20261203T140000,NULL,NULL,false,0,NULL,NULL,NULL,NULL,NULL,NULL,0,20261129T001751Z,20261129T001751Z,NULL,"Bernd AltÄnne Alt"}}
900001	900034	appointment	\N	\N	{{NULL,false,T12,"Zeile 1\nZeile \\"2\\"",NULL,false,Europe/Berlin,20261205T210000,20261205T220000,NULL,private,false,0,NULL,NULL,NULL,FREQ=WEEKLY;COUNT=9,NULL,NULL,0,20261129T001751Z,20261129T001751Z,NULL,"Bernd AltCarla Alt"},{20261212T210000,false,verschoben,NULL,NULL,false,Europe/Berlin,20261213T210000,20261213T220000,NULL,NULL,false,0,NULL,NULL,NULL,NULL,NULL,NULL,0,20261129T001751Z,20261129T001751Z,NULL,"Bernd AltCarla Alt"}}
900001	900036	appointment	\N	\N	{{NULL,false,T12,"Zeile 1\nZeile \\"2\\"",NULL,false,Europe/Berlin,20261205T210000,20261205T220000,NULL,private,false,0,NULL,NULL,NULL,FREQ=WEEKLY;COUNT=9,NULL,NULL,0,20261129T001751Z,20261129T001751Z,NULL,"Bernd AltÄnne Alt"},{20261212T210000,false,verschoben,NULL,NULL,false,Europe/Berlin,20261213T210000,20261213T220000,NULL,NULL,false,0,NULL,NULL,NULL,NULL,NULL,NULL,0,20261129T001751Z,20261129T001751Z,NULL,"Bernd AltÄnne Alt"}}
900003	900010	appointment	\N	\N	{{NULL,false,T4,NULL,NULL,false,Europe/Berlin,20261125T130000,20261125T140000,NULL,NULL,false,0,NULL,NULL,NULL,FREQ=WEEKLY;COUNT=9,NULL,NULL,0,20261129T001751Z,20261129T001751Z,NULL,"Bernd AltCarla Alt"},{20261202T130000,false,verschoben,NULL,NULL,false,Europe/Berlin,20261203T130000,20261203T140000,NULL,NULL,false,0,NULL,NULL,NULL,NULL,NULL,NULL,0,20261129T001751Z,20261129T001751Z,NULL,"Bernd AltCarla Alt"}}
900003	900012	appointment	\N	\N	{{NULL,false,T4,NULL,NULL,false,Europe/Berlin,20261125T130000,20261125T140000,NULL,NULL,false,0,NULL,NULL,NULL,FREQ=WEEKLY;COUNT=9,NULL,NULL,0,20261129T001751Z,20261129T001751Z,NULL,"Bernd AltÄnne Alt"},{20261202T130000,false,verschoben,NULL,NULL,false,Europe/Berlin,20261203T130000,20261203T140000,NULL,NULL,false,0,NULL,NULL,NULL,NULL,NULL,NULL,0,20261129T001751Z,20261129T001751Z,NULL,"Bernd AltÄnne Alt"}}
900003	900034	appointment	\N	\N	{{NULL,false,T12,"Zeile 1\nZeile \\"2\\"",NULL,false,Europe/Berlin,20261205T210000,20261205T220000,NULL,private,false,0,NULL,NULL,NULL,FREQ=WEEKLY;COUNT=9,NULL,NULL,0,20261129T001751Z,20261129T001751Z,NULL,"Bernd AltCarla Alt"},{20261212T210000,false,verschoben,NULL,NULL,false,Europe/Berlin,20261213T210000,20261213T220000,NULL,NULL,false,0,NULL,NULL,NULL,NULL,NULL,NULL,0,20261129T001751Z,20261129T001751Z,NULL,"Bernd AltCarla Alt"}}
900003	900036	appointment	\N	\N	{{NULL,false,T12,"Zeile 1\nZeile \\"2\\"",NULL,false,Europe/Berlin,20261205T210000,20261205T220000,NULL,private,false,0,NULL,NULL,NULL,FREQ=WEEKLY;COUNT=9,NULL,NULL,0,20261129T001751Z,20261129T001751Z,NULL,"Bernd AltÄnne Alt"},{20261212T210000,false,verschoben,NULL,NULL,false,Europe/Berlin,20261213T210000,20261213T220000,NULL,NULL,false,0,NULL,NULL,NULL,NULL,NULL,NULL,0,20261129T001751Z,20261129T001751Z,NULL,"Bernd AltÄnne Alt"}}
900005	900010	appointment	\N	\N	{{NULL,false,T4,NULL,NULL,false,Europe/Berlin,20261125T130000,20261125T140000,NULL,NULL,false,0,NULL,NULL,NULL,FREQ=WEEKLY;COUNT=9,NULL,NULL,0,20261129T001751Z,20261129T001751Z,NULL,"Bernd AltCarla Alt"},{20261202T130000,false,verschoben,NULL,NULL,false,Europe/Berlin,20261203T130000,20261203T140000,NULL,NULL,false,0,NULL,NULL,NULL,NULL,NULL,NULL,0,20261129T001751Z,20261129T001751Z,NULL,"Bernd AltCarla Alt"}}
900005	900020	appointment	\N	\N	\N
900005	900012	appointment	\N	\N	{{NULL,false,T4,NULL,NULL,false,Europe/Berlin,20261125T130000,20261125T140000,NULL,NULL,false,0,NULL,NULL,NULL,FREQ=WEEKLY;COUNT=9,NULL,NULL,0,20261129T001751Z,20261129T001751Z,NULL,"Bernd AltÄnne Alt"},{20261202T130000,false,verschoben,NULL,NULL,false,Europe/Berlin,20261203T130000,20261203T140000,NULL,NULL,false,0,NULL,NULL,NULL,NULL,NULL,NULL,0,20261129T001751Z,20261129T001751Z,NULL,"Bernd AltÄnne Alt"}}
900005	900034	appointment	\N	\N	{{NULL,false,T12,"Zeile 1\nZeile \\"2\\"",NULL,false,Europe/Berlin,20261205T210000,20261205T220000,NULL,private,false,0,NULL,NULL,NULL,FREQ=WEEKLY;COUNT=9,NULL,NULL,0,20261129T001751Z,20261129T001751Z,NULL,"Bernd AltCarla Alt"},{20261212T210000,false,verschoben,NULL,NULL,false,Europe/Berlin,20261213T210000,20261213T220000,NULL,NULL,false,0,NULL,NULL,NULL,NULL,NULL,NULL,0,20261129T001751Z,20261129T001751Z,NULL,"Bernd AltCarla Alt"}}
900005	900036	appointment	\N	\N	{{NULL,false,T12,"Zeile 1\nZeile \\"2\\"",NULL,false,Europe/Berlin,20261205T210000,20261205T220000,NULL,private,false,0,NULL,NULL,NULL,FREQ=WEEKLY;COUNT=9,NULL,NULL,0,20261129T001751Z,20261129T001751Z,NULL,"Bernd AltÄnne Alt"},{20261212T210000,false,verschoben,NULL,NULL,false,Europe/Berlin,20261213T210000,20261213T220000,NULL,NULL,false,0,NULL,NULL,NULL,NULL,NULL,NULL,0,20261129T001751Z,20261129T001751Z,NULL,"Bernd AltÄnne Alt"}}
900002	900001	task	\N	\N	{{NULL,false,A1,NULL,NULL,true,Europe/Berlin,NULL,20261202T000000,in-process,NULL,false,0,10,NULL,NULL,NULL,NULL,NULL,0,20261129T001751Z,20261129T001751Z,NULL,NULL}}
900002	900007	task	\N	\N	{{NULL,false,A3,NULL,NULL,true,Europe/Berlin,NULL,20261204T000000,in-process,NULL,false,0,30,NULL,NULL,NULL,NULL,NULL,0,20261129T001751Z,20261129T001751Z,NULL,NULL}}
900002	900010	task	\N	\N	{{NULL,false,A4,NULL,NULL,true,Europe/Berlin,NULL,20261205T000000,in-process,NULL,false,0,40,NULL,NULL,NULL,NULL,NULL,0,20261129T001751Z,20261129T001751Z,NULL,NULL}}
900002	900016	task	\N	\N	{{NULL,false,A6,NULL,NULL,true,Europe/Berlin,NULL,20261207T000000,in-process,NULL,false,0,60,NULL,NULL,NULL,NULL,NULL,0,20261129T001751Z,20261129T001751Z,NULL,NULL}}
900004	900002	task	\N	\N	{{NULL,false,A1,NULL,NULL,true,Europe/Berlin,NULL,20261202T000000,in-process,NULL,false,0,10,NULL,NULL,NULL,NULL,NULL,0,20261129T001751Z,20261129T001751Z,NULL,NULL}}
900004	900008	task	\N	\N	{{NULL,false,A3,NULL,NULL,true,Europe/Berlin,NULL,20261204T000000,in-process,NULL,false,0,30,NULL,NULL,NULL,NULL,NULL,0,20261129T001751Z,20261129T001751Z,NULL,NULL}}
900004	900011	task	\N	\N	{{NULL,false,A4,NULL,NULL,true,Europe/Berlin,NULL,20261205T000000,in-process,NULL,false,0,40,NULL,NULL,NULL,NULL,NULL,0,20261129T001751Z,20261129T001751Z,NULL,NULL}}
900004	900017	task	\N	\N	{{NULL,false,A6,NULL,NULL,true,Europe/Berlin,NULL,20261207T000000,in-process,NULL,false,0,60,NULL,NULL,NULL,NULL,NULL,0,20261129T001751Z,20261129T001751Z,NULL,NULL}}
900006	900003	task	\N	\N	{{NULL,false,A1,NULL,NULL,true,Europe/Berlin,NULL,20261202T000000,in-process,NULL,false,0,10,NULL,NULL,NULL,NULL,NULL,0,20261129T001751Z,20261129T001751Z,NULL,NULL}}
900006	900009	task	\N	\N	{{NULL,false,A3,NULL,NULL,true,Europe/Berlin,NULL,20261204T000000,in-process,NULL,false,0,30,NULL,NULL,NULL,NULL,NULL,0,20261129T001751Z,20261129T001751Z,NULL,NULL}}
900006	900012	task	\N	\N	{{NULL,false,A4,NULL,NULL,true,Europe/Berlin,NULL,20261205T000000,in-process,NULL,false,0,40,NULL,NULL,NULL,NULL,NULL,0,20261129T001751Z,20261129T001751Z,NULL,NULL}}
900006	900018	task	\N	\N	{{NULL,false,A6,NULL,NULL,true,Europe/Berlin,NULL,20261207T000000,in-process,NULL,false,0,60,NULL,NULL,NULL,NULL,NULL,0,20261129T001751Z,20261129T001751Z,NULL,NULL}}
900001	900047	appointment	33	BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//y//EN\r\nBEGIN:VEVENT\r\nUID:again\r\nDTSTAMP:20261129T000000Z\r\nDTSTART;TZID=Europe/Berlin:20261211T100000\r\nDTEND;TZID=Europe/Berlin:20261211T110000\r\nSUMMARY:again\r\nX-EIGEN:bleibt\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n	{{NULL,false,again,NULL,NULL,false,Europe/Berlin,20261211T100000,20261211T110000,NULL,NULL,false,0,NULL,NULL,NULL,NULL,NULL,NULL,0,20261129T001751Z,20261129T001751Z,NULL,NULL}}
900001	900046	appointment	34	BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//y//EN\r\nBEGIN:VEVENT\r\nUID:moved\r\nDTSTAMP:20261129T000000Z\r\nDTSTART;TZID=Europe/Berlin:20261210T100000\r\nDTEND;TZID=Europe/Berlin:20261210T110000\r\nSUMMARY:moved\r\nX-EIGEN:bleibt\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n	{{NULL,false,moved,NULL,NULL,false,Europe/Berlin,20261210T100000,20261210T110000,NULL,NULL,false,0,NULL,NULL,NULL,NULL,NULL,NULL,0,20261129T001751Z,20261129T001751Z,NULL,NULL}}
900001	900044	appointment	28	BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//y//EN\r\nBEGIN:VEVENT\r\nUID:gone\r\nDTSTAMP:20261129T000000Z\r\nDTSTART;TZID=Europe/Berlin:20261210T100000\r\nDTEND;TZID=Europe/Berlin:20261210T110000\r\nSUMMARY:gone\r\nX-EIGEN:bleibt\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n	\N
900001	900045	appointment	29	BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//y//EN\r\nBEGIN:VEVENT\r\nUID:again\r\nDTSTAMP:20261129T000000Z\r\nDTSTART;TZID=Europe/Berlin:20261210T100000\r\nDTEND;TZID=Europe/Berlin:20261210T110000\r\nSUMMARY:again\r\nX-EIGEN:bleibt\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n	\N
900003	900049	appointment	29	BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//y//EN\r\nBEGIN:VEVENT\r\nUID:i1\r\nDTSTAMP:20261129T000000Z\r\nDTSTART;TZID=Europe/Berlin:20261212T100000\r\nDTEND;TZID=Europe/Berlin:20261212T110000\r\nSUMMARY:i1\r\nX-EIGEN:bleibt\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n	{{NULL,false,i1,NULL,NULL,false,Europe/Berlin,20261212T100000,20261212T110000,NULL,NULL,false,0,NULL,NULL,NULL,NULL,NULL,NULL,0,20261129T001751Z,20261129T001751Z,NULL,NULL}}
900001	900043	appointment	27	BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//y//EN\r\nBEGIN:VEVENT\r\nUID:own\r\nDTSTAMP:20261129T000000Z\r\nDTSTART;TZID=Europe/Berlin:20261210T100000\r\nDTEND;TZID=Europe/Berlin:20261210T110000\r\nSUMMARY:own\r\nX-EIGEN:bleibt\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n	{{NULL,false,"own, in Advolux geändert",NULL,NULL,false,Europe/Berlin,20261210T100000,20261210T110000,NULL,NULL,false,0,NULL,NULL,NULL,NULL,NULL,NULL,0,20261129T001751Z,20261129T001751Z,NULL,NULL}}
900003	900050	appointment	30	BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//y//EN\r\nBEGIN:VEVENT\r\nUID:i2\r\nDTSTAMP:20261129T000000Z\r\nDTSTART;TZID=Europe/Berlin:20261213T100000\r\nDTEND;TZID=Europe/Berlin:20261213T110000\r\nSUMMARY:i2\r\nX-EIGEN:bleibt\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n	{{NULL,false,i2,NULL,NULL,false,Europe/Berlin,20261213T100000,20261213T110000,NULL,NULL,false,0,NULL,NULL,NULL,NULL,NULL,NULL,0,20261129T001751Z,20261129T001751Z,NULL,NULL}}
\.

SELECT pg_catalog.setval('advolux.appointment_appointment_id_seq', 900050, true);

SELECT pg_catalog.setval('advolux.deadline_deadline_id_seq', 900003, true);

SELECT pg_catalog.setval('advolux.journal_journal_id_seq', 900011, true);

SELECT pg_catalog.setval('advolux.matter_matter_id_seq', 900001, true);

SELECT pg_catalog.setval('advolux.override_override_id_seq', 900009, true);

SELECT pg_catalog.setval('advolux.staff_staff_id_seq', 900003, true);

SELECT pg_catalog.setval('advolux.task_task_id_seq', 900018, true);

SELECT pg_catalog.setval('caldav.calendar_calendar_id_seq', 900006, true);

SELECT pg_catalog.setval('caldav.device_device_id_seq', 900002, true);

ALTER TABLE ONLY advolux.appointment
    ADD CONSTRAINT appointment_pkey PRIMARY KEY (appointment_id);

ALTER TABLE ONLY advolux.deadline
    ADD CONSTRAINT deadline_pkey PRIMARY KEY (deadline_id);

ALTER TABLE ONLY advolux.journal
    ADD CONSTRAINT journal_pkey PRIMARY KEY (journal_id);

ALTER TABLE ONLY advolux.matter
    ADD CONSTRAINT matter_number_key UNIQUE (number);

ALTER TABLE ONLY advolux.matter
    ADD CONSTRAINT matter_pkey PRIMARY KEY (matter_id);

ALTER TABLE ONLY advolux.override
    ADD CONSTRAINT override_appointment_id_recurrence_id_key UNIQUE (appointment_id, recurrence_id);

ALTER TABLE ONLY advolux.override
    ADD CONSTRAINT override_pkey PRIMARY KEY (override_id);

ALTER TABLE ONLY advolux.override
    ADD CONSTRAINT override_task_id_recurrence_id_key UNIQUE (task_id, recurrence_id);

ALTER TABLE ONLY advolux.participant
    ADD CONSTRAINT participant_pkey PRIMARY KEY (appointment_id, staff_id);

ALTER TABLE ONLY advolux.staff
    ADD CONSTRAINT staff_login_key UNIQUE (login);

ALTER TABLE ONLY advolux.staff
    ADD CONSTRAINT staff_pkey PRIMARY KEY (staff_id);

ALTER TABLE ONLY advolux.task
    ADD CONSTRAINT task_pkey PRIMARY KEY (task_id);

ALTER TABLE ONLY caldav.calendar
    ADD CONSTRAINT calendar_pkey PRIMARY KEY (calendar_id);

ALTER TABLE ONLY caldav.calendar
    ADD CONSTRAINT calendar_staff_id_kind_key UNIQUE (staff_id, kind);

ALTER TABLE ONLY caldav.device
    ADD CONSTRAINT device_pkey PRIMARY KEY (device_id);

ALTER TABLE ONLY caldav.device
    ADD CONSTRAINT device_staff_id_name_key UNIQUE (staff_id, name);

ALTER TABLE ONLY caldav.entry
    ADD CONSTRAINT entry_calendar_id_item_id_key UNIQUE (calendar_id, item_id);

ALTER TABLE ONLY caldav.entry
    ADD CONSTRAINT entry_pkey PRIMARY KEY (calendar_id, name);

ALTER TABLE ONLY caldav.entry_property
    ADD CONSTRAINT entry_property_pkey PRIMARY KEY (calendar_id, item_id, namespace, name);

ALTER TABLE ONLY caldav.former
    ADD CONSTRAINT former_pkey PRIMARY KEY (calendar_id, item_id);

ALTER TABLE ONLY caldav.imported
    ADD CONSTRAINT imported_pkey PRIMARY KEY (calendar_id, uid);

ALTER TABLE ONLY caldav.login
    ADD CONSTRAINT login_pkey PRIMARY KEY (staff_id);

ALTER TABLE ONLY caldav.migration
    ADD CONSTRAINT migration_pkey PRIMARY KEY (number);

ALTER TABLE ONLY caldav.property
    ADD CONSTRAINT property_pkey PRIMARY KEY (calendar_id, place, namespace, name);

ALTER TABLE ONLY caldav.setting
    ADD CONSTRAINT setting_pkey PRIMARY KEY (name);

ALTER TABLE ONLY caldav.source
    ADD CONSTRAINT source_pkey PRIMARY KEY (calendar_id, item_id);

CREATE INDEX appointment_main_editor_idx ON advolux.appointment USING btree (main_editor);

CREATE INDEX appointment_matter_id_idx ON advolux.appointment USING btree (matter_id) WHERE (matter_id IS NOT NULL);

CREATE INDEX journal_at ON advolux.journal USING btree (at);

CREATE INDEX journal_kind_item_id_idx ON advolux.journal USING btree (kind, item_id);

CREATE INDEX participant_staff_id_idx ON advolux.participant USING btree (staff_id);

CREATE INDEX task_main_editor_idx ON advolux.task USING btree (main_editor);

CREATE INDEX task_matter_id_idx ON advolux.task USING btree (matter_id) WHERE (matter_id IS NOT NULL);

CREATE INDEX calendar_login ON caldav.calendar USING btree (login, kind);

CREATE INDEX entry_days ON caldav.entry USING gin (days) WITH (fastupdate=off);

CREATE INDEX entry_ends_at ON caldav.entry USING btree (calendar_id, ends_at);

CREATE INDEX entry_item ON caldav.entry USING btree (kind, item_id);

CREATE INDEX entry_revision ON caldav.entry USING btree (calendar_id, revision);

CREATE INDEX entry_span ON caldav.entry USING gist (calendar_id, span) WHERE (days IS NULL);

CREATE UNIQUE INDEX entry_uid ON caldav.entry USING btree (calendar_id, uid) WHERE (visible OR reserved);

CREATE INDEX former_item ON caldav.former USING btree (kind, item_id);

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON advolux.journal FOR EACH STATEMENT EXECUTE FUNCTION advolux.refuse_change();

CREATE TRIGGER follow_delete AFTER DELETE ON advolux.appointment REFERENCING OLD TABLE AS deleted FOR EACH STATEMENT EXECUTE FUNCTION caldav.follow_rows('appointment');

CREATE TRIGGER follow_delete AFTER DELETE ON advolux.override REFERENCING OLD TABLE AS deleted FOR EACH STATEMENT EXECUTE FUNCTION caldav.follow_rows('appointment', 'task');

CREATE TRIGGER follow_delete AFTER DELETE ON advolux.participant REFERENCING OLD TABLE AS deleted FOR EACH STATEMENT EXECUTE FUNCTION caldav.follow_rows('appointment');

CREATE TRIGGER follow_delete AFTER DELETE ON advolux.staff REFERENCING OLD TABLE AS deleted FOR EACH STATEMENT EXECUTE FUNCTION caldav.follow_departure();

CREATE TRIGGER follow_delete AFTER DELETE ON advolux.task REFERENCING OLD TABLE AS deleted FOR EACH STATEMENT EXECUTE FUNCTION caldav.follow_rows('task');

CREATE TRIGGER follow_insert AFTER INSERT ON advolux.appointment REFERENCING NEW TABLE AS inserted FOR EACH STATEMENT EXECUTE FUNCTION caldav.follow_rows('appointment');

CREATE TRIGGER follow_insert AFTER INSERT ON advolux.override REFERENCING NEW TABLE AS inserted FOR EACH STATEMENT EXECUTE FUNCTION caldav.follow_rows('appointment', 'task');

CREATE TRIGGER follow_insert AFTER INSERT ON advolux.participant REFERENCING NEW TABLE AS inserted FOR EACH STATEMENT EXECUTE FUNCTION caldav.follow_rows('appointment');

CREATE TRIGGER follow_insert AFTER INSERT ON advolux.task REFERENCING NEW TABLE AS inserted FOR EACH STATEMENT EXECUTE FUNCTION caldav.follow_rows('task');

CREATE TRIGGER follow_update AFTER UPDATE ON advolux.appointment REFERENCING OLD TABLE AS deleted NEW TABLE AS inserted FOR EACH STATEMENT EXECUTE FUNCTION caldav.follow_rows('appointment');

CREATE TRIGGER follow_update AFTER UPDATE ON advolux.matter REFERENCING OLD TABLE AS deleted NEW TABLE AS inserted FOR EACH STATEMENT EXECUTE FUNCTION caldav.follow_matter();

CREATE TRIGGER follow_update AFTER UPDATE ON advolux.override REFERENCING OLD TABLE AS deleted NEW TABLE AS inserted FOR EACH STATEMENT EXECUTE FUNCTION caldav.follow_rows('appointment', 'task');

CREATE TRIGGER follow_update AFTER UPDATE ON advolux.participant REFERENCING OLD TABLE AS deleted NEW TABLE AS inserted FOR EACH STATEMENT EXECUTE FUNCTION caldav.follow_rows('appointment');

CREATE TRIGGER follow_update AFTER UPDATE ON advolux.staff REFERENCING OLD TABLE AS deleted NEW TABLE AS inserted FOR EACH STATEMENT EXECUTE FUNCTION caldav.follow_staff();

CREATE TRIGGER follow_update AFTER UPDATE ON advolux.task REFERENCING OLD TABLE AS deleted NEW TABLE AS inserted FOR EACH STATEMENT EXECUTE FUNCTION caldav.follow_rows('task');

CREATE TRIGGER guard BEFORE INSERT OR DELETE OR UPDATE ON advolux.appointment FOR EACH ROW EXECUTE FUNCTION caldav.guard_item();

CREATE TRIGGER guard BEFORE INSERT OR DELETE OR UPDATE ON advolux.deadline FOR EACH STATEMENT EXECUTE FUNCTION caldav.guard_table();

CREATE TRIGGER guard BEFORE INSERT OR DELETE OR UPDATE ON advolux.matter FOR EACH STATEMENT EXECUTE FUNCTION caldav.guard_table();

CREATE TRIGGER guard BEFORE INSERT OR DELETE OR UPDATE ON advolux.override FOR EACH ROW EXECUTE FUNCTION caldav.guard_override();

CREATE TRIGGER guard BEFORE INSERT OR DELETE OR UPDATE ON advolux.participant FOR EACH STATEMENT EXECUTE FUNCTION caldav.guard_table();

CREATE TRIGGER guard BEFORE INSERT OR DELETE OR UPDATE ON advolux.staff FOR EACH STATEMENT EXECUTE FUNCTION caldav.guard_table();

CREATE TRIGGER guard BEFORE INSERT OR DELETE OR UPDATE ON advolux.task FOR EACH ROW EXECUTE FUNCTION caldav.guard_item();

CREATE TRIGGER name_changes BEFORE INSERT ON advolux.journal FOR EACH ROW WHEN (((new.result = 'done'::text) AND (new.before IS NOT NULL) AND (new.changed IS NULL) AND (new.kind = ANY (ARRAY['appointment'::text, 'task'::text])))) EXECUTE FUNCTION caldav.name_changes();

CREATE TRIGGER provision AFTER INSERT ON advolux.staff REFERENCING NEW TABLE AS inserted FOR EACH STATEMENT EXECUTE FUNCTION caldav.provision();

CREATE TRIGGER stamp_modified BEFORE UPDATE ON advolux.appointment FOR EACH ROW EXECUTE FUNCTION advolux.stamp_modified();

CREATE TRIGGER stamp_modified BEFORE UPDATE ON advolux.override FOR EACH ROW EXECUTE FUNCTION advolux.stamp_modified();

CREATE TRIGGER stamp_modified BEFORE UPDATE ON advolux.task FOR EACH ROW EXECUTE FUNCTION advolux.stamp_modified();

CREATE TRIGGER days BEFORE INSERT OR UPDATE OF version ON caldav.entry FOR EACH ROW WHEN ((new.recurring OR (new.days IS NOT NULL))) EXECUTE FUNCTION caldav.entry_days();

CREATE TRIGGER follow_update AFTER UPDATE ON caldav.login REFERENCING NEW TABLE AS inserted FOR EACH STATEMENT EXECUTE FUNCTION caldav.follow_login();

CREATE TRIGGER identify BEFORE UPDATE OF item_id ON caldav.entry FOR EACH ROW WHEN ((old.item_id <> new.item_id)) EXECUTE FUNCTION caldav.identify();

ALTER TABLE ONLY advolux.appointment
    ADD CONSTRAINT appointment_deadline_id_fkey FOREIGN KEY (deadline_id) REFERENCES advolux.deadline(deadline_id);

ALTER TABLE ONLY advolux.appointment
    ADD CONSTRAINT appointment_main_editor_fkey FOREIGN KEY (main_editor) REFERENCES advolux.staff(staff_id);

ALTER TABLE ONLY advolux.appointment
    ADD CONSTRAINT appointment_matter_id_fkey FOREIGN KEY (matter_id) REFERENCES advolux.matter(matter_id);

ALTER TABLE ONLY advolux.deadline
    ADD CONSTRAINT deadline_matter_id_fkey FOREIGN KEY (matter_id) REFERENCES advolux.matter(matter_id);

ALTER TABLE ONLY advolux.deadline
    ADD CONSTRAINT deadline_staff_id_fkey FOREIGN KEY (staff_id) REFERENCES advolux.staff(staff_id);

ALTER TABLE ONLY advolux.override
    ADD CONSTRAINT override_appointment_id_fkey FOREIGN KEY (appointment_id) REFERENCES advolux.appointment(appointment_id) ON DELETE CASCADE;

ALTER TABLE ONLY advolux.override
    ADD CONSTRAINT override_task_id_fkey FOREIGN KEY (task_id) REFERENCES advolux.task(task_id) ON DELETE CASCADE;

ALTER TABLE ONLY advolux.participant
    ADD CONSTRAINT participant_appointment_id_fkey FOREIGN KEY (appointment_id) REFERENCES advolux.appointment(appointment_id) ON DELETE CASCADE;

ALTER TABLE ONLY advolux.participant
    ADD CONSTRAINT participant_staff_id_fkey FOREIGN KEY (staff_id) REFERENCES advolux.staff(staff_id) ON DELETE CASCADE;

ALTER TABLE ONLY advolux.task
    ADD CONSTRAINT task_deadline_id_fkey FOREIGN KEY (deadline_id) REFERENCES advolux.deadline(deadline_id);

ALTER TABLE ONLY advolux.task
    ADD CONSTRAINT task_main_editor_fkey FOREIGN KEY (main_editor) REFERENCES advolux.staff(staff_id);

ALTER TABLE ONLY advolux.task
    ADD CONSTRAINT task_matter_id_fkey FOREIGN KEY (matter_id) REFERENCES advolux.matter(matter_id);

ALTER TABLE ONLY caldav.calendar
    ADD CONSTRAINT calendar_staff_id_fkey FOREIGN KEY (staff_id) REFERENCES caldav.login(staff_id) ON DELETE CASCADE;

ALTER TABLE ONLY caldav.device
    ADD CONSTRAINT device_staff_id_fkey FOREIGN KEY (staff_id) REFERENCES caldav.login(staff_id) ON DELETE CASCADE;

ALTER TABLE ONLY caldav.entry
    ADD CONSTRAINT entry_calendar_id_fkey FOREIGN KEY (calendar_id) REFERENCES caldav.calendar(calendar_id) ON DELETE CASCADE;

ALTER TABLE ONLY caldav.entry_property
    ADD CONSTRAINT entry_property_calendar_id_item_id_fkey FOREIGN KEY (calendar_id, item_id) REFERENCES caldav.source(calendar_id, item_id) ON DELETE CASCADE;

ALTER TABLE ONLY caldav.former
    ADD CONSTRAINT former_calendar_id_fkey FOREIGN KEY (calendar_id) REFERENCES caldav.calendar(calendar_id) ON DELETE CASCADE;

ALTER TABLE ONLY caldav.imported
    ADD CONSTRAINT imported_calendar_id_fkey FOREIGN KEY (calendar_id) REFERENCES caldav.calendar(calendar_id) ON DELETE CASCADE;

ALTER TABLE ONLY caldav.property
    ADD CONSTRAINT property_calendar_id_fkey FOREIGN KEY (calendar_id) REFERENCES caldav.calendar(calendar_id) ON DELETE CASCADE;

ALTER TABLE ONLY caldav.source
    ADD CONSTRAINT source_calendar_id_fkey FOREIGN KEY (calendar_id) REFERENCES caldav.calendar(calendar_id) ON DELETE CASCADE;

GRANT USAGE ON SCHEMA advolux TO advolux_app;

GRANT USAGE ON SCHEMA caldav TO advolux_caldav;

REVOKE ALL ON TYPE advolux.sync_mode FROM PUBLIC;
GRANT ALL ON TYPE advolux.sync_mode TO advolux_app;

REVOKE ALL ON FUNCTION advolux.is_time_zone(p_name text) FROM PUBLIC;
GRANT ALL ON FUNCTION advolux.is_time_zone(p_name text) TO advolux_app;

REVOKE ALL ON TYPE advolux.time_zone FROM PUBLIC;
GRANT ALL ON TYPE advolux.time_zone TO advolux_app;

REVOKE ALL ON TYPE caldav.access FROM PUBLIC;
GRANT ALL ON TYPE caldav.access TO advolux_caldav;

REVOKE ALL ON TYPE caldav.kind FROM PUBLIC;
GRANT ALL ON TYPE caldav.kind TO advolux_caldav;

REVOKE ALL ON FUNCTION advolux.appointment_instance(p_appointment_id bigint, p_instance timestamp without time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION advolux.appointment_instance(p_appointment_id bigint, p_instance timestamp without time zone) TO advolux_app;

REVOKE ALL ON FUNCTION advolux.appointment_occurrences(p_from timestamp with time zone, p_to timestamp with time zone, p_staff_id bigint) FROM PUBLIC;
GRANT ALL ON FUNCTION advolux.appointment_occurrences(p_from timestamp with time zone, p_to timestamp with time zone, p_staff_id bigint) TO advolux_app;

REVOKE ALL ON FUNCTION advolux.changed_fields(p_before jsonb, p_after jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION advolux.end_appointment_series(p_appointment_id bigint, p_before timestamp without time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION advolux.end_appointment_series(p_appointment_id bigint, p_before timestamp without time zone) TO advolux_app;

REVOKE ALL ON FUNCTION advolux.end_series(p_kind caldav.kind, p_item_id bigint, p_before timestamp without time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION advolux.end_task_series(p_task_id bigint, p_before timestamp without time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION advolux.end_task_series(p_task_id bigint, p_before timestamp without time zone) TO advolux_app;

REVOKE ALL ON FUNCTION advolux.is_in_weeks(p_fourth date, p_weeks integer[]) FROM PUBLIC;

REVOKE ALL ON FUNCTION advolux.item_occurrences(p_kind caldav.kind, p_item_id bigint, p_from timestamp with time zone, p_to timestamp with time zone, p_zone text) FROM PUBLIC;
GRANT ALL ON FUNCTION advolux.item_occurrences(p_kind caldav.kind, p_item_id bigint, p_from timestamp with time zone, p_to timestamp with time zone, p_zone text) TO advolux_app;

REVOKE ALL ON FUNCTION advolux.last_occurrence(p_rule text, p_start timestamp without time zone, p_exdate timestamp without time zone[], p_rdate timestamp without time zone[], p_zone text) FROM PUBLIC;

REVOKE ALL ON FUNCTION advolux.leave_out(p_kind caldav.kind, p_item_id bigint, p_instance timestamp without time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION advolux.make_override(p_kind caldav.kind, p_item_id bigint, p_instance timestamp without time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION advolux.matter_of(p_number text) FROM PUBLIC;
GRANT ALL ON FUNCTION advolux.matter_of(p_number text) TO advolux_app;

REVOKE ALL ON FUNCTION advolux.occurrences(p_rule text, p_start timestamp without time zone, p_exdate timestamp without time zone[], p_rdate timestamp without time zone[], p_from timestamp without time zone, p_to timestamp without time zone, p_max integer, p_zone text) FROM PUBLIC;

REVOKE ALL ON FUNCTION advolux.plain_overrides(p_overrides jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION advolux.refuse_change() FROM PUBLIC;

REVOKE ALL ON FUNCTION advolux.rule_days(p_rule text, p_start date, p_from integer, p_to integer) FROM PUBLIC;

REVOKE ALL ON FUNCTION advolux.rule_is_known(p_rule text) FROM PUBLIC;

REVOKE ALL ON FUNCTION advolux.rule_number(p_rule text, p_name text) FROM PUBLIC;

REVOKE ALL ON FUNCTION advolux.rule_numbers(p_rule text, p_name text) FROM PUBLIC;

REVOKE ALL ON FUNCTION advolux.rule_part(p_rule text, p_name text) FROM PUBLIC;

REVOKE ALL ON FUNCTION advolux.rule_until(p_rule text, p_zone text) FROM PUBLIC;

REVOKE ALL ON FUNCTION advolux.rule_year_days(p_rule text, p_start date) FROM PUBLIC;

REVOKE ALL ON FUNCTION advolux.staff_of(p_login text) FROM PUBLIC;
GRANT ALL ON FUNCTION advolux.staff_of(p_login text) TO advolux_app;

REVOKE ALL ON FUNCTION advolux.stamp_modified() FROM PUBLIC;

REVOKE ALL ON FUNCTION advolux.task_instance(p_task_id bigint, p_instance timestamp without time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION advolux.task_instance(p_task_id bigint, p_instance timestamp without time zone) TO advolux_app;

REVOKE ALL ON FUNCTION advolux.task_occurrences(p_from timestamp with time zone, p_to timestamp with time zone, p_staff_id bigint) FROM PUBLIC;
GRANT ALL ON FUNCTION advolux.task_occurrences(p_from timestamp with time zone, p_to timestamp with time zone, p_staff_id bigint) TO advolux_app;

REVOKE ALL ON FUNCTION advolux.zone_of(p_staff_id bigint, p_zone text) FROM PUBLIC;

REVOKE ALL ON FUNCTION caldav.add_device(p_login text, p_name text, p_hash text) FROM PUBLIC;

REVOKE ALL ON FUNCTION caldav.add_people(p_staff_ids bigint[]) FROM PUBLIC;

REVOKE ALL ON FUNCTION caldav.adopt() FROM PUBLIC;

REVOKE ALL ON FUNCTION caldav.begin_write(p_login text, p_generation bigint, p_kind caldav.kind, p_revision bigint, p_names text[], OUT status text, OUT calendar_id bigint, OUT staff_id bigint, OUT cutoff_at timestamp with time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION caldav.calendars_of(p_kind caldav.kind, p_item_ids bigint[]) FROM PUBLIC;

REVOKE ALL ON FUNCTION caldav.calendars_of_people(p_staff_ids bigint[]) FROM PUBLIC;

REVOKE ALL ON FUNCTION caldav.caller(p_login text, p_generation bigint, p_kind caldav.kind, OUT calendar_id bigint, OUT staff_id bigint, OUT cutoff_at timestamp with time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION caldav.cluster() FROM PUBLIC;
GRANT ALL ON FUNCTION caldav.cluster() TO advolux_caldav;

REVOKE ALL ON FUNCTION caldav.components(p_components jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION caldav.components_of(p_kind caldav.kind, p_item_id bigint) FROM PUBLIC;

REVOKE ALL ON FUNCTION caldav.copy_to_calendars(p_staff_ids bigint[]) FROM PUBLIC;

REVOKE ALL ON FUNCTION caldav.cutoff(p_look_back interval, p_zone text) FROM PUBLIC;
GRANT ALL ON FUNCTION caldav.cutoff(p_look_back interval, p_zone text) TO advolux_caldav;

REVOKE ALL ON FUNCTION caldav.days_between(p_calendar_id bigint, p_from timestamp with time zone, p_to timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION caldav.days_between(p_calendar_id bigint, p_from timestamp with time zone, p_to timestamp with time zone) TO advolux_caldav;

REVOKE ALL ON FUNCTION caldav.device_seen(p_login text, p_generation bigint, p_device_id bigint, OUT status text) FROM PUBLIC;
GRANT ALL ON FUNCTION caldav.device_seen(p_login text, p_generation bigint, p_device_id bigint, OUT status text) TO advolux_caldav;

REVOKE ALL ON FUNCTION caldav.enable(p_login text, p_enabled boolean) FROM PUBLIC;

REVOKE ALL ON FUNCTION caldav.entry_days() FROM PUBLIC;

REVOKE ALL ON FUNCTION caldav.follow_departure() FROM PUBLIC;

REVOKE ALL ON FUNCTION caldav.follow_login() FROM PUBLIC;

REVOKE ALL ON FUNCTION caldav.follow_matter() FROM PUBLIC;

REVOKE ALL ON FUNCTION caldav.follow_rows() FROM PUBLIC;

REVOKE ALL ON FUNCTION caldav.follow_staff() FROM PUBLIC;

REVOKE ALL ON FUNCTION caldav.forget_color(p_staff_ids bigint[]) FROM PUBLIC;

REVOKE ALL ON FUNCTION caldav.guard_item() FROM PUBLIC;

REVOKE ALL ON FUNCTION caldav.guard_override() FROM PUBLIC;

REVOKE ALL ON FUNCTION caldav.guard_table() FROM PUBLIC;

REVOKE ALL ON FUNCTION caldav.identify() FROM PUBLIC;

REVOKE ALL ON FUNCTION caldav.import(p_login text, p_program text, p_kind caldav.kind, p_uids text[], p_texts text[], p_components jsonb, OUT created integer, OUT changed integer, OUT unchanged integer, OUT kept text[]) FROM PUBLIC;

REVOKE ALL ON FUNCTION caldav.insert_appointments(p_staff_id bigint, p_item_ids bigint[], p_components jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION caldav.insert_tasks(p_staff_id bigint, p_item_ids bigint[], p_components jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION caldav.instant(p_local timestamp without time zone, p_zone text) FROM PUBLIC;

REVOKE ALL ON FUNCTION caldav.instant_text(p_instant timestamp with time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION caldav.is_module() FROM PUBLIC;

REVOKE ALL ON FUNCTION caldav.items_of(p_kind caldav.kind, p_staff_ids bigint[]) FROM PUBLIC;

REVOKE ALL ON FUNCTION caldav.local_text(p_local timestamp without time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION caldav.locals_text(p_locals timestamp without time zone[]) FROM PUBLIC;

REVOKE ALL ON FUNCTION caldav.lock_and_refresh(p_kind caldav.kind, p_item_ids bigint[]) FROM PUBLIC;

REVOKE ALL ON FUNCTION caldav.lock_calendars(p_kind caldav.kind, p_item_ids bigint[], p_also bigint) FROM PUBLIC;

REVOKE ALL ON FUNCTION caldav.lock_items(p_kind caldav.kind, p_item_ids bigint[]) FROM PUBLIC;

REVOKE ALL ON FUNCTION caldav.lock_people(p_staff_ids bigint[]) FROM PUBLIC;

REVOKE ALL ON FUNCTION caldav.log(p_staff_id bigint, p_login text, p_device text, p_operation text, p_kind caldav.kind, p_item_id bigint, p_name text, p_result text, p_reason text, p_before jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION caldav.log_change(p_kind caldav.kind, p_item_id bigint, p_operation text, p_program text, p_before jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION caldav.move(p_login text, p_generation bigint, p_device text, p_kind caldav.kind, p_name text, p_expect bigint, p_target text, p_revision bigint, OUT status text) FROM PUBLIC;
GRANT ALL ON FUNCTION caldav.move(p_login text, p_generation bigint, p_device text, p_kind caldav.kind, p_name text, p_expect bigint, p_target text, p_revision bigint, OUT status text) TO advolux_caldav;

REVOKE ALL ON FUNCTION caldav.name_changes() FROM PUBLIC;

REVOKE ALL ON FUNCTION caldav.new_item(p_kind caldav.kind) FROM PUBLIC;

REVOKE ALL ON FUNCTION caldav.next_revision(p_calendar_id bigint) FROM PUBLIC;

REVOKE ALL ON FUNCTION caldav.provision() FROM PUBLIC;

REVOKE ALL ON FUNCTION caldav.purge(p_calendar_id bigint, p_age interval) FROM PUBLIC;

REVOKE ALL ON FUNCTION caldav.purge_journal(p_age interval) FROM PUBLIC;

REVOKE ALL ON FUNCTION caldav.put(p_login text, p_generation bigint, p_device text, p_kind caldav.kind, p_name text, p_expect bigint, p_uid text, p_text text, p_components jsonb, p_revision bigint, OUT status text, OUT version bigint, OUT name text) FROM PUBLIC;
GRANT ALL ON FUNCTION caldav.put(p_login text, p_generation bigint, p_device text, p_kind caldav.kind, p_name text, p_expect bigint, p_uid text, p_text text, p_components jsonb, p_revision bigint, OUT status text, OUT version bigint, OUT name text) TO advolux_caldav;

REVOKE ALL ON FUNCTION caldav.raise_refusal() FROM PUBLIC;

REVOKE ALL ON FUNCTION caldav.refresh(p_kind caldav.kind, p_item_ids bigint[]) FROM PUBLIC;

REVOKE ALL ON FUNCTION caldav.refresh_slice(p_kind caldav.kind, p_item_ids bigint[]) FROM PUBLIC;

REVOKE ALL ON FUNCTION caldav.refresh_staff(p_staff_ids bigint[]) FROM PUBLIC;

REVOKE ALL ON FUNCTION caldav.refuse(p_login text, p_generation bigint, p_device text, p_kind caldav.kind, p_name text, p_operation text, p_reason text, OUT status text) FROM PUBLIC;
GRANT ALL ON FUNCTION caldav.refuse(p_login text, p_generation bigint, p_device text, p_kind caldav.kind, p_name text, p_operation text, p_reason text, OUT status text) TO advolux_caldav;

REVOKE ALL ON FUNCTION caldav.remove(p_login text, p_generation bigint, p_device text, p_kind caldav.kind, p_name text, p_expect bigint, p_revision bigint, OUT status text) FROM PUBLIC;
GRANT ALL ON FUNCTION caldav.remove(p_login text, p_generation bigint, p_device text, p_kind caldav.kind, p_name text, p_expect bigint, p_revision bigint, OUT status text) TO advolux_caldav;

REVOKE ALL ON FUNCTION caldav.remove_people(p_staff_ids bigint[]) FROM PUBLIC;

REVOKE ALL ON FUNCTION caldav.retention(p_what text) FROM PUBLIC;

REVOKE ALL ON FUNCTION caldav.revoke_device(p_login text, p_name text) FROM PUBLIC;

REVOKE ALL ON FUNCTION caldav.schema_version() FROM PUBLIC;
GRANT ALL ON FUNCTION caldav.schema_version() TO advolux_caldav;

REVOKE ALL ON FUNCTION caldav.series_days(p_kind caldav.kind, p_item_id bigint) FROM PUBLIC;

REVOKE ALL ON FUNCTION caldav.series_span(p_kind caldav.kind, p_item_id bigint, p_zone text) FROM PUBLIC;

REVOKE ALL ON FUNCTION caldav.set_collection(p_login text, p_generation bigint, p_kind caldav.kind, p_displayname text, p_color text, p_description text, p_order text, OUT status text) FROM PUBLIC;

REVOKE ALL ON FUNCTION caldav.set_entry_properties(p_login text, p_generation bigint, p_kind caldav.kind, p_name text, p_expect bigint, p_changes text[], OUT status text) FROM PUBLIC;
GRANT ALL ON FUNCTION caldav.set_entry_properties(p_login text, p_generation bigint, p_kind caldav.kind, p_name text, p_expect bigint, p_changes text[], OUT status text) TO advolux_caldav;

REVOKE ALL ON FUNCTION caldav.set_password(p_login text, p_hash text) FROM PUBLIC;

REVOKE ALL ON FUNCTION caldav.set_properties(p_login text, p_generation bigint, p_kind caldav.kind, p_place text, p_displayname text, p_language text, p_color text, p_description text, p_order text, p_zone text, p_changes text[], OUT status text) FROM PUBLIC;
GRANT ALL ON FUNCTION caldav.set_properties(p_login text, p_generation bigint, p_kind caldav.kind, p_place text, p_displayname text, p_language text, p_color text, p_description text, p_order text, p_zone text, p_changes text[], OUT status text) TO advolux_caldav;

REVOKE ALL ON FUNCTION caldav.snapshot(p_kind caldav.kind, p_item_id bigint) FROM PUBLIC;

REVOKE ALL ON FUNCTION caldav.span(p_from timestamp with time zone, p_to timestamp with time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION caldav.store_appointment(p_item_id bigint, p_staff_id bigint, p_new boolean, p_components jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION caldav.store_task(p_item_id bigint, p_staff_id bigint, p_new boolean, p_components jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION caldav.task_span(p_from timestamp with time zone, p_to timestamp with time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION caldav.trash_item(p_kind caldav.kind, p_item_id bigint) FROM PUBLIC;

REVOKE ALL ON FUNCTION caldav.year_day(p_day date) FROM PUBLIC;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE advolux.appointment TO advolux_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE advolux.deadline TO advolux_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE advolux.matter TO advolux_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE advolux.participant TO advolux_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE advolux.staff TO advolux_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE advolux.task TO advolux_app;

GRANT SELECT ON TABLE advolux.item TO advolux_app;

GRANT SELECT,INSERT ON TABLE advolux.journal TO advolux_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE advolux.override TO advolux_app;

GRANT SELECT ON TABLE caldav.collection TO advolux_caldav;

GRANT SELECT ON TABLE caldav.content TO advolux_caldav;

GRANT SELECT ON TABLE caldav.principal TO advolux_caldav;

GRANT SELECT ON TABLE caldav.credential TO advolux_caldav;

GRANT SELECT ON TABLE caldav.kept TO advolux_caldav;

GRANT SELECT ON TABLE caldav.kept_entry TO advolux_caldav;

GRANT SELECT ON TABLE caldav.member TO advolux_caldav;

ALTER DEFAULT PRIVILEGES FOR ROLE advolux_owner REVOKE ALL ON TYPES  FROM PUBLIC;

ALTER DEFAULT PRIVILEGES FOR ROLE advolux_owner REVOKE ALL ON FUNCTIONS  FROM PUBLIC;
