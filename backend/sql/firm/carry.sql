-- Copyright 2026 the mod_dav_advolux authors
-- SPDX-License-Identifier: Apache-2.0
--
-- A series that becomes one of days or of times, or gets another zone or start,
-- takes its exceptions, further dates, changed instances and its UNTIL along.
-- They name instances by wall clock, which would be those of another series.
--
-- A start that is another instance of the same series, or one that it would
-- have if it began earlier, moves nothing: the series is cut, or longer. By any
-- other start all names move as far; where that is no instance, but the same
-- day has one, it is that. What finds none is named in a NOTICE. A client's text
-- says all of this itself.

-- Wall clock of a row's start; a task without one is due then.
CREATE OR REPLACE FUNCTION advolux.series_start(p_row jsonb) RETURNS timestamp
LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN CASE WHEN (p_row->>'all_day')::boolean
        THEN coalesce(p_row->>'start_date', p_row->>'due_date')::timestamp
        ELSE caldav.wall_clock(
            coalesce(p_row->>'start_at', p_row->>'due_at')::timestamptz,
            (p_row->>'wall_start')::timestamp, p_row->>'time_zone') END;
END
$$;

-- Whether a change of an item's row moves the names of its instances.
CREATE OR REPLACE FUNCTION advolux.series_moves(p_old jsonb, p_new jsonb)
RETURNS boolean LANGUAGE plpgsql STABLE AS $$
DECLARE
    v_was timestamp := advolux.series_start(p_old);
    v_is timestamp := advolux.series_start(p_new);
    v_same_clock boolean := v_was::time = v_is::time
        AND p_old->'all_day' = p_new->'all_day'
        AND ((p_new->>'all_day')::boolean
             OR p_old->'time_zone' = p_new->'time_zone');
BEGIN
    IF nullif(current_setting('caldav.staff', true), '') IS NOT NULL
       OR v_was IS NULL OR v_is IS NULL OR v_same_clock AND v_was = v_is THEN
        RETURN false;
    END IF;
    RETURN NOT v_same_clock OR p_old->>'rrule' IS NULL
        OR NOT EXISTS (
            SELECT FROM advolux.occurrences(
                p_old->>'rrule', least(v_was, v_is), p_from =>
                greatest(v_was, v_is), p_to => greatest(v_was, v_is)
                + interval '1 second', p_max => 1,
                p_zone => p_new->>'time_zone'));
END
$$;

-- How far a wall clock goes with its series.
CREATE OR REPLACE FUNCTION advolux.carried(
    p_old jsonb, p_new jsonb, p_name timestamp) RETURNS timestamp
LANGUAGE sql STABLE AS $$
    SELECT CASE WHEN (p_new->>'all_day')::boolean
                THEN date_trunc('day', p_name) + (date_trunc('day', v_is)
                                                  - date_trunc('day', v_was))
                ELSE p_name + (v_is - v_was) END
    FROM (SELECT advolux.series_start(p_old), advolux.series_start(p_new))
         AS s (v_was, v_is)
$$;

-- Names of instances as the changed series has them, in the same order. One
-- that Advolux has given a new name already keeps it.
CREATE OR REPLACE FUNCTION advolux.carried_names(
    p_old jsonb, p_new jsonb, p_names timestamp[]) RETURNS timestamp[]
LANGUAGE plpgsql STABLE AS $$
DECLARE
    v_is timestamp := advolux.series_start(p_new);
    v_instances timestamp[];
BEGIN
    SELECT array_agg(o) INTO v_instances
    FROM (SELECT min(n), max(n) FROM unnest(p_names) AS u (name),
              LATERAL (VALUES (name), (advolux.carried(p_old, p_new, name)))
                  AS v (n)) AS bound (first, last),
         LATERAL advolux.occurrences(
             p_new->>'rrule', v_is, NULL,
             ARRAY(SELECT jsonb_array_elements_text(
                 nullif(p_new->'rdate', 'null')))::timestamp[],
             first - interval '1 day', last + interval '1 day', 100000,
             p_new->>'time_zone') AS o;
    RETURN ARRAY(
        SELECT CASE WHEN far IN (SELECT unnest(v_instances)) THEN far
                    WHEN near IN (SELECT unnest(v_instances)) THEN near
                    ELSE far END
        FROM unnest(p_names) WITH ORDINALITY AS n (name, place),
             LATERAL (SELECT advolux.carried(p_old, p_new, name),
                             name::date + v_is::time) AS to_ (far, near)
        ORDER BY place);
END
$$;

