-- Copyright 2026 the mod_dav_advolux authors
-- SPDX-License-Identifier: Apache-2.0
--
-- What depends on the firm's tables is told apart from what does not
-- (CONTRACT.md): a firm with other tables replaces the former and nothing else.
-- Bookkeeping refers to no table of the firm's any more, and people are asked
-- for through caldav.person alone.

SET LOCAL ROLE advolux_owner;

-- The firm's part: what was written out in several places before.

CREATE OR REPLACE VIEW caldav.person AS
SELECT staff_id, login, name, mail, color, look_back,
       time_zone::text AS time_zone, active
FROM advolux.staff;

CREATE FUNCTION caldav.new_item(p_kind caldav.kind) RETURNS bigint
LANGUAGE sql AS $$
    SELECT nextval(CASE p_kind
        WHEN 'appointment'
        THEN pg_get_serial_sequence('advolux.appointment', 'appointment_id')
        ELSE pg_get_serial_sequence('advolux.task', 'task_id') END)
$$;

CREATE FUNCTION caldav.trash_item(p_kind caldav.kind, p_item_id bigint)
RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    IF p_kind = 'appointment' THEN
        UPDATE advolux.appointment SET trashed_at = now()
        WHERE appointment_id = p_item_id;
    ELSE
        UPDATE advolux.task SET trashed_at = now() WHERE task_id = p_item_id;
    END IF;
END
$$;

-- As it was, in a language that keeps its plans: a firm whose tables have local
-- times asks for it with every row. RFC 5545: of two equal local times the
-- first; in a gap the offset before it.
CREATE OR REPLACE FUNCTION caldav.instant(p_local timestamp, p_zone text)
RETURNS timestamptz LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
DECLARE
    v_about timestamptz := p_local AT TIME ZONE p_zone;
    v_early timestamptz := v_about - interval '24 hours';
    v_late timestamptz := v_about + interval '24 hours';
    v_first timestamptz := (p_local - (v_early AT TIME ZONE p_zone
                                       - v_early AT TIME ZONE 'UTC'))
                           AT TIME ZONE 'UTC';
    v_last timestamptz := (p_local - (v_late AT TIME ZONE p_zone
                                      - v_late AT TIME ZONE 'UTC'))
                          AT TIME ZONE 'UTC';
BEGIN
    RETURN CASE WHEN v_first AT TIME ZONE p_zone = p_local THEN v_first
                WHEN v_last AT TIME ZONE p_zone = p_local THEN v_last
                ELSE v_first END;
END
$$;

-- The same everywhere: people. The firm's triggers call these.

-- The login is what stands for a person in every other table.
DO $$
DECLARE
    v_table text;
    v_name text;
BEGIN
    FOR v_table, v_name IN
        SELECT conrelid::regclass, conname FROM pg_constraint
        WHERE contype = 'f' AND confrelid = 'advolux.staff'::regclass
          AND connamespace = 'caldav'::regnamespace LOOP
        EXECUTE format('ALTER TABLE %s DROP CONSTRAINT %I', v_table, v_name);
        IF v_table <> 'caldav.login' THEN
            EXECUTE format('ALTER TABLE %s ADD CONSTRAINT %I FOREIGN KEY '
                           '(staff_id) REFERENCES caldav.login '
                           'ON DELETE CASCADE', v_table, v_name);
        END IF;
    END LOOP;
END
$$;

-- Everybody has both calendars and a login that waits for its password.
CREATE FUNCTION caldav.add_people(p_staff_ids bigint[]) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO caldav.login (staff_id) SELECT unnest(p_staff_ids)
    ON CONFLICT (staff_id) DO NOTHING;
    INSERT INTO caldav.calendar (staff_id, kind, login, generation, look_back,
                                 time_zone)
    SELECT p.staff_id, k, p.login, 1, p.look_back, p.time_zone
    FROM caldav.person p, unnest(enum_range(NULL::caldav.kind)) AS k
    WHERE p.staff_id = ANY (p_staff_ids)
    ORDER BY p.staff_id, k
    ON CONFLICT (staff_id, kind) DO NOTHING;
END
$$;

CREATE FUNCTION caldav.remove_people(p_staff_ids bigint[]) RETURNS void
LANGUAGE sql AS $$
    DELETE FROM caldav.login WHERE staff_id = ANY (p_staff_ids)
