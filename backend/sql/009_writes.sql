-- Copyright 2026 the mod_dav_advolux authors
-- SPDX-License-Identifier: Apache-2.0
--
-- What the module calls to write. Locks come first; then what was judged is
-- compared with what is there (CONTRACT.md section 3).

SET LOCAL ROLE advolux_owner;

-- The caller's calendar and window; NULL if the credential is none.
CREATE FUNCTION caldav.caller(p_login text, p_generation bigint,
                              p_kind caldav.kind,
                              OUT calendar_id bigint, OUT staff_id bigint,
                              OUT cutoff_at timestamptz)
LANGUAGE sql STABLE AS $$
    SELECT c.calendar_id, p.staff_id, c.cutoff_at
    FROM caldav.principal p JOIN caldav.collection c USING (login)
    WHERE p.login = p_login AND c.kind = p_kind
      AND (p_generation = 0 OR p.generation = p_generation)
$$;

CREATE FUNCTION caldav.log(p_staff_id bigint, p_login text, p_device text,
                           p_operation text, p_kind caldav.kind,
                           p_item_id bigint, p_name text, p_result text,
                           p_reason text DEFAULT NULL,
                           p_before jsonb DEFAULT NULL) RETURNS void
LANGUAGE sql AS $$
    INSERT INTO advolux.journal (staff_id, login, device, operation, kind,
                                 item_id, name, result, reason, before)
    VALUES (p_staff_id, p_login, p_device, p_operation, p_kind::text,
            p_item_id, p_name, p_result, p_reason, p_before)
$$;

CREATE FUNCTION caldav.snapshot(p_kind caldav.kind, p_item_id bigint)
RETURNS jsonb LANGUAGE sql STABLE AS $$
    SELECT jsonb_strip_nulls(CASE p_kind WHEN 'appointment'
        THEN (SELECT to_jsonb(a) FROM advolux.appointment a
              WHERE appointment_id = p_item_id)
        ELSE (SELECT to_jsonb(t) FROM advolux.task t
              WHERE task_id = p_item_id) END
        || jsonb_build_object('overrides', (
            SELECT jsonb_agg(to_jsonb(o)) FROM advolux.override o
            WHERE p_kind = 'appointment' AND appointment_id = p_item_id
               OR p_kind = 'task' AND task_id = p_item_id)))
$$;

-- Lock the entry's item, then its calendars: the order that Advolux takes. If
-- the name passes to another item meanwhile, the version tells.
CREATE FUNCTION caldav.lock_entry(p_calendar_id bigint, p_kind caldav.kind,
                                  p_name text)
RETURNS caldav.entry LANGUAGE plpgsql AS $$
DECLARE
    v_item bigint;
    v_entry caldav.entry;
BEGIN
    SELECT item_id INTO v_item FROM caldav.entry
    WHERE calendar_id = p_calendar_id AND name = p_name;
    PERFORM caldav.lock_items(p_kind, ARRAY[v_item]);
    PERFORM caldav.lock_calendars(p_kind, ARRAY[v_item], p_calendar_id);
    SELECT * INTO v_entry FROM caldav.entry
    WHERE calendar_id = p_calendar_id AND name = p_name;
    RETURN v_entry;
END
$$;

CREATE FUNCTION caldav.next_revision(p_calendar_id bigint) RETURNS bigint
LANGUAGE sql AS $$
    UPDATE caldav.calendar SET revision = revision + 1
    WHERE calendar_id = p_calendar_id RETURNING revision
$$;

-- Components as the module sends them, in the types of the columns.
CREATE FUNCTION caldav.components(p_components jsonb)
RETURNS TABLE (place bigint, recurrence_id timestamp, this_and_future boolean,
               title text, description text, location text, all_day boolean,
               zone text, start_at timestamptz, end_at timestamptz,
               start_date date, end_date date, status text, class text,
               free boolean, priority int, percent int,
               completed_at timestamptz, categories text[], rrule text,
               exdate timestamp[], rdate timestamp[], sequence int)
LANGUAGE sql STABLE AS $$
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

-- The columns that iCalendar knows; matter, participants and mode stay.
CREATE FUNCTION caldav.store_appointment(p_item_id bigint, p_staff_id bigint,
                                         p_new boolean, p_components jsonb)
RETURNS void LANGUAGE plpgsql AS $$
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

CREATE FUNCTION caldav.store_task(p_item_id bigint, p_staff_id bigint,
                                  p_new boolean, p_components jsonb)
RETURNS void LANGUAGE plpgsql AS $$
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

