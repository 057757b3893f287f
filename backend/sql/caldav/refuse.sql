-- Copyright 2026 the mod_dav_advolux authors
-- SPDX-License-Identifier: Apache-2.0
--
-- What a client may not do.

-- Journal a refusal; unless that happened 20 times in ten minutes, make the
-- client's next sync fetch the true item again.
CREATE OR REPLACE FUNCTION caldav.refuse(
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
    PERFORM caldav.survive(ARRAY[v_caller.calendar_id]);
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

GRANT EXECUTE ON ROUTINE caldav.refuse TO advolux_caldav;
