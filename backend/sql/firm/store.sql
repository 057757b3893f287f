-- Copyright 2026 the mod_dav_advolux authors
-- SPDX-License-Identifier: Apache-2.0
--
-- What is done to the firm's rows.

-- In key order, and before their calendars: caldav/lock.sql.
CREATE OR REPLACE FUNCTION caldav.lock_items(
    p_kind caldav.kind, p_item_ids bigint[]) RETURNS void
LANGUAGE plpgsql AS $$
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

CREATE OR REPLACE FUNCTION caldav.new_item(p_kind caldav.kind) RETURNS bigint
LANGUAGE plpgsql AS $$
BEGIN
    RETURN CASE p_kind
        WHEN 'appointment'
        THEN nextval('advolux.appointment_appointment_id_seq'::regclass)
        ELSE nextval('advolux.task_task_id_seq'::regclass) END;
END
$$;

-- The columns that iCalendar knows; matter, participants and mode stay.
CREATE OR REPLACE FUNCTION caldav.store_appointment(
    p_item_id bigint, p_staff_id bigint, p_new boolean, p_components jsonb)
RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    IF p_new THEN
        INSERT INTO advolux.appointment (
            appointment_id, main_editor, sync_mode, title, description,
            location, all_day, time_zone, start_at, end_at, start_date,
            end_date, status, free, class, priority, categories, rrule, exdate,
            rdate, sequence, wall_start)
        OVERRIDING SYSTEM VALUE
        SELECT p_item_id, p_staff_id, 'both', title, description, location,
               all_day, zone, start_at, end_at, start_date, end_date, status,
               free, class, priority, categories, rrule, exdate, rdate,
               sequence, wall_start
        FROM caldav.components(p_components) WHERE place = 1;
    ELSE
        IF EXISTS (SELECT FROM advolux.override
                   WHERE appointment_id = p_item_id) THEN
            DELETE FROM advolux.override WHERE appointment_id = p_item_id;
        END IF;
        UPDATE advolux.appointment a
        SET title = c.title, description = c.description,
            location = c.location, all_day = c.all_day, time_zone = c.zone,
            start_at = c.start_at, end_at = c.end_at,
            start_date = c.start_date, end_date = c.end_date,
            status = c.status, free = c.free, class = c.class,
            priority = c.priority, categories = c.categories, rrule = c.rrule,
            exdate = c.exdate, rdate = c.rdate, sequence = c.sequence,
            wall_start = c.wall_start, modified_at = clock_timestamp()
        FROM caldav.components(p_components) c
        WHERE a.appointment_id = p_item_id AND c.place = 1;
    END IF;
    IF jsonb_array_length(p_components) > 1 THEN
        INSERT INTO advolux.override (
            appointment_id, recurrence_id, this_and_future, title, description,
            location, all_day, time_zone, start_at, end_at, start_date,
            end_date, status, free, class, priority, categories, sequence,
            wall_start)
        SELECT p_item_id, recurrence_id, this_and_future, title, description,
               location, all_day, zone, start_at, end_at, start_date, end_date,
               status, free, class, priority, categories, sequence, wall_start
        FROM caldav.components(p_components) WHERE place > 1;
    END IF;
END
$$;

CREATE OR REPLACE FUNCTION caldav.store_task(
    p_item_id bigint, p_staff_id bigint, p_new boolean, p_components jsonb)
RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    IF p_new THEN
        INSERT INTO advolux.task (
            task_id, main_editor, sync_mode, title, description, location,
            all_day, time_zone, start_at, due_at, start_date, due_date, status,
            percent, completed_at, class, priority, categories, rrule, exdate,
            rdate, sequence, wall_start)
        OVERRIDING SYSTEM VALUE
        SELECT p_item_id, p_staff_id, 'both', title, description, location,
               all_day, zone, start_at, end_at, start_date, end_date, status,
               percent, completed_at, class, priority, categories, rrule,
               exdate, rdate, sequence, wall_start
        FROM caldav.components(p_components) WHERE place = 1;
    ELSE
        IF EXISTS (SELECT FROM advolux.override WHERE task_id = p_item_id) THEN
            DELETE FROM advolux.override WHERE task_id = p_item_id;
        END IF;
        UPDATE advolux.task t
        SET title = c.title, description = c.description,
            location = c.location, all_day = c.all_day, time_zone = c.zone,
            start_at = c.start_at, due_at = c.end_at,
            start_date = c.start_date, due_date = c.end_date,
            status = c.status, percent = c.percent,
            completed_at = c.completed_at, class = c.class,
            priority = c.priority, categories = c.categories, rrule = c.rrule,
            exdate = c.exdate, rdate = c.rdate, sequence = c.sequence,
            wall_start = c.wall_start, modified_at = clock_timestamp()
        FROM caldav.components(p_components) c
        WHERE t.task_id = p_item_id AND c.place = 1;
    END IF;
    IF jsonb_array_length(p_components) > 1 THEN
        INSERT INTO advolux.override (
            task_id, recurrence_id, this_and_future, title, description,
            location, all_day, time_zone, start_at, due_at, start_date,
            due_date, status, percent, completed_at, class, priority,
            categories, sequence, wall_start)
        SELECT p_item_id, recurrence_id, this_and_future, title, description,
               location, all_day, zone, start_at, end_at, start_date, end_date,
               status, percent, completed_at, class, priority, categories,
               sequence, wall_start
        FROM caldav.components(p_components) WHERE place > 1;
    END IF;
