-- Copyright 2026 the mod_dav_advolux authors
-- SPDX-License-Identifier: Apache-2.0
--
-- What is needed to notice that a crash lost something, and to see who holds a
-- lock.

-- Who runs this may be allowed to give the right, and may be not: then the log
-- has process ids alone.
DO $$
BEGIN
    GRANT pg_read_all_stats TO advolux_owner;
EXCEPTION WHEN insufficient_privilege THEN
    RAISE NOTICE 'advolux_owner may not see what other sessions do: GRANT pg_read_all_stats TO advolux_owner';
END
$$;

SET LOCAL ROLE advolux_owner;

CREATE UNLOGGED TABLE caldav.alive (
    calendar_id bigint PRIMARY KEY
                REFERENCES caldav.calendar ON DELETE CASCADE
);
COMMENT ON TABLE caldav.alive IS
    'calendars that have changed since the last crash: PostgreSQL empties an unlogged table when it recovers from one';
INSERT INTO caldav.alive SELECT calendar_id FROM caldav.calendar;
