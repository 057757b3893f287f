-- Copyright 2026 the mod_dav_advolux authors
-- SPDX-License-Identifier: Apache-2.0
--
-- Recurrence rules (RFC 5545 section 3.3.10). For FREQ=DAILY and longer a rule
-- is a predicate over days, period by period; every function looks at a bounded
-- number of days, whatever the rule says.

-- A rule is looked at under the calendar's lock. One that names each day of the
-- year has some 2,000 octets: a longer one has no part that is known here.
CREATE OR REPLACE FUNCTION advolux.rule_part(p_rule text, p_name text)
RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN CASE WHEN octet_length(p_rule) <= 8192 THEN
        substring(upper(';' || p_rule) FROM ';' || p_name || '=([^;]*)') END;

-- Each number once: they are compared with each day of years.
CREATE OR REPLACE FUNCTION advolux.rule_numbers(p_rule text, p_name text)
RETURNS int[] LANGUAGE sql IMMUTABLE PARALLEL SAFE
BEGIN ATOMIC
    SELECT CASE WHEN (part ~ '^[+-]?\d{1,3}(,[+-]?\d{1,3})*$') IS NOT TRUE
                    THEN NULL
                WHEN length(part) <= 100 THEN string_to_array(part, ',')::int[]
                ELSE ARRAY(SELECT DISTINCT n::int
                           FROM unnest(string_to_array(part, ',')) AS n) END
    FROM advolux.rule_part(p_rule, p_name) AS part;
END;

-- COUNT or INTERVAL; what does not fit is as good as endless.
CREATE OR REPLACE FUNCTION advolux.rule_number(p_rule text, p_name text)
RETURNS int LANGUAGE sql IMMUTABLE PARALLEL SAFE
BEGIN ATOMIC
    SELECT CASE WHEN part ~ '^\+?0*[1-9]\d{0,6}$' THEN part::int
                WHEN part ~ '^\+?\d+$' AND part !~ '^\+?0*$' THEN 10000000 END
    FROM advolux.rule_part(p_rule, p_name) AS part;
END;

-- UNTIL as a local time of the series; a date means the whole day.
CREATE OR REPLACE FUNCTION advolux.rule_until(p_rule text, p_zone text)
RETURNS timestamp LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
DECLARE
    v_text text := advolux.rule_part(p_rule, 'UNTIL');
BEGIN
    RETURN CASE
        WHEN v_text ~ '^\d{8}$'
            THEN v_text::timestamp + interval '86399 seconds'
        WHEN v_text ~ '^\d{8}T\d{6}Z$'
            THEN rtrim(v_text, 'Z')::timestamp AT TIME ZONE 'UTC'
                 AT TIME ZONE p_zone
        WHEN v_text ~ '^\d{8}T\d{6}$' THEN v_text::timestamp END;
EXCEPTION WHEN data_exception THEN
    RETURN NULL;
END
$$;

-- Whether the rule's days can be told here: one that devices can read, of a daily
-- or longer FREQ without times of its own. What they cannot read is no rule.
CREATE OR REPLACE FUNCTION advolux.rule_is_known(p_rule text) RETURNS boolean
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    c_year_day constant text := '[+-]?0*([1-9]\d?|[12]\d\d|3[0-5]\d|36[0-6])';
    c_week constant text := '0*([1-9]|[1-4]\d|5[0-3])';
    c_weekday constant text := '(SU|MO|TU|WE|TH|FR|SA)';
    -- Empty parts are passed over.
    c_rule constant text := '^(;*(' || array_to_string(ARRAY[
        'FREQ=(DAILY|WEEKLY|MONTHLY|YEARLY)',
        'INTERVAL=\+?0*([1-9]\d{0,5}|1000000)',
        'COUNT=\+?0*([1-9]\d{0,8}|1\d{9}|2000000000)',
        'UNTIL=\d{8}(T\d{6}Z?)?', 'WKST=' || c_weekday,
        'RSCALE=(GREGORIAN|BUDDHIST|CHINESE|COPTIC|ETHIOPIC(-AMETE-ALEM)?'
        '|HEBREW|INDIAN|ISLAMIC(-CIVIL|-RGSA|-TBLA|-UMALQURA)?|ISO8601'
        '|JAPANESE|PERSIAN|ROC)', 'SKIP=(OMIT|BACKWARD|FORWARD)',
        'X-[^;=]*=[^;]*', 'BYMONTH=' || advolux.rule_list(
            CASE WHEN advolux.rule_is_scaled(p_rule)
                 THEN '\+?0*([1-9]|1[0-3])L?' ELSE '\+?0*([1-9]|1[0-2])' END),
        'BYMONTHDAY=' || advolux.rule_list('[+-]?0*([1-9]|[12]\d|3[01])'),
        'BYYEARDAY=' || advolux.rule_list(c_year_day),
        'BYSETPOS=' || advolux.rule_list(c_year_day),
        'BYWEEKNO=' || advolux.rule_list('[+-]?' || c_week),
        'BYDAY=' || advolux.rule_list('([+-]?' || c_week || ')?' || c_weekday)
        ], '|') || ')(;|$))+$';
