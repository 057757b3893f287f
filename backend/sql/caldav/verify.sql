-- Copyright 2026 the mod_dav_advolux authors
-- SPDX-License-Identifier: Apache-2.0
--
-- How the module finds out whether a password is right: it asks for the
-- settings, makes proofs of the password, and asks whether one is right.

-- The settings of one login, that of the CalDAV password first; no row if there
-- is no such login or CalDAV is off for it. They name no person and no device.
CREATE OR REPLACE FUNCTION caldav.credentials(p_login text)
RETURNS TABLE (credential_id bigint, setting text, of_device boolean)
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RETURN QUERY
    SELECT k.credential_id, k.setting, k.device IS NOT NULL
    FROM caldav.login l JOIN caldav.credential k USING (staff_id)
    WHERE l.login = p_login AND l.active AND l.enabled
    ORDER BY k.device NULLS FIRST;
END
$$;

-- Which credential is proved by the proof in its place; no row if none is.
CREATE OR REPLACE FUNCTION caldav.verify(
    p_login text, p_credentials bigint[], p_proofs text[])
RETURNS TABLE (credential_id bigint, device text)
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RETURN QUERY
    SELECT k.credential_id, k.device
    FROM unnest(p_credentials, p_proofs) AS p (id, proof)
    JOIN caldav.credential k ON k.credential_id = p.id
        AND k.digest = sha256(convert_to(p.proof, 'UTF8'))
    JOIN caldav.login l USING (staff_id)
    WHERE l.login = p_login AND l.active AND l.enabled
    LIMIT 1;
END
$$;

-- A device's password was verified.
CREATE OR REPLACE FUNCTION caldav.device_seen(
    p_login text, p_credential bigint, p_proof text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    v_staff bigint := (caldav.caller(p_login, p_credential, p_proof,
                                     NULL)).staff_id;
BEGIN
    UPDATE caldav.credential SET seen_at = now()
    WHERE credential_id = p_credential AND staff_id = v_staff
      AND device IS NOT NULL;
END
$$;

GRANT EXECUTE ON ROUTINE caldav.credentials, caldav.verify, caldav.device_seen
    TO advolux_caldav;
