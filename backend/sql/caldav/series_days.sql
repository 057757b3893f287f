-- Copyright 2026 the mod_dav_advolux authors
-- SPDX-License-Identifier: Apache-2.0
--
-- On which days of the year a series may have an instance. An endless series
-- overlaps every range behind its start; but many take place on a few days of
-- the year alone (birthdays, invoices, reports). By these days a range finds
-- the series that may matter, and not all that there are.

-- A day of the year is month * 32 + day.
CREATE OR REPLACE FUNCTION caldav.year_day(p_day date) RETURNS int
LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN extract(month FROM p_day)::int * 32 + extract(day FROM p_day)::int;

-- The days of the year on which a rule may have an instance; NULL: any day. A
-- superset: what a rule says beyond its months and its days of the month
-- (BYSETPOS, say) is left out.
CREATE OR REPLACE FUNCTION advolux.rule_year_days(p_rule text, p_start date)
RETURNS int[] LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
    v_freq text := advolux.rule_part(p_rule, 'FREQ');
    v_months int[] := advolux.rule_numbers(p_rule, 'BYMONTH');
    v_monthdays int[] := advolux.rule_numbers(p_rule, 'BYMONTHDAY');
    v_byday text[] := string_to_array(replace(
        advolux.rule_part(p_rule, 'BYDAY'), '+', ''), ',');
    v_monthly boolean := v_freq IN ('MONTHLY', 'YEARLY');
    v_days int[];
BEGIN
    IF NOT advolux.rule_is_known(p_rule)
       OR upper(p_rule) ~ '(BYWEEKNO|BYYEARDAY|RSCALE|SKIP)='
       OR v_months IS NULL AND upper(p_rule) ~ 'BYMONTH='
       OR v_monthdays IS NULL AND upper(p_rule) ~ 'BYMONTHDAY=' THEN
        RETURN NULL;
    END IF;
    IF v_monthly AND v_monthdays IS NULL AND v_byday IS NULL THEN
        v_monthdays := ARRAY[extract(day FROM p_start)::int];
        IF v_freq = 'YEARLY' AND v_months IS NULL THEN
            v_months := ARRAY[extract(month FROM p_start)::int];
        END IF;
    END IF;
    -- Days counted from the end of a month: of one with 28 days to one with 31.
    IF v_monthdays IS NOT NULL THEN
        SELECT array_agg(d) INTO v_days
        FROM unnest(v_monthdays) AS n,
             generate_series(CASE WHEN n > 0 THEN n ELSE 29 + n END,
                             CASE WHEN n > 0 THEN n ELSE 32 + n END) AS d;
    ELSIF v_monthly AND array_to_string(v_byday, ',') ~ '^(-?[1-5][A-Z]{2},?)+$'
          AND (v_freq = 'MONTHLY' OR v_months IS NOT NULL) THEN
        SELECT array_agg(d) INTO v_days
        FROM unnest(v_byday) AS b, LATERAL CAST(left(b, -2) AS int) AS n,
             generate_series(CASE WHEN n > 0 THEN 7 * n - 6 ELSE 29 + 7 * n END,
                             CASE WHEN n > 0 THEN 7 * n ELSE 38 + 7 * n END)
                 AS d;
    ELSIF v_months IS NULL THEN
        RETURN NULL;
    END IF;
    RETURN ARRAY(
        SELECT DISTINCT m * 32 + d
        FROM unnest(coalesce(v_months, ARRAY(SELECT generate_series(1, 12))))
                 AS m,
             unnest(coalesce(v_days, ARRAY(SELECT generate_series(1, 31))))
                 AS d
        WHERE m BETWEEN 1 AND 12 AND d BETWEEN 1 AND 31);
END
$$;

-- The days of the year that an item's instances touch in their own zone;
-- NULL: any day.
CREATE OR REPLACE FUNCTION caldav.series_days(
    p_kind caldav.kind, p_item_id bigint) RETURNS int[]
LANGUAGE plpgsql STABLE AS $$
DECLARE
    c_length_max CONSTANT int := 31;
    v_item caldav.series;
    v_length int;
    v_first int[] := '{}';
    v_override record;
    v_moved int[] := '{}';
BEGIN
    SELECT * INTO v_item FROM caldav.series
    WHERE kind = p_kind AND item_id = p_item_id;
    v_length := greatest(v_item.ends::date - v_item.starts::date, 0);
    IF v_item.rrule IS NOT NULL THEN
        v_first := advolux.rule_year_days(v_item.rrule, v_item.starts::date);
    END IF;
    IF v_item.starts IS NULL OR v_length > c_length_max OR v_first IS NULL THEN
        RETURN NULL;
    END IF;
    SELECT v_first || array_agg(caldav.year_day(x::date)) INTO v_first
    FROM unnest(array_append(caldav.sayable(v_item.rdate), v_item.starts)) AS x;
    FOR v_override IN
        SELECT this_and_future, starts::date, ends::date
        FROM caldav.series_override
        WHERE kind = p_kind AND item_id = p_item_id
    LOOP
        IF v_override.this_and_future OR v_override.starts IS NULL
           OR NOT isfinite(v_override.starts) OR NOT isfinite(v_override.ends)
           OR v_override.ends - v_override.starts > c_length_max THEN
            RETURN NULL;
        END IF;
        SELECT v_moved || array_agg(caldav.year_day(v_override.starts + n))
        INTO v_moved
        FROM generate_series(0, greatest(v_override.ends - v_override.starts,
                                         0)) AS n;
    END LOOP;
    -- As in a leap year, and a day more: what is behind the 28th of February
    -- is not the same in each.
    RETURN ARRAY(
        SELECT caldav.year_day(make_date(2000, f / 32, 1) + f % 32 - 1 + n)
        FROM unnest(v_first) AS f,
             generate_series(0, v_length + (v_length > 0)::int) AS n
        UNION
        SELECT unnest(v_moved));
END
$$;

CREATE OR REPLACE FUNCTION caldav.entry_days() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    NEW.days := NULL;
    IF NEW.recurring THEN
        SELECT array_agg(NEW.calendar_id * 512 + d) INTO NEW.days
        FROM unnest(caldav.series_days(NEW.kind, NEW.item_id)) AS d;
    END IF;
    RETURN NEW;
END
$$;
CREATE OR REPLACE TRIGGER days BEFORE INSERT OR UPDATE OF version
    ON caldav.entry
    FOR EACH ROW WHEN (NEW.recurring OR NEW.days IS NOT NULL)
    EXECUTE FUNCTION caldav.entry_days();

-- What to look for in entry.days: a day of the range is another one elsewhere,
-- so one more at either end. An open range touches all days.
CREATE OR REPLACE FUNCTION caldav.days_between(
    p_calendar_id bigint, p_from timestamptz, p_to timestamptz)
RETURNS bigint[] LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
    v_first date := '2000-01-01';   -- of a leap year
    v_last date := '2000-12-31';
BEGIN
    IF isfinite(p_from) AND isfinite(p_to)
       AND p_to - p_from < interval '360 days' THEN
        v_first := (p_from AT TIME ZONE 'UTC')::date - 1;
        v_last := (p_to AT TIME ZONE 'UTC')::date + 1;
    END IF;
    RETURN ARRAY(
        SELECT p_calendar_id * 512 + caldav.year_day(v_first + n)
        FROM generate_series(0, v_last - v_first) AS n);
END
$$;
