-- Copyright 2026 the mod_dav_advolux authors
-- SPDX-License-Identifier: Apache-2.0
--
-- What a client's write begins with. Locks come first; then what was judged is
-- compared with what is there (CONTRACT.md section 3).

-- The items of these names and their calendars are locked, and the caller's
-- calendar too. If a name passes to another item meanwhile, the version tells;
-- whoever is nobody any more when the locks are there gets the error of
-- caldav.caller. status is NULL; or 'changed' if the calendar is not at the
-- revision (0: any will do).
CREATE OR REPLACE FUNCTION caldav.begin_write(
    p_login text, p_credential bigint, p_proof text, p_kind caldav.kind,
    p_revision bigint, p_names text[], OUT status text, OUT staff_id bigint,
    OUT calendar_id bigint, OUT cutoff_at timestamptz)
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
DECLARE
    v_caller record := caldav.caller(p_login, p_credential, p_proof, p_kind);
    v_items bigint[];
BEGIN
    v_items := ARRAY(SELECT e.item_id FROM caldav.entry e
                     WHERE e.calendar_id = v_caller.calendar_id
                       AND e.name = ANY (p_names));
    PERFORM caldav.lock_items(p_kind, v_items);
    PERFORM caldav.lock_calendars(p_kind, v_items, v_caller.calendar_id);
    v_caller := caldav.caller(p_login, p_credential, p_proof, p_kind);
    -- The session may have said that: triggers are to place what is written.
    PERFORM set_config('caldav.storing', '', true);
    staff_id := v_caller.staff_id;
    calendar_id := v_caller.calendar_id;
    cutoff_at := v_caller.cutoff_at;
    IF p_revision > 0 AND NOT EXISTS (
        SELECT FROM caldav.calendar c
        WHERE c.calendar_id = v_caller.calendar_id
          AND c.revision = p_revision) THEN
        status := 'changed';
    END IF;
END
$$;

CREATE OR REPLACE FUNCTION caldav.next_revision(p_calendar_id bigint)
RETURNS bigint LANGUAGE sql SET search_path = pg_catalog, pg_temp AS $$
    UPDATE caldav.calendar SET revision = revision + 1
    WHERE calendar_id = p_calendar_id RETURNING revision
$$;
