-- Copyright 2026 the mod_dav_advolux authors
-- SPDX-License-Identifier: Apache-2.0
--
-- One instance of a series changed or left out, and an end of it, for the
-- application.

-- An override of one instance, made if there is none from what the instance is
-- now: the series, or the "this and future" before it. The item is locked.
CREATE OR REPLACE FUNCTION advolux.make_override(
    p_kind caldav.kind, p_item_id bigint, p_instance timestamp) RETURNS bigint
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    v_id bigint;
    v_series caldav.series;
    v_row advolux.override;
    v_moved interval;
    v_length interval;
    v_start timestamp;
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
    v_length := coalesce(v_row.end_at, v_row.due_at)
                - coalesce(v_row.start_at, v_row.due_at);
    v_start := v_moved + caldav.wall_clock(
        coalesce(v_row.start_at, v_row.due_at), v_row.wall_start,
        v_series.time_zone);
    v_row.start_at := CASE WHEN v_row.start_at IS NOT NULL
                           THEN caldav.instant(v_start, v_series.time_zone) END;
    v_row.end_at := CASE WHEN v_row.end_at IS NOT NULL
                         THEN v_row.start_at + v_length END;
    v_row.due_at := CASE WHEN v_row.due_at IS NOT NULL
                         THEN caldav.instant(v_start, v_series.time_zone)
                              + v_length END;
    INSERT INTO advolux.override (
        appointment_id, task_id, recurrence_id, title, description, location,
        all_day, time_zone, start_at, end_at, due_at, start_date, end_date,
        due_date, status, free, class, priority, categories, percent,
        completed_at, sequence, wall_start)
    VALUES (
        CASE p_kind WHEN 'appointment' THEN p_item_id END,
        CASE p_kind WHEN 'task' THEN p_item_id END, p_instance, v_row.title,
        v_row.description, v_row.location, v_row.all_day, v_row.time_zone,
        v_row.start_at, v_row.end_at,
        CASE p_kind WHEN 'task' THEN v_row.due_at END,
        v_row.start_date + v_moved, v_row.end_date + v_moved,
        v_row.due_date + v_moved, v_row.status, coalesce(v_row.free, false),
        v_row.class, v_row.priority, v_row.categories, v_row.percent,
        v_row.completed_at, v_row.sequence,
        caldav.skipped(v_start, v_series.time_zone))
    RETURNING override_id INTO v_id;
    RETURN v_id;
END
$$;

-- One instance of a series takes place no more, however it was changed.
CREATE OR REPLACE FUNCTION advolux.leave_out(
    p_kind caldav.kind, p_item_id bigint, p_instance timestamp) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
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
$$;

-- No instance from p_before on; what was changed or excluded there is gone.
CREATE OR REPLACE FUNCTION advolux.end_series(
    p_kind caldav.kind, p_item_id bigint, p_before timestamp) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
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
CREATE OR REPLACE FUNCTION advolux.appointment_instance(
    p_appointment_id bigint, p_instance timestamp) RETURNS bigint
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT advolux.make_override('appointment', p_appointment_id, p_instance)
$$;
COMMENT ON ROUTINE advolux.appointment_instance IS
    'override_id of the instance that originally starts then (wall clock of the series), to be updated by the next statement; an override is made if there is none';

CREATE OR REPLACE FUNCTION advolux.task_instance(
    p_task_id bigint, p_instance timestamp) RETURNS bigint
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT advolux.make_override('task', p_task_id, p_instance)
$$;
COMMENT ON ROUTINE advolux.task_instance IS 'as appointment_instance';

CREATE OR REPLACE FUNCTION advolux.end_appointment_series(
    p_appointment_id bigint, p_before timestamp) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT advolux.end_series('appointment', p_appointment_id, p_before)
$$;
COMMENT ON ROUTINE advolux.end_appointment_series IS
    'the last instance is the one before that wall clock time';

CREATE OR REPLACE FUNCTION advolux.end_task_series(
    p_task_id bigint, p_before timestamp) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT advolux.end_series('task', p_task_id, p_before)
$$;
COMMENT ON ROUTINE advolux.end_task_series IS 'as end_appointment_series';

GRANT EXECUTE ON ROUTINE advolux.appointment_instance, advolux.task_instance,
    advolux.end_appointment_series, advolux.end_task_series TO advolux_app;
