-- Copyright 2026 the mod_dav_advolux authors
-- SPDX-License-Identifier: Apache-2.0
--
-- What is a time zone.

CREATE OR REPLACE FUNCTION advolux.is_time_zone(p_name text) RETURNS boolean
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    -- "<+0530>-5:30": POSIX counts westwards.
    c_offset constant text := '<[+-]\d{4}(\d\d)?>-?\d{1,2}(:\d\d){0,2}';
    c_day constant text := ',M\d{1,2}\.[1-5]\.[0-6](/\d{1,2}(:\d\d){0,2})?';
BEGIN
    IF p_name IN ('Europe/Berlin', 'UTC') THEN      -- nearly every row's
        RETURN true;
    END IF;
    -- Abbreviations and other POSIX strings convert too, but are no names.
    IF p_name !~ ('^' || c_offset || '(' || c_offset || c_day || c_day || ')?$')
       AND (p_name !~ '^[A-Za-z][A-Za-z0-9_+-]*(/[A-Za-z0-9_+-]+)*$'
            OR p_name !~ '/' AND upper(p_name) NOT IN (
                'CET', 'CST6CDT', 'CUBA', 'EET', 'EGYPT', 'EIRE', 'EST',
                'EST5EDT', 'GB', 'GB-EIRE', 'GMT', 'GMT+0', 'GMT-0', 'GMT0',
                'GREENWICH', 'HONGKONG', 'HST', 'ICELAND', 'IRAN', 'ISRAEL',
                'JAMAICA', 'JAPAN', 'KWAJALEIN', 'LIBYA', 'MET', 'MST',
                'MST7MDT', 'NAVAJO', 'NZ', 'NZ-CHAT', 'POLAND', 'PORTUGAL',
                'PRC', 'PST8PDT', 'ROC', 'ROK', 'SINGAPORE', 'TURKEY', 'UCT',
                'UNIVERSAL', 'UTC', 'W-SU', 'WET', 'ZULU')) THEN
        RETURN false;
    END IF;
    BEGIN
        PERFORM timestamp '2000-01-01' AT TIME ZONE p_name;
        RETURN true;
    EXCEPTION WHEN OTHERS THEN
        RETURN false;
    END;
END
$$;

GRANT EXECUTE ON ROUTINE advolux.is_time_zone TO advolux_app;

-- The constraint stands with its function: rows that are there are not looked at
-- again when that changes.
DO $$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_constraint
                   WHERE contypid = 'advolux.time_zone'::regtype) THEN
        ALTER DOMAIN advolux.time_zone ADD CONSTRAINT time_zone_known
            CHECK (advolux.is_time_zone(VALUE));
    END IF;
END
$$;
