-- Copyright 2026 the mod_dav_advolux authors
-- SPDX-License-Identifier: Apache-2.0
--
-- What comes back from the trash has its name, UID and client text again; one
-- order of locks for people, items and calendars; a purge that goes calendar by
-- calendar.
--
-- Section 1 of CONTRACT.md: caldav.hold_names is gone; the trigger on people
-- calls caldav.lock_people before it looks for what shows a name. A firm that
-- re-created its triggers does so with these.

SET LOCAL ROLE advolux_owner;

-- The trash

CREATE TABLE caldav.former (
    calendar_id bigint NOT NULL REFERENCES caldav.calendar ON DELETE CASCADE,
    item_id     bigint NOT NULL,
    kind        caldav.kind NOT NULL,
    name        text NOT NULL,
    uid         text NOT NULL,
    since       timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (calendar_id, item_id)
);
CREATE INDEX former_item ON caldav.former (kind, item_id);
COMMENT ON TABLE caldav.former IS
    'what an item was called before its name went to another one: if it comes back, it gets back what is free by then; its client text is kept meanwhile';

-- A name that passes to another item is another entry.
CREATE OR REPLACE FUNCTION caldav.identify() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO caldav.former (calendar_id, item_id, kind, name, uid)
    VALUES (OLD.calendar_id, OLD.item_id, OLD.kind, OLD.name, OLD.uid);
    NEW.created := now();
    NEW.resource_id := gen_random_uuid();
    NEW.healed_at := NULL;
    NEW.healings := 0;
    RETURN NEW;
END
$$;

-- Give each entry of the items that is or was visible a version and revision
-- of its own, make entries for new placements and tombstones of lost ones. The
-- calendars are locked by the caller.
CREATE OR REPLACE FUNCTION caldav.refresh_slice(p_kind caldav.kind,
                                                p_item_ids bigint[])
