-- Copyright 2026 the mod_dav_advolux authors
-- SPDX-License-Identifier: Apache-2.0
--
-- Administration, the version of the contract, and who may do what. The
-- version stands in the last migration, so that it is missing while one is.

SET LOCAL ROLE advolux_owner;

-- Both return the credential's new generation.
CREATE FUNCTION caldav.set_password(p_login text, p_hash text) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    v_generation bigint;
BEGIN
    UPDATE caldav.login l
    SET password_hash = p_hash, enabled = true, generation = generation + 1
    FROM advolux.staff s
    WHERE s.staff_id = l.staff_id AND s.login = p_login
    RETURNING generation INTO v_generation;
    IF v_generation IS NULL THEN
        RAISE EXCEPTION 'no such login' USING ERRCODE = 'no_data_found';
    END IF;
    RETURN v_generation;
END
$$;

CREATE FUNCTION caldav.enable(p_login text, p_enabled boolean) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    v_generation bigint;
BEGIN
    UPDATE caldav.login l
    SET enabled = p_enabled, generation = generation + 1
    FROM advolux.staff s
    WHERE s.staff_id = l.staff_id AND s.login = p_login
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

-- Forget tombstones of at least that age; tokens from before become invalid.
CREATE FUNCTION caldav.purge(p_age interval DEFAULT '1 year') RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    v_calendar bigint;
    v_newest bigint;
    v_count bigint;
    v_total bigint := 0;
BEGIN
    FOR v_calendar IN SELECT calendar_id FROM caldav.calendar
                      ORDER BY calendar_id FOR NO KEY UPDATE LOOP
        WITH gone AS (
            DELETE FROM caldav.entry
            WHERE calendar_id = v_calendar AND NOT visible AND NOT reserved
              AND modified <= now() - p_age
            RETURNING item_id, revision
        ), forgotten AS (
            DELETE FROM caldav.source t USING gone g
            WHERE t.calendar_id = v_calendar AND t.item_id = g.item_id
        )
        SELECT max(revision), count(*) INTO v_newest, v_count FROM gone;
        UPDATE caldav.calendar SET purged = v_newest
        WHERE calendar_id = v_calendar AND v_newest > purged;
        v_total := v_total + v_count;
    END LOOP;
    RETURN v_total;
END
$$;

CREATE FUNCTION caldav.schema_version() RETURNS int
LANGUAGE sql IMMUTABLE AS 'SELECT 1';
COMMENT ON FUNCTION caldav.schema_version IS
    'version of the contract that these migrations fulfil';

REVOKE ALL ON ALL FUNCTIONS IN SCHEMA advolux, caldav FROM PUBLIC;
GRANT EXECUTE ON FUNCTION advolux.is_time_zone(text) TO advolux_app;
GRANT USAGE ON TYPE caldav.kind, caldav.access TO advolux_caldav;
GRANT SELECT ON caldav.principal, caldav.collection, caldav.member,
    caldav.content TO advolux_caldav;
GRANT EXECUTE ON FUNCTION caldav.put, caldav.remove, caldav.move,
    caldav.refuse, caldav.set_collection, caldav.schema_version,
    -- A view's functions run as its reader.
    caldav.cluster, caldav.cutoff TO advolux_caldav;
