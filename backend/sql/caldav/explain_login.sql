-- Copyright 2026 the mod_dav_advolux authors
-- SPDX-License-Identifier: Apache-2.0
--
-- Why somebody who is sure of their login is not let in.

-- What people take for the same login: capitals, blanks around it and the way in
-- which umlauts are composed left out of account.
CREATE OR REPLACE FUNCTION caldav.plain_login(p_login text) RETURNS text
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
    SELECT lower(normalize(regexp_replace(p_login,
        '^[\s\u00A0\u2000-\u200D\u202F\u2060\u3000\uFEFF]+|[\s\u00A0\u2000-\u200D\u202F\u2060\u3000\uFEFF]+$',
        '', 'g'), NFC))
$$;
CREATE INDEX IF NOT EXISTS login_plain
    ON caldav.login (caldav.plain_login(login));

-- Whether what was typed is somebody's login but for that; their login, or NULL.
-- It lets nobody in: who calls this tells the answer to the office alone. The
-- journal has it in fixed words, once a minute for each person, whoever calls;
-- nobody waits for that row to be on disk.
CREATE OR REPLACE FUNCTION caldav.explain_login(p_typed text) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    v_meant caldav.login;
BEGIN
    IF caldav.who_has(p_typed) IS NOT NULL THEN
        RETURN NULL;
    END IF;
    SELECT * INTO v_meant FROM caldav.login
    WHERE caldav.plain_login(login) = caldav.plain_login(p_typed)
      AND login <> p_typed AND active AND enabled
    ORDER BY staff_id LIMIT 1;
    IF v_meant.staff_id IS NULL THEN
        RETURN NULL;
    END IF;
    PERFORM set_config('synchronous_commit', 'off', true);
    UPDATE caldav.login SET mistyped_at = now()
    WHERE staff_id = v_meant.staff_id
      AND coalesce(mistyped_at <= now() - interval '1 minute'
                   OR mistyped_at > now(), true);
    IF FOUND THEN
        PERFORM caldav.log(v_meant.staff_id, v_meant.login, NULL, 'login', NULL,
            NULL, NULL, 'refused', 'The login was typed with other capitals or '
            'with a blank around it; it has to be typed as Advolux has it.');
    END IF;
    RETURN v_meant.login;
END
$$;

GRANT EXECUTE ON ROUTINE caldav.explain_login TO advolux_caldav;
