-- Copyright 2026 the mod_dav_advolux authors
-- SPDX-License-Identifier: Apache-2.0
--
-- What the module reads. Component views let no function of a reader's see a
-- row before their own conditions have (security_barrier).

SET LOCAL ROLE advolux_owner;

-- Which database this is, on which timeline: changes with a restored backup
-- and with a promotion.
--
-- Every read asks for it: so it is PL/pgSQL, which keeps its plans, with names
-- in full instead of a search path of its own; and what cannot change while a
-- session lives is kept in a setting of the session.
CREATE FUNCTION caldav.cluster() RETURNS text
LANGUAGE plpgsql STABLE AS $$
DECLARE
    v_cluster text := pg_catalog.current_setting('caldav.cluster', true);
BEGIN
    IF coalesce(v_cluster, '') = '' THEN
        v_cluster := pg_catalog.set_config('caldav.cluster', (
            SELECT s.system_identifier || '/' || d.oid
            FROM pg_catalog.pg_control_system() AS s, pg_catalog.pg_database AS d
            WHERE d.datname = pg_catalog.current_database()), false);
    END IF;
    IF pg_catalog.pg_is_in_recovery() THEN
        RETURN v_cluster || '/' || (
            SELECT greatest(timeline_id, min_recovery_end_timeline)
            FROM pg_catalog.pg_control_checkpoint(), pg_catalog.pg_control_recovery());
    END IF;
    RETURN v_cluster || '/'
           || ('x' || left(pg_catalog.pg_walfile_name(pg_catalog.pg_current_wal_lsn()), 8)
              )::bit(32)::int;
END
$$;

-- The first day of a look-back window, and the instant that it begins.
CREATE FUNCTION caldav.cutoff(p_look_back interval, p_zone text) RETURNS date
LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT ((now() AT TIME ZONE p_zone)::date - p_look_back)::date
$$;

CREATE VIEW caldav.principal AS
SELECT s.login, s.staff_id, l.generation, l.password_hash, s.name, s.mail
FROM advolux.staff s JOIN caldav.login l USING (staff_id)
WHERE s.active AND l.enabled;

-- The planner leaves the person out where nothing of theirs is asked for.
CREATE VIEW caldav.collection AS
SELECT c.calendar_id, c.login, c.generation, c.kind,
       md5(c.random || '/' || (SELECT caldav.cluster())) AS epoch,
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
       coalesce(c.color, s.color) AS color, c.description,
       coalesce(c.sort_order, CASE c.kind WHEN 'appointment' THEN 1
                                          ELSE 2 END) AS sort_order,
       s.name AS owner_name, s.mail AS owner_mail
FROM caldav.calendar c
LEFT JOIN advolux.staff s USING (staff_id)
WHERE c.open;

CREATE VIEW caldav.member AS
SELECT calendar_id, name, uid, item_id, kind, version, revision, modified,
       access, span, ends_at, visible, recurring, all_day
FROM caldav.entry;

-- With the client text; of what is not visible there is none to read, not even
-- for a condition of the reader's that is evaluated first.
CREATE VIEW caldav.content AS
SELECT e.calendar_id, e.name, e.uid, e.item_id, e.kind, e.version, e.revision,
       e.modified, e.access, e.span, e.ends_at, e.visible, e.recurring,
       e.all_day, CASE WHEN e.visible THEN t.version END AS text_version,
       CASE WHEN e.visible THEN t.body END AS body
FROM caldav.entry e
LEFT JOIN caldav.client_text t ON t.calendar_id = e.calendar_id
                              AND t.item_id = e.item_id;

CREATE FUNCTION caldav.local_text(p_local timestamp) RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT to_char(p_local, 'YYYYMMDD"T"HH24MISS')
$$;
CREATE FUNCTION caldav.instant_text(p_instant timestamptz) RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT to_char(p_instant AT TIME ZONE 'UTC', 'YYYYMMDD"T"HH24MISS"Z"')
$$;
CREATE FUNCTION caldav.locals_text(p_locals timestamp[]) RETURNS text
LANGUAGE sql STABLE STRICT PARALLEL SAFE AS $$
    SELECT string_agg(DISTINCT to_char(x, 'YYYYMMDD"T"HH24MISS'), ',')
    FROM unnest(p_locals) AS x
$$;

CREATE VIEW caldav.appointment_component WITH (security_barrier) AS
SELECT a.appointment_id AS item_id, v.recurrence_id, v.this_and_future,
       v.title, v.description, v.location, v.all_day, v.zone, v.starts, v.ends,
       v.status, v.class, v.free, v.priority, NULL::int AS percent,
       NULL::text AS completed, v.categories, v.rrule, v.exdate, v.rdate,
       v.sequence, v.created, v.modified, m.number AS matter,
       (SELECT string_agg(s.name, E'\x1f' ORDER BY s.name, s.staff_id)
        FROM advolux.participant p JOIN advolux.staff s USING (staff_id)
        WHERE p.appointment_id = a.appointment_id
          AND p.staff_id <> a.main_editor) AS participants
