-- Copyright 2026 the mod_dav_advolux authors
-- SPDX-License-Identifier: Apache-2.0
--
-- Entries of the caller's calendar, with their content.

-- Those of these names that are inside the window: the client text and, unless
-- that is current, the components. Of one that needs more than p_most octets only
-- how many; if that is NULL they are not counted. One row without a name if there is
-- none, so that the calendar is known all the same.
CREATE OR REPLACE FUNCTION caldav.entries(
    p_login text, p_credential bigint, p_proof text, p_kind caldav.kind,
    p_names text[], p_most bigint)
RETURNS TABLE (
    epoch text, time_zone text, name text, version bigint, revision bigint,
    modified timestamptz, access caldav.access, uid text, body text,
    is_current boolean, components text[], created timestamptz,
    resource_id text, octets bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
DECLARE
    v_staff bigint := caldav.proved(p_login, p_credential, p_proof);
    v_calendar bigint;
    v_cutoff timestamptz;
    v_epoch text;
    v_zone text;
BEGIN
    SELECT c.calendar_id, c.cutoff_at, c.epoch, c.time_zone
    INTO v_calendar, v_cutoff, v_epoch, v_zone
    FROM caldav.calendar_now c WHERE c.staff_id = v_staff AND c.kind = p_kind;
    IF p_most IS NULL THEN
        RETURN QUERY
        SELECT v_epoch, v_zone, e.name, e.version, e.revision, e.modified,
               e.access, e.uid, s.body, s.version = e.version,
               CASE WHEN s.version = e.version THEN NULL
                    ELSE s.components END,
               e.created, e.resource_id::text, NULL::bigint
        FROM caldav.entry e
        LEFT JOIN caldav.source s ON s.calendar_id = e.calendar_id
                                 AND s.item_id = e.item_id
        WHERE e.calendar_id = v_calendar AND e.name = ANY (p_names)
          AND e.visible AND (e.ends_at > v_cutoff) IS TRUE;
    ELSE
        RETURN QUERY
        SELECT v_epoch, v_zone, e.name, e.version, e.revision, e.modified,
               e.access, e.uid,
               CASE WHEN o.octets <= p_most THEN s.body END,
               s.version = e.version,
               CASE WHEN o.octets <= p_most THEN o.components END,
               e.created, e.resource_id::text, o.octets::bigint
        FROM caldav.entry e
        LEFT JOIN caldav.source s ON s.calendar_id = e.calendar_id
                                 AND s.item_id = e.item_id
        LEFT JOIN LATERAL (
            SELECT n.components, coalesce(octet_length(s.body), 0)
                + CASE WHEN n.components IS NULL THEN 0
                       WHEN pg_column_compression(n.components) IS NULL
                       THEN pg_column_size(n.components)
                       ELSE octet_length(n.components::text) END AS octets
            FROM (SELECT CASE WHEN s.version IS DISTINCT FROM e.version
                              THEN s.components END AS components OFFSET 0) n
            OFFSET 0) o ON true
        WHERE e.calendar_id = v_calendar AND e.name = ANY (p_names)
          AND e.visible AND (e.ends_at > v_cutoff) IS TRUE;
    END IF;
    IF NOT FOUND AND v_calendar IS NOT NULL THEN
        epoch := v_epoch;
        time_zone := v_zone;
        RETURN NEXT;
    END IF;
END
$$;

-- Dead properties of entries of these names, and of these local names (NULL:
-- any). One row without a name if there are none; `nowhere` says that the others
-- of the calendar have none either.
CREATE OR REPLACE FUNCTION caldav.entry_properties(
    p_login text, p_credential bigint, p_proof text, p_kind caldav.kind,
    p_names text[], p_properties text[])
RETURNS TABLE (name text, namespace text, property text, value text,
               nowhere boolean)
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
DECLARE
    v_caller record := caldav.caller(p_login, p_credential, p_proof, p_kind);
BEGIN
    RETURN QUERY
    SELECT k.name, k.namespace, k.property, k.value, false
    FROM caldav.kept_entry k
    WHERE k.calendar_id = v_caller.calendar_id AND k.name = ANY (p_names)
      AND (k.ends_at > v_caller.cutoff_at) IS TRUE
      AND (p_properties IS NULL OR k.property = ANY (p_properties))
    ORDER BY k.namespace, k.property;
    IF NOT FOUND THEN
        RETURN QUERY
        SELECT NULL::text, NULL::text, NULL::text, NULL::text, NOT EXISTS (
            SELECT FROM caldav.kept_entry k
            WHERE k.calendar_id = v_caller.calendar_id);
    END IF;
END
$$;

GRANT EXECUTE ON ROUTINE caldav.entries, caldav.entry_properties
    TO advolux_caldav;