-- UNTIL lets the same instances pass. It is of the kind that the start is (RFC
-- 5545 section 3.3.10).
CREATE OR REPLACE FUNCTION advolux.carried_rule(p_old jsonb, p_new jsonb)
RETURNS text LANGUAGE plpgsql STABLE AS $$
DECLARE
    v_rule text := p_new->>'rrule';
    v_was timestamp := advolux.series_start(p_old);
    v_is timestamp := advolux.series_start(p_new);
    v_until timestamp := advolux.rule_until(v_rule, p_old->>'time_zone');
    v_last date := (v_until - v_was::time)::date + (v_is::date - v_was::date);
BEGIN
    RETURN regexp_replace(v_rule, 'UNTIL=[^;]*', 'UNTIL=' || CASE
        WHEN (p_new->>'all_day')::boolean THEN to_char(v_last, 'YYYYMMDD')
        ELSE to_char(caldav.instant(
            CASE WHEN (p_old->>'all_day')::boolean THEN v_last + v_is::time
                 ELSE v_until + (v_is - v_was) END,
            p_new->>'time_zone') AT TIME ZONE 'UTC',
            'YYYYMMDD"T"HH24MISS"Z"') END, 'i');
END
$$;

CREATE OR REPLACE FUNCTION advolux.carry_dates() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    v_old jsonb := to_jsonb(OLD);
BEGIN
    IF NOT advolux.series_moves(v_old, to_jsonb(NEW)) THEN
        RETURN NEW;
    END IF;
    IF NEW.rrule = OLD.rrule AND upper(NEW.rrule) ~ 'UNTIL=' THEN
        NEW.rrule := coalesce(advolux.carried_rule(v_old, to_jsonb(NEW)),
                              NEW.rrule);
    END IF;
    IF NEW.rdate = OLD.rdate THEN
        NEW.rdate := ARRAY(SELECT DISTINCT advolux.carried(
                               v_old, to_jsonb(NEW), x) AS c
                           FROM unnest(NEW.rdate) AS x ORDER BY c);
    END IF;
    IF NEW.exdate = OLD.exdate THEN
        NEW.exdate := ARRAY(SELECT DISTINCT c FROM unnest(advolux.carried_names(
                                v_old, to_jsonb(NEW), NEW.exdate)) AS c
                            ORDER BY c);
    END IF;
    RETURN NEW;
END
$$;
CREATE OR REPLACE TRIGGER carry_dates BEFORE UPDATE ON advolux.appointment
    FOR EACH ROW
    WHEN (OLD.rrule IS NOT NULL OR OLD.rdate IS NOT NULL)
    EXECUTE FUNCTION advolux.carry_dates();
CREATE OR REPLACE TRIGGER carry_dates BEFORE UPDATE ON advolux.task
    FOR EACH ROW
    WHEN (OLD.rrule IS NOT NULL OR OLD.rdate IS NOT NULL)
    EXECUTE FUNCTION advolux.carry_dates();

-- An override under its new name. One that was at its instance's own time is
-- there still, of the kind that the series is now; what was moved stays where
-- it was put.
CREATE OR REPLACE FUNCTION advolux.carried_override(
    p_old jsonb, p_new jsonb, p_override jsonb, p_name timestamp)
RETURNS jsonb LANGUAGE plpgsql STABLE AS $$
DECLARE
    v_start timestamp := advolux.series_start(p_override);
    -- The length is its own, or of the other kind the series'.
    v_like jsonb := CASE WHEN p_old->'all_day' = p_new->'all_day'
                         THEN p_override ELSE p_new END;
    v_at timestamptz := caldav.instant(p_name, p_new->>'time_zone');
    v_days int := coalesce(v_like->>'end_date', v_like->>'due_date')::date
                  - coalesce(v_like->>'start_date', v_like->>'due_date')::date;
    v_length interval :=
        coalesce(v_like->>'end_at', v_like->>'due_at')::timestamptz
        - coalesce(v_like->>'start_at', v_like->>'due_at')::timestamptz;
BEGIN
    IF p_override->'all_day' = p_old->'all_day'
       AND v_start = (p_override->>'recurrence_id')::timestamp
       AND ((p_old->>'all_day')::boolean
            OR p_override->'time_zone' = p_old->'time_zone') THEN
        p_override := p_override || jsonb_build_object(
            'all_day', p_new->'all_day', 'time_zone', p_new->'time_zone',
            'start_date', CASE WHEN v_like->>'start_date' IS NOT NULL
                               THEN p_name::date END,
            'end_date', CASE WHEN v_like->>'end_date' IS NOT NULL
                             THEN p_name::date + v_days END,
            'due_date', CASE WHEN v_like->>'due_date' IS NOT NULL
                             THEN p_name::date + v_days END,
            'start_at', CASE WHEN v_like->>'start_at' IS NOT NULL
                             THEN v_at END,
            'end_at', CASE WHEN v_like->>'end_at' IS NOT NULL
                           THEN v_at + v_length END,
            'due_at', CASE WHEN v_like->>'due_at' IS NOT NULL
                           THEN v_at + v_length END,
            'wall_start', caldav.skipped(p_name, p_new->>'time_zone'));
    END IF;
    RETURN p_override || jsonb_build_object('recurrence_id', p_name);
