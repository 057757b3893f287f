-- Copyright 2026 the mod_dav_advolux authors
-- SPDX-License-Identifier: Apache-2.0
--
-- A client renames an object in its calendar.

-- Give an item another name in its calendar. The old name becomes a tombstone.
CREATE OR REPLACE FUNCTION caldav.move(
    p_login text, p_credential bigint, p_proof text, p_kind caldav.kind,
    p_program text, p_name text, p_expect bigint, p_target text,
    p_revision bigint DEFAULT 0, OUT status text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    v_caller record;
    v_entry caldav.entry;
    v_target caldav.entry;
    v_gone bigint;
    v_next bigint;
BEGIN
    v_caller := caldav.begin_write(p_login, p_credential, p_proof, p_kind,
                                   p_revision, ARRAY[p_name, p_target]);
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
    PERFORM caldav.log(v_caller.staff_id, p_login,
                       caldav.device_label(p_credential, p_program),
                       'move', p_kind, v_entry.item_id, p_target, 'done',
                       'it was called ' || p_name);
    status := 'moved';
END
$$;

GRANT EXECUTE ON ROUTINE caldav.move TO advolux_caldav;
