-- Copyright 2026 the mod_dav_advolux authors
-- SPDX-License-Identifier: Apache-2.0
--
-- Every name of the IANA database is a time zone, those without an area too;
-- and what no name of it stands for is one by its rule (caldav/time_zone.sql).

SET LOCAL ROLE advolux_owner;

COMMENT ON DOMAIN advolux.time_zone IS
    'IANA name, UTC, or the rule of a zone that a client defined for itself ("<+0723>-7:23")';
