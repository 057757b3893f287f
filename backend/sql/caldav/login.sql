-- Copyright 2026 the mod_dav_advolux authors
-- SPDX-License-Identifier: Apache-2.0
--
-- Who may log in: the CalDAV password and the switch.

-- Both return the credential's new generation.
CREATE OR REPLACE FUNCTION caldav.set_password(p_login text, p_hash text)
RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    v_generation bigint;
BEGIN
    UPDATE caldav.login l
    SET password_hash = p_hash, enabled = true, generation = generation + 1
    FROM caldav.person p
    WHERE p.staff_id = l.staff_id AND p.login = p_login
    RETURNING generation INTO v_generation;
    IF v_generation IS NULL THEN
        RAISE EXCEPTION 'no such login' USING ERRCODE = 'no_data_found';
    END IF;
    RETURN v_generation;
END
$$;

CREATE OR REPLACE FUNCTION caldav.enable(p_login text, p_enabled boolean)
RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    v_generation bigint;
BEGIN
    UPDATE caldav.login l
    SET enabled = p_enabled, generation = generation + 1
    FROM caldav.person p
    WHERE p.staff_id = l.staff_id AND p.login = p_login
    RETURNING generation INTO v_generation;
    IF v_generation IS NULL THEN
        RAISE EXCEPTION 'no such login' USING ERRCODE = 'no_data_found';
    END IF;
    RETURN v_generation;
EXCEPTION WHEN check_violation THEN
    RAISE EXCEPTION 'a CalDAV password must be set first'
        USING ERRCODE = 'object_not_in_prerequisite_state';
END
$$;
