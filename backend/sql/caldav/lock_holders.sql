-- Copyright 2026 the mod_dav_advolux authors
-- SPDX-License-Identifier: Apache-2.0
--
-- Who lets others wait.

-- Sessions whose transaction may hold a row's lock for at least that long, and
-- that wait for nobody themselves; the oldest first. Without the right to see
-- other sessions (pg_read_all_stats) the process ids alone, and no age. A
-- prepared transaction has no process.
CREATE OR REPLACE FUNCTION caldav.lock_holders(
    p_least interval, OUT pid int, OUT application text, OUT state text,
    OUT age interval)
RETURNS SETOF record
LANGUAGE sql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
    SELECT a.pid, a.application_name, a.state,
           clock_timestamp() - a.xact_start
    FROM pg_locks l JOIN pg_stat_activity a USING (pid)
    WHERE l.locktype = 'transactionid' AND l.mode = 'ExclusiveLock'
      AND l.granted AND a.pid <> pg_backend_pid()
      AND a.datname = current_database()
      AND (a.xact_start <= clock_timestamp() - p_least) IS NOT FALSE
      AND NOT EXISTS (SELECT FROM pg_locks w
                      WHERE w.pid = a.pid AND NOT w.granted)
    UNION ALL
    SELECT NULL, gid, 'prepared', clock_timestamp() - prepared
    FROM pg_prepared_xacts
    WHERE database = current_database()
      AND prepared <= clock_timestamp() - p_least
    ORDER BY 4 DESC NULLS LAST LIMIT 5
$$;

GRANT EXECUTE ON ROUTINE caldav.lock_holders TO advolux_caldav;
