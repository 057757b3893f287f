-- Copyright 2026 the mod_dav_advolux authors
-- SPDX-License-Identifier: Apache-2.0
--
-- What a client's write begins with. Locks come first; then what was judged is
-- compared with what is there (CONTRACT.md section 3).

-- The caller's calendar and window; NULL if the credential is none. Every write
-- asks for it: in a language that keeps its plans.
CREATE OR REPLACE FUNCTION caldav.caller(
    p_login text, p_generation bigint, p_kind caldav.kind,
    OUT calendar_id bigint, OUT staff_id bigint, OUT cutoff_at timestamptz)
LANGUAGE plpgsql STABLE AS $$
BEGIN
    SELECT c.calendar_id, p.staff_id, c.cutoff_at
    INTO calendar_id, staff_id, cutoff_at
    FROM caldav.principal p JOIN caldav.collection c USING (login)
    WHERE p.login = p_login AND c.kind = p_kind
      AND (p_generation = 0 OR p.generation = p_generation);
END
$$;

-- The items of these names and their calendars are locked, and the caller's
-- calendar too. If a name passes to another item meanwhile, the version tells.
-- status is NULL; or it is 'login', or 'changed' if the calendar is not at the
-- revision (0: any will do).
CREATE OR REPLACE FUNCTION caldav.begin_write(
    p_login text, p_generation bigint, p_kind caldav.kind, p_revision bigint,
    p_names text[], OUT status text, OUT calendar_id bigint,
    OUT staff_id bigint, OUT cutoff_at timestamptz)
LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
    v_items bigint[];
BEGIN
    SELECT c.calendar_id, c.staff_id, c.cutoff_at
    INTO calendar_id, staff_id, cutoff_at
    FROM caldav.caller(p_login, p_generation, p_kind) c;
    IF begin_write.calendar_id IS NULL THEN
        status := 'login';
        RETURN;
    END IF;
    v_items := ARRAY(SELECT e.item_id FROM caldav.entry e
                     WHERE e.calendar_id = begin_write.calendar_id
                       AND e.name = ANY (p_names));
    PERFORM caldav.lock_items(p_kind, v_items);
    PERFORM caldav.lock_calendars(p_kind, v_items, begin_write.calendar_id);
    IF p_revision > 0 AND NOT EXISTS (
        SELECT FROM caldav.calendar c
        WHERE c.calendar_id = begin_write.calendar_id
          AND c.revision = p_revision) THEN
        status := 'changed';
    END IF;
END
$$;

CREATE OR REPLACE FUNCTION caldav.next_revision(p_calendar_id bigint)
RETURNS bigint LANGUAGE sql AS $$
    UPDATE caldav.calendar SET revision = revision + 1
    WHERE calendar_id = p_calendar_id RETURNING revision
$$;
