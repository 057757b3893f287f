-- Copyright 2026 the mod_dav_advolux authors
-- SPDX-License-Identifier: Apache-2.0
--
-- What the module sends of an object.

-- Components as the module sends them, in the types of the columns.
CREATE OR REPLACE FUNCTION caldav.components(p_components jsonb)
RETURNS TABLE (place bigint, recurrence_id timestamp, this_and_future boolean,
               title text, description text, location text, all_day boolean,
               zone text, start_at timestamptz, end_at timestamptz,
               start_date date, end_date date, status text, class text,
               free boolean, priority int, percent int,
               completed_at timestamptz, categories text[], rrule text,
               exdate timestamp[], rdate timestamp[], sequence int,
               wall_start timestamp)
LANGUAGE sql STABLE
BEGIN ATOMIC
    SELECT e.place, c.recurrence_id, coalesce(c.this_and_future, false),
           coalesce(c.title, ''), c.description, c.location, d.all_day, z.zone,
           CASE WHEN NOT d.all_day
                THEN caldav.clock_instant(c.starts, z.zone) END,
           CASE WHEN NOT d.all_day
                THEN caldav.clock_instant(c.ends, z.zone) END,
           CASE WHEN d.all_day THEN c.starts::date END,
           CASE WHEN d.all_day THEN c.ends::date END,
           c.status, c.class, coalesce(c.free, false), coalesce(c.priority, 0),
           CASE WHEN c.percent >= 0 THEN c.percent END, c.completed,
           string_to_array(c.categories, E'\x1f'), c.rrule,
           string_to_array(c.exdate, ',')::timestamp[],
           string_to_array(c.rdate, ',')::timestamp[], coalesce(c.sequence, 0),
           CASE WHEN NOT d.all_day
                THEN caldav.skipped(rtrim(coalesce(c.starts, c.ends), 'r')
                                    ::timestamp, z.zone) END
    FROM jsonb_array_elements(p_components) WITH ORDINALITY AS e (object, place)
    CROSS JOIN LATERAL jsonb_to_record(e.object) AS c (
        recurrence_id timestamp, this_and_future boolean, title text,
        description text, location text, all_day boolean, zone text,
        starts text, ends text, status text, class text,
        free boolean, priority int, percent int, completed timestamptz,
        categories text, rrule text, exdate text, rdate text, sequence int)
    CROSS JOIN LATERAL (SELECT coalesce(c.all_day, false)) AS d (all_day)
    CROSS JOIN LATERAL (SELECT coalesce(c.zone, 'UTC')) AS z (zone);
END;
