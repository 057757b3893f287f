-- Copyright 2026 the mod_dav_advolux authors
-- SPDX-License-Identifier: Apache-2.0
--
-- A series repeats by the wall clock, which an instant does not say where the
-- clock of the first day leaves that hour out.

SET LOCAL ROLE advolux_owner;

-- A firm may have other tables.
DO $$
DECLARE
    v_table text;
BEGIN
    FOR v_table IN
        SELECT tablename FROM pg_tables
        WHERE schemaname = 'advolux'
          AND tablename IN ('appointment', 'task', 'override')
    LOOP
        EXECUTE format('ALTER TABLE advolux.%I ADD wall_start timestamp',
                       v_table);
        EXECUTE format('COMMENT ON COLUMN advolux.%I.wall_start IS %L', v_table,
                       'wall clock in time_zone that stands for start_at (of a task without one for due_at), where the clock of that day leaves it out; counts for no other start');
    END LOOP;
END
$$;

-- It tells wall_start too.
DROP FUNCTION IF EXISTS caldav.components(jsonb);
