-- Copyright 2026 the mod_dav_advolux authors
-- SPDX-License-Identifier: Apache-2.0
--
-- What a client may not do.

-- Why an entry refuses an operation, for people and the journal: the sentences
-- that the client is told, too. NULL if it is none that is refused.
CREATE OR REPLACE FUNCTION caldav.refusal(
    p_access caldav.access, p_operation text) RETURNS text
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
    SELECT reason FROM (VALUES
        ('put', 'editable',
         'There is already an entry with this name; choose another name.'),
        ('put', 'device',
         'Advolux sends this entry to devices only; it can be changed in Advolux.'),
        ('move', 'device',
         'Advolux sends this entry to devices only; it can be changed in Advolux.'),
        ('delete', 'device',
         'Advolux sends this entry to devices only; it can be deleted in Advolux.'),
        ('put', 'participant',
         'Only the main editor may change this entry from a device.'),
        ('move', 'participant',
         'Only the main editor may change this entry from a device.'),
        ('delete', 'participant',
         'Only the main editor may delete this entry from a device.'))
        AS r (operation, access, reason)
    WHERE r.operation = p_operation AND r.access = p_access::text
$$;

-- Journal a refusal; unless that happened 20 times in ten minutes, make the
-- client's next sync fetch the true item again.
CREATE OR REPLACE FUNCTION caldav.refuse(
    p_login text, p_credential bigint, p_proof text, p_kind caldav.kind,
    p_program text, p_name text, p_operation text, OUT status text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    c_healings_max constant int := 20;
    v_caller record := caldav.caller(p_login, p_credential, p_proof, p_kind);
    v_entry caldav.entry;
    v_reason text;
    v_fresh boolean;
    v_next bigint;
BEGIN
    PERFORM FROM caldav.calendar WHERE calendar_id = v_caller.calendar_id
    FOR NO KEY UPDATE;
    PERFORM caldav.survive(ARRAY[v_caller.calendar_id]);
    SELECT * INTO v_entry FROM caldav.entry
    WHERE calendar_id = v_caller.calendar_id AND name = p_name;
    IF NOT coalesce(v_entry.visible, false)
       OR v_entry.ends_at <= v_caller.cutoff_at THEN
        status := 'missing';
        RETURN;
    END IF;
    v_reason := caldav.refusal(v_entry.access, p_operation);
    IF v_reason IS NULL THEN
        RAISE EXCEPTION 'nothing that is refused'
            USING ERRCODE = 'invalid_parameter_value';
    END IF;
    v_fresh := coalesce(v_entry.healed_at <= now() - interval '10 minutes',
                        true);
    IF NOT v_fresh AND v_entry.healings >= c_healings_max THEN
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
    PERFORM caldav.log(v_caller.staff_id, p_login,
                       caldav.device_label(p_credential, p_program),
                       p_operation, p_kind, v_entry.item_id, p_name,
                       CASE status WHEN 'healed' THEN 'healed'
                                   ELSE 'refused' END, v_reason);
END
$$;

GRANT EXECUTE ON ROUTINE caldav.refuse TO advolux_caldav;
