-- Copyright 2026 the mod_dav_advolux authors
-- SPDX-License-Identifier: Apache-2.0
--
-- Entries follow the firm's data in the transaction that changes it.

SET LOCAL ROLE advolux_owner;

-- Everybody locks items first and their calendars after, both in key order. An
-- item's place changes only under its row's lock, so the calendars that are
-- found under it are all, and nobody waits for one out of order.
CREATE FUNCTION caldav.lock_items(p_kind caldav.kind, p_item_ids bigint[])
RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    IF p_kind = 'appointment' THEN
        PERFORM FROM advolux.appointment
        WHERE appointment_id = ANY (p_item_ids)
        ORDER BY appointment_id FOR NO KEY UPDATE;
    ELSE
        PERFORM FROM advolux.task WHERE task_id = ANY (p_item_ids)
        ORDER BY task_id FOR NO KEY UPDATE;
    END IF;
END
$$;

-- Both functions below are planned once per session, and by index: the
-- statistics of a table that is being filled say nothing.

-- Lock every calendar that has or gets one of the items.
CREATE FUNCTION caldav.lock_calendars(p_kind caldav.kind, p_item_ids bigint[],
                                      p_also bigint DEFAULT NULL)
RETURNS void LANGUAGE plpgsql
SET plan_cache_mode = force_generic_plan SET enable_seqscan = off
SET jit = off AS $$
DECLARE
    v_needed bigint[];
BEGIN
    SELECT array_agg(calendar_id) INTO v_needed FROM (
        SELECT calendar_id FROM caldav.entry
        WHERE kind = p_kind AND item_id = ANY (p_item_ids)
        UNION
        SELECT c.calendar_id
        FROM caldav.ownership o
        JOIN caldav.calendar c ON c.staff_id = o.staff_id
                              AND c.kind = p_kind
        WHERE o.kind = p_kind AND o.item_id = ANY (p_item_ids)
        UNION
        SELECT p_also WHERE p_also IS NOT NULL
    ) AS concerned;
    PERFORM FROM caldav.calendar WHERE calendar_id = ANY (v_needed)
    ORDER BY calendar_id FOR NO KEY UPDATE;
END
$$;

