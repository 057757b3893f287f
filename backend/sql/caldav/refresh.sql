-- Copyright 2026 the mod_dav_advolux authors
-- SPDX-License-Identifier: Apache-2.0
--
-- Entries follow the firm's data in the transaction that changes it.

-- The components of an item, each an array of texts in the order of the views'
-- columns; NULL if there are none, or if they cannot be shown: an odd row is
-- left out of what clients see, and does not stop the firm's own change of it.
CREATE OR REPLACE FUNCTION caldav.components_of(
    p_kind caldav.kind, p_item_id bigint) RETURNS text[]
LANGUAGE plpgsql STABLE AS $$
DECLARE
    v_components text[];
BEGIN
    IF p_kind = 'appointment' THEN
        SELECT array_agg(ARRAY[
        recurrence_id, this_and_future::text, title, description, location,
        all_day::text, zone, starts, ends, status, class, free::text,
        priority::text, percent::text, completed, categories, rrule, exdate,
        rdate, sequence::text, created, modified, matter, participants])
        INTO v_components
        FROM caldav.appointment_component WHERE item_id = p_item_id;
    ELSE
        SELECT array_agg(ARRAY[
        recurrence_id, this_and_future::text, title, description, location,
        all_day::text, zone, starts, ends, status, class, free::text,
        priority::text, percent::text, completed, categories, rrule, exdate,
        rdate, sequence::text, created, modified, matter, participants])
        INTO v_components
        FROM caldav.task_component WHERE item_id = p_item_id;
    END IF;
    RETURN v_components;
EXCEPTION WHEN data_exception OR program_limit_exceeded THEN
    RETURN NULL;
END
$$;

-- Give each entry of the items that is or was visible a version and revision
-- of its own, make entries for new placements and tombstones of lost ones. The
-- calendars are locked by the caller. Planned once per session, and by index:
-- the statistics of a table that is being filled say nothing. So each item is
-- placed first, which may mean to walk a series, and its calendars are looked
-- up then, not the other way round.
CREATE OR REPLACE FUNCTION caldav.refresh_slice(
    p_kind caldav.kind, p_item_ids bigint[]) RETURNS void
