-- Copyright 2026 the mod_dav_advolux authors
-- SPDX-License-Identifier: Apache-2.0
--
-- The caller as a principal, and their calendars.

CREATE OR REPLACE FUNCTION caldav.principal(
    p_login text, p_credential bigint, p_proof text)
RETURNS TABLE (login text, name text, mail text)
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
DECLARE
    v_staff bigint := caldav.proved(p_login, p_credential, p_proof);
BEGIN
    RETURN QUERY
    SELECT p.login, p.name, p.mail FROM caldav.person p
    WHERE p.staff_id = v_staff;
END
$$;

-- The calendar of a kind; NULL: both. The order of the columns is that of
-- backend/statement.h, here and in every other function that returns a table.
CREATE OR REPLACE FUNCTION caldav.collection(
    p_login text, p_credential bigint, p_proof text, p_kind caldav.kind)
RETURNS TABLE (
    kind text, epoch text, revision bigint, purged bigint, cutoff text,
    time_zone text, displayname text, color text, description text,
    sort_order int, owner_name text, owner_mail text, resource_id text,
    created timestamptz, language text, floating_zone text, properties text[],
    octets_used bigint, octets_quota bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
DECLARE
    v_staff bigint := caldav.proved(p_login, p_credential, p_proof);
BEGIN
    RETURN QUERY
    SELECT c.kind::text, c.epoch, c.revision, c.purged, c.cutoff::text,
           c.time_zone, c.displayname, coalesce(c.color, p.color),
           c.description, c.sort_order, p.name, p.mail, c.resource_id,
           c.created, c.language, c.floating_zone, c.properties,
           c.octets_used, c.octets_quota
    FROM caldav.calendar_now c
    LEFT JOIN caldav.person p ON p.staff_id = v_staff
    WHERE c.staff_id = v_staff AND (p_kind IS NULL OR c.kind = p_kind)
    ORDER BY c.kind;
END
$$;

GRANT EXECUTE ON ROUTINE caldav.principal, caldav.collection
    TO advolux_caldav;
