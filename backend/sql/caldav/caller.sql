-- Copyright 2026 the mod_dav_advolux authors
-- SPDX-License-Identifier: Apache-2.0
--
-- For whom a read or a write is. All that the module may call begins here.

-- Who has the login now; NULL if CalDAV is off for them. Asks for no proof.
CREATE OR REPLACE FUNCTION caldav.who_has(p_login text) RETURNS bigint
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    v_staff bigint;
BEGIN
    SELECT staff_id INTO v_staff FROM caldav.login
    WHERE login = p_login AND active AND enabled;
    RETURN v_staff;
END
$$;

-- The person who has the credential, if its proof is right and the login is
-- theirs. Credential 0 is none: another authentication of httpd vouches for the
-- login, if the owner has allowed that. Everybody else gets an error, so that no
-- caller can take it for an answer. Each table is read by a key that was given:
-- so no plan reads more, however small the planner takes the tables for.
CREATE OR REPLACE FUNCTION caldav.proved(
    p_login text, p_credential bigint, p_proof text) RETURNS bigint
LANGUAGE plpgsql STABLE AS $$
DECLARE
    v_staff bigint;
BEGIN
    IF p_credential <> 0 THEN
        SELECT k.staff_id INTO v_staff
        FROM caldav.credential k JOIN caldav.login l USING (staff_id)
        WHERE k.credential_id = p_credential
          AND k.digest = sha256(convert_to(p_proof, 'UTF8'))
          AND l.login = p_login AND l.active AND l.enabled;
    ELSIF EXISTS (SELECT FROM caldav.setting
                  WHERE name = 'external_authentication' AND value = 'on') THEN
        v_staff := caldav.who_has(p_login);
    END IF;
    IF v_staff IS NULL THEN
        RAISE EXCEPTION 'no such login, CalDAV is off for it, or its password changed'
            USING ERRCODE = 'invalid_authorization_specification';
    END IF;
    RETURN v_staff;
END
$$;

-- The same with their calendar of a kind.
CREATE OR REPLACE FUNCTION caldav.caller(
    p_login text, p_credential bigint, p_proof text, p_kind caldav.kind,
    OUT staff_id bigint, OUT calendar_id bigint, OUT cutoff_at timestamptz,
    OUT time_zone text)
LANGUAGE plpgsql STABLE AS $$
#variable_conflict use_column
DECLARE
    v_staff bigint := caldav.proved(p_login, p_credential, p_proof);
BEGIN
    staff_id := v_staff;
    IF p_kind IS NOT NULL THEN
        SELECT c.calendar_id, c.cutoff_at, c.time_zone
        INTO calendar_id, cutoff_at, time_zone
        FROM caldav.calendar_now c
        WHERE c.staff_id = v_staff AND c.kind = p_kind;
    END IF;
END
$$;

-- What the journal calls a device: by the name of the credential, which the
-- module cannot make up, and by what the program says of itself.
CREATE OR REPLACE FUNCTION caldav.device_label(
    p_credential bigint, p_program text) RETURNS text
LANGUAGE plpgsql STABLE AS $$
DECLARE
    v_device text;
BEGIN
    SELECT device INTO v_device FROM caldav.credential
    WHERE credential_id = p_credential;
    RETURN nullif(concat_ws(', ', v_device, nullif(left(regexp_replace(
        p_program, '[^ -~]', '?', 'g'), 120), '')), '');
END
$$;
