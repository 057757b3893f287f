-- Copyright 2026 the mod_dav_advolux authors
-- SPDX-License-Identifier: Apache-2.0
--
-- What the module reads.

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

-- With what its content is made of; of what is not visible there is none to
-- read, not even for a condition of the reader's that is evaluated first.
CREATE VIEW caldav.content AS
SELECT e.calendar_id, e.name, e.uid, e.item_id, e.kind, e.version, e.revision,
       e.modified, e.access, e.span, e.ends_at, e.visible, e.recurring,
       e.all_day, CASE WHEN e.visible THEN s.version END AS text_version,
       CASE WHEN e.visible THEN s.body END AS body,
       CASE WHEN e.visible THEN s.components END AS components
FROM caldav.entry e
LEFT JOIN caldav.source s ON s.calendar_id = e.calendar_id
                         AND s.item_id = e.item_id;