LANGUAGE plpgsql
SET plan_cache_mode = force_generic_plan SET enable_seqscan = off
SET jit = off AS $$
BEGIN
    WITH asked AS MATERIALIZED (
        SELECT DISTINCT item_id FROM unnest(p_item_ids) AS item_id
    ), known AS MATERIALIZED (
        SELECT item_id, gen_random_uuid()::text AS fresh, (
            SELECT max(put_at) FROM (
                SELECT put_at FROM caldav.entry e
                WHERE e.kind = p_kind AND e.item_id = a.item_id
                UNION ALL
                SELECT put_at FROM caldav.former f
                WHERE f.kind = p_kind AND f.item_id = a.item_id) AS w
            ) AS put_at, (
            SELECT uid FROM (
                SELECT calendar_id, uid FROM caldav.entry e
                WHERE e.kind = p_kind AND e.item_id = a.item_id
                UNION ALL
                SELECT calendar_id, uid FROM caldav.former f
                WHERE f.kind = p_kind AND f.item_id = a.item_id) AS u
            ORDER BY calendar_id LIMIT 1) AS uid
        FROM asked a
    ), placed AS MATERIALIZED (
        SELECT c.calendar_id, p.*
        FROM asked a
        CROSS JOIN LATERAL (
            SELECT * FROM caldav.placement
            WHERE kind = p_kind AND item_id = a.item_id OFFSET 0) AS p
        CROSS JOIN LATERAL (
            SELECT calendar_id FROM caldav.calendar
            WHERE staff_id = p.staff_id AND kind = p_kind OFFSET 0) AS c
    ), owned AS MATERIALIZED (
        SELECT c.calendar_id, o.item_id
        FROM asked a
        CROSS JOIN LATERAL (
            SELECT * FROM caldav.ownership
            WHERE kind = p_kind AND item_id = a.item_id OFFSET 0) AS o
        CROSS JOIN LATERAL (
            SELECT calendar_id FROM caldav.calendar
            WHERE staff_id = o.staff_id AND kind = p_kind OFFSET 0) AS c
    ), entered AS MATERIALIZED (
        SELECT e.*
        FROM asked a
        CROSS JOIN LATERAL (
            SELECT * FROM caldav.entry
            WHERE kind = p_kind AND item_id = a.item_id OFFSET 0) AS e
    ), changed AS (
        SELECT calendar_id, item_id, e.name IS NULL AS is_new,
               coalesce(e.name, f.name) AS name,
               coalesce(e.uid, f.uid, k.uid, k.fresh) AS uid, k.fresh,
               k.put_at,
               coalesce(p.access, e.access) AS access,
               coalesce(p.span, e.span) AS span,
               coalesce(p.recurring, e.recurring) AS recurring,
               coalesce(p.all_day, e.all_day) AS all_day,
               p.span IS NOT NULL AS visible,
               p.span IS NULL AND o.owned IS NOT NULL AS reserved
        FROM entered e
        FULL JOIN placed p USING (calendar_id, item_id)
        LEFT JOIN (SELECT calendar_id, item_id, true AS owned FROM owned) AS o
            USING (calendar_id, item_id)
        LEFT JOIN LATERAL (
            SELECT name, uid FROM caldav.former r
            WHERE r.calendar_id = coalesce(e.calendar_id, p.calendar_id)
              AND r.item_id = coalesce(e.item_id, p.item_id)
            OFFSET 0) AS f ON true
        JOIN known k USING (item_id)
        WHERE p.span IS NOT NULL OR e.visible
           OR e.reserved <> (o.owned IS NOT NULL)
    ), identified AS (
        -- A UID is one item's in a calendar (RFC 4791 section 5.3.2.1).
        SELECT c.*, CASE
            WHEN NOT (visible OR reserved) THEN uid
            WHEN row_number() OVER (PARTITION BY calendar_id, uid,
                                        visible OR reserved
                                    ORDER BY is_new, item_id) > 1
                 OR EXISTS (SELECT FROM caldav.entry x
                            WHERE x.calendar_id = c.calendar_id
                              AND x.uid = c.uid AND (x.visible OR x.reserved)
                              AND x.item_id <> c.item_id)
            THEN fresh ELSE uid END AS own_uid
        FROM changed c
    ), named AS MATERIALIZED (
        -- So is a name; that of a tombstone is free.
        SELECT w.*, CASE
            WHEN wanted IS NULL
                 OR row_number() OVER (PARTITION BY calendar_id, wanted
                                       ORDER BY is_new, item_id) > 1
                 OR is_new AND (
                     SELECT x.visible OR x.reserved FROM caldav.entry x
                     WHERE x.calendar_id = w.calendar_id AND x.name = w.wanted)
            THEN gen_random_uuid() || '.ics' ELSE wanted END AS own_name
        FROM (SELECT i.*, coalesce(name, CASE
                  WHEN own_uid ~ '^[A-Za-z0-9@_+-][A-Za-z0-9@._+-]{0,199}$'
                  THEN own_uid || '.ics' END) AS wanted
              FROM identified i) AS w
    ), called_again AS (
        DELETE FROM caldav.former f USING named n
        WHERE f.kind = p_kind AND f.item_id = ANY (p_item_ids)
          AND f.calendar_id = n.calendar_id AND f.item_id = n.item_id
    ), written AS (
        INSERT INTO caldav.entry AS e (
            calendar_id, name, uid, kind, item_id, version, revision, modified,
            access, span, ends_at, visible, reserved, recurring, all_day,
            put_at)
        SELECT calendar_id, own_name, own_uid, p_kind, item_id, next, next,
               now(), n.access, n.span,
               greatest(coalesce(upper(n.span), 'infinity'), n.put_at),
               visible, reserved, recurring, all_day, n.put_at
        FROM (SELECT n.*, c.revision + row_number() OVER (
                         PARTITION BY calendar_id ORDER BY item_id) AS next
              FROM named n JOIN caldav.calendar c USING (calendar_id)) AS n
        ON CONFLICT (calendar_id, name) DO UPDATE SET
            uid = EXCLUDED.uid, item_id = EXCLUDED.item_id,
            version = EXCLUDED.version,
            revision = EXCLUDED.revision, modified = EXCLUDED.modified,
            access = EXCLUDED.access, span = EXCLUDED.span,
            ends_at = EXCLUDED.ends_at, visible = EXCLUDED.visible,
            reserved = EXCLUDED.reserved, put_at = EXCLUDED.put_at,
            recurring = EXCLUDED.recurring,
            all_day = EXCLUDED.all_day
        RETURNING calendar_id, revision
    )
    UPDATE caldav.calendar c SET revision = w.newest
    FROM (SELECT calendar_id, max(revision) AS newest
          FROM written GROUP BY calendar_id) AS w
    WHERE c.calendar_id = w.calendar_id;

    -- An entry that is not visible keeps its client text, for Advolux may
    -- restore the item, and nothing of the item's columns.
    INSERT INTO caldav.source AS s (calendar_id, item_id, kind, components)
    SELECT e.calendar_id, e.item_id, e.kind,
           CASE WHEN e.visible THEN i.components END
    FROM (SELECT item_id, caldav.components_of(p_kind, item_id) AS components
          FROM unnest(p_item_ids) AS item_id OFFSET 0) AS i
    JOIN caldav.entry e ON e.kind = p_kind AND e.item_id = i.item_id
    ON CONFLICT (calendar_id, item_id) DO UPDATE
    SET components = EXCLUDED.components;
END
$$;

-- The cost of a slice grows with its square, so many items go slice by slice.
CREATE OR REPLACE FUNCTION caldav.refresh(
    p_kind caldav.kind, p_item_ids bigint[]) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    c_slice CONSTANT int := 200;
BEGIN
    PERFORM caldav.lock_calendars(p_kind, p_item_ids);
    FOR v_first IN 1 .. coalesce(cardinality(p_item_ids), 0) BY c_slice LOOP
        PERFORM caldav.refresh_slice(
            p_kind, p_item_ids[v_first : v_first + c_slice - 1]);
    END LOOP;
END
$$;

-- For changes elsewhere that show in the items.
CREATE OR REPLACE FUNCTION caldav.lock_and_refresh(
    p_kind caldav.kind, p_item_ids bigint[]) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    PERFORM caldav.lock_items(p_kind, p_item_ids);
    PERFORM caldav.refresh(p_kind, p_item_ids);
END
$$;

CREATE OR REPLACE FUNCTION caldav.refresh_staff(p_staff_ids bigint[])
RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    v_kind caldav.kind;
BEGIN
    PERFORM caldav.lock_people(p_staff_ids);
    FOREACH v_kind IN ARRAY enum_range(NULL::caldav.kind) LOOP
        PERFORM caldav.refresh(v_kind, caldav.items_of(v_kind, p_staff_ids));
    END LOOP;
END
$$;