END
$$;

-- Items that are not there yet; their ids are entries already.
CREATE OR REPLACE FUNCTION caldav.insert_appointments(
    p_staff_id bigint, p_item_ids bigint[], p_components jsonb)
RETURNS void LANGUAGE sql SET search_path = pg_catalog, pg_temp AS $$
    INSERT INTO advolux.appointment (
        appointment_id, main_editor, sync_mode, title, description, location,
        all_day, time_zone, start_at, end_at, start_date, end_date, status,
        free, class, priority, categories, rrule, exdate, rdate, sequence,
        wall_start)
    OVERRIDING SYSTEM VALUE
    SELECT i.item_id, p_staff_id, 'both', c.title, c.description, c.location,
           c.all_day, c.zone, c.start_at, c.end_at, c.start_date, c.end_date,
           c.status, c.free, c.class, c.priority, c.categories, c.rrule,
           c.exdate, c.rdate, c.sequence, c.wall_start
    FROM unnest(p_item_ids) WITH ORDINALITY AS i (item_id, n)
    CROSS JOIN LATERAL caldav.components(p_components -> (i.n - 1)::int) AS c
    WHERE c.place = 1;
    INSERT INTO advolux.override (
        appointment_id, recurrence_id, this_and_future, title, description,
        location, all_day, time_zone, start_at, end_at, start_date, end_date,
        status, free, class, priority, categories, sequence, wall_start)
    SELECT i.item_id, c.recurrence_id, c.this_and_future, c.title,
           c.description, c.location, c.all_day, c.zone, c.start_at, c.end_at,
           c.start_date, c.end_date, c.status, c.free, c.class, c.priority,
           c.categories, c.sequence, c.wall_start
    FROM unnest(p_item_ids) WITH ORDINALITY AS i (item_id, n)
    CROSS JOIN LATERAL caldav.components(p_components -> (i.n - 1)::int) AS c
    WHERE c.place > 1;
$$;

CREATE OR REPLACE FUNCTION caldav.insert_tasks(
    p_staff_id bigint, p_item_ids bigint[], p_components jsonb)
RETURNS void LANGUAGE sql SET search_path = pg_catalog, pg_temp AS $$
    INSERT INTO advolux.task (
        task_id, main_editor, sync_mode, title, description, location, all_day,
        time_zone, start_at, due_at, start_date, due_date, status, percent,
        completed_at, class, priority, categories, rrule, exdate, rdate,
        sequence, wall_start)
    OVERRIDING SYSTEM VALUE
    SELECT i.item_id, p_staff_id, 'both', c.title, c.description, c.location,
           c.all_day, c.zone, c.start_at, c.end_at, c.start_date, c.end_date,
           c.status, c.percent, c.completed_at, c.class, c.priority,
           c.categories, c.rrule, c.exdate, c.rdate, c.sequence, c.wall_start
    FROM unnest(p_item_ids) WITH ORDINALITY AS i (item_id, n)
    CROSS JOIN LATERAL caldav.components(p_components -> (i.n - 1)::int) AS c
    WHERE c.place = 1;
    INSERT INTO advolux.override (
        task_id, recurrence_id, this_and_future, title, description, location,
        all_day, time_zone, start_at, due_at, start_date, due_date, status,
        percent, completed_at, class, priority, categories, sequence,
        wall_start)
    SELECT i.item_id, c.recurrence_id, c.this_and_future, c.title,
           c.description, c.location, c.all_day, c.zone, c.start_at, c.end_at,
           c.start_date, c.end_date, c.status, c.percent, c.completed_at,
           c.class, c.priority, c.categories, c.sequence, c.wall_start
    FROM unnest(p_item_ids) WITH ORDINALITY AS i (item_id, n)
    CROSS JOIN LATERAL caldav.components(p_components -> (i.n - 1)::int) AS c
    WHERE c.place > 1;
$$;

CREATE OR REPLACE FUNCTION caldav.trash_item(
    p_kind caldav.kind, p_item_id bigint) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF p_kind = 'appointment' THEN
        UPDATE advolux.appointment SET trashed_at = now()
        WHERE appointment_id = p_item_id;
    ELSE
        UPDATE advolux.task SET trashed_at = now() WHERE task_id = p_item_id;
    END IF;
END
$$;
