-- Copyright 2026 the mod_dav_advolux authors
-- SPDX-License-Identifier: Apache-2.0
--
-- What may be known of the store without a login.

-- The number of the last step in backend/sql/schema: what the module asks for
-- when it connects, and compares with what it was made for.
CREATE OR REPLACE FUNCTION caldav.schema_version() RETURNS int
LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
    SELECT max(number) FROM caldav.migration
$$;
COMMENT ON ROUTINE caldav.schema_version IS
    'version of the contract that this database fulfils';

-- Which functions, views and triggers these are, but for the firm's part: make
-- computes the same of the files, as sha256sum prints them, and advoluxctl check
-- compares.
CREATE OR REPLACE FUNCTION caldav.schema_digest() RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
    SELECT encode(sha256(convert_to(string_agg(
               checksum || '  ' || name || E'.sql\n', ''
               ORDER BY name COLLATE "C"), 'UTF8')), 'hex')
    FROM caldav.script WHERE name LIKE 'caldav/%'
$$;

-- For `advoluxctl check`, which may be all that root has: how many people CalDAV
-- is on for, and whether logins without a proof are taken.
CREATE OR REPLACE FUNCTION caldav.state(
    OUT people bigint, OUT external_authentication boolean)
LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
    SELECT (SELECT count(*) FROM caldav.principal),
           EXISTS (SELECT FROM caldav.setting
                   WHERE name = 'external_authentication' AND value = 'on')
$$;

GRANT EXECUTE ON ROUTINE caldav.schema_version, caldav.schema_digest,
    caldav.state TO advolux_caldav;
