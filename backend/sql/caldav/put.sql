-- Copyright 2026 the mod_dav_advolux authors
-- SPDX-License-Identifier: Apache-2.0
--
-- A client stores an object.

-- Whether a text can be the object that it is said to be: a calendar with a
-- component of the kind and with the UID. It is a second lock and no parser:
-- what the module takes passes, folded and grouped as clients write it, and
-- nothing passes that is no calendar data.
CREATE OR REPLACE FUNCTION caldav.is_object(
    p_text text, p_kind caldav.kind, p_uid text) RETURNS boolean
LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
    c_group constant text := '(?:[A-Za-z0-9_/.-]*\.)?';
    c_value constant text := '(?:;(?:[^":\n]|"[^"\n]*")*)?:';
    c_begin constant text := c_group || 'BEGIN' || c_value || '[ \t]*';
    v_component text := CASE p_kind WHEN 'task' THEN 'VTODO' ELSE 'VEVENT' END;
    v_begin text := E'\r\nBEGIN:' || v_component || E'\r\n';
    v_uid text := E'\r\nUID:' || p_uid || E'\r\n';
    v_text text;
BEGIN
    -- What is as plain as most are: none of these lines is folded.
    IF starts_with(p_text, E'BEGIN:VCALENDAR\r\n')
       AND right(p_text, 17) = E'\r\nEND:VCALENDAR\r\n'
       AND strpos(p_text, v_begin) > 0 AND strpos(p_text, v_uid) > 0
       AND strpos(p_text, v_begin || ' ') = 0
       AND strpos(p_text, v_begin || E'\t') = 0
       AND strpos(p_text, v_uid || ' ') = 0
       AND strpos(p_text, v_uid || E'\t') = 0
       AND substr(p_text, 18, 1) NOT IN (' ', E'\t')
       AND strpos(p_text, E'\r\n\r\n') = 0 AND strpos(p_uid, E'\n') = 0 THEN
        RETURN true;
    END IF;
    v_text := regexp_replace(p_text, '(?:\r?\n)+[ \t]', '', 'g');
    RETURN v_text ~* ('^[\uFEFF\s]*' || c_begin || 'VCALENDAR\s*\n')
       AND v_text ~* ('\n' || c_begin || v_component || '\s*\n')
       AND v_text ~* ('\n' || c_group || 'END' || c_value
                      || '[ \t]*VCALENDAR\s*$')
       AND EXISTS (
           SELECT FROM regexp_matches(
               v_text, '\n' || c_group || 'UID' || c_value || '([^\r\n]*)',
               'gi') AS m
           WHERE caldav.plain_uid(m[1]) = caldav.plain_uid(p_uid));
END
$$;

-- A UID as it is compared for that: escaped in a text or not, it is the same.
CREATE OR REPLACE FUNCTION caldav.plain_uid(p_uid text) RETURNS text
LANGUAGE sql IMMUTABLE
    RETURN lower(btrim(translate(p_uid, E'\n\\', 'n'), E' \t'));

-- What speaks against storing an object where this entry is; NULL: nothing.
CREATE OR REPLACE FUNCTION caldav.objection(
    p_entry caldav.entry, p_cutoff_at timestamptz, p_expect bigint, p_uid text,
    p_components jsonb) RETURNS text
LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
    v_there boolean := coalesce(p_entry.visible, false);
BEGIN
    RETURN CASE
        WHEN p_expect > 0 AND (NOT v_there OR p_entry.version <> p_expect)
            THEN 'changed'
        WHEN p_expect = 0 AND p_entry.reserved THEN 'hidden'
        WHEN p_expect = 0 AND v_there
            THEN CASE WHEN p_entry.ends_at > p_cutoff_at THEN 'changed'
                      ELSE 'hidden' END
        WHEN v_there AND p_entry.uid <> p_uid THEN 'uid-taken'
        WHEN p_components IS NULL AND NOT v_there
             OR p_components IS NOT NULL AND v_there
                AND p_entry.access <> 'editable' THEN 'refused' END;
END
$$;