$$;

-- A colour set in Advolux wins over a client's.
CREATE FUNCTION caldav.forget_color(p_staff_ids bigint[]) RETURNS void
LANGUAGE sql AS $$
    UPDATE caldav.calendar SET color = NULL
    WHERE staff_id = ANY (p_staff_ids) AND color IS NOT NULL
$$;

CREATE OR REPLACE FUNCTION caldav.copy_to_calendars(p_staff_ids bigint[])
RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    PERFORM FROM caldav.calendar WHERE staff_id = ANY (p_staff_ids)
    ORDER BY calendar_id FOR NO KEY UPDATE;
    UPDATE caldav.calendar c
    SET login = p.login, generation = l.generation,
        open = p.active AND l.enabled, look_back = p.look_back,
        time_zone = p.time_zone
    FROM caldav.person p JOIN caldav.login l USING (staff_id)
    WHERE c.staff_id = p.staff_id AND p.staff_id = ANY (p_staff_ids);
END
$$;

-- For a firm that has data already: everybody and everything it has.
CREATE FUNCTION caldav.adopt() RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    v_people bigint[];
BEGIN
    SELECT array_agg(staff_id ORDER BY staff_id) INTO v_people
    FROM caldav.person;
    PERFORM caldav.add_people(v_people);
    PERFORM caldav.refresh_staff(v_people);
END
$$;
COMMENT ON FUNCTION caldav.adopt IS
    'make logins, calendars and entries of what the firm''s tables hold';

CREATE OR REPLACE FUNCTION caldav.set_password(p_login text, p_hash text)
RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    v_generation bigint;
BEGIN
    UPDATE caldav.login l
    SET password_hash = p_hash, enabled = true, generation = generation + 1
    FROM caldav.person p
    WHERE p.staff_id = l.staff_id AND p.login = p_login
    RETURNING generation INTO v_generation;
    IF v_generation IS NULL THEN
        RAISE EXCEPTION 'no such login' USING ERRCODE = 'no_data_found';
    END IF;
    RETURN v_generation;
END
$$;

CREATE OR REPLACE FUNCTION caldav.enable(p_login text, p_enabled boolean)
RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    v_generation bigint;
BEGIN
    UPDATE caldav.login l
    SET enabled = p_enabled, generation = generation + 1
    FROM caldav.person p
    WHERE p.staff_id = l.staff_id AND p.login = p_login
    RETURNING generation INTO v_generation;
    IF v_generation IS NULL THEN
        RAISE EXCEPTION 'no such login' USING ERRCODE = 'no_data_found';
    END IF;
    RETURN v_generation;
EXCEPTION WHEN check_violation THEN
    RAISE EXCEPTION 'a CalDAV password must be set first'
        USING ERRCODE = 'object_not_in_prerequisite_state';
END
$$;

-- This firm's triggers on its people, in these terms.

CREATE OR REPLACE FUNCTION caldav.provision() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    PERFORM caldav.add_people(array_agg(staff_id)) FROM inserted;
    RETURN NULL;
END
$$;

CREATE FUNCTION caldav.follow_departure() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    PERFORM caldav.remove_people(array_agg(staff_id)) FROM deleted;
    RETURN NULL;
END
$$;
CREATE TRIGGER follow_delete AFTER DELETE ON advolux.staff
    REFERENCING OLD TABLE AS deleted
    FOR EACH STATEMENT EXECUTE FUNCTION caldav.follow_departure();

CREATE OR REPLACE FUNCTION caldav.follow_staff() RETURNS trigger
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
    PERFORM caldav.forget_color(array_agg(staff_id))
    FROM inserted n JOIN deleted o USING (staff_id)
    WHERE n.color IS DISTINCT FROM o.color;
    RETURN NULL;
END
$$;

-- A dump that is restored into the same database keeps everything that the
-- epoch was made of: but not the table's identity, so a row knows the table
-- that it was made in.
ALTER TABLE caldav.calendar
    ADD home oid NOT NULL DEFAULT 'caldav.calendar'::regclass;
COMMENT ON COLUMN caldav.calendar.home IS
    'the table that the row was made in: another than its own after a restore';

CREATE OR REPLACE VIEW caldav.principal AS
SELECT p.login, p.staff_id, l.generation, l.password_hash, p.name, p.mail
FROM caldav.person p JOIN caldav.login l USING (staff_id)
WHERE p.active AND l.enabled;

