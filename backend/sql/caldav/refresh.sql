-- Copyright 2026 the mod_dav_advolux authors
-- SPDX-License-Identifier: Apache-2.0
--
-- Entries follow the firm's data in the transaction that changes it.

-- The components of items, each an array of texts in the order of the views'
-- columns; NULL if there are none. A row that cannot be shown is a data_exception.
CREATE OR REPLACE FUNCTION caldav.components_of_items(
    p_kind caldav.kind, p_item_ids bigint[])
RETURNS TABLE (item_id bigint, components text[])
LANGUAGE plpgsql STABLE AS $$
#variable_conflict use_column
BEGIN
    IF p_kind = 'appointment' THEN
        RETURN QUERY SELECT i.item_id, (SELECT array_agg(ARRAY[
        recurrence_id, this_and_future::text, title, description, location,
        all_day::text, zone, starts, ends, status, class, free::text,
        priority::text, percent::text, completed, categories, rrule, exdate,
        rdate, sequence::text, created, modified, matter, participants])
        FROM caldav.appointment_component c WHERE c.item_id = i.item_id)
        FROM unnest(p_item_ids) AS i (item_id);
    ELSE
        RETURN QUERY SELECT i.item_id, (SELECT array_agg(ARRAY[
        recurrence_id, this_and_future::text, title, description, location,
        all_day::text, zone, starts, ends, status, class, free::text,
        priority::text, percent::text, completed, categories, rrule, exdate,
        rdate, sequence::text, created, modified, matter, participants])
        FROM caldav.task_component c WHERE c.item_id = i.item_id)
        FROM unnest(p_item_ids) AS i (item_id);
    END IF;
END
$$;

-- Those of one; NULL, too, if they cannot be shown: an odd row is left out of what
-- clients see, and does not stop the firm's own change of it.
CREATE OR REPLACE FUNCTION caldav.components_of(
    p_kind caldav.kind, p_item_id bigint) RETURNS text[]
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RETURN (SELECT c.components
            FROM caldav.components_of_items(p_kind, ARRAY[p_item_id]) AS c);
EXCEPTION WHEN data_exception OR program_limit_exceeded THEN
    RETURN NULL;
END
$$;

-- Keep what the content of the items' entries is made of. An entry that is not
-- visible keeps its client text, for Advolux may restore the item, and nothing of
-- the item's columns. If one of many cannot be shown, each is looked at alone.
CREATE OR REPLACE FUNCTION caldav.keep_components(
    p_kind caldav.kind, p_item_ids bigint[]) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    v_item bigint;
BEGIN
    WITH said AS MATERIALIZED (
        SELECT c.item_id, c.components
        FROM caldav.components_of_items(p_kind, p_item_ids) AS c
    )
    INSERT INTO caldav.source AS s (calendar_id, item_id, kind, components)
    SELECT e.calendar_id, i.item_id, p_kind,
           CASE WHEN e.visible THEN i.components END
    FROM said i
    CROSS JOIN LATERAL (
        SELECT calendar_id, visible FROM caldav.entry
        WHERE kind = p_kind AND item_id = i.item_id OFFSET 0) AS e
    ON CONFLICT (calendar_id, item_id) DO UPDATE
    SET components = EXCLUDED.components;
EXCEPTION WHEN data_exception OR program_limit_exceeded THEN
    FOREACH v_item IN ARRAY p_item_ids LOOP
        INSERT INTO caldav.source AS s (calendar_id, item_id, kind, components)
        SELECT e.calendar_id, v_item, p_kind, CASE WHEN e.visible
               THEN caldav.components_of(p_kind, v_item) END
        FROM caldav.entry e WHERE e.kind = p_kind AND e.item_id = v_item
        ON CONFLICT (calendar_id, item_id) DO UPDATE
        SET components = EXCLUDED.components;
    END LOOP;
END
$$;

-- Give each entry of the items that is or was visible a version and revision
-- of its own, make entries for new placements and tombstones of lost ones. The
-- calendars are locked by the caller. So each item is
-- placed first, which may mean to walk a series, and its calendars are looked
-- up then, not the other way round.
CREATE OR REPLACE FUNCTION caldav.refresh_slice(
    p_kind caldav.kind, p_item_ids bigint[]) RETURNS void
LANGUAGE plpgsql AS $$
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

    PERFORM caldav.keep_components(p_kind, p_item_ids);
END
$$;

-- Many items go slice by slice, each with a plan of its own: what was planned for
-- few, or before there were many, reads the whole calendar for each of them.
CREATE OR REPLACE FUNCTION caldav.refresh(
    p_kind caldav.kind, p_item_ids bigint[]) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_generic_plan SET enable_seqscan = off
SET jit = off AS $$
DECLARE
    c_slice CONSTANT int := 500;
    v_items int := coalesce(cardinality(p_item_ids), 0);
BEGIN
    IF v_items = 0 THEN
        RETURN;
    END IF;
    PERFORM caldav.lock_calendars(p_kind, p_item_ids);
    IF v_items > 50 THEN
        PERFORM set_config('plan_cache_mode', 'force_custom_plan', true);
    END IF;
    FOR v_first IN 1 .. v_items BY c_slice LOOP
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