-- The entry of an item that its person has stored, as Advolux's rows place it now.
CREATE OR REPLACE FUNCTION caldav.placed(
    p_entry caldav.entry, p_staff_id bigint) RETURNS caldav.entry
LANGUAGE plpgsql STABLE AS $$
BEGIN
    IF p_entry.kind = 'appointment' THEN
        SELECT p.access, p.span, p.recurring, p.all_day
        INTO STRICT p_entry.access, p_entry.span, p_entry.recurring,
                    p_entry.all_day
        FROM caldav.placement p
        WHERE p.kind = 'appointment' AND p.item_id = p_entry.item_id
          AND p.staff_id = p_staff_id;
    ELSE
        SELECT p.access, p.span, p.recurring, p.all_day
        INTO STRICT p_entry.access, p_entry.span, p_entry.recurring,
                    p_entry.all_day
        FROM caldav.placement p
        WHERE p.kind = 'task' AND p.item_id = p_entry.item_id
          AND p.staff_id = p_staff_id;
    END IF;
    p_entry.ends_at := greatest(coalesce(upper(p_entry.span), 'infinity'),
                                p_entry.put_at);
    RETURN p_entry;
END
$$;

-- What is in the way of a new entry, under the calendar's lock: what the firm's own
-- triggers have made of the item already, and what had the name before. status:
-- it cannot be moved, because `name` has the UID, or an item that is hidden.
CREATE OR REPLACE FUNCTION caldav.make_way(
    p_calendar_id bigint, p_cutoff_at timestamptz, p_name text, p_uid text,
    p_item_id bigint, OUT status text, OUT name text)
LANGUAGE plpgsql AS $$
#variable_conflict use_column
BEGIN
    DELETE FROM caldav.entry e
    WHERE e.calendar_id = p_calendar_id AND e.item_id = p_item_id;
    IF EXISTS (SELECT FROM caldav.entry e
               WHERE e.calendar_id = p_calendar_id AND e.name = p_name
                 AND (e.visible OR e.reserved)) THEN
        RAISE SQLSTATE 'AD020';
    END IF;
    SELECT CASE WHEN e.visible AND e.ends_at > p_cutoff_at THEN 'uid-taken'
                ELSE 'hidden' END,
           CASE WHEN e.visible AND e.ends_at > p_cutoff_at THEN e.name END
    INTO status, name FROM caldav.entry e
    WHERE e.calendar_id = p_calendar_id AND e.uid = p_uid
      AND (e.visible OR e.reserved);
    IF status IS NULL THEN
        WITH gone AS (
            DELETE FROM caldav.entry e
            WHERE e.calendar_id = p_calendar_id AND e.name = p_name
            RETURNING e.*
        )
        INSERT INTO caldav.former (calendar_id, item_id, kind, name, uid,
                                   put_at)
        SELECT calendar_id, item_id, kind, name, uid, put_at FROM gone;
    END IF;
END
$$;

-- Store an object; CONTRACT.md section 3 has what status may say. It is NULL if
-- somebody else wrote meanwhile, and nothing was stored: begin anew. The calendar
-- is locked when most is done, so that the next writer waits for little more than
-- the commit. p_credential is NULL where nobody has to prove anything; p_device is
-- what the journal is to say.
CREATE OR REPLACE FUNCTION caldav.write_object(
    p_staff_id bigint, p_calendar_id bigint, p_cutoff_at timestamptz,
    p_login text, p_credential bigint, p_proof text, p_device text,
    p_kind caldav.kind, p_name text, p_expect bigint, p_uid text, p_text text,
    p_components jsonb, p_revision bigint,
    OUT status text, OUT version bigint, OUT name text)
LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
    v_entry caldav.entry;
    v_was bigint;       -- the version that was judged
    v_new boolean;
    v_shared boolean := false;
    v_before jsonb;
    v_had int;          -- octets of the text that is replaced
    v_set text;
