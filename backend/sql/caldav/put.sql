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
LANGUAGE plpgsql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    c_group constant text := '(?:[A-Za-z0-9_/.-]*\.)?';
    c_value constant text := '(?:;(?:[^":\n]|"[^"\n]*")*)?:';
    c_begin constant text := c_group || 'BEGIN' || c_value || '[ \t]*';
    v_text text := regexp_replace(p_text, '(?:\r?\n)+[ \t]', '', 'g');
BEGIN
    RETURN v_text ~* ('^[\uFEFF\s]*' || c_begin || 'VCALENDAR\s*\n')
       AND v_text ~* ('\n' || c_begin || CASE p_kind WHEN 'task' THEN 'VTODO'
                      ELSE 'VEVENT' END || '\s*\n')
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

-- Store an object under its calendar's lock; CONTRACT.md section 3 says how it
-- may end. p_device is what the journal is to say.
CREATE OR REPLACE FUNCTION caldav.write_object(
    p_staff_id bigint, p_calendar_id bigint, p_cutoff_at timestamptz,
    p_login text, p_device text, p_kind caldav.kind, p_name text,
    p_expect bigint, p_uid text, p_text text, p_components jsonb,
    OUT status text, OUT version bigint, OUT name text)
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
DECLARE
    v_entry caldav.entry;
    v_other caldav.entry;
    v_item bigint;
    v_before jsonb;
    v_new boolean;
    v_had int;      -- octets of the text that is replaced
BEGIN
    IF NOT coalesce(caldav.is_object(p_text, p_kind, p_uid), false) THEN
        RAISE EXCEPTION 'the text is not the calendar object'
            USING ERRCODE = 'data_exception';
    END IF;
    SELECT e.* INTO v_entry FROM caldav.entry e
    WHERE e.calendar_id = p_calendar_id AND e.name = p_name;
    v_new := NOT coalesce(v_entry.visible, false);
    IF p_expect > 0 AND (v_new OR v_entry.version <> p_expect) THEN
        status := 'changed';
    ELSIF p_expect = 0 AND coalesce(v_entry.reserved, false) THEN
        status := 'hidden';
    ELSIF p_expect = 0 AND NOT v_new THEN
        status := CASE WHEN v_entry.ends_at > p_cutoff_at
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
        WHERE e.calendar_id = p_calendar_id AND e.uid = p_uid
          AND (e.visible OR e.reserved) AND e.name <> p_name;
        IF v_other.visible AND v_other.ends_at > p_cutoff_at THEN
            status := 'uid-taken';
            name := v_other.name;
        ELSIF v_other.name IS NOT NULL THEN
            status := 'hidden';
        END IF;
    END IF;
    IF status IS NULL THEN
        SELECT octet_length(s.body) INTO v_had FROM caldav.source s
        WHERE s.calendar_id = p_calendar_id
          AND s.item_id = v_entry.item_id AND NOT v_new;
        IF caldav.over_quota(
            p_staff_id, CASE WHEN v_had IS NULL THEN 1 ELSE 0 END,
            octet_length(p_text) - coalesce(v_had, 0)) THEN
            status := 'over-quota';
        END IF;
    END IF;
    IF status IS NOT NULL THEN
        RETURN;
    END IF;

    PERFORM set_config('caldav.staff', p_staff_id::text, true);
    IF v_new THEN
        -- The entry is there before the item, so that the item finds it.
        v_item := caldav.new_item(p_kind);
        INSERT INTO caldav.entry AS e (calendar_id, name, uid, kind, item_id,
                                       put_at)
        VALUES (p_calendar_id, p_name, p_uid, p_kind, v_item, now())
        ON CONFLICT (calendar_id, name) DO UPDATE
        SET uid = EXCLUDED.uid, item_id = EXCLUDED.item_id,
            put_at = EXCLUDED.put_at, healed_at = NULL, healings = 0;
    ELSE
        v_item := v_entry.item_id;
        v_before := caldav.snapshot(p_kind, v_item);
    END IF;
    IF p_components IS NULL THEN
        version := caldav.next_revision(p_calendar_id);
        UPDATE caldav.entry e
        SET version = write_object.version, revision = write_object.version,
            modified = now()
        WHERE e.calendar_id = p_calendar_id AND e.name = p_name;
    ELSE
        -- What is imported is not what a device has just written.
        IF NOT v_new AND coalesce(current_setting('caldav.importing', true), '')
                         = '' THEN
            UPDATE caldav.entry e SET put_at = now()
            WHERE e.calendar_id = p_calendar_id AND e.name = p_name;
        END IF;
        IF p_kind = 'appointment' THEN
            PERFORM caldav.store_appointment(v_item, p_staff_id, v_new,
                                             p_components);
        ELSE
            PERFORM caldav.store_task(v_item, p_staff_id, v_new,
                                      p_components);
        END IF;
        SELECT e.version INTO STRICT version FROM caldav.entry e
        WHERE e.calendar_id = p_calendar_id AND e.name = p_name
          AND e.visible;
    END IF;
    INSERT INTO caldav.source AS t (calendar_id, item_id, kind, version,
                                         body)
    VALUES (p_calendar_id, v_item, p_kind, write_object.version, p_text)
    ON CONFLICT (calendar_id, item_id) DO UPDATE
    SET version = EXCLUDED.version, body = EXCLUDED.body;
    PERFORM caldav.log(p_staff_id, p_login, p_device,
                       CASE WHEN v_new THEN 'create' ELSE 'put' END, p_kind,
                       v_item, p_name, 'done', NULL, v_before);
    status := CASE WHEN v_new THEN 'created' ELSE 'stored' END;
    name := p_name;
EXCEPTION
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
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    v_caller record := caldav.begin_write(p_login, p_credential, p_proof,
                                          p_kind, p_revision, ARRAY[p_name]);
    v_written record;
BEGIN
    IF v_caller.status IS NOT NULL THEN
        status := v_caller.status;
        RETURN;
    END IF;
    v_written := caldav.write_object(
        v_caller.staff_id, v_caller.calendar_id, v_caller.cutoff_at, p_login,
        caldav.device_label(p_credential, p_program), p_kind, p_name, p_expect,
        p_uid, p_text, p_components);
    status := v_written.status;
    version := v_written.version;
    name := v_written.name;
END
$$;

GRANT EXECUTE ON ROUTINE caldav.put TO advolux_caldav;
