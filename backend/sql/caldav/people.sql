-- Copyright 2026 the mod_dav_advolux authors
-- SPDX-License-Identifier: Apache-2.0
--
-- People: the firm's triggers call these, and whoever adopts what a firm has.

-- Everybody has both calendars and a login that waits for its password.
CREATE OR REPLACE FUNCTION caldav.add_people(p_staff_ids bigint[]) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    INSERT INTO caldav.login (staff_id, login, active)
    SELECT staff_id, login, active FROM caldav.person
    WHERE staff_id = ANY (p_staff_ids)
    ORDER BY staff_id
    ON CONFLICT (staff_id) DO NOTHING;
    WITH made AS (
        INSERT INTO caldav.calendar AS c (staff_id, kind, look_back, time_zone)
        SELECT p.staff_id, k, p.look_back, p.time_zone
        FROM caldav.person p, unnest(enum_range(NULL::caldav.kind)) AS k
        WHERE p.staff_id = ANY (p_staff_ids)
        ORDER BY p.staff_id, k
        ON CONFLICT (staff_id, kind) DO NOTHING
        RETURNING c.calendar_id
    )
    INSERT INTO caldav.alive SELECT calendar_id FROM made;
END
$$;

CREATE OR REPLACE FUNCTION caldav.remove_people(p_staff_ids bigint[])
RETURNS void LANGUAGE sql SET search_path = pg_catalog, pg_temp AS $$
    DELETE FROM caldav.login WHERE staff_id = ANY (p_staff_ids)
$$;

-- A colour set in Advolux wins over a client's.
CREATE OR REPLACE FUNCTION caldav.forget_color(p_staff_ids bigint[])
RETURNS void LANGUAGE sql SET search_path = pg_catalog, pg_temp AS $$
    UPDATE caldav.calendar SET color = NULL
    WHERE staff_id = ANY (p_staff_ids) AND color IS NOT NULL
$$;

-- Keep the copies of what the firm says of people: of the login and whether
-- they are active, and in their calendars.
CREATE OR REPLACE FUNCTION caldav.copy_to_calendars(p_staff_ids bigint[])
RETURNS void LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    PERFORM FROM caldav.login WHERE staff_id = ANY (p_staff_ids)
    ORDER BY staff_id FOR NO KEY UPDATE;
    UPDATE caldav.login l SET login = p.login, active = p.active
    FROM caldav.person p
    WHERE l.staff_id = p.staff_id AND p.staff_id = ANY (p_staff_ids)
      AND (l.login, l.active) IS DISTINCT FROM (p.login, p.active);
    PERFORM FROM caldav.calendar WHERE staff_id = ANY (p_staff_ids)
    ORDER BY calendar_id FOR NO KEY UPDATE;
    UPDATE caldav.calendar c
    SET look_back = p.look_back, time_zone = p.time_zone
    FROM caldav.person p
    WHERE c.staff_id = p.staff_id AND p.staff_id = ANY (p_staff_ids)
      AND (c.look_back::text, c.time_zone)
          IS DISTINCT FROM (p.look_back::text, p.time_zone);
END
$$;

-- For a firm that has data already: everybody and everything it has.
CREATE OR REPLACE FUNCTION caldav.adopt() RETURNS void
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
COMMENT ON ROUTINE caldav.adopt IS
    'make logins, calendars and entries of what the firm''s tables hold';