CREATE OR REPLACE VIEW caldav.collection AS
SELECT c.calendar_id, c.login, c.generation, c.kind,
       md5(c.random || '/' || (SELECT caldav.cluster())
           || CASE WHEN c.tableoid <> c.home THEN '/' || c.tableoid
                   ELSE '' END) AS epoch,
       c.revision, c.purged,
       CASE c.kind WHEN 'appointment'
            THEN caldav.cutoff(c.look_back, c.time_zone) END AS cutoff,
       CASE c.kind WHEN 'appointment'
            THEN caldav.cutoff(c.look_back, c.time_zone)::timestamp
                 AT TIME ZONE c.time_zone
            ELSE '-infinity' END AS cutoff_at,
       c.time_zone,
       coalesce(c.displayname, CASE c.kind WHEN 'appointment' THEN 'Termine'
                                           ELSE 'Aufgaben' END) AS displayname,
       coalesce(c.color, p.color) AS color, c.description,
       coalesce(c.sort_order, CASE c.kind WHEN 'appointment' THEN 1
                                          ELSE 2 END) AS sort_order,
       p.name AS owner_name, p.mail AS owner_mail
FROM caldav.calendar c
LEFT JOIN caldav.person p USING (staff_id)
WHERE c.open;

-- The same everywhere: extents and writes, in terms of the firm's part.

-- The whole extent of a series: every instance that takes place, where its
-- override puts it. All-day instances are days of zone p_zone.
CREATE OR REPLACE FUNCTION caldav.series_span(p_kind caldav.kind, p_item_id bigint,
                                   p_zone text) RETURNS tstzrange
LANGUAGE plpgsql STABLE AS $$
DECLARE
    v_item caldav.series;
    v_zone text;
    v_gone timestamp[];
    v_first timestamp;
    v_last timestamp;
    v_length interval;
    v_from timestamptz;
    v_to timestamptz;
    v_override record;
BEGIN
    SELECT * INTO v_item FROM caldav.series
    WHERE kind = p_kind AND item_id = p_item_id;
    IF v_item.starts IS NULL THEN
        RETURN tstzrange(NULL, NULL);
    END IF;
    v_zone := CASE WHEN v_item.all_day THEN p_zone ELSE v_item.time_zone END;
    v_length := greatest(v_item.ends - v_item.starts, interval '0');
    SELECT coalesce(v_item.exdate, '{}')
           || coalesce(array_agg(recurrence_id), '{}') INTO v_gone
    FROM caldav.series_override
    WHERE kind = p_kind AND item_id = p_item_id;
    SELECT o INTO v_first
    FROM advolux.occurrences(v_item.rrule, v_item.starts, v_gone, v_item.rdate,
                             p_max => 1, p_zone => v_zone) AS o;
    v_last := advolux.last_occurrence(v_item.rrule, v_item.starts, v_gone,
                                      v_item.rdate, v_zone);
    IF v_first IS NOT NULL THEN
        v_from := caldav.instant(v_first, v_zone);
    END IF;
    IF v_last = 'infinity' THEN
        v_to := 'infinity';
    ELSIF v_last IS NOT NULL THEN
        -- Lengths are exact or nominal, as clients have it: take the longer.
        v_to := greatest(caldav.instant(v_last + v_length, v_zone),
                         caldav.instant(v_last, v_zone) + v_length);
    END IF;
    FOR v_override IN
        SELECT starts, greatest(ends, starts) AS ends, this_and_future,
               coalesce(time_zone, p_zone) AS zone,
               starts - recurrence_id AS shift
        FROM caldav.series_override
        WHERE kind = p_kind AND item_id = p_item_id
    LOOP
        v_from := least(v_from, caldav.instant(v_override.starts,
                                               v_override.zone));
        v_to := greatest(v_to, caldav.instant(v_override.ends,
                                              v_override.zone));
        IF v_override.this_and_future AND isfinite(v_last) THEN
            v_to := greatest(v_to, caldav.instant(
                v_last + v_override.shift
                + (v_override.ends - v_override.starts), v_override.zone));
        END IF;
    END LOOP;
    IF v_from IS NULL THEN      -- every instance is excluded
        v_from := caldav.instant(v_item.starts, v_zone);
    END IF;
    v_to := nullif(greatest(v_from, v_to), 'infinity');
    IF v_to IS NULL THEN
        RETURN tstzrange(v_from - CASE p_kind WHEN 'task' THEN interval
                         '1 second' ELSE interval '0' END, NULL);
    END IF;
    RETURN CASE p_kind WHEN 'task' THEN caldav.task_span(v_from, v_to)
                       ELSE caldav.span(v_from, v_to) END;
