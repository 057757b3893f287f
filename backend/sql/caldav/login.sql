-- Copyright 2026 the mod_dav_advolux authors
-- SPDX-License-Identifier: Apache-2.0
--
-- Who may log in: the CalDAV password, those of devices beside it, the switch.

-- The setting in what crypt(3) made of a password; '*' of what locks a password
-- as in shadow(5); NULL if it is nothing of crypt(3)'s or htpasswd's.
CREATE OR REPLACE FUNCTION caldav.setting_of(p_proof text) RETURNS text
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
    SELECT CASE
        WHEN p_proof ~ '^\$2[abxy]\$[0-9]{2}\$.{53}$' THEN left(p_proof, 29)
        WHEN p_proof LIKE '$%$%' THEN substring(p_proof FROM '^.*\$')
        WHEN p_proof ~ '^_[./0-9A-Za-z]{19}$' THEN left(p_proof, 9)
        WHEN p_proof ~ '^[./0-9A-Za-z]{13}$' THEN left(p_proof, 2)
        WHEN p_proof LIKE '{SHA}%' THEN '{SHA}'
        WHEN p_proof ~ '^[*!]' THEN '*' END
$$;

-- A person by their login.
CREATE OR REPLACE FUNCTION caldav.staff_of(p_login text) RETURNS bigint
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    v_staff bigint;
BEGIN
    SELECT staff_id INTO v_staff FROM caldav.person WHERE login = p_login;
    IF v_staff IS NULL THEN
        RAISE EXCEPTION 'no such login' USING ERRCODE = 'no_data_found';
    END IF;
    RETURN v_staff;
END
$$;

-- Make a credential; p_device is NULL for the CalDAV password. Returns its key.
-- Nothing is the proof of one that is locked.
CREATE OR REPLACE FUNCTION caldav.add_credential(
    p_staff_id bigint, p_device text, p_proof text) RETURNS bigint
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    v_setting text := caldav.setting_of(p_proof);
    v_credential bigint;
BEGIN
    IF v_setting IS NULL THEN
        RAISE EXCEPTION 'this is not what crypt(3) makes of a password'
            USING ERRCODE = 'invalid_parameter_value';
    END IF;
    INSERT INTO caldav.credential (staff_id, device, setting, digest)
    VALUES (p_staff_id, p_device, v_setting, sha256(convert_to(
        CASE v_setting WHEN '*' THEN gen_random_uuid()::text ELSE p_proof END,
        'UTF8')))
    RETURNING credential_id INTO v_credential;
    RETURN v_credential;
END
$$;

-- p_proof: what crypt(3) made of the password, with a salt of its own; '*': there
-- is none, and people have those of their devices alone. Another password is
-- another credential: who knew the one of before is out at once.
CREATE OR REPLACE FUNCTION caldav.set_password(p_login text, p_proof text)
RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    v_staff bigint := caldav.staff_of(p_login);
BEGIN
    UPDATE caldav.login SET enabled = true WHERE staff_id = v_staff;
    DELETE FROM caldav.credential
    WHERE staff_id = v_staff AND device IS NULL;
    RETURN caldav.add_credential(v_staff, NULL, p_proof);
END
$$;

CREATE OR REPLACE FUNCTION caldav.enable(p_login text, p_enabled boolean)
RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    v_staff bigint := caldav.staff_of(p_login);
BEGIN
    IF p_enabled AND NOT EXISTS (
        SELECT FROM caldav.credential
        WHERE staff_id = v_staff AND device IS NULL) THEN
        RAISE EXCEPTION 'a CalDAV password must be set first'
            USING ERRCODE = 'object_not_in_prerequisite_state';
    END IF;
    UPDATE caldav.login SET enabled = p_enabled WHERE staff_id = v_staff;
END
$$;

CREATE OR REPLACE FUNCTION caldav.add_device(
    p_login text, p_name text, p_proof text) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    v_staff bigint := caldav.who_has(p_login);
BEGIN
    IF v_staff IS NULL THEN
        RAISE EXCEPTION 'CalDAV is not switched on for this login'
            USING ERRCODE = 'object_not_in_prerequisite_state';
    END IF;
    RETURN caldav.add_credential(v_staff, p_name, p_proof);
END
$$;

-- False if there is no such device. The others are none the wiser.
CREATE OR REPLACE FUNCTION caldav.revoke_device(p_login text, p_name text)
RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    DELETE FROM caldav.credential k USING caldav.login l
    WHERE l.staff_id = k.staff_id AND l.login = p_login AND k.device = p_name;
    RETURN FOUND;
END
$$;
