-- Copyright 2026 the mod_dav_advolux authors
-- SPDX-License-Identifier: Apache-2.0
--
-- The part of a sync token's epoch that is not the calendar's own.

-- Which database this is, on which timeline: changes with a restored backup
-- and with a promotion.
--
-- Every read asks for it: so it is PL/pgSQL, which keeps its plans, with every
-- name and operator in full instead of a search path of its own; and what cannot
-- change while a session lives is kept in settings of the session: which
-- database it is, and on a primary, which none ceases to be but by a restart,
-- all of it (caldav.calendar_now then does not ask here any more).
CREATE OR REPLACE FUNCTION caldav.cluster() RETURNS text
LANGUAGE plpgsql STABLE AS $$
DECLARE
    v_database text := pg_catalog.current_setting('caldav.database', true);
BEGIN
    IF coalesce(v_database, '') OPERATOR(pg_catalog.=) '' THEN
        v_database := pg_catalog.set_config('caldav.database', (
            SELECT pg_catalog.concat(s.system_identifier, '/', d.oid)
            FROM pg_catalog.pg_control_system() AS s,
                 pg_catalog.pg_database AS d
            WHERE d.datname
                  OPERATOR(pg_catalog.=) pg_catalog.current_database()), false);
    END IF;
    IF pg_catalog.pg_is_in_recovery() THEN
        RETURN pg_catalog.concat(v_database, '/', (
            SELECT greatest(timeline_id, min_recovery_end_timeline)
            FROM pg_catalog.pg_control_checkpoint(),
                 pg_catalog.pg_control_recovery()));
    END IF;
    RETURN pg_catalog.set_config('caldav.cluster', pg_catalog.concat(
        v_database, '/', pg_catalog.concat(
            'x', pg_catalog.left(pg_catalog.pg_walfile_name(
                pg_catalog.pg_current_wal_lsn()), 8))::bit(32)::int), false);
END
$$;
