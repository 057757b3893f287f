-- Copyright 2026 the mod_dav_advolux authors
-- SPDX-License-Identifier: Apache-2.0
--
-- How much clients may write for a person. What the office writes does not
-- count. The numbers are kept with the calendar, whose row every write has
-- locked already: to ask for them costs the same however many items there are.

-- Many are forgotten at once.
CREATE OR REPLACE FUNCTION caldav.count_forgotten_texts() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    UPDATE caldav.calendar c
    SET client_items = client_items - g.items,
        client_octets = client_octets - g.octets
    FROM (SELECT calendar_id, count(*) AS items,
                 sum(octet_length(body)) AS octets
          FROM gone WHERE body IS NOT NULL GROUP BY calendar_id) AS g
    WHERE c.calendar_id = g.calendar_id;
    RETURN NULL;
END
$$;

CREATE OR REPLACE TRIGGER count_forgotten_texts AFTER DELETE ON caldav.source
REFERENCING OLD TABLE AS gone FOR EACH STATEMENT
EXECUTE FUNCTION caldav.count_forgotten_texts();

-- Whether it was too much to add so many items and octets (fewer: never), by the
-- person's own quota, or what the module says with each connection. Asked under
-- the calendar's lock: so it is asked here, too, whether the caller is still
-- somebody (p_credential NULL: nobody has to be).
CREATE OR REPLACE FUNCTION caldav.over_quota(
    p_staff_id bigint, p_login text, p_credential bigint, p_proof text,
    p_items int, p_octets int) RETURNS boolean
LANGUAGE plpgsql STABLE AS $$
DECLARE
    v_over boolean;
BEGIN
    SELECT p_items > 0 AND u.items > coalesce(
               l.quota_items, nullif(current_setting(
                   'caldav.quota_items', true), '')::bigint)
           OR p_octets > 0 AND u.octets > coalesce(
               l.quota_octets, nullif(current_setting(
                   'caldav.quota_octets', true), '')::bigint)
    INTO v_over
    FROM caldav.login l, LATERAL (
        SELECT sum(c.client_items) AS items, sum(c.client_octets) AS octets
        FROM caldav.calendar c WHERE c.staff_id = l.staff_id) AS u
    WHERE l.staff_id = p_staff_id
      AND (coalesce(p_credential, 0) = 0
           OR l.login = p_login AND l.active AND l.enabled AND EXISTS (
               SELECT FROM caldav.credential k
               WHERE k.credential_id = p_credential
                 AND k.staff_id = p_staff_id
                 AND k.digest = sha256(convert_to(p_proof, 'UTF8'))));
    IF NOT FOUND OR p_credential = 0 THEN
        PERFORM caldav.caller(p_login, p_credential, p_proof, NULL);
    END IF;
    RETURN coalesce(v_over, false);
END
$$;
