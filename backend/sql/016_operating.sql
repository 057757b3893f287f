-- Copyright 2026 the mod_dav_advolux authors
-- SPDX-License-Identifier: Apache-2.0
--
-- What those who run Advolux do and see from a shell: device passwords, a
-- journal that says what was changed, retention, bulk import.

SET LOCAL ROLE advolux_owner;

-- Device passwords (DESIGN section 9)

CREATE TABLE caldav.device (
    device_id   bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    staff_id    bigint NOT NULL REFERENCES caldav.login ON DELETE CASCADE,
    name        text NOT NULL CHECK (name <> '' AND octet_length(name) <= 60
                                     AND name !~ '[[:cntrl:]]'),
    password_hash text NOT NULL,
    created_at  timestamptz NOT NULL DEFAULT now(),
    seen_at     timestamptz,
    UNIQUE (staff_id, name)
);
COMMENT ON TABLE caldav.device IS
    'a random password for one device, beside the CalDAV password';
COMMENT ON COLUMN caldav.device.seen_at IS
    'when the password was last verified; a cached login does not count';

CREATE VIEW caldav.credential AS
SELECT login, generation, 0::bigint AS device_id, NULL::text AS device,
       password_hash
FROM caldav.principal
UNION ALL
SELECT p.login, p.generation, d.device_id, d.name, d.password_hash
FROM caldav.principal p JOIN caldav.device d USING (staff_id);

CREATE FUNCTION caldav.add_device(p_login text, p_name text, p_hash text)
RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    v_device bigint;
BEGIN
    INSERT INTO caldav.device (staff_id, name, password_hash)
    SELECT staff_id, p_name, p_hash FROM caldav.principal
    WHERE login = p_login
    RETURNING device_id INTO v_device;
    IF v_device IS NULL THEN
        RAISE EXCEPTION 'CalDAV is not switched on for this login'
            USING ERRCODE = 'object_not_in_prerequisite_state';
    END IF;
    RETURN v_device;
END
$$;

-- Verified logins of before end with the generation; those of other devices
-- are verified anew without being asked. False if there is no such device.
CREATE FUNCTION caldav.revoke_device(p_login text, p_name text) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    v_staff bigint;
BEGIN
    DELETE FROM caldav.device d USING caldav.calendar c
    WHERE c.staff_id = d.staff_id AND c.login = p_login AND d.name = p_name
    RETURNING d.staff_id INTO v_staff;
    UPDATE caldav.login SET generation = generation + 1
    WHERE staff_id = v_staff;
    RETURN v_staff IS NOT NULL;
END
$$;