BEGIN
    RETURN coalesce(octet_length(p_rule) <= 8192
                    AND rtrim(upper(p_rule), ';') ~ c_rule
                    AND advolux.rule_part(p_rule, 'FREQ') IS NOT NULL, false);
END
$$;

-- A list of what a pattern stands for.
CREATE OR REPLACE FUNCTION advolux.rule_list(p_pattern text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN '(' || p_pattern || ')(,(' || p_pattern || '))*';

-- The days of periods p_from to p_to - 1 of a rule (period 0 holds p_start).
-- The planner takes the query for a big one and would compile it each time.
CREATE OR REPLACE FUNCTION advolux.rule_days(
    p_rule text, p_start date, p_from int, p_to int) RETURNS SETOF date
LANGUAGE plpgsql STABLE SET jit = off
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    v_freq text := advolux.rule_part(p_rule, 'FREQ');
    v_interval bigint := coalesce(advolux.rule_number(p_rule, 'INTERVAL'), 1);
    v_months int[] := advolux.rule_numbers(p_rule, 'BYMONTH');
    v_weeks int[] := advolux.rule_numbers(p_rule, 'BYWEEKNO');
    v_yeardays int[] := advolux.rule_numbers(p_rule, 'BYYEARDAY');
    v_monthdays int[] := advolux.rule_numbers(p_rule, 'BYMONTHDAY');
    v_positions int[] := advolux.rule_numbers(p_rule, 'BYSETPOS');
    v_byday text[] := string_to_array(
        replace(nullif(advolux.rule_part(p_rule, 'BYDAY'), ''), '+', ''), ',');
    c_names text[] := ARRAY['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];
    v_wkst int := coalesce(array_position(
        c_names, advolux.rule_part(p_rule, 'WKST')), 1);
    v_weekday text := c_names[extract(isodow FROM p_start)::int];
    v_month int := extract(month FROM p_start);
    v_year int := extract(year FROM p_start);
    v_left int := date '9999-12-31' - p_start;      -- days
    v_per_year boolean;
    v_ordinal boolean;
    v_within text;
BEGIN
    IF advolux.rule_is_scaled(p_rule) THEN      -- its periods are years
        RETURN QUERY
        SELECT d FROM unnest((advolux.scaled_days(p_rule, p_start)).days) AS d
        WHERE d >= p_start + p_from * 366 AND d < p_start + p_to * 366
        ORDER BY d;
        RETURN;
    END IF;
    -- What the rule leaves out comes from its start.
    IF v_freq = 'WEEKLY' AND v_byday IS NULL THEN
        v_byday := ARRAY[v_weekday];
    ELSIF v_freq IN ('MONTHLY', 'YEARLY') AND v_byday IS NULL
          AND v_monthdays IS NULL AND v_yeardays IS NULL THEN
        IF v_weeks IS NOT NULL AND v_freq = 'YEARLY' THEN
            v_byday := ARRAY[v_weekday];
        ELSE
            v_monthdays := ARRAY[extract(day FROM p_start)::int];
            IF v_freq = 'YEARLY' AND v_months IS NULL THEN
                v_months := ARRAY[v_month];
            END IF;
        END IF;
    END IF;
    IF v_freq <> 'YEARLY' THEN
        v_weeks := NULL;
    END IF;
    v_per_year := v_freq = 'YEARLY' AND v_months IS NULL;
    IF v_freq IN ('DAILY', 'WEEKLY') OR v_weeks IS NOT NULL THEN
        SELECT array_agg(DISTINCT right(d, 2)) INTO v_byday
        FROM unnest(v_byday) d;
    ELSE
        SELECT array_agg(DISTINCT regexp_replace(d, '^(-?)0+', '\1'))
        INTO v_byday
        FROM unnest(v_byday) d;
    END IF;
    v_within := CASE WHEN v_per_year THEN 'doy' ELSE 'day' END;
    v_ordinal := array_to_string(v_byday, ',') ~ '[1-9]';

    RETURN QUERY
    WITH period AS (
        SELECT k, k * v_interval AS steps
        FROM generate_series(p_from, p_to - 1) AS k
    ), month AS (
        SELECT k, make_date((index / 12)::int, (index % 12)::int + 1, 1) AS one
        FROM (
            SELECT k, v_year * 12 + v_month - 1 + steps
            FROM period WHERE v_freq = 'MONTHLY'
            UNION ALL
            SELECT k, (v_year + steps) * 12 + m - 1
            FROM period, generate_series(1, 12) AS m
            WHERE v_freq = 'YEARLY' AND (v_months IS NULL OR m = ANY (v_months))
        ) AS i (k, index)
        WHERE index < 9999 * 12
    ), day AS (
        SELECT k, p_start + steps::int AS d
        FROM period WHERE v_freq = 'DAILY' AND steps <= v_left
        UNION ALL
        SELECT k, p_start + (steps * 7)::int + n
               - (extract(isodow FROM p_start)::int - v_wkst + 7) % 7
        FROM period, generate_series(0, 6) AS n
        WHERE v_freq = 'WEEKLY' AND steps * 7 <= v_left
        UNION ALL
        SELECT k, one + n
        FROM month, generate_series(0, 30) AS n
        WHERE n < (one + interval '1 month')::date - one
    ), matching AS (
        SELECT k, d
        FROM day
        WHERE (v_months IS NULL OR extract(month FROM d) = ANY (v_months))
          AND (v_monthdays IS NULL
               OR extract(day FROM d) = ANY (v_monthdays)
               OR extract(day FROM d) - extract(day FROM
                  date_trunc('month', d) + interval '1 month - 1 day') - 1
                  = ANY (v_monthdays))
          AND (v_yeardays IS NULL
               OR extract(doy FROM d) = ANY (v_yeardays)
               OR extract(doy FROM d) - extract(doy FROM
                  make_date(extract(year FROM d)::int, 12, 31)) - 1
                  = ANY (v_yeardays))
          AND (v_weeks IS NULL OR advolux.is_in_weeks(
              d + 3 - (extract(isodow FROM d)::int - v_wkst + 7) % 7, v_weeks))
          AND (v_byday IS NULL
               OR c_names[extract(isodow FROM d)::int] = ANY (v_byday)
               -- "2TU", "-1FR": within the month, or within the year.
               OR v_ordinal AND EXISTS (
                   SELECT FROM (VALUES (
                       c_names[extract(isodow FROM d)::int],
                       date_part(v_within, d)::int,
                       date_part(v_within, CASE WHEN v_per_year
                           THEN make_date(extract(year FROM d)::int, 12, 31)
                           ELSE date_trunc('month', d) + interval
                                '1 month - 1 day' END)::int
                       )) AS x (name, place, places)
                   WHERE (place + 6) / 7 || name = ANY (v_byday)
                      OR '-' || (places - place) / 7 + 1 || name
                         = ANY (v_byday)))
    ), placed AS (
        SELECT d, row_number() OVER (PARTITION BY k ORDER BY d) AS place,
               count(*) OVER (PARTITION BY k) AS places
        FROM matching
    )
    SELECT d FROM placed
    WHERE v_positions IS NULL OR place = ANY (v_positions)
       OR place - places - 1 = ANY (v_positions)
    ORDER BY d;
END
$$;

-- Week numbers as ISO 8601 has them, for any first day of the week: a week is
-- of the year that its fourth day is in.
CREATE OR REPLACE FUNCTION advolux.is_in_weeks(p_fourth date, p_weeks int[])
RETURNS boolean LANGUAGE sql IMMUTABLE
    RETURN (extract(doy FROM p_fourth)::int + 6) / 7 = ANY (p_weeks)
           OR -((make_date(extract(year FROM p_fourth)::int, 12, 31) - p_fourth)
                / 7 + 1) = ANY (p_weeks);

CREATE OR REPLACE FUNCTION advolux.occurrences(
    p_rule text, p_start timestamp, p_exdate timestamp[] DEFAULT NULL,
    p_rdate timestamp[] DEFAULT NULL, p_from timestamp DEFAULT '-infinity',
    p_to timestamp DEFAULT 'infinity', p_max int DEFAULT 1000,
    p_zone text DEFAULT 'UTC')
RETURNS SETOF timestamp LANGUAGE plpgsql STABLE AS $$
DECLARE
    c_days_max constant int := 50000;
    v_scaled boolean := advolux.rule_is_scaled(p_rule);
    v_freq text := CASE WHEN v_scaled THEN 'DAYS'
                        ELSE advolux.rule_part(p_rule, 'FREQ') END;
    v_count int := advolux.rule_number(p_rule, 'COUNT');
    v_until timestamp := advolux.rule_until(p_rule, p_zone);
    v_interval int := CASE WHEN v_scaled THEN 1 ELSE coalesce(
        advolux.rule_number(p_rule, 'INTERVAL'), 1) END;
    v_length int := CASE v_freq WHEN 'DAILY' THEN 1 WHEN 'WEEKLY' THEN 7
                    WHEN 'MONTHLY' THEN 31 ELSE 366 END;    -- days at most
    v_least int := CASE v_freq WHEN 'DAILY' THEN 1 WHEN 'WEEKLY' THEN 7
                   WHEN 'MONTHLY' THEN 28 WHEN 'DAYS' THEN 366
                   ELSE 365 END;
    v_period int := 0;
    v_step int := 8;
    v_days int := 0;            -- that were looked at
    v_ahead int;                -- of the start: the next period
    v_matched int := 0;
    v_given int := 0;
    v_found timestamp;
    v_more boolean := advolux.rule_is_known(p_rule)
                      AND (v_until IS NOT NULL
                           OR advolux.rule_part(p_rule, 'UNTIL') IS NULL)
                      AND p_start >= '0001-01-01';
    v_extra timestamp[];
    v_next int := 1;            -- of v_extra
    v_gone timestamp[];
    v_past int := 1;            -- of v_gone
BEGIN
    -- The start is an instance even where the rule does not say so, and
    -- extra dates come in their turn. Lists that are in order are gone through
    -- once, however long they are.
    SELECT array_agg(x ORDER BY x) INTO v_extra FROM (
        SELECT unnest(array_append(p_rdate, p_start))
        EXCEPT SELECT unnest(p_exdate)) AS e (x);
    SELECT array_agg(DISTINCT x ORDER BY x) INTO v_gone
    FROM unnest(p_exdate) AS x;
    IF v_count IS NULL AND p_from > p_start AND isfinite(p_from) THEN
        v_period := greatest(0, (p_from::date - p_start::date)
                             / (v_length * v_interval::bigint) - 1);
    END IF;
    WHILE v_more LOOP
        FOR v_found IN
            SELECT d + p_start::time
            FROM advolux.rule_days(p_rule, p_start::date, v_period,
                                   v_period + v_step) AS d
        LOOP
            CONTINUE WHEN v_found < p_start;
            IF v_found > v_until OR v_found >= p_to OR v_matched >= v_count THEN
                v_more := false;
                EXIT;
            END IF;
            v_matched := v_matched + 1;
            WHILE v_extra[v_next] <= v_found LOOP
                IF v_extra[v_next] < v_found AND v_extra[v_next] >= p_from THEN
                    RETURN NEXT v_extra[v_next];
                    v_given := v_given + 1;
                END IF;
                v_next := v_next + 1;
            END LOOP;
            WHILE v_gone[v_past] < v_found LOOP
                v_past := v_past + 1;
            END LOOP;
            IF v_found >= p_from
               AND v_gone[v_past] IS DISTINCT FROM v_found THEN
                RETURN NEXT v_found;
                v_given := v_given + 1;
            END IF;
            IF v_given >= p_max THEN
                RETURN;
            END IF;
        END LOOP;
        v_days := v_days + v_step * CASE WHEN v_scaled THEN 1
                                         ELSE v_length END;
        v_period := v_period + v_step;
        v_step := least(v_step * 2, 1000);
        v_ahead := least(v_period::bigint * v_interval * v_least, 3700000);
        v_more := v_more AND v_days < c_days_max AND v_matched
                  IS DISTINCT FROM v_count
                  AND v_ahead < 3700000
                  AND (NOT isfinite(p_to) OR p_start::date - 7 + v_ahead
                       < p_to);
    END LOOP;
    RETURN QUERY
        SELECT x FROM unnest(v_extra[v_next:]) AS x
        WHERE x >= p_from AND x < p_to
        ORDER BY x LIMIT greatest(p_max - v_given, 0);
END
$$;
COMMENT ON ROUTINE advolux.occurrences IS
    'starts of a series in [p_from, p_to), at most p_max, in order; wall clock of p_zone (which UNTIL in UTC needs)';

-- The last start of a series that is not excluded: infinity for an endless
-- one and for one that cannot be told within bounds; NULL if none is left.
CREATE OR REPLACE FUNCTION advolux.last_occurrence(
    p_rule text, p_start timestamp, p_exdate timestamp[], p_rdate timestamp[],
    p_zone text) RETURNS timestamp LANGUAGE plpgsql STABLE AS $$
DECLARE
    c_max constant int := 5000;
    v_count int := advolux.rule_number(p_rule, 'COUNT');
    v_until timestamp := advolux.rule_until(p_rule, p_zone);
    v_all timestamp[];
    v_rule text := p_rule;
    v_back interval;
    v_last timestamp;
    v_extra timestamp;
BEGIN
    SELECT max(x) INTO v_extra FROM (
        SELECT unnest(array_append(p_rdate, p_start))
        EXCEPT SELECT unnest(p_exdate)) AS e (x);
    IF p_rule IS NULL THEN
        RETURN v_extra;
    ELSIF v_count IS NOT NULL AND v_count <= c_max
          AND advolux.rule_is_known(p_rule) THEN
        SELECT array_agg(o) INTO v_all
        FROM advolux.occurrences(p_rule, p_start, NULL, NULL, '-infinity',
                                 'infinity', v_count + 1, p_zone) AS o;
        IF cardinality(v_all) < v_count AND v_until IS NULL THEN
            RETURN 'infinity';
        END IF;
        SELECT max(o) INTO v_last FROM (
            SELECT unnest(v_all) EXCEPT SELECT unnest(p_exdate)) AS e (o);
        RETURN greatest(v_last, v_extra);
    ELSIF v_until IS NULL THEN
        RETURN 'infinity';
    ELSIF NOT advolux.rule_is_known(p_rule) THEN
        RETURN greatest(v_until, v_extra);
    ELSIF v_count IS NOT NULL THEN
        -- Too many to count: UNTIL alone bounds them, and may be walked to
        -- from behind.
        v_rule := regexp_replace(p_rule, 'COUNT=\d+;?', '', 'i');
    END IF;
    IF advolux.rule_is_scaled(p_rule)
       AND ((advolux.scaled_days(p_rule, p_start::date)).through
            >= v_until::date) IS NOT TRUE THEN
        RETURN greatest(v_until, v_extra);
    END IF;
    FOREACH v_back IN ARRAY ARRAY[interval '70 days', interval '800 days',
                                  interval '40 years'] LOOP
        SELECT max(o) INTO v_last
        FROM advolux.occurrences(
            v_rule, p_start, p_exdate, NULL, v_until - v_back,
            v_until + interval '1 second', 20000, p_zone) AS o;
        IF v_last IS NOT NULL OR v_until - v_back <= p_start THEN
            RETURN greatest(v_last, v_extra);
        END IF;
    END LOOP;
    RETURN v_until;
END
$$;