CREATE FUNCTION caldav.put(
    p_login text, p_generation bigint, p_device text, p_kind caldav.kind,
    p_name text, p_expect bigint, p_uid text, p_text text, p_components jsonb,
    OUT status text, OUT version bigint, OUT name text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
DECLARE
    v_caller record;
    v_entry caldav.entry;
    v_other caldav.entry;
    v_item bigint;
    v_before jsonb;
    v_new boolean;
BEGIN
    SELECT * INTO v_caller FROM caldav.caller(p_login, p_generation, p_kind);
    IF v_caller.calendar_id IS NULL THEN
        status := 'login';
        RETURN;
    END IF;
    v_entry := caldav.lock_entry(v_caller.calendar_id, p_kind, p_name);
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
        v_item := nextval(CASE p_kind
            WHEN 'appointment'
            THEN pg_get_serial_sequence('advolux.appointment', 'appointment_id')
            ELSE pg_get_serial_sequence('advolux.task', 'task_id') END);
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

CREATE FUNCTION caldav.remove(
    p_login text, p_generation bigint, p_device text, p_kind caldav.kind,
    p_name text, p_expect bigint, OUT status text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    v_caller record;
    v_entry caldav.entry;
    v_before jsonb;
BEGIN
    SELECT * INTO v_caller FROM caldav.caller(p_login, p_generation, p_kind);
    IF v_caller.calendar_id IS NULL THEN
        status := 'login';
        RETURN;
    END IF;
    v_entry := caldav.lock_entry(v_caller.calendar_id, p_kind, p_name);
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
    IF p_kind = 'appointment' THEN
        UPDATE advolux.appointment SET trashed_at = now()
        WHERE appointment_id = v_entry.item_id;
    ELSE
        UPDATE advolux.task SET trashed_at = now()
        WHERE task_id = v_entry.item_id;
    END IF;
    PERFORM caldav.log(v_caller.staff_id, p_login, p_device, 'delete', p_kind,
                       v_entry.item_id, p_name, 'done', NULL, v_before);
    status := 'removed';
EXCEPTION WHEN insufficient_privilege THEN
    status := 'refused';
END
$$;

-- Give an item another name in its calendar, in place of what p_replace says is
-- there (0: nothing). The old name becomes a tombstone.
CREATE FUNCTION caldav.move(
    p_login text, p_generation bigint, p_device text, p_kind caldav.kind,
    p_name text, p_expect bigint, p_target text, p_replace bigint,
    OUT status text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    v_caller record;
    v_items bigint[];
    v_entry caldav.entry;
    v_target caldav.entry;
    v_there boolean;
    v_gone bigint;
    v_next bigint;
BEGIN
    SELECT * INTO v_caller FROM caldav.caller(p_login, p_generation, p_kind);
    IF v_caller.calendar_id IS NULL THEN
        status := 'login';
        RETURN;
    END IF;
    SELECT array_agg(item_id) INTO v_items FROM caldav.entry
    WHERE calendar_id = v_caller.calendar_id AND name IN (p_name, p_target);
    PERFORM caldav.lock_items(p_kind, v_items);
    PERFORM caldav.lock_calendars(p_kind, v_items, v_caller.calendar_id);
    SELECT * INTO v_entry FROM caldav.entry
    WHERE calendar_id = v_caller.calendar_id AND name = p_name;
    SELECT * INTO v_target FROM caldav.entry
    WHERE calendar_id = v_caller.calendar_id AND name = p_target;
    v_there := coalesce(v_target.visible, false);
    status := CASE
        WHEN NOT coalesce(v_entry.visible, false)
             OR v_entry.ends_at <= v_caller.cutoff_at THEN 'missing'
        WHEN v_entry.version <> p_expect THEN 'changed'
        WHEN v_entry.access <> 'editable' THEN 'refused'
        WHEN coalesce(v_target.reserved, false)
             OR v_there AND v_target.ends_at <= v_caller.cutoff_at THEN 'hidden'
        WHEN p_replace <> CASE WHEN v_there THEN v_target.version ELSE 0 END
        THEN 'changed'
        WHEN v_there AND v_target.access <> 'editable'
             OR p_target = p_name THEN 'refused' END;
    IF status IS NOT NULL THEN
        RETURN;
    END IF;
    PERFORM set_config('caldav.staff', v_caller.staff_id::text, true);
    IF v_there THEN
        PERFORM caldav.log(v_caller.staff_id, p_login, p_device, 'delete',
                           p_kind, v_target.item_id, p_target, 'done', NULL,
                           caldav.snapshot(p_kind, v_target.item_id));
        IF p_kind = 'appointment' THEN
            UPDATE advolux.appointment SET trashed_at = now()
            WHERE appointment_id = v_target.item_id;
        ELSE
            UPDATE advolux.task SET trashed_at = now()
            WHERE task_id = v_target.item_id;
        END IF;
    END IF;
    -- The tombstone stands for what had the target's name, or for nothing.
    v_gone := coalesce(v_target.item_id, nextval(CASE p_kind
        WHEN 'appointment'
        THEN pg_get_serial_sequence('advolux.appointment', 'appointment_id')
        ELSE pg_get_serial_sequence('advolux.task', 'task_id') END));
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
EXCEPTION WHEN insufficient_privilege THEN
    status := 'refused';
END
$$;

-- Journal a refusal; unless that happened 20 times in ten minutes, make the
-- client's next sync fetch the true item again.
CREATE FUNCTION caldav.refuse(
    p_login text, p_generation bigint, p_device text, p_kind caldav.kind,
    p_name text, p_operation text, p_reason text, OUT status text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
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

CREATE FUNCTION caldav.set_collection(
    p_login text, p_generation bigint, p_kind caldav.kind, p_displayname text,
    p_color text, p_description text, p_order text, OUT status text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
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