-- Called by the module when it has verified a device's password.
CREATE FUNCTION caldav.device_seen(p_login text, p_generation bigint,
                                   p_device_id bigint, OUT status text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    UPDATE caldav.device d SET seen_at = now()
    FROM caldav.principal p
    WHERE p.login = p_login AND p.generation = p_generation
      AND d.staff_id = p.staff_id AND d.device_id = p_device_id;
    status := CASE WHEN FOUND THEN 'seen' ELSE 'login' END;
END
$$;

-- The trash of deadlines, for Advolux alone

ALTER TABLE advolux.deadline ADD COLUMN trashed_at timestamptz;

-- The journal

ALTER TABLE advolux.journal ADD COLUMN changed text[];
COMMENT ON COLUMN advolux.journal.changed IS
    'the fields that the write changed; what they were is in before';

-- Overrides are written anew with every write: their keys and stamps say
-- nothing.
CREATE FUNCTION advolux.plain_overrides(p_overrides jsonb) RETURNS jsonb
LANGUAGE sql IMMUTABLE AS $$
    SELECT jsonb_agg(o ORDER BY o ->> 'recurrence_id') FROM (
        SELECT e - '{override_id,created_at,modified_at,sequence}'::text[]
        FROM jsonb_array_elements(nullif(p_overrides, 'null')) AS e) AS x (o)
$$;

CREATE FUNCTION advolux.changed_fields(p_before jsonb, p_after jsonb)
RETURNS text[] LANGUAGE sql IMMUTABLE AS $$
    SELECT array_agg(key ORDER BY key) FROM (
        SELECT key FROM jsonb_object_keys(p_before || p_after) AS key
        WHERE key NOT IN ('modified_at', 'sequence')
          AND p_before -> key IS DISTINCT FROM p_after -> key
          AND (key <> 'overrides'
               OR advolux.plain_overrides(p_before -> key)
                  IS DISTINCT FROM advolux.plain_overrides(p_after -> key))) AS k
$$;

CREATE FUNCTION caldav.name_changes() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    NEW.changed := advolux.changed_fields(
        NEW.before, caldav.snapshot(NEW.kind::caldav.kind, NEW.item_id));
    RETURN NEW;
END
$$;
CREATE TRIGGER name_changes BEFORE INSERT ON advolux.journal
    FOR EACH ROW WHEN (NEW.result = 'done' AND NEW.before IS NOT NULL
                       AND NEW.changed IS NULL
                       AND NEW.kind IN ('appointment', 'task'))
    EXECUTE FUNCTION caldav.name_changes();

CREATE INDEX journal_at ON advolux.journal (at);

-- Retention. The purge alone may take rows out of the journal.

INSERT INTO caldav.setting (name, value) VALUES
    ('tombstone_retention', '1 year'), ('journal_retention', '10 years')
ON CONFLICT DO NOTHING;

CREATE OR REPLACE FUNCTION advolux.refuse_change() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE'
       AND current_setting('advolux.journal_purge', true) = 'on'
       AND pg_has_role(current_user, 'advolux_owner', 'USAGE') THEN
        RETURN NULL;
    END IF;
    RAISE EXCEPTION 'the journal is append-only'
        USING ERRCODE = 'insufficient_privilege';
END
$$;

CREATE FUNCTION caldav.retention(p_what text) RETURNS interval
LANGUAGE sql STABLE AS $$
    SELECT value::interval FROM caldav.setting
    WHERE name = p_what || '_retention'
$$;

CREATE FUNCTION caldav.purge_journal(p_age interval DEFAULT NULL)
RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    v_count bigint;
BEGIN
    PERFORM set_config('advolux.journal_purge', 'on', true);
    DELETE FROM advolux.journal
    WHERE at <= now() - coalesce(p_age, caldav.retention('journal'));
    GET DIAGNOSTICS v_count = ROW_COUNT;
    PERFORM set_config('advolux.journal_purge', '', true);
    RETURN v_count;
END
$$;

-- What Advolux itself did to an item, when whoever did it says so.
CREATE FUNCTION caldav.log_change(p_kind caldav.kind, p_item_id bigint,
                                  p_operation text, p_program text,
                                  p_before jsonb) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT caldav.log(NULL, session_user::text, p_program, p_operation, p_kind,
                      p_item_id, NULL, 'done', NULL, p_before)
$$;

-- Items as people read them

CREATE FUNCTION advolux.staff_of(p_login text) RETURNS bigint
LANGUAGE plpgsql STABLE AS $$
DECLARE
    v_staff bigint;
BEGIN
    SELECT staff_id INTO v_staff FROM advolux.staff WHERE login = p_login;
    IF v_staff IS NULL THEN
        RAISE EXCEPTION 'there is no staff member with login %', p_login
            USING ERRCODE = 'no_data_found';
    END IF;
    RETURN v_staff;
END
$$;

-- '' is no matter.
CREATE FUNCTION advolux.matter_of(p_number text) RETURNS bigint
LANGUAGE plpgsql STABLE AS $$
DECLARE
    v_matter bigint;
BEGIN
    SELECT matter_id INTO v_matter FROM advolux.matter
    WHERE number = p_number;
    IF v_matter IS NULL AND p_number <> '' THEN
        RAISE EXCEPTION 'there is no matter %', p_number
            USING ERRCODE = 'no_data_found';
    END IF;
    RETURN v_matter;
END
$$;

CREATE VIEW advolux.item AS
SELECT 'appointment'::caldav.kind AS kind, a.appointment_id AS item_id,
       s.login AS editor, a.title, a.all_day, a.time_zone::text AS time_zone,
       CASE WHEN a.all_day THEN a.start_date::timestamp
            ELSE a.start_at AT TIME ZONE a.time_zone END AS starts,
       CASE WHEN a.all_day THEN a.end_date::timestamp
            ELSE a.end_at AT TIME ZONE a.time_zone END AS ends,
       a.location, a.description, a.status, a.sync_mode,
       (SELECT array_agg(p.login ORDER BY p.login)
        FROM advolux.participant x JOIN advolux.staff p USING (staff_id)
        WHERE x.appointment_id = a.appointment_id) AS participants,
       m.number AS matter, a.rrule, a.exdate, a.rdate, a.class, a.priority,
       a.categories, a.free, NULL::int AS percent,
       NULL::timestamptz AS completed_at, a.deadline_id IS NOT NULL
       AS from_deadline, a.created_at, a.modified_at, a.trashed_at
FROM advolux.appointment a
JOIN advolux.staff s ON s.staff_id = a.main_editor
LEFT JOIN advolux.matter m USING (matter_id)
UNION ALL
SELECT 'task', t.task_id, s.login, t.title, t.all_day, t.time_zone::text,
       CASE WHEN t.all_day THEN t.start_date::timestamp
            ELSE t.start_at AT TIME ZONE t.time_zone END,
       CASE WHEN t.all_day THEN t.due_date::timestamp
            ELSE t.due_at AT TIME ZONE t.time_zone END,
       t.location, t.description, t.status, t.sync_mode, NULL, m.number,
       t.rrule, t.exdate, t.rdate, t.class, t.priority, t.categories, NULL,
       t.percent, t.completed_at, t.deadline_id IS NOT NULL, t.created_at,
       t.modified_at, t.trashed_at
FROM advolux.task t
JOIN advolux.staff s ON s.staff_id = t.main_editor
LEFT JOIN advolux.matter m USING (matter_id);
COMMENT ON VIEW advolux.item IS
    'appointments and tasks for people: wall clock, logins, matter numbers';

-- One instance of a series takes place no more, however it was changed.
CREATE FUNCTION advolux.leave_out(p_kind caldav.kind, p_item_id bigint,
                                  p_instance timestamp) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    -- There is such an instance.
    PERFORM advolux.make_override(p_kind, p_item_id, p_instance);
    DELETE FROM advolux.override
    WHERE CASE p_kind WHEN 'task' THEN task_id ELSE appointment_id END
          = p_item_id AND recurrence_id = p_instance;
    EXECUTE format('UPDATE advolux.%1$I SET exdate = array_append(exdate, $2) '
                   'WHERE %1$I_id = $1', p_kind)
    USING p_item_id, p_instance;
END
$$;

-- Bulk import. One by one, each write would make another version of the
-- calendar's row, and each of them would be passed by the next: so a batch is
-- a few statements, whose triggers refresh slice by slice.

CREATE TABLE caldav.imported (
    calendar_id bigint NOT NULL REFERENCES caldav.calendar ON DELETE CASCADE,
    uid         text NOT NULL,
    digest      bytea NOT NULL,
    PRIMARY KEY (calendar_id, uid)
);
COMMENT ON TABLE caldav.imported IS
    'what was imported last under a UID: imported again, it is passed over';

-- Items that are not there yet; their ids are entries already.
CREATE FUNCTION caldav.insert_appointments(
    p_staff_id bigint, p_item_ids bigint[], p_components jsonb)
RETURNS void LANGUAGE sql AS $$
    INSERT INTO advolux.appointment (
        appointment_id, main_editor, sync_mode, title, description, location,
        all_day, time_zone, start_at, end_at, start_date, end_date, status,
        free, class, priority, categories, rrule, exdate, rdate, sequence)
    OVERRIDING SYSTEM VALUE
    SELECT i.item_id, p_staff_id, 'both', c.title, c.description, c.location,
           c.all_day, c.zone, c.start_at, c.end_at, c.start_date, c.end_date,
           c.status, c.free, c.class, c.priority, c.categories, c.rrule,
           c.exdate, c.rdate, c.sequence
    FROM unnest(p_item_ids) WITH ORDINALITY AS i (item_id, n)
    CROSS JOIN LATERAL caldav.components(p_components -> (i.n - 1)::int) AS c
    WHERE c.place = 1;
    INSERT INTO advolux.override (
        appointment_id, recurrence_id, this_and_future, title, description,
        location, all_day, time_zone, start_at, end_at, start_date, end_date,
        status, free, class, priority, categories, sequence)
    SELECT i.item_id, c.recurrence_id, c.this_and_future, c.title,
           c.description, c.location, c.all_day, c.zone, c.start_at, c.end_at,
           c.start_date, c.end_date, c.status, c.free, c.class, c.priority,
           c.categories, c.sequence
    FROM unnest(p_item_ids) WITH ORDINALITY AS i (item_id, n)
    CROSS JOIN LATERAL caldav.components(p_components -> (i.n - 1)::int) AS c
    WHERE c.place > 1;
$$;

CREATE FUNCTION caldav.insert_tasks(
    p_staff_id bigint, p_item_ids bigint[], p_components jsonb)
RETURNS void LANGUAGE sql AS $$
    INSERT INTO advolux.task (
        task_id, main_editor, sync_mode, title, description, location, all_day,
        time_zone, start_at, due_at, start_date, due_date, status, percent,
        completed_at, class, priority, categories, rrule, exdate, rdate,
        sequence)
    OVERRIDING SYSTEM VALUE
    SELECT i.item_id, p_staff_id, 'both', c.title, c.description, c.location,
           c.all_day, c.zone, c.start_at, c.end_at, c.start_date, c.end_date,
           c.status, c.percent, c.completed_at, c.class, c.priority,
           c.categories, c.rrule, c.exdate, c.rdate, c.sequence
    FROM unnest(p_item_ids) WITH ORDINALITY AS i (item_id, n)
    CROSS JOIN LATERAL caldav.components(p_components -> (i.n - 1)::int) AS c
    WHERE c.place = 1;
    INSERT INTO advolux.override (
        task_id, recurrence_id, this_and_future, title, description, location,
        all_day, time_zone, start_at, due_at, start_date, due_date, status,
        percent, completed_at, class, priority, categories, sequence)
    SELECT i.item_id, c.recurrence_id, c.this_and_future, c.title,
           c.description, c.location, c.all_day, c.zone, c.start_at, c.end_at,
           c.start_date, c.end_date, c.status, c.percent, c.completed_at,
           c.class, c.priority, c.categories, c.sequence
    FROM unnest(p_item_ids) WITH ORDINALITY AS i (item_id, n)
    CROSS JOIN LATERAL caldav.components(p_components -> (i.n - 1)::int) AS c
    WHERE c.place > 1;
$$;

-- Store texts and what they say as items of a person. p_components has an
-- array for each text, as caldav.put takes it. What was imported before with
-- the same text, and is still there, stays as it is now.
CREATE FUNCTION caldav.import(
    p_login text, p_program text, p_kind caldav.kind, p_uids text[],
    p_texts text[], p_components jsonb,
    OUT created int, OUT changed int, OUT unchanged int, OUT kept text[])
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    v_caller record;
    v_known bigint[];
    v_new int[] := '{}';
    v_items bigint[];
    v_entry caldav.entry;
    v_digest bytea;
    v_status text;
BEGIN
    SELECT * INTO v_caller FROM caldav.caller(p_login, 0, p_kind);
    IF v_caller.calendar_id IS NULL THEN
        RAISE EXCEPTION 'CalDAV is not switched on for %', p_login
            USING ERRCODE = 'object_not_in_prerequisite_state';
    END IF;
    created := 0; changed := 0; unchanged := 0; kept := '{}';
    SELECT array_agg(item_id) INTO v_known FROM caldav.entry
    WHERE calendar_id = v_caller.calendar_id AND uid = ANY (p_uids)
      AND (visible OR reserved);
    PERFORM caldav.lock_items(p_kind, v_known);
    PERFORM caldav.lock_calendars(p_kind, v_known, v_caller.calendar_id);
    PERFORM set_config('caldav.staff', v_caller.staff_id::text, true);

    FOR i IN 1 .. cardinality(p_uids) LOOP
        v_digest := sha256(convert_to(p_texts[i], 'UTF8'));
        SELECT * INTO v_entry FROM caldav.entry
        WHERE calendar_id = v_caller.calendar_id AND uid = p_uids[i]
          AND (visible OR reserved);
        IF NOT FOUND THEN
            v_new := v_new || i;
        ELSIF EXISTS (SELECT FROM caldav.imported
                      WHERE calendar_id = v_caller.calendar_id
                        AND uid = p_uids[i] AND digest = v_digest) THEN
            unchanged := unchanged + 1;
            CONTINUE;
        ELSIF v_entry.reserved OR v_entry.access <> 'editable' THEN
            kept := kept || p_uids[i];
            CONTINUE;
        ELSE
            v_status := (caldav.put(p_login, 0, p_program, p_kind,
                                    v_entry.name, v_entry.version, p_uids[i],
                                    p_texts[i], p_components -> (i - 1))).status;
            IF v_status <> 'stored' THEN
                kept := kept || p_uids[i];
                CONTINUE;
            END IF;
            changed := changed + 1;
        END IF;
        INSERT INTO caldav.imported AS m
        VALUES (v_caller.calendar_id, p_uids[i], v_digest)
        ON CONFLICT (calendar_id, uid) DO UPDATE SET digest = EXCLUDED.digest;
    END LOOP;

    created := cardinality(v_new);
    IF created = 0 THEN
        RETURN;
    END IF;
    -- The entries are there before the items, so that the items find them.
    WITH wanted AS MATERIALIZED (
        SELECT w.n, p_uids[w.i] AS uid, caldav.new_item(p_kind) AS item
        FROM unnest(v_new) WITH ORDINALITY AS w (i, n)
    ), entered AS (
        INSERT INTO caldav.entry AS e (calendar_id, name, uid, kind, item_id)
        SELECT v_caller.calendar_id, CASE
                   WHEN uid ~ '^[A-Za-z0-9@_+-][A-Za-z0-9@._+-]{0,199}$'
                        AND NOT EXISTS (
                            SELECT FROM caldav.entry x
                            WHERE x.calendar_id = v_caller.calendar_id
                              AND x.name = w.uid || '.ics')
                   THEN uid ELSE gen_random_uuid()::text END || '.ics',
               uid, p_kind, item
        FROM wanted w
    )
    SELECT array_agg(item ORDER BY n) INTO v_items FROM wanted;
    IF p_kind = 'appointment' THEN
        PERFORM caldav.insert_appointments(
            v_caller.staff_id, v_items,
            (SELECT jsonb_agg(p_components -> (i - 1) ORDER BY n)
             FROM unnest(v_new) WITH ORDINALITY AS w (i, n)));
    ELSE
        PERFORM caldav.insert_tasks(
            v_caller.staff_id, v_items,
            (SELECT jsonb_agg(p_components -> (i - 1) ORDER BY n)
             FROM unnest(v_new) WITH ORDINALITY AS w (i, n)));
    END IF;
    INSERT INTO caldav.source AS s (calendar_id, item_id, kind, version, body)
    SELECT e.calendar_id, e.item_id, p_kind, e.version, p_texts[v_new[n]]
    FROM unnest(v_items) WITH ORDINALITY AS i (item, n)
    JOIN caldav.entry e ON e.calendar_id = v_caller.calendar_id
                       AND e.item_id = i.item
    ON CONFLICT (calendar_id, item_id) DO UPDATE
    SET version = EXCLUDED.version, body = EXCLUDED.body;
    PERFORM caldav.log(v_caller.staff_id, p_login, p_program, 'import', p_kind,
                       e.item_id, e.name, 'done')
    FROM caldav.entry e
    WHERE e.calendar_id = v_caller.calendar_id AND e.item_id = ANY (v_items);
END
$$;

-- Where later migrations are already, the version is theirs.
DO $$
BEGIN
    IF caldav.schema_version() < 16 THEN
        CREATE OR REPLACE FUNCTION caldav.schema_version() RETURNS int
        LANGUAGE sql IMMUTABLE AS 'SELECT 16';
    END IF;
END
$$;

REVOKE ALL ON ALL FUNCTIONS IN SCHEMA advolux, caldav FROM PUBLIC;
GRANT SELECT ON caldav.credential TO advolux_caldav;
GRANT EXECUTE ON FUNCTION caldav.device_seen TO advolux_caldav;
GRANT SELECT ON advolux.item TO advolux_app;
GRANT EXECUTE ON FUNCTION advolux.staff_of, advolux.matter_of TO advolux_app;
