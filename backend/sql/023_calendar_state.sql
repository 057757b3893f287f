-- Copyright 2026 the mod_dav_advolux authors
-- SPDX-License-Identifier: Apache-2.0
--
-- A write may be tied to the state of the whole calendar (a sync token in the
-- If header, RFC 6578 section 5): it is judged under the calendar's lock.

SET LOCAL ROLE advolux_owner;

DROP FUNCTION caldav.put, caldav.remove, caldav.move, caldav.lock_entry;

-- What a client's write begins with: the items of these names and their
-- calendars are locked, and the caller's calendar too. status is NULL; or it is
-- 'login', or 'changed' if the calendar is not at the revision (0: any will do).
CREATE FUNCTION caldav.begin_write(
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

-- Store a client's object; CONTRACT.md section 3 says how it may end.
CREATE FUNCTION caldav.put(
    p_login text, p_generation bigint, p_device text, p_kind caldav.kind,
    p_name text, p_expect bigint, p_uid text, p_text text, p_components jsonb,
    p_revision bigint DEFAULT 0,
    OUT status text, OUT version bigint, OUT name text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
DECLARE
    v_caller record;
    v_entry caldav.entry;
    v_other caldav.entry;
    v_item bigint;
    v_before jsonb;
    v_new boolean;
BEGIN
    SELECT * INTO v_caller FROM caldav.begin_write(
        p_login, p_generation, p_kind, p_revision, ARRAY[p_name]);
    status := v_caller.status;
    IF status IS NOT NULL THEN
        RETURN;
    END IF;
    SELECT e.* INTO v_entry FROM caldav.entry e
    WHERE e.calendar_id = v_caller.calendar_id AND e.name = p_name;
    v_new := NOT coalesce(v_entry.visible, false);
    IF p_expect > 0 AND (v_new OR v_entry.version <> p_expect) THEN
        status := 'changed';
    ELSIF p_expect = 0 AND coalesce(v_entry.reserved, false) THEN
        status := 'hidden';
    ELSIF p_expect = 0 AND NOT v_new THEN
        status := CASE WHEN v_entry.ends_at > v_caller.cutoff_at
                       THEN 'changed' ELSE 'hidden' END;
    ELSIF NOT v_new AND v_entry.uid <> p_uid THEN
        status := 'uid-taken';
        name := p_name;
    ELSIF p_components IS NULL AND v_new
          OR p_components IS NOT NULL AND NOT v_new
             AND v_entry.access <> 'editable' THEN
        status := 'refused';
    ELSE
        SELECT e.* INTO v_other FROM caldav.entry e
        WHERE e.calendar_id = v_caller.calendar_id AND e.uid = p_uid
          AND (e.visible OR e.reserved) AND e.name <> p_name;
        IF v_other.visible AND v_other.ends_at > v_caller.cutoff_at THEN
            status := 'uid-taken';
            name := v_other.name;
        ELSIF v_other.name IS NOT NULL THEN
            status := 'hidden';
        END IF;
    END IF;
    IF status IS NOT NULL THEN
        RETURN;
    END IF;

    PERFORM set_config('caldav.staff', v_caller.staff_id::text, true);
    IF v_new THEN
        -- The entry is there before the item, so that the item finds it.
        v_item := caldav.new_item(p_kind);
        INSERT INTO caldav.entry AS e (calendar_id, name, uid, kind, item_id)
        VALUES (v_caller.calendar_id, p_name, p_uid, p_kind, v_item)
        ON CONFLICT (calendar_id, name) DO UPDATE
        SET uid = EXCLUDED.uid, item_id = EXCLUDED.item_id,
            healed_at = NULL, healings = 0;
    ELSE
        v_item := v_entry.item_id;
        v_before := caldav.snapshot(p_kind, v_item);
    END IF;
    IF p_components IS NULL THEN
        version := caldav.next_revision(v_caller.calendar_id);
        UPDATE caldav.entry e
        SET version = put.version, revision = put.version, modified = now()
        WHERE e.calendar_id = v_caller.calendar_id AND e.name = p_name;
    ELSE
        IF p_kind = 'appointment' THEN
            PERFORM caldav.store_appointment(v_item, v_caller.staff_id, v_new,
                                             p_components);
        ELSE
            PERFORM caldav.store_task(v_item, v_caller.staff_id, v_new,
                                      p_components);
        END IF;
        SELECT e.version INTO STRICT version FROM caldav.entry e
        WHERE e.calendar_id = v_caller.calendar_id AND e.name = p_name
          AND e.visible;
    END IF;
    INSERT INTO caldav.source AS t (calendar_id, item_id, kind, version,
                                         body)
    VALUES (v_caller.calendar_id, v_item, p_kind, put.version, p_text)
    ON CONFLICT (calendar_id, item_id) DO UPDATE
    SET version = EXCLUDED.version, body = EXCLUDED.body;
    PERFORM caldav.log(v_caller.staff_id, p_login, p_device,
                       CASE WHEN v_new THEN 'create' ELSE 'put' END, p_kind,
                       v_item, p_name, 'done', NULL, v_before);
    status := CASE WHEN v_new THEN 'created' ELSE 'stored' END;
    name := p_name;
EXCEPTION
    WHEN insufficient_privilege THEN
        status := 'refused';
        version := NULL;
        name := NULL;
    WHEN data_exception OR integrity_constraint_violation
         OR program_limit_exceeded OR no_data_found THEN
        -- The original would quote the row.
        RAISE EXCEPTION 'a value does not fit into Advolux'
            USING ERRCODE = CASE WHEN SQLSTATE LIKE '23%' THEN '23514'
                                 ELSE '22000' END;
END
$$;

-- Move an item to the trash.
CREATE FUNCTION caldav.remove(
    p_login text, p_generation bigint, p_device text, p_kind caldav.kind,
    p_name text, p_expect bigint, p_revision bigint DEFAULT 0, OUT status text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    v_caller record;
    v_entry caldav.entry;
    v_before jsonb;
BEGIN
    SELECT * INTO v_caller FROM caldav.begin_write(
        p_login, p_generation, p_kind, p_revision, ARRAY[p_name]);
    status := v_caller.status;
    IF status IS NOT NULL THEN
        RETURN;
    END IF;
    SELECT * INTO v_entry FROM caldav.entry
    WHERE calendar_id = v_caller.calendar_id AND name = p_name;
    status := CASE
        WHEN NOT coalesce(v_entry.visible, false)
             OR v_entry.ends_at <= v_caller.cutoff_at THEN 'missing'
        WHEN v_entry.version <> p_expect THEN 'changed'
        WHEN v_entry.access <> 'editable' THEN 'refused' END;
    IF status IS NOT NULL THEN
        RETURN;
    END IF;
    PERFORM set_config('caldav.staff', v_caller.staff_id::text, true);
    v_before := caldav.snapshot(p_kind, v_entry.item_id);
    PERFORM caldav.trash_item(p_kind, v_entry.item_id);
    PERFORM caldav.log(v_caller.staff_id, p_login, p_device, 'delete', p_kind,
                       v_entry.item_id, p_name, 'done', NULL, v_before);
    status := 'removed';
EXCEPTION WHEN insufficient_privilege THEN
    status := 'refused';
END
$$;

-- Give an item another name in its calendar. The old name becomes a tombstone.
CREATE FUNCTION caldav.move(
    p_login text, p_generation bigint, p_device text, p_kind caldav.kind,
    p_name text, p_expect bigint, p_target text,
    p_revision bigint DEFAULT 0, OUT status text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    v_caller record;
    v_entry caldav.entry;
    v_target caldav.entry;
    v_gone bigint;
    v_next bigint;
BEGIN
    SELECT * INTO v_caller FROM caldav.begin_write(
        p_login, p_generation, p_kind, p_revision, ARRAY[p_name, p_target]);
    status := v_caller.status;
    IF status IS NOT NULL THEN
        RETURN;
    END IF;
    SELECT * INTO v_entry FROM caldav.entry
    WHERE calendar_id = v_caller.calendar_id AND name = p_name;
    SELECT * INTO v_target FROM caldav.entry
    WHERE calendar_id = v_caller.calendar_id AND name = p_target;
    status := CASE
        WHEN NOT coalesce(v_entry.visible, false)
             OR v_entry.ends_at <= v_caller.cutoff_at THEN 'missing'
        WHEN v_entry.version <> p_expect THEN 'changed'
        WHEN v_entry.access <> 'editable' OR p_target = p_name THEN 'refused'
        WHEN v_target.reserved
             OR v_target.visible AND v_target.ends_at <= v_caller.cutoff_at
        THEN 'hidden'
        WHEN v_target.visible THEN 'changed' END;
    IF status IS NOT NULL THEN
        RETURN;
    END IF;
    -- The tombstone stands for what had the target's name, or for nothing.
    v_gone := coalesce(v_target.item_id, caldav.new_item(p_kind));
    DELETE FROM caldav.entry
    WHERE calendar_id = v_caller.calendar_id AND name = p_target;
    v_next := caldav.next_revision(v_caller.calendar_id);
    UPDATE caldav.entry
    SET name = p_target, version = v_next, revision = v_next, modified = now(),
        healed_at = NULL, healings = 0
    WHERE calendar_id = v_caller.calendar_id AND name = p_name;
    UPDATE caldav.source SET version = v_next
    WHERE calendar_id = v_caller.calendar_id AND item_id = v_entry.item_id
      AND version = v_entry.version;
    v_next := caldav.next_revision(v_caller.calendar_id);
    INSERT INTO caldav.entry (calendar_id, name, uid, kind, item_id, version,
                              revision, modified, span, ends_at)
    VALUES (v_caller.calendar_id, p_name, coalesce(v_target.uid, v_entry.uid),
            p_kind, v_gone, v_next, v_next, now(), v_entry.span,
            v_entry.ends_at);
    PERFORM caldav.log(v_caller.staff_id, p_login, p_device, 'move', p_kind,
                       v_entry.item_id, p_target, 'done',
                       'it was called ' || p_name);
    status := 'moved';
END
$$;

CREATE OR REPLACE FUNCTION caldav.schema_version() RETURNS int
LANGUAGE sql IMMUTABLE AS 'SELECT 23';

REVOKE ALL ON FUNCTION caldav.begin_write, caldav.put, caldav.remove, caldav.move
FROM PUBLIC;
GRANT EXECUTE ON FUNCTION caldav.put, caldav.remove, caldav.move
TO advolux_caldav;