END
$$;

CREATE OR REPLACE FUNCTION caldav.put(
    p_login text, p_generation bigint, p_device text, p_kind caldav.kind,
    p_name text, p_expect bigint, p_uid text, p_text text, p_components jsonb,
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
    SELECT * INTO v_caller FROM caldav.caller(p_login, p_generation, p_kind);
    IF v_caller.calendar_id IS NULL THEN
        status := 'login';
        RETURN;
    END IF;
    v_entry := caldav.lock_entry(v_caller.calendar_id, p_kind, p_name);
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

CREATE OR REPLACE FUNCTION caldav.remove(
    p_login text, p_generation bigint, p_device text, p_kind caldav.kind,
    p_name text, p_expect bigint, OUT status text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    v_caller record;
    v_entry caldav.entry;
    v_before jsonb;
BEGIN
    SELECT * INTO v_caller FROM caldav.caller(p_login, p_generation, p_kind);
    IF v_caller.calendar_id IS NULL THEN
        status := 'login';
        RETURN;
    END IF;
    v_entry := caldav.lock_entry(v_caller.calendar_id, p_kind, p_name);
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

-- Give an item another name in its calendar, in place of what p_replace says is
-- there (0: nothing). The old name becomes a tombstone.
CREATE OR REPLACE FUNCTION caldav.move(
    p_login text, p_generation bigint, p_device text, p_kind caldav.kind,
    p_name text, p_expect bigint, p_target text, p_replace bigint,
    OUT status text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    v_caller record;
    v_items bigint[];
    v_entry caldav.entry;
    v_target caldav.entry;
    v_there boolean;
    v_gone bigint;
    v_next bigint;
BEGIN
    SELECT * INTO v_caller FROM caldav.caller(p_login, p_generation, p_kind);
    IF v_caller.calendar_id IS NULL THEN
        status := 'login';
        RETURN;
    END IF;
    SELECT array_agg(item_id) INTO v_items FROM caldav.entry
    WHERE calendar_id = v_caller.calendar_id AND name IN (p_name, p_target);
    PERFORM caldav.lock_items(p_kind, v_items);
    PERFORM caldav.lock_calendars(p_kind, v_items, v_caller.calendar_id);
    SELECT * INTO v_entry FROM caldav.entry
    WHERE calendar_id = v_caller.calendar_id AND name = p_name;
    SELECT * INTO v_target FROM caldav.entry
    WHERE calendar_id = v_caller.calendar_id AND name = p_target;
    v_there := coalesce(v_target.visible, false);
    status := CASE
        WHEN NOT coalesce(v_entry.visible, false)
             OR v_entry.ends_at <= v_caller.cutoff_at THEN 'missing'
        WHEN v_entry.version <> p_expect THEN 'changed'
        WHEN v_entry.access <> 'editable' THEN 'refused'
        WHEN coalesce(v_target.reserved, false)
             OR v_there AND v_target.ends_at <= v_caller.cutoff_at THEN 'hidden'
        WHEN p_replace <> CASE WHEN v_there THEN v_target.version ELSE 0 END
        THEN 'changed'
        WHEN v_there AND v_target.access <> 'editable'
             OR p_target = p_name THEN 'refused' END;
    IF status IS NOT NULL THEN
        RETURN;
    END IF;
    PERFORM set_config('caldav.staff', v_caller.staff_id::text, true);
    IF v_there THEN
        PERFORM caldav.log(v_caller.staff_id, p_login, p_device, 'delete',
                           p_kind, v_target.item_id, p_target, 'done', NULL,
                           caldav.snapshot(p_kind, v_target.item_id));
        PERFORM caldav.trash_item(p_kind, v_target.item_id);
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
EXCEPTION WHEN insufficient_privilege THEN
    status := 'refused';
END
$$;

CREATE OR REPLACE FUNCTION caldav.schema_version() RETURNS int
LANGUAGE sql IMMUTABLE AS 'SELECT 18';
