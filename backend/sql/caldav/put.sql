-- Copyright 2026 the mod_dav_advolux authors
-- SPDX-License-Identifier: Apache-2.0
--
-- A client stores an object.

-- Store a client's object; CONTRACT.md section 3 says how it may end.
CREATE OR REPLACE FUNCTION caldav.put(
    p_login text, p_generation bigint, p_device text, p_kind caldav.kind,
    p_name text, p_expect bigint, p_uid text, p_text text, p_components jsonb,
    p_revision bigint DEFAULT 0,
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
    v_had int;      -- octets of the text that is replaced
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
    IF status IS NULL THEN
        SELECT octet_length(s.body) INTO v_had FROM caldav.source s
        WHERE s.calendar_id = v_caller.calendar_id
          AND s.item_id = v_entry.item_id AND NOT v_new;
        IF caldav.over_quota(
            v_caller.staff_id, CASE WHEN v_had IS NULL THEN 1 ELSE 0 END,
            octet_length(p_text) - coalesce(v_had, 0)) THEN
            status := 'over-quota';
        END IF;
    END IF;
    IF status IS NOT NULL THEN
        RETURN;
    END IF;

    PERFORM set_config('caldav.staff', v_caller.staff_id::text, true);
    IF v_new THEN
        -- The entry is there before the item, so that the item finds it.
        v_item := caldav.new_item(p_kind);
        INSERT INTO caldav.entry AS e (calendar_id, name, uid, kind, item_id,
                                       put_at)
        VALUES (v_caller.calendar_id, p_name, p_uid, p_kind, v_item, now())
        ON CONFLICT (calendar_id, name) DO UPDATE
        SET uid = EXCLUDED.uid, item_id = EXCLUDED.item_id,
            put_at = EXCLUDED.put_at, healed_at = NULL, healings = 0;
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
        -- What is imported is not what a device has just written.
        IF NOT v_new AND coalesce(current_setting('caldav.importing', true), '')
                         = '' THEN
            UPDATE caldav.entry e SET put_at = now()
            WHERE e.calendar_id = v_caller.calendar_id AND e.name = p_name;
        END IF;
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

GRANT EXECUTE ON ROUTINE caldav.put TO advolux_caldav;