BEGIN
    IF NOT coalesce(caldav.is_object(p_text, p_kind, p_uid), false) THEN
        RAISE EXCEPTION 'the text is not the calendar object'
            USING ERRCODE = 'data_exception';
    END IF;
    SELECT e.* INTO v_entry FROM caldav.entry e
    WHERE e.calendar_id = p_calendar_id AND e.name = p_name;
    IF v_entry.visible THEN
        PERFORM caldav.lock_items(p_kind, ARRAY[v_entry.item_id]);
        v_was := v_entry.item_id;
        SELECT e.* INTO v_entry FROM caldav.entry e
        WHERE e.calendar_id = p_calendar_id AND e.name = p_name;
        IF v_entry.item_id IS DISTINCT FROM v_was THEN
            RETURN;
        END IF;
    END IF;
    status := caldav.objection(v_entry, p_cutoff_at, p_expect, p_uid,
                               p_components);
    IF status IS NOT NULL THEN
        name := CASE status WHEN 'uid-taken' THEN p_name END;
        RETURN;
    END IF;

    v_new := v_entry.visible IS NOT TRUE;
    IF v_new THEN
        v_entry := NULL;
        v_entry.kind := p_kind;
        v_entry.item_id := caldav.new_item(p_kind);
    ELSE
        v_was := v_entry.version;
        v_before := caldav.snapshot(p_kind, v_entry.item_id);
        SELECT octet_length(s.body) INTO v_had FROM caldav.source s
        WHERE s.calendar_id = p_calendar_id AND s.item_id = v_entry.item_id;
    END IF;
    IF p_components IS NOT NULL THEN
        v_set := set_config('caldav.staff', p_staff_id::text, true)
                 || set_config('caldav.storing', 'on', true);
        IF p_components -> 0 ? 'rule_days' THEN
            PERFORM caldav.keep_days(p_kind, v_entry.item_id,
                                     p_components -> 0);
        END IF;
        IF p_kind = 'appointment' THEN
            PERFORM caldav.store_appointment(v_entry.item_id, p_staff_id,
                                             v_new, p_components);
        ELSE
            PERFORM caldav.store_task(v_entry.item_id, p_staff_id, v_new,
                                      p_components);
        END IF;
        v_set := set_config('caldav.storing', '', true);
        -- What is imported is not what a device has just written.
        IF coalesce(current_setting('caldav.importing', true), '') = '' THEN
            v_entry.put_at := now();
        END IF;
        v_shared := NOT v_new AND EXISTS (
            SELECT FROM caldav.entry e
            WHERE e.kind = p_kind AND e.item_id = v_entry.item_id
              AND e.calendar_id <> p_calendar_id);
    END IF;
    PERFORM caldav.log(p_staff_id, p_login, p_device,
                       CASE WHEN v_new THEN 'create' ELSE 'put' END, p_kind,
                       v_entry.item_id, p_name, 'done', NULL, v_before);

    IF v_shared THEN
        PERFORM caldav.lock_calendars(p_kind, ARRAY[v_entry.item_id],
                                      p_calendar_id);
    END IF;
    UPDATE caldav.calendar c
    SET revision = c.revision + 1,
        client_items = c.client_items + (v_had IS NULL)::int,
        client_octets = c.client_octets + octet_length(p_text)
                        - coalesce(v_had, 0)
    WHERE c.calendar_id = p_calendar_id RETURNING c.revision INTO version;
    IF caldav.over_quota(p_staff_id, p_login, p_credential, p_proof,
                         (v_had IS NULL)::int,
                         octet_length(p_text) - coalesce(v_had, 0)) THEN
        status := 'over-quota';
    END IF;
    IF p_revision > 0 AND version <> p_revision + 1 THEN
        status := 'changed';
    END IF;
    IF status IS NOT NULL THEN
        RAISE SQLSTATE 'AD020';
    END IF;
    IF p_components IS NOT NULL AND NOT v_shared THEN
        v_entry := caldav.placed(v_entry, p_staff_id);
    END IF;
    IF v_new THEN
        LOOP
            INSERT INTO caldav.entry (
                calendar_id, name, uid, kind, item_id, version, revision, access,
                span, ends_at, visible, recurring, all_day, put_at)
            VALUES (p_calendar_id, p_name, p_uid, p_kind, v_entry.item_id,
                    write_object.version, write_object.version, v_entry.access,
                    v_entry.span, v_entry.ends_at, true, v_entry.recurring,
                    v_entry.all_day, v_entry.put_at)
            ON CONFLICT DO NOTHING;
            EXIT WHEN FOUND;
            SELECT w.status, w.name INTO status, name
            FROM caldav.make_way(p_calendar_id, p_cutoff_at, p_name, p_uid,
                                 v_entry.item_id) AS w;
            IF status IS NOT NULL THEN
                RAISE SQLSTATE 'AD020';
            END IF;
        END LOOP;
    ELSE
        UPDATE caldav.entry e
        SET version = write_object.version, revision = write_object.version,
            modified = now(), access = v_entry.access, span = v_entry.span,
            ends_at = v_entry.ends_at, recurring = v_entry.recurring,
            all_day = v_entry.all_day, put_at = v_entry.put_at
        WHERE e.calendar_id = p_calendar_id AND e.name = p_name
          AND e.version = v_was;
        IF NOT FOUND THEN
            RAISE SQLSTATE 'AD020';
        END IF;
    END IF;
    IF v_shared THEN
        PERFORM caldav.refresh(p_kind, ARRAY[v_entry.item_id]);
        SELECT e.version INTO STRICT version FROM caldav.entry e
        WHERE e.calendar_id = p_calendar_id AND e.name = p_name AND e.visible;
    END IF;
    INSERT INTO caldav.source AS s (calendar_id, item_id, kind, version, body)
    VALUES (p_calendar_id, v_entry.item_id, p_kind, write_object.version,
            p_text)
    ON CONFLICT (calendar_id, item_id) DO UPDATE
    SET version = EXCLUDED.version, body = EXCLUDED.body, components = NULL;
    status := CASE WHEN v_new THEN 'created' ELSE 'stored' END;
    name := p_name;
