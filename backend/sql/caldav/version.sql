-- Copyright 2026 the mod_dav_advolux authors
-- SPDX-License-Identifier: Apache-2.0
--
-- The version of the contract.

-- The number of the last step in backend/sql/schema: what the module asks for
-- when it connects, and compares with what it was made for.
CREATE OR REPLACE FUNCTION caldav.schema_version() RETURNS int
LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
    SELECT max(number) FROM caldav.migration
$$;
COMMENT ON ROUTINE caldav.schema_version IS
    'version of the contract that this database fulfils';

GRANT EXECUTE ON ROUTINE caldav.schema_version TO advolux_caldav;
