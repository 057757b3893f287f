-- Copyright 2026 the mod_dav_advolux authors
-- SPDX-License-Identifier: Apache-2.0
--
-- Items as people read them: wall clock, logins, matter numbers.

CREATE OR REPLACE FUNCTION advolux.staff_of(p_login text) RETURNS bigint
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
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
CREATE OR REPLACE FUNCTION advolux.matter_of(p_number text) RETURNS bigint
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
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

GRANT EXECUTE ON ROUTINE advolux.staff_of, advolux.matter_of TO advolux_app;

CREATE OR REPLACE VIEW advolux.item AS
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

GRANT SELECT ON advolux.item TO advolux_app;
