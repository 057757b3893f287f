-- Copyright 2026 the mod_dav_advolux authors
-- SPDX-License-Identifier: Apache-2.0
--
-- People: the firm's triggers call these, and whoever adopts what a firm has.

-- Everybody has both calendars and a login that waits for its password.
CREATE OR REPLACE FUNCTION caldav.add_people(p_staff_ids bigint[]) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    INSERT INTO caldav.login (staff_id) SELECT unnest(p_staff_ids)
    ON CONFLICT (staff_id) DO NOTHING;
    WITH made AS (
        INSERT INTO caldav.calendar AS c (
            staff_id, kind, login, generation, look_back, time_zone)
        SELECT p.staff_id, k, p.login, 1, p.look_back, p.time_zone
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

-- Keep a calendar's copies of what its person and their login say.
CREATE OR REPLACE FUNCTION caldav.copy_to_calendars(p_staff_ids bigint[])
RETURNS void LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
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

CREATE OR REPLACE FUNCTION caldav.follow_login() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    PERFORM caldav.copy_to_calendars(array_agg(staff_id)) FROM inserted;
    RETURN NULL;
END
$$;
CREATE OR REPLACE TRIGGER follow_update AFTER UPDATE ON caldav.login
    REFERENCING NEW TABLE AS inserted
    FOR EACH STATEMENT EXECUTE FUNCTION caldav.follow_login();

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