EXCEPTION
    WHEN SQLSTATE 'AD020' THEN
        version := NULL;
    WHEN SQLSTATE 'ADV01' THEN
        status := 'refused';
        version := NULL;
        name := NULL;
    WHEN data_exception OR integrity_constraint_violation
         OR program_limit_exceeded OR no_data_found THEN
        -- The original would quote the row.
        RAISE EXCEPTION 'a value does not fit into Advolux'
            USING ERRCODE = SQLSTATE;
END
$$;

CREATE OR REPLACE FUNCTION caldav.put(
    p_login text, p_credential bigint, p_proof text, p_kind caldav.kind,
    p_program text, p_name text, p_expect bigint, p_uid text, p_text text,
    p_components jsonb, p_revision bigint DEFAULT 0,
    OUT status text, OUT version bigint, OUT name text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_generic_plan SET enable_seqscan = off
SET jit = off AS $$
DECLARE
    v_caller record := caldav.caller(p_login, p_credential, p_proof, p_kind);
    v_device text := caldav.device_label(p_credential, p_program);
    v_written record;
BEGIN
    IF NOT EXISTS (SELECT FROM caldav.alive a
                   WHERE a.calendar_id = v_caller.calendar_id) THEN
        PERFORM caldav.lock_calendars(p_kind, '{}', v_caller.calendar_id);
    END IF;
    -- Each try in vain is another's write; nobody loses a hundred times.
    FOR i IN 1 .. 100 LOOP
        v_written := caldav.write_object(
            v_caller.staff_id, v_caller.calendar_id, v_caller.cutoff_at,
            p_login, p_credential, p_proof, v_device, p_kind, p_name, p_expect,
            p_uid, p_text, p_components, p_revision);
        EXIT WHEN v_written.status IS NOT NULL;
    END LOOP;
    IF v_written.status IS NULL THEN
        RAISE EXCEPTION 'others wrote first, each time'
            USING ERRCODE = 'serialization_failure';
    END IF;
    status := v_written.status;
    version := v_written.version;
    name := v_written.name;
END
$$;

GRANT EXECUTE ON ROUTINE caldav.put TO advolux_caldav;