-- Give each entry of the items that is or was visible a version and revision
-- of its own, make entries for new placements and tombstones of lost ones. The
-- calendars are locked by the caller.
CREATE FUNCTION caldav.refresh_slice(p_kind caldav.kind, p_item_ids bigint[])
RETURNS void LANGUAGE plpgsql
SET plan_cache_mode = force_generic_plan SET enable_seqscan = off
SET jit = off AS $$
BEGIN
    WITH asked AS MATERIALIZED (
        SELECT DISTINCT item_id FROM unnest(p_item_ids) AS item_id
    ), known AS MATERIALIZED (
        SELECT item_id, coalesce(
            (SELECT uid FROM caldav.entry e
             WHERE e.kind = p_kind AND e.item_id = a.item_id
             ORDER BY length(uid), calendar_id LIMIT 1),
            gen_random_uuid()::text) AS uid
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
        SELECT calendar_id, item_id, e.name, e.uid AS old_uid,
               coalesce(e.uid, k.uid) AS uid,
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
        JOIN known k USING (item_id)
        WHERE p.span IS NOT NULL OR e.visible
           OR e.reserved <> (o.owned IS NOT NULL)
    ), unique_uid AS (
        -- A UID that is taken by now gets the item's number behind it.
        SELECT c.*, CASE
            WHEN NOT (visible OR reserved) THEN uid
            WHEN row_number() OVER (PARTITION BY calendar_id, uid,
                                        visible OR reserved
                                    ORDER BY old_uid IS NULL, item_id) > 1
                 OR EXISTS (SELECT FROM caldav.entry x
                            WHERE x.calendar_id = c.calendar_id
                              AND x.uid = c.uid AND (x.visible OR x.reserved)
                              AND x.item_id <> c.item_id)
            THEN uid || '-' || item_id ELSE uid END AS own_uid
        FROM changed c
    ), named AS MATERIALIZED (
        SELECT u.*, coalesce(name, CASE
            WHEN own_uid ~ '^[A-Za-z0-9@_+-][A-Za-z0-9@._+-]{0,199}$'
                 AND NOT EXISTS (SELECT FROM caldav.entry x
                                 WHERE x.calendar_id = u.calendar_id
                                   AND x.name = u.own_uid || '.ics')
            THEN own_uid ELSE gen_random_uuid()::text END || '.ics') AS own_name
        FROM unique_uid u
    ), forgotten AS (
        DELETE FROM caldav.source t USING named n
        WHERE t.calendar_id = n.calendar_id AND t.item_id = n.item_id
          AND n.own_uid IS DISTINCT FROM n.old_uid
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
            uid = EXCLUDED.uid, version = EXCLUDED.version,
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

-- The cost of a slice grows with its square, so many items go slice by slice.
CREATE FUNCTION caldav.refresh(p_kind caldav.kind, p_item_ids bigint[])
RETURNS void LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
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
CREATE FUNCTION caldav.lock_and_refresh(p_kind caldav.kind,
                                        p_item_ids bigint[])
RETURNS void LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    PERFORM caldav.lock_items(p_kind, p_item_ids);
    PERFORM caldav.refresh(p_kind, p_item_ids);
END
$$;

CREATE FUNCTION caldav.refresh_staff(p_staff_ids bigint[]) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    v_kind caldav.kind;
BEGIN
    FOREACH v_kind IN ARRAY enum_range(NULL::caldav.kind) LOOP
        PERFORM caldav.lock_and_refresh(v_kind, array_agg(DISTINCT item_id))
        FROM (SELECT item_id FROM caldav.ownership
              WHERE kind = v_kind AND staff_id = ANY (p_staff_ids)
              UNION
              SELECT e.item_id
              FROM caldav.entry e JOIN caldav.calendar c USING (calendar_id)
              WHERE c.kind = v_kind AND c.staff_id = ANY (p_staff_ids)) AS i;
    END LOOP;
END
$$;

-- Statement triggers. The argument is the column that is the item's key; a row
-- that an UPDATE leaves as it was does not count.
CREATE FUNCTION caldav.follow_rows() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    v_kind caldav.kind;
    v_ids bigint[];
BEGIN
    FOREACH v_kind IN ARRAY TG_ARGV LOOP
        EXECUTE format(
            CASE TG_OP
            WHEN 'INSERT' THEN 'SELECT array_agg(DISTINCT %1$I) FROM inserted'
            WHEN 'DELETE' THEN 'SELECT array_agg(DISTINCT %1$I) FROM deleted'
            ELSE 'SELECT array_agg(DISTINCT %1$I) FROM ('
                 '(TABLE inserted EXCEPT ALL TABLE deleted) UNION ALL '
                 '(TABLE deleted EXCEPT ALL TABLE inserted)) AS different' END
            || ' WHERE %1$I IS NOT NULL', v_kind || '_id') INTO v_ids;
        IF TG_TABLE_NAME = v_kind::text THEN
            PERFORM caldav.refresh(v_kind, v_ids);  -- the rows are locked
        ELSE
            PERFORM caldav.lock_and_refresh(v_kind, v_ids);
        END IF;
    END LOOP;
    RETURN NULL;
END
$$;

DO $$
DECLARE
    v_table text;
    v_kinds text;
BEGIN
    FOR v_table, v_kinds IN VALUES
        ('appointment', '''appointment'''), ('task', '''task'''),
        ('participant', '''appointment'''),
        ('override', '''appointment'', ''task''') LOOP
        EXECUTE format(
            'CREATE TRIGGER follow_insert AFTER INSERT ON advolux.%1$I '
            'REFERENCING NEW TABLE AS inserted FOR EACH STATEMENT '
            'EXECUTE FUNCTION caldav.follow_rows(%2$s);'
            'CREATE TRIGGER follow_update AFTER UPDATE ON advolux.%1$I '
            'REFERENCING OLD TABLE AS deleted NEW TABLE AS inserted '
            'FOR EACH STATEMENT EXECUTE FUNCTION caldav.follow_rows(%2$s);'
            'CREATE TRIGGER follow_delete AFTER DELETE ON advolux.%1$I '
            'REFERENCING OLD TABLE AS deleted FOR EACH STATEMENT '
            'EXECUTE FUNCTION caldav.follow_rows(%2$s);', v_table, v_kinds);
    END LOOP;
END
$$;

-- A matter's number shows in its items.
CREATE FUNCTION caldav.follow_matter() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    PERFORM caldav.lock_and_refresh('appointment',
                                    array_agg(a.appointment_id))
    FROM inserted n JOIN deleted o USING (matter_id)
    JOIN advolux.appointment a USING (matter_id)
    WHERE n.number <> o.number;
    PERFORM caldav.lock_and_refresh('task', array_agg(t.task_id))
    FROM inserted n JOIN deleted o USING (matter_id)
    JOIN advolux.task t USING (matter_id)
    WHERE n.number <> o.number;
    RETURN NULL;
END
$$;
CREATE TRIGGER follow_update AFTER UPDATE ON advolux.matter
    REFERENCING OLD TABLE AS deleted NEW TABLE AS inserted
    FOR EACH STATEMENT EXECUTE FUNCTION caldav.follow_matter();

-- A name shows in the items that its bearer takes part in; all-day items move
-- with their calendar's zone; a colour set in Advolux wins over a client's.
-- The look-back changes no entry: the cutoff is computed when it is asked for.
CREATE FUNCTION caldav.follow_staff() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    PERFORM caldav.lock_and_refresh('appointment',
                                    array_agg(DISTINCT p.appointment_id))
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
    UPDATE caldav.calendar c SET color = NULL
    FROM inserted n JOIN deleted o USING (staff_id)
    WHERE c.staff_id = n.staff_id AND n.color IS DISTINCT FROM o.color;
    RETURN NULL;
END
$$;
CREATE TRIGGER follow_update AFTER UPDATE ON advolux.staff
    REFERENCING OLD TABLE AS deleted NEW TABLE AS inserted
    FOR EACH STATEMENT EXECUTE FUNCTION caldav.follow_staff();
