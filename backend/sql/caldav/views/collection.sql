-- Copyright 2026 the mod_dav_advolux authors
-- SPDX-License-Identifier: Apache-2.0
--
-- Calendars.

-- A calendar with what depends on the day and on the database: its window and
-- its epoch. Nothing of it costs what is not asked for.
CREATE OR REPLACE VIEW caldav.calendar_now AS
SELECT c.calendar_id, c.staff_id, c.kind, c.time_zone, c.revision, c.purged,
       coalesce(c.displayname, CASE c.kind WHEN 'appointment' THEN 'Termine'
                                           ELSE 'Aufgaben' END) AS displayname,
       c.color, c.description,
       coalesce(c.sort_order, CASE c.kind WHEN 'appointment' THEN 1
                                          ELSE 2 END) AS sort_order,
       md5(c.random || '/'
           || coalesce(nullif(current_setting('caldav.cluster', true), ''),
                       caldav.cluster())
           || CASE WHEN c.tableoid <> c.home THEN '/' || c.tableoid
                   ELSE '' END) AS epoch,
       CASE c.kind WHEN 'appointment'
            THEN caldav.cutoff(c.look_back, c.time_zone) END AS cutoff,
       CASE c.kind WHEN 'appointment'
            THEN caldav.cutoff(c.look_back, c.time_zone)::timestamp
                 AT TIME ZONE c.time_zone
            ELSE '-infinity' END AS cutoff_at,
       md5(c.random || '/resource')::uuid::text AS resource_id,
       c.created, c.language,
       coalesce(c.floating_zone, c.time_zone)::text AS floating_zone,
       nullif(ARRAY(
           SELECT ARRAY[p.place, p.namespace, p.name, p.value]
           FROM caldav.property p WHERE p.calendar_id = c.calendar_id
           ORDER BY p.place, p.namespace, p.name), '{}') AS properties,
       (SELECT sum(o.client_octets) FROM caldav.calendar o
        WHERE o.staff_id = c.staff_id)::bigint AS octets_used,
       (SELECT coalesce(l.quota_octets, nullif(current_setting(
            'caldav.quota_octets', true), '')::bigint)
        FROM caldav.login l WHERE l.staff_id = c.staff_id) AS octets_quota
FROM caldav.calendar c;

-- The calendars of everybody who may log in.
CREATE OR REPLACE VIEW caldav.collection AS
SELECT c.calendar_id, c.staff_id, l.login, c.kind, c.epoch, c.revision,
       c.purged, c.cutoff, c.cutoff_at, c.time_zone,
       c.displayname, coalesce(c.color, p.color) AS color, c.description,
       c.sort_order, p.name AS owner_name, p.mail AS owner_mail
FROM caldav.calendar_now c
JOIN caldav.login l ON l.staff_id = c.staff_id
LEFT JOIN caldav.person p ON p.staff_id = c.staff_id
WHERE l.active AND l.enabled;

CREATE OR REPLACE VIEW caldav.kept AS
SELECT calendar_id, resource_id, created, language, floating_zone, properties,
       octets_used, octets_quota
FROM caldav.calendar_now;
