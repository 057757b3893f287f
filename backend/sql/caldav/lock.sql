-- Copyright 2026 the mod_dav_advolux authors
-- SPDX-License-Identifier: Apache-2.0
--
-- The order of locks: who changes items has their rows, and takes their
-- calendars then; who changes people has their rows, and takes calendars then.
-- Nobody takes people for an item, nor items for a person, and all calendars are
-- taken in key order. What one of them has not committed when the other looks,
-- the other finds with the calendar: an item is placed under the calendars of
-- all whose it is. An item's place changes only under its row's lock, so the
-- calendars that are found under it are all, and nobody waits for one out of
-- order.
-- (A foreign key's check waits for who changes a login, or removes a person,
-- with a calendar in hand. PostgreSQL ends one of the two if they meet.)
--
-- What locks is planned once per session, and by index: the statistics of a
-- table that is being filled say nothing.

-- The calendars that have or get one of the items.
CREATE OR REPLACE FUNCTION caldav.calendars_of(
    p_kind caldav.kind, p_item_ids bigint[]) RETURNS bigint[]
LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN ARRAY(
        SELECT calendar_id FROM caldav.entry
        WHERE kind = p_kind AND item_id = ANY (p_item_ids)
        UNION
        SELECT c.calendar_id
        FROM caldav.ownership o
        CROSS JOIN LATERAL (
            SELECT calendar_id FROM caldav.calendar
            WHERE staff_id = o.staff_id AND kind = p_kind OFFSET 0) AS c
        WHERE o.kind = p_kind AND o.item_id = ANY (p_item_ids));
END
$$;

-- Lock them, and another one. The items are locked by the caller: so they stay
-- in these calendars.
CREATE OR REPLACE FUNCTION caldav.lock_calendars(
    p_kind caldav.kind, p_item_ids bigint[], p_also bigint DEFAULT NULL)
RETURNS void LANGUAGE plpgsql
SET plan_cache_mode = force_generic_plan SET enable_seqscan = off
SET jit = off AS $$
DECLARE
    v_needed bigint[] := caldav.calendars_of(p_kind, p_item_ids);
BEGIN
    PERFORM FROM caldav.calendar WHERE calendar_id = ANY (v_needed || p_also)
    ORDER BY calendar_id FOR NO KEY UPDATE;
    PERFORM caldav.survive(v_needed || p_also);
END
$$;

-- What is theirs, or is in their calendars.
CREATE OR REPLACE FUNCTION caldav.items_of(
    p_kind caldav.kind, p_staff_ids bigint[]) RETURNS bigint[]
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
    SELECT array_agg(item_id) FROM (
        SELECT item_id FROM caldav.ownership
        WHERE kind = p_kind AND staff_id = ANY (p_staff_ids)
        UNION
        SELECT e.item_id
        FROM caldav.entry e JOIN caldav.calendar c USING (calendar_id)
        WHERE c.kind = p_kind AND c.staff_id = ANY (p_staff_ids)) AS i
$$;

-- People's own calendars, and every other one that has an item of theirs.
CREATE OR REPLACE FUNCTION caldav.calendars_of_people(p_staff_ids bigint[])
RETURNS bigint[]
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
    SELECT ARRAY(
        SELECT calendar_id FROM caldav.calendar
        WHERE staff_id = ANY (p_staff_ids)
        UNION
        SELECT unnest(caldav.calendars_of(k, caldav.items_of(k, p_staff_ids)))
        FROM unnest(enum_range(NULL::caldav.kind)) AS k)
$$;

-- Lock all of these. Until they are locked, their people may get other items,
-- and these be in other calendars. To add such a calendar would be out of
-- order: so begin anew with all of them. (A lock ends where it is rolled back.)
CREATE OR REPLACE FUNCTION caldav.lock_people(p_staff_ids bigint[])
RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_generic_plan SET enable_seqscan = off
SET jit = off AS $$
DECLARE
    v_needed bigint[];
BEGIN
    LOOP
        v_needed := caldav.calendars_of_people(p_staff_ids);
        BEGIN
            PERFORM FROM caldav.calendar WHERE calendar_id = ANY (v_needed)
            ORDER BY calendar_id FOR NO KEY UPDATE;
            EXIT WHEN caldav.calendars_of_people(p_staff_ids) <@ v_needed;
            RAISE SQLSTATE 'AD020';
        EXCEPTION WHEN SQLSTATE 'AD020' THEN
            NULL;
        END;
    END LOOP;
END
$$;
