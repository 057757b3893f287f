-- Copyright 2026 the mod_dav_advolux authors
-- SPDX-License-Identifier: Apache-2.0
--
-- Local times, instants, and how components write them.

-- RFC 5545 section 3.3.5: of two equal local times the first; in a gap the
-- offset before it. In a language that keeps its plans: a firm whose tables
-- have local times asks for it with every row.
CREATE OR REPLACE FUNCTION caldav.instant(p_local timestamp, p_zone text)
RETURNS timestamptz LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
DECLARE
    v_about timestamptz := p_local AT TIME ZONE p_zone;
    v_early timestamptz := v_about - interval '24 hours';
    v_late timestamptz := v_about + interval '24 hours';
    v_first timestamptz := (p_local - (v_early AT TIME ZONE p_zone
                                       - v_early AT TIME ZONE 'UTC'))
                           AT TIME ZONE 'UTC';
    v_last timestamptz := (p_local - (v_late AT TIME ZONE p_zone
                                      - v_late AT TIME ZONE 'UTC'))
                          AT TIME ZONE 'UTC';
BEGIN
    RETURN CASE WHEN v_first AT TIME ZONE p_zone = p_local THEN v_first
                WHEN v_last AT TIME ZONE p_zone = p_local THEN v_last
                ELSE v_first END;
END
$$;

CREATE OR REPLACE FUNCTION caldav.local_text(p_local timestamp) RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT to_char(p_local, 'YYYYMMDD"T"HH24MISS')
$$;

CREATE OR REPLACE FUNCTION caldav.instant_text(p_instant timestamptz)
RETURNS text LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT to_char(p_instant AT TIME ZONE 'UTC', 'YYYYMMDD"T"HH24MISS"Z"')
$$;

CREATE OR REPLACE FUNCTION caldav.locals_text(p_locals timestamp[])
RETURNS text LANGUAGE sql STABLE STRICT PARALLEL SAFE AS $$
    SELECT string_agg(DISTINCT to_char(x, 'YYYYMMDD"T"HH24MISS'), ',')
    FROM unnest(p_locals) AS x
$$;