FROM advolux.appointment a
LEFT JOIN advolux.matter m USING (matter_id)
CROSS JOIN LATERAL (
    SELECT NULL::text, false, a.title, a.description, a.location, a.all_day,
           a.time_zone::text,
           caldav.local_text(CASE WHEN a.all_day THEN a.start_date::timestamp
                             ELSE a.start_at AT TIME ZONE a.time_zone END),
           caldav.local_text(CASE WHEN a.all_day THEN a.end_date::timestamp
                             ELSE a.end_at AT TIME ZONE a.time_zone END),
           a.status, a.class, a.free, a.priority,
           nullif(array_to_string(a.categories, E'\x1f'), ''), a.rrule,
           caldav.locals_text(a.exdate), caldav.locals_text(a.rdate),
           a.sequence, caldav.instant_text(a.created_at),
           caldav.instant_text(a.modified_at)
    UNION ALL
    SELECT caldav.local_text(o.recurrence_id), o.this_and_future, o.title,
           o.description, o.location, o.all_day, o.time_zone::text,
           caldav.local_text(CASE WHEN o.all_day THEN o.start_date::timestamp
                             ELSE o.start_at AT TIME ZONE o.time_zone END),
           caldav.local_text(CASE WHEN o.all_day THEN o.end_date::timestamp
                             ELSE o.end_at AT TIME ZONE o.time_zone END),
           o.status, o.class, o.free, o.priority,
           nullif(array_to_string(o.categories, E'\x1f'), ''), NULL, NULL,
           NULL, o.sequence, caldav.instant_text(o.created_at),
           caldav.instant_text(o.modified_at)
    FROM advolux.override o WHERE o.appointment_id = a.appointment_id
) AS v (recurrence_id, this_and_future, title, description, location, all_day,
        zone, starts, ends, status, class, free, priority, categories, rrule,
        exdate, rdate, sequence, created, modified)
WHERE a.sync_mode <> 'none' AND a.deadline_id IS NULL AND a.trashed_at IS NULL;

CREATE VIEW caldav.task_component WITH (security_barrier) AS
SELECT t.task_id AS item_id, v.recurrence_id, v.this_and_future, v.title,
       v.description, v.location, v.all_day, v.zone, v.starts, v.ends,
       v.status, v.class, false AS free, v.priority, v.percent, v.completed,
       v.categories, v.rrule, v.exdate, v.rdate, v.sequence, v.created,
       v.modified, m.number AS matter, NULL::text AS participants
FROM advolux.task t
LEFT JOIN advolux.matter m USING (matter_id)
CROSS JOIN LATERAL (
    SELECT NULL::text, false, t.title, t.description, t.location, t.all_day,
           t.time_zone::text,
           caldav.local_text(CASE WHEN t.all_day THEN t.start_date::timestamp
                             ELSE t.start_at AT TIME ZONE t.time_zone END),
           caldav.local_text(CASE WHEN t.all_day THEN t.due_date::timestamp
                             ELSE t.due_at AT TIME ZONE t.time_zone END),
           t.status, t.class, t.priority, t.percent,
           caldav.instant_text(t.completed_at),
           nullif(array_to_string(t.categories, E'\x1f'), ''), t.rrule,
           caldav.locals_text(t.exdate), caldav.locals_text(t.rdate),
           t.sequence, caldav.instant_text(t.created_at),
           caldav.instant_text(t.modified_at)
    UNION ALL
    SELECT caldav.local_text(o.recurrence_id), o.this_and_future, o.title,
           o.description, o.location, o.all_day, o.time_zone::text,
           caldav.local_text(CASE WHEN o.all_day THEN o.start_date::timestamp
                             ELSE o.start_at AT TIME ZONE o.time_zone END),
           caldav.local_text(CASE WHEN o.all_day THEN o.due_date::timestamp
                             ELSE o.due_at AT TIME ZONE o.time_zone END),
           o.status, o.class, o.priority, o.percent,
           caldav.instant_text(o.completed_at),
           nullif(array_to_string(o.categories, E'\x1f'), ''), NULL, NULL,
           NULL, o.sequence, caldav.instant_text(o.created_at),
           caldav.instant_text(o.modified_at)
    FROM advolux.override o WHERE o.task_id = t.task_id
) AS v (recurrence_id, this_and_future, title, description, location, all_day,
        zone, starts, ends, status, class, priority, percent, completed,
        categories, rrule, exdate, rdate, sequence, created, modified)
WHERE t.sync_mode <> 'none' AND t.deadline_id IS NULL AND t.trashed_at IS NULL;

-- A component as one value, which costs the start of a plan less than its
-- columns do; and those of one item, planned for only when they are asked for.
CREATE VIEW caldav.appointment_fields AS
SELECT item_id, ARRAY[
    recurrence_id, this_and_future::text, title, description, location,
    all_day::text, zone, starts, ends, status, class, free::text,
    priority::text, percent::text, completed, categories, rrule, exdate, rdate,
    sequence::text, created, modified, matter, participants] AS fields
FROM caldav.appointment_component;

CREATE FUNCTION caldav.appointment_components(p_item_id bigint) RETURNS text[]
LANGUAGE plpgsql STABLE AS $$
DECLARE
    v_components text[];
BEGIN
    SELECT array_agg(fields) INTO v_components FROM caldav.appointment_fields
    WHERE item_id = p_item_id;
    RETURN v_components;
END
$$;

CREATE VIEW caldav.task_fields AS
SELECT item_id, ARRAY[
    recurrence_id, this_and_future::text, title, description, location,
    all_day::text, zone, starts, ends, status, class, free::text,
    priority::text, percent::text, completed, categories, rrule, exdate, rdate,
    sequence::text, created, modified, matter, participants] AS fields
FROM caldav.task_component;

CREATE FUNCTION caldav.task_components(p_item_id bigint) RETURNS text[]
LANGUAGE plpgsql STABLE AS $$
DECLARE
    v_components text[];
BEGIN
    SELECT array_agg(fields) INTO v_components FROM caldav.task_fields
    WHERE item_id = p_item_id;
    RETURN v_components;
END
$$;