RETURNS void LANGUAGE plpgsql
SET plan_cache_mode = force_generic_plan SET enable_seqscan = off
SET jit = off AS $$
BEGIN
    WITH asked AS MATERIALIZED (
        SELECT DISTINCT item_id FROM unnest(p_item_ids) AS item_id
    ), known AS MATERIALIZED (
        SELECT item_id, gen_random_uuid()::text AS fresh, (
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
        JOIN caldav.calendar c ON c.staff_id = p.staff_id AND c.kind = p_kind
    ), owned AS MATERIALIZED (
        SELECT c.calendar_id, o.item_id
        FROM asked a
        CROSS JOIN LATERAL (
            SELECT * FROM caldav.ownership
            WHERE kind = p_kind AND item_id = a.item_id OFFSET 0) AS o
        JOIN caldav.calendar c ON c.staff_id = o.staff_id AND c.kind = p_kind
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
            access, span, ends_at, visible, reserved, recurring, all_day)
        SELECT calendar_id, own_name, own_uid, p_kind, item_id, next, next,
               now(), n.access, n.span,
               coalesce(upper(n.span), 'infinity'), visible, reserved,
               recurring, all_day
        FROM (SELECT n.*, c.revision + row_number() OVER (
                         PARTITION BY calendar_id ORDER BY item_id) AS next
              FROM named n JOIN caldav.calendar c USING (calendar_id)) AS n
        ON CONFLICT (calendar_id, name) DO UPDATE SET
            uid = EXCLUDED.uid, item_id = EXCLUDED.item_id,
            version = EXCLUDED.version,
            revision = EXCLUDED.revision, modified = EXCLUDED.modified,
            access = EXCLUDED.access, span = EXCLUDED.span,
            ends_at = EXCLUDED.ends_at, visible = EXCLUDED.visible,
            reserved = EXCLUDED.reserved, recurring = EXCLUDED.recurring,
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

-- The order of locks
--
-- Who changes items has their rows, and takes their calendars then; who changes
-- people has their rows, and takes calendars then. Nobody takes people for an
-- item, nor items for a person, and all calendars are taken in key order. What
-- one of them has not committed when the other looks, the other finds with the
-- calendar: an item is placed under the calendars of all whose it is.
-- (A foreign key's check waits for who changes a login, or removes a person,
-- with a calendar in hand. PostgreSQL ends one of the two if they meet.)

-- The calendars that have or get one of the items.
CREATE FUNCTION caldav.calendars_of(p_kind caldav.kind, p_item_ids bigint[])
RETURNS bigint[] LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN ARRAY(
        SELECT calendar_id FROM caldav.entry
        WHERE kind = p_kind AND item_id = ANY (p_item_ids)
        UNION
        SELECT c.calendar_id
        FROM caldav.ownership o
        JOIN caldav.calendar c ON c.staff_id = o.staff_id AND c.kind = p_kind
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
END
$$;

-- What is theirs, or is in their calendars.
CREATE FUNCTION caldav.items_of(p_kind caldav.kind, p_staff_ids bigint[])
RETURNS bigint[] LANGUAGE sql STABLE AS $$
    SELECT array_agg(item_id) FROM (
        SELECT item_id FROM caldav.ownership
        WHERE kind = p_kind AND staff_id = ANY (p_staff_ids)
        UNION
        SELECT e.item_id
        FROM caldav.entry e JOIN caldav.calendar c USING (calendar_id)
        WHERE c.kind = p_kind AND c.staff_id = ANY (p_staff_ids)) AS i
$$;

-- People's own calendars, and every other one that has an item of theirs.
CREATE FUNCTION caldav.calendars_of_people(p_staff_ids bigint[])
RETURNS bigint[] LANGUAGE sql STABLE AS $$
    SELECT ARRAY(
        SELECT calendar_id FROM caldav.calendar
        WHERE staff_id = ANY (p_staff_ids)
        UNION
        SELECT unnest(caldav.calendars_of(k, caldav.items_of(k, p_staff_ids)))
        FROM unnest(enum_range(NULL::caldav.kind)) AS k)
$$;

-- Lock all of these. Until they are locked, their people may get other items,
-- and these be in other calendars. To add such a calendar would be out of order:
-- so begin anew with all of them. (A lock ends where it is rolled back.)
CREATE FUNCTION caldav.lock_people(p_staff_ids bigint[]) RETURNS void
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

-- A name shows in the items that its bearer takes part in, a time zone in all
-- that are in their calendars.
CREATE OR REPLACE FUNCTION caldav.follow_staff() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    PERFORM caldav.lock_people(array_agg(staff_id))
    FROM inserted n JOIN deleted o USING (staff_id)
    WHERE n.name <> o.name OR n.time_zone <> o.time_zone;
    PERFORM caldav.refresh('appointment', array_agg(DISTINCT p.appointment_id))
    FROM inserted n JOIN deleted o USING (staff_id)
    JOIN advolux.participant p USING (staff_id)
    WHERE n.name <> o.name;
    PERFORM caldav.refresh_staff(array_agg(staff_id))
    FROM inserted n JOIN deleted o USING (staff_id)
    WHERE n.time_zone <> o.time_zone;
    PERFORM caldav.copy_to_calendars(array_agg(staff_id))
    FROM inserted n JOIN deleted o USING (staff_id)
    WHERE (n.login, n.active, n.look_back, n.time_zone)
          IS DISTINCT FROM (o.login, o.active, o.look_back, o.time_zone);
    PERFORM caldav.forget_color(array_agg(staff_id))
    FROM inserted n JOIN deleted o USING (staff_id)
    WHERE n.color IS DISTINCT FROM o.color;
    RETURN NULL;
END
$$;
DROP FUNCTION caldav.hold_names CASCADE;    -- with its triggers

-- The purge

-- Forget a calendar's tombstones of at least that age (NULL: the setting), with
-- the texts of what was deleted; tokens from before become invalid. Nobody
-- waits for longer than one calendar takes, if each has a transaction.
DROP FUNCTION caldav.purge;
CREATE FUNCTION caldav.purge(p_calendar_id bigint, p_age interval DEFAULT NULL)
RETURNS bigint
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
    RETURN v_count;
END
$$;

CREATE OR REPLACE FUNCTION caldav.schema_version() RETURNS int
LANGUAGE sql IMMUTABLE AS 'SELECT 20';

REVOKE ALL ON FUNCTION caldav.calendars_of, caldav.items_of,
    caldav.calendars_of_people, caldav.lock_people, caldav.purge FROM PUBLIC;
