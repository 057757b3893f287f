-- Copyright 2026 the mod_dav_advolux authors
-- SPDX-License-Identifier: Apache-2.0
--
-- What is forgotten after its time.

CREATE OR REPLACE FUNCTION caldav.retention(p_what text) RETURNS interval
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
    SELECT value::interval FROM caldav.setting
    WHERE name = p_what || '_retention'
$$;

-- Forget texts of items that have no entry in the calendar any more, and were none
-- that could get one back. The calendar is locked by the caller.
CREATE OR REPLACE FUNCTION caldav.forget_texts(
    p_calendar_id bigint, p_item_ids bigint[]) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    DELETE FROM caldav.source s
    WHERE s.calendar_id = p_calendar_id AND s.item_id = ANY (p_item_ids)
      AND NOT EXISTS (SELECT FROM caldav.entry e
                      WHERE e.calendar_id = s.calendar_id
                        AND e.item_id = s.item_id)
      AND NOT EXISTS (SELECT FROM caldav.former f
                      WHERE f.calendar_id = s.calendar_id
                        AND f.item_id = s.item_id);
END
$$;

-- Forget tombstones from p_until and before, with their texts: at most p_most, in
-- the order of their revisions and after p_after; tokens from before become
-- invalid. last is the newest of them, NULL if there are none. What is to go is
-- looked for before the calendar is locked: with a transaction for each slice
-- nobody waits for longer than one takes.
CREATE OR REPLACE FUNCTION caldav.purge_slice(
    p_calendar_id bigint, p_until timestamptz, p_after bigint, p_most int,
    OUT forgotten bigint, OUT last bigint)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    v_names text[];
    v_items bigint[];
    v_newest bigint;
BEGIN
    SELECT array_agg(e.name), max(e.revision) INTO v_names, last
    FROM (SELECT name, revision FROM caldav.entry
          WHERE calendar_id = p_calendar_id AND revision > p_after
            AND NOT visible AND NOT reserved AND modified <= p_until
          ORDER BY revision LIMIT p_most) AS e;
    forgotten := 0;
    IF last IS NULL THEN
        RETURN;
    END IF;
    PERFORM FROM caldav.calendar WHERE calendar_id = p_calendar_id
    FOR NO KEY UPDATE;
    WITH gone AS (
        DELETE FROM caldav.entry
        WHERE calendar_id = p_calendar_id AND name = ANY (v_names)
          AND NOT visible AND NOT reserved AND modified <= p_until
        RETURNING revision, item_id
    )
    SELECT count(*), max(revision), array_agg(item_id)
    INTO forgotten, v_newest, v_items FROM gone;
    UPDATE caldav.calendar SET purged = v_newest
    WHERE calendar_id = p_calendar_id AND v_newest > purged;
    PERFORM caldav.forget_texts(p_calendar_id, v_items);
END
$$;

-- Forget a calendar's tombstones of at least that age (NULL: the setting), with
-- the texts of what was deleted, and what items were called before; how many.
CREATE OR REPLACE FUNCTION caldav.purge(
    p_calendar_id bigint, p_age interval DEFAULT NULL) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    v_until timestamptz := now() - coalesce(p_age,
                                            caldav.retention('tombstone'));
    v_count bigint := (caldav.purge_slice(p_calendar_id, v_until, -1,
                                          NULL)).forgotten;
    v_items bigint[];
BEGIN
    SELECT array_agg(s.item_id) INTO v_items
    FROM caldav.source s
    LEFT JOIN caldav.entry e USING (calendar_id, item_id)
    LEFT JOIN caldav.former f ON f.calendar_id = s.calendar_id
        AND f.item_id = s.item_id AND f.since > v_until
    WHERE s.calendar_id = p_calendar_id AND e.item_id IS NULL
      AND f.item_id IS NULL;
    IF v_items IS NOT NULL
       OR EXISTS (SELECT FROM caldav.former
                  WHERE calendar_id = p_calendar_id AND since <= v_until) THEN
        PERFORM FROM caldav.calendar WHERE calendar_id = p_calendar_id
        FOR NO KEY UPDATE;
        DELETE FROM caldav.former
        WHERE calendar_id = p_calendar_id AND since <= v_until;
        PERFORM caldav.forget_texts(p_calendar_id, v_items);
    END IF;
    DELETE FROM caldav.scaled_series d
    WHERE NOT EXISTS (SELECT FROM caldav.series s
                      WHERE s.kind = d.kind AND s.item_id = d.item_id
                        AND advolux.rule_is_scaled(s.rrule));
    RETURN v_count;
END
$$;
