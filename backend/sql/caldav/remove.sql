-- Copyright 2026 the mod_dav_advolux authors
-- SPDX-License-Identifier: Apache-2.0
--
-- A client deletes an object.

-- Move an item to the trash.
CREATE OR REPLACE FUNCTION caldav.remove(
    p_login text, p_credential bigint, p_proof text, p_kind caldav.kind,
    p_program text, p_name text, p_expect bigint,
    p_revision bigint DEFAULT 0, OUT status text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    v_caller record;
    v_entry caldav.entry;
    v_before jsonb;
BEGIN
    v_caller := caldav.begin_write(p_login, p_credential, p_proof, p_kind,
                                   p_revision, ARRAY[p_name]);
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
    PERFORM caldav.log(v_caller.staff_id, p_login,
                       caldav.device_label(p_credential, p_program),
                       'delete', p_kind, v_entry.item_id, p_name, 'done', NULL, v_before);
    status := 'removed';
EXCEPTION WHEN SQLSTATE 'ADV01' THEN
    status := 'refused';
END
$$;

GRANT EXECUTE ON ROUTINE caldav.remove TO advolux_caldav;
