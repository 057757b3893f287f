-- Copyright 2026 the mod_dav_advolux authors
-- SPDX-License-Identifier: Apache-2.0
--
-- How the module finds out whether a password is right: it asks for the
-- settings, makes proofs of the password, and asks whether one is right.

-- Who stands in for a login that is nobody's, so that to refuse it costs what it
-- costs for one of this firm, whatever algorithms its passwords were made with:
-- always the same person, until somebody comes or goes between, and nobody knows
-- beforehand who. NULL: nobody has a password. As long for every login.
CREATE OR REPLACE FUNCTION caldav.stand_in(p_login text) RETURNS bigint
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    v_least bigint;
    v_most bigint;
    v_mask bigint;      -- one less than a power of two: few new people move it
    v_from bigint;
    v_staff bigint;
BEGIN
    SELECT min(l.staff_id), max(l.staff_id) INTO v_least, v_most
    FROM caldav.login l
    JOIN caldav.credential k ON k.staff_id = l.staff_id
        AND k.device IS NULL AND k.setting <> '*'
    WHERE l.active AND l.enabled;
    v_mask := (1::bigint << length(ltrim((v_most - v_least)::bit(62)::text,
                                         '0'))) - 1;
    v_from := v_least + (v_mask & ('x' || left(encode(sha256(convert_to(
        (SELECT value FROM caldav.setting WHERE name = 'stand_in_key')
        || p_login, 'UTF8')), 'hex'), 15))::bit(60)::bigint);
    FOR v_staff IN
        (SELECT l.staff_id FROM caldav.login l
         JOIN caldav.credential k ON k.staff_id = l.staff_id
             AND k.device IS NULL AND k.setting <> '*'
         WHERE l.active AND l.enabled AND l.staff_id >= v_from
         ORDER BY l.staff_id LIMIT 1)
        UNION ALL
        (SELECT l.staff_id FROM caldav.login l
         JOIN caldav.credential k ON k.staff_id = l.staff_id
             AND k.device IS NULL AND k.setting <> '*'
         WHERE l.active AND l.enabled
         ORDER BY l.staff_id LIMIT 1)
        LIMIT 1
    LOOP
        RETURN v_staff;
    END LOOP;
    RETURN NULL;
END
$$;

-- The settings of one login, that of the CalDAV password first; they name no
-- person and no device. Of a login that is nobody's, or that CalDAV is off for,
-- those of its stand-in, with key 0; a password that nobody has is told as the
-- stand-in's, too. No row, or '*': there is no stand-in.
CREATE OR REPLACE FUNCTION caldav.credentials(p_login text)
RETURNS TABLE (credential_id bigint, setting text, of_device boolean)
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    v_staff bigint := caldav.who_has(p_login);
    v_other bigint := caldav.stand_in(p_login);
    v_setting text;
BEGIN
    SELECT k.setting INTO v_setting FROM caldav.credential k
    WHERE k.staff_id = v_other AND k.device IS NULL;
    RETURN QUERY
    SELECT CASE WHEN v_staff IS NULL THEN 0 ELSE k.credential_id END,
           CASE k.setting WHEN '*' THEN coalesce(v_setting, '*')
           ELSE k.setting END, k.device IS NOT NULL
    FROM caldav.credential k
    WHERE k.staff_id = coalesce(v_staff, v_other)
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
    v_staff bigint := caldav.proved(p_login, p_credential, p_proof);
BEGIN
    UPDATE caldav.credential SET seen_at = now()
    WHERE credential_id = p_credential AND staff_id = v_staff
      AND device IS NOT NULL;
END
$$;

GRANT EXECUTE ON ROUTINE caldav.credentials, caldav.verify, caldav.device_seen
    TO advolux_caldav;
