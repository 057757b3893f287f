-- Copyright 2026 the mod_dav_advolux authors
-- SPDX-License-Identifier: Apache-2.0
--
-- What is forgotten after its time.

CREATE OR REPLACE FUNCTION caldav.retention(p_what text) RETURNS interval
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
    SELECT value::interval FROM caldav.setting
    WHERE name = p_what || '_retention'
$$;

-- Forget a calendar's tombstones of at least that age (NULL: the setting), with
-- the texts of what was deleted; tokens from before become invalid. Nobody
-- waits for longer than one calendar takes, if each has a transaction.
CREATE OR REPLACE FUNCTION caldav.purge(
    p_calendar_id bigint, p_age interval DEFAULT NULL) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    v_until timestamptz := now() - coalesce(p_age,
                                            caldav.retention('tombstone'));
    v_newest bigint;
    v_count bigint;
BEGIN
    PERFORM FROM caldav.calendar WHERE calendar_id = p_calendar_id
    FOR NO KEY UPDATE;
    WITH gone AS (
        DELETE FROM caldav.entry
        WHERE calendar_id = p_calendar_id AND NOT visible AND NOT reserved
          AND modified <= v_until
        RETURNING revision
    )
    SELECT max(revision), count(*) INTO v_newest, v_count FROM gone;
    UPDATE caldav.calendar SET purged = v_newest
    WHERE calendar_id = p_calendar_id AND v_newest > purged;
    DELETE FROM caldav.former
    WHERE calendar_id = p_calendar_id AND since <= v_until;
    DELETE FROM caldav.source s
    WHERE s.calendar_id = p_calendar_id
      AND NOT EXISTS (SELECT FROM caldav.entry e
                      WHERE e.calendar_id = s.calendar_id
                        AND e.item_id = s.item_id)
      AND NOT EXISTS (SELECT FROM caldav.former f
                      WHERE f.calendar_id = s.calendar_id
                        AND f.item_id = s.item_id);
    DELETE FROM caldav.scaled_series d
    WHERE NOT EXISTS (SELECT FROM caldav.series s
                      WHERE s.kind = d.kind AND s.item_id = d.item_id
                        AND advolux.rule_is_scaled(s.rrule));
    RETURN v_count;
END
$$;
