-- Copyright 2026 the mod_dav_advolux authors
-- SPDX-License-Identifier: Apache-2.0
--
-- Calendars.

-- The planner leaves the person out where nothing of theirs is asked for.
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

CREATE OR REPLACE VIEW caldav.kept AS
SELECT c.calendar_id, md5(c.random || '/resource')::uuid::text AS resource_id,
       c.created, c.language,
       coalesce(c.floating_zone, c.time_zone)::text AS floating_zone,
       (SELECT array_agg(ARRAY[p.place, p.namespace, p.name, p.value]
                         ORDER BY p.place, p.namespace, p.name)
        FROM caldav.property p WHERE p.calendar_id = c.calendar_id)
       AS properties,
       (SELECT sum(o.client_octets) FROM caldav.calendar o
        WHERE o.staff_id = c.staff_id)::bigint AS octets_used,
       (SELECT coalesce(l.quota_octets, nullif(current_setting(
            'caldav.quota_octets', true), '')::bigint)
        FROM caldav.login l WHERE l.staff_id = c.staff_id) AS octets_quota
FROM caldav.calendar c;

GRANT SELECT ON caldav.collection, caldav.kept TO advolux_caldav;
