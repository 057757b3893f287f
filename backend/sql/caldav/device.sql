-- Copyright 2026 the mod_dav_advolux authors
-- SPDX-License-Identifier: Apache-2.0
--
-- Device passwords, each for one device, beside the CalDAV password.

CREATE OR REPLACE FUNCTION caldav.add_device(
    p_login text, p_name text, p_hash text) RETURNS bigint
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
CREATE OR REPLACE FUNCTION caldav.revoke_device(p_login text, p_name text)
RETURNS boolean
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
CREATE OR REPLACE FUNCTION caldav.device_seen(
    p_login text, p_generation bigint, p_device_id bigint, OUT status text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    UPDATE caldav.device d SET seen_at = now()
    FROM caldav.principal p
    WHERE p.login = p_login AND p.generation = p_generation
      AND d.staff_id = p.staff_id AND d.device_id = p_device_id;
    status := CASE WHEN FOUND THEN 'seen' ELSE 'login' END;
END
$$;

GRANT EXECUTE ON ROUTINE caldav.device_seen TO advolux_caldav;
