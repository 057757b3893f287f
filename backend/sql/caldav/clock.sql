-- Copyright 2026 the mod_dav_advolux authors
-- SPDX-License-Identifier: Apache-2.0
--
-- Local times, instants, and how components write them.

-- RFC 5545 section 3.3.5: of two equal local times the first; in a gap the
-- offset before it. Asked for with every row, and by views: in a language that
-- keeps its plans, with every operator in full instead of a search path of its
-- own.
CREATE OR REPLACE FUNCTION caldav.instant(p_local timestamp, p_zone text)
RETURNS timestamptz LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
DECLARE
    c_day constant interval := '24 hours';
    v_about timestamptz := p_local AT TIME ZONE p_zone;
    v_early timestamptz := v_about OPERATOR(pg_catalog.-) c_day;
    v_late timestamptz := v_about OPERATOR(pg_catalog.+) c_day;
    v_before interval;
    v_after interval;
    v_first timestamptz;
    v_last timestamptz;
BEGIN
    -- Mostly the offset is the same all the time.
    IF (p_local OPERATOR(pg_catalog.-) c_day)
       OPERATOR(pg_catalog.=) v_early AT TIME ZONE p_zone
       AND (p_local OPERATOR(pg_catalog.+) c_day)
       OPERATOR(pg_catalog.=) v_late AT TIME ZONE p_zone THEN
        RETURN v_about;
    END IF;
    v_before := v_early AT TIME ZONE p_zone
                OPERATOR(pg_catalog.-) v_early AT TIME ZONE 'UTC';
    v_after := v_late AT TIME ZONE p_zone
               OPERATOR(pg_catalog.-) v_late AT TIME ZONE 'UTC';
    v_first := (p_local OPERATOR(pg_catalog.-) v_before) AT TIME ZONE 'UTC';
    v_last := (p_local OPERATOR(pg_catalog.-) v_after) AT TIME ZONE 'UTC';
    IF v_first AT TIME ZONE p_zone OPERATOR(pg_catalog.<>) p_local
       AND v_last AT TIME ZONE p_zone OPERATOR(pg_catalog.=) p_local THEN
        RETURN v_last;
    END IF;
    RETURN v_first;
END
$$;

-- A wall clock that the zone's clock leaves out; NULL: it is there.
CREATE OR REPLACE FUNCTION caldav.skipped(p_local timestamp, p_zone text)
RETURNS timestamp LANGUAGE sql STABLE PARALLEL SAFE
    RETURN CASE WHEN caldav.instant(p_local, p_zone) AT TIME ZONE p_zone
                     <> p_local THEN p_local END;

-- Wall clock of a start: what is kept of it, if that is this start.
CREATE OR REPLACE FUNCTION caldav.wall_clock(
    p_start timestamptz, p_wall_start timestamp, p_zone text)
RETURNS timestamp LANGUAGE sql STABLE PARALLEL SAFE
    RETURN CASE WHEN p_wall_start IS NOT NULL
                     AND caldav.instant(p_wall_start, p_zone) = p_start
                THEN p_wall_start ELSE p_start AT TIME ZONE p_zone END;

-- iCalendar has the years from 1 to 9999.
CREATE OR REPLACE FUNCTION caldav.can_be_said(p_local timestamp)
RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN p_local >= '0001-01-01' AND p_local < '10000-01-01';

-- A time that cannot be said is in a row that cannot be shown: data_exception,
-- as of a day that there is not.
CREATE OR REPLACE FUNCTION caldav.local_text(p_local timestamp) RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE
    RETURN CASE WHEN caldav.can_be_said(p_local)
                THEN to_char(p_local, 'YYYYMMDD"T"HH24MISS')
                WHEN p_local IS NOT NULL
                THEN make_date(0, 1, coalesce(extract(day FROM p_local)::int,
                                              1))::text END;

-- A time as components write it: wall clock, and an "r" behind it if that is
-- repeated and this the second time. PostgreSQL's own conversion takes the
-- second.
CREATE OR REPLACE FUNCTION caldav.clock_text(
    p_instant timestamptz, p_wall_start timestamp, p_zone text) RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE
    RETURN caldav.local_text(caldav.wall_clock(p_instant, p_wall_start, p_zone))
           || CASE WHEN caldav.instant(p_instant AT TIME ZONE p_zone, p_zone)
                        <> p_instant THEN 'r' ELSE '' END;

CREATE OR REPLACE FUNCTION caldav.clock_instant(p_text text, p_zone text)
RETURNS timestamptz LANGUAGE sql STABLE PARALLEL SAFE
    RETURN CASE WHEN right(p_text, 1) = 'r'
                THEN rtrim(p_text, 'r')::timestamp AT TIME ZONE p_zone
                ELSE caldav.instant(p_text::timestamp, p_zone) END;

-- Without one that is more than a note (created, modified, completed) the row
-- says the rest.
CREATE OR REPLACE FUNCTION caldav.instant_text(p_instant timestamptz)
RETURNS text LANGUAGE sql STABLE PARALLEL SAFE
    RETURN CASE WHEN caldav.can_be_said(p_instant AT TIME ZONE 'UTC')
                THEN to_char(p_instant AT TIME ZONE 'UTC',
                             'YYYYMMDD"T"HH24MISS"Z"') END;

-- No client comes to the instances of a series that are left out of this.
CREATE OR REPLACE FUNCTION caldav.sayable(p_locals timestamp[])
RETURNS timestamp[] LANGUAGE sql IMMUTABLE PARALLEL SAFE
BEGIN ATOMIC
    SELECT array_agg(x) FROM unnest(p_locals) AS x WHERE caldav.can_be_said(x);
END;

CREATE OR REPLACE FUNCTION caldav.locals_text(p_locals timestamp[])
RETURNS text LANGUAGE sql STABLE STRICT PARALLEL SAFE
BEGIN ATOMIC
    SELECT string_agg(DISTINCT caldav.local_text(x), ',')
    FROM unnest(caldav.sayable(p_locals)) AS x;
END;