END
$$;

-- What is left out or changed, and is no instance of the series (any more).
CREATE OR REPLACE FUNCTION advolux.note_names(p_kind caldav.kind, p_row jsonb)
RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    v_item bigint := p_row->>(p_kind || '_id');
    v_name timestamp;
BEGIN
    FOR v_name IN
        SELECT n FROM (
            SELECT x::timestamp FROM jsonb_array_elements_text(
                nullif(p_row->'exdate', 'null')) AS x
            UNION
            SELECT recurrence_id FROM advolux.override
            WHERE CASE p_kind WHEN 'task' THEN task_id ELSE appointment_id END
                  = v_item) AS named (n)
        WHERE NOT EXISTS (      -- which of them are is not known here
            SELECT FROM caldav.wants_days(p_kind, v_item))
          AND NOT EXISTS (
            SELECT FROM advolux.occurrences(
                p_row->>'rrule', advolux.series_start(p_row), NULL,
                ARRAY(SELECT jsonb_array_elements_text(
                    nullif(p_row->'rdate', 'null')))::timestamp[],
                n, n + interval '1 second', 1, p_row->>'time_zone'))
        ORDER BY n
    LOOP
        RAISE NOTICE '% %: % was left out or changed, and is no instance of the series now',
            p_kind, v_item, to_char(v_name, CASE
                WHEN (p_row->>'all_day')::boolean THEN 'YYYY-MM-DD'
                ELSE 'YYYY-MM-DD HH24:MI' END)
            USING ERRCODE = '01ADV';
    END LOOP;
END
$$;

-- Before the statement's own trigger makes what clients see of it. Of two that
-- come to one day the first has it.
CREATE OR REPLACE FUNCTION advolux.carry_overrides() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    v_kind caldav.kind := TG_TABLE_NAME;
    v_old jsonb := to_jsonb(OLD);
    v_new jsonb := to_jsonb(NEW);
    v_rows jsonb[];
    v_names timestamp[];
BEGIN
    IF NOT advolux.series_moves(v_old, v_new) THEN
        RETURN NEW;
    END IF;
    SELECT array_agg(to_jsonb(o) ORDER BY recurrence_id),
           advolux.carried_names(v_old, v_new, array_agg(
               recurrence_id ORDER BY recurrence_id))
    INTO v_rows, v_names
    FROM advolux.override o
    WHERE CASE v_kind WHEN 'task' THEN task_id ELSE appointment_id END
          = (v_new->>(v_kind || '_id'))::bigint;
    FOR i IN 1 .. coalesce(cardinality(v_rows), 0) LOOP
        v_rows[i] := advolux.carried_override(v_old, v_new, v_rows[i],
                                              v_names[i]);
    END LOOP;
    IF v_rows IS NOT NULL THEN
        DELETE FROM advolux.override WHERE override_id IN (
            SELECT override_id
            FROM (SELECT (r->>'override_id')::bigint, row_number() OVER (
                             PARTITION BY r->>'recurrence_id'
                             ORDER BY (r->>'override_id')::bigint)
                  FROM unnest(v_rows) AS r) AS p (override_id, place)
            WHERE place > 1);
        -- Out of each other's way.
        UPDATE advolux.override
        SET recurrence_id = recurrence_id + interval '5000 years'
        WHERE override_id = ANY (ARRAY(
            SELECT (r->>'override_id')::bigint FROM unnest(v_rows) AS r));
        UPDATE advolux.override o
        SET recurrence_id = r.recurrence_id, all_day = r.all_day,
            time_zone = r.time_zone, start_at = r.start_at, end_at = r.end_at,
            due_at = r.due_at, start_date = r.start_date,
            end_date = r.end_date, due_date = r.due_date,
            wall_start = r.wall_start
        FROM jsonb_populate_recordset(NULL::advolux.override,
                                      to_jsonb(v_rows)) AS r
        WHERE o.override_id = r.override_id;
    END IF;
    PERFORM advolux.note_names(v_kind, v_new);
    RETURN NEW;
END
$$;
CREATE OR REPLACE TRIGGER carry_overrides AFTER UPDATE ON advolux.appointment
    FOR EACH ROW WHEN (coalesce(current_setting('caldav.staff', true), '') = '')
    EXECUTE FUNCTION advolux.carry_overrides();
CREATE OR REPLACE TRIGGER carry_overrides AFTER UPDATE ON advolux.task
    FOR EACH ROW WHEN (coalesce(current_setting('caldav.staff', true), '') = '')
    EXECUTE FUNCTION advolux.carry_overrides();
