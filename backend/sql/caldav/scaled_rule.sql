-- Copyright 2026 the mod_dav_advolux authors
-- SPDX-License-Identifier: Apache-2.0
--
-- Rules with RSCALE or SKIP (RFC 7529). PostgreSQL knows no other calendar, so
-- the module says on which days they take place when it stores or reads such a
-- series, and what lists series here walks these days. They are the rule's for
-- its first day, whoever has such a series, whatever COUNT, UNTIL and the time
-- of day say: those may be changed here at any time. A rule or a first day that
-- Advolux makes is not known until a device has read the series or advoluxctl
-- has been told to (advoluxctl rules): until then the first instance alone is
-- listed, and clients see all of them.

-- Whether the days of a rule are those of another calendar. Days and weeks are
-- the same in each.
CREATE OR REPLACE FUNCTION advolux.rule_is_scaled(p_rule text)
RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN coalesce(p_rule ~* '(^|;)(RSCALE|SKIP)='
        AND NOT (advolux.rule_part(p_rule, 'FREQ') IN ('DAILY', 'WEEKLY')
                 AND p_rule !~* 'BY(MONTH|MONTHDAY|YEARDAY|WEEKNO)=')
        AND NOT (coalesce(advolux.rule_part(p_rule, 'SKIP'), 'OMIT') = 'OMIT'
                 AND coalesce(advolux.rule_part(p_rule, 'RSCALE'), 'GREGORIAN')
                     IN ('GREGORIAN', 'BUDDHIST', 'ISO8601', 'JAPANESE', 'ROC')),
        false);

-- What of a rule says on which days it takes place.
CREATE OR REPLACE FUNCTION advolux.rule_core(p_rule text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN ltrim(regexp_replace(
        upper(p_rule),
        '(^|;)(COUNT|UNTIL|BYHOUR|BYMINUTE|BYSECOND)=[^;]*', '', 'g'), ';');

-- The days of such a rule, and until when they are all; NULL: not known.
CREATE OR REPLACE FUNCTION advolux.scaled_days(
    p_rule text, p_start date, OUT days date[], OUT through date)
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    SELECT s.days, s.through INTO days, through
    FROM caldav.scaled_series s
    WHERE md5(s.rule) = md5(advolux.rule_core(p_rule))
      AND s.rule = advolux.rule_core(p_rule) AND s.start = p_start
    ORDER BY s.through DESC LIMIT 1;
END
$$;

-- Keep the days that a master's component brings, before it is stored.
CREATE OR REPLACE FUNCTION caldav.keep_days(
    p_kind caldav.kind, p_item_id bigint, p_component jsonb) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF p_component->>'rule_days' IS NULL
       OR p_component->>'recurrence_id' IS NOT NULL THEN
        RETURN;
    END IF;
    INSERT INTO caldav.scaled_series AS s (kind, item_id, rule, start, days,
                                           through)
    VALUES (p_kind, p_item_id, advolux.rule_core(p_component->>'rrule'),
            left(coalesce(p_component->>'starts', p_component->>'ends'),
                 8)::date,
            string_to_array(p_component->>'rule_days', ',')::date[],
            (p_component->>'rule_through')::date)
    ON CONFLICT (kind, item_id) DO UPDATE
    SET rule = EXCLUDED.rule, start = EXCLUDED.start, days = EXCLUDED.days,
        through = EXCLUDED.through
    WHERE (s.rule, s.start, s.days, s.through) IS DISTINCT FROM
          (EXCLUDED.rule, EXCLUDED.start, EXCLUDED.days, EXCLUDED.through);
END
$$;

-- What a series is whose days are not known; no row: they are.
CREATE OR REPLACE FUNCTION caldav.wants_days(
    p_kind caldav.kind, p_item_id bigint, OUT rrule text, OUT start date)
RETURNS SETOF record LANGUAGE sql STABLE
SET search_path = pg_catalog, pg_temp AS $$
    SELECT s.rrule, s.starts::date
    FROM caldav.series s
    WHERE s.kind = p_kind AND s.item_id = p_item_id
      AND advolux.rule_is_scaled(s.rrule)
      AND (advolux.scaled_days(s.rrule, s.starts::date)).through IS NULL
$$;

-- The days of an item as it is now. Its entries are new versions: one that has
-- an end now leaves the windows that it is before.
CREATE OR REPLACE FUNCTION caldav.set_days(
    p_kind caldav.kind, p_item_id bigint, p_rrule text, p_start date,
    p_days text, p_through text) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    PERFORM caldav.lock_items(p_kind, ARRAY[p_item_id]);
    IF NOT EXISTS (SELECT FROM caldav.wants_days(p_kind, p_item_id) AS w
                   WHERE w.rrule = p_rrule AND w.start = p_start) THEN
        RETURN false;
    END IF;
    PERFORM caldav.keep_days(p_kind, p_item_id, jsonb_build_object(
        'rrule', p_rrule, 'starts', to_char(p_start, 'YYYYMMDD'),
        'rule_days', p_days, 'rule_through', p_through));
    PERFORM caldav.refresh(p_kind, ARRAY[p_item_id]);
    RETURN true;
END
$$;

-- The module has read a series of the caller's that Advolux has changed.
CREATE OR REPLACE FUNCTION caldav.learn_days(
    p_login text, p_credential bigint, p_proof text, p_kind caldav.kind,
    p_name text, p_rrule text, p_start date, p_days text, p_through text)
RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    v_caller record := caldav.caller(p_login, p_credential, p_proof, p_kind);
    v_item bigint;
BEGIN
    SELECT e.item_id INTO v_item FROM caldav.entry e
    WHERE e.calendar_id = v_caller.calendar_id AND e.name = p_name
      AND e.visible AND e.ends_at > v_caller.cutoff_at;
    RETURN NOT pg_is_in_recovery() AND v_item IS NOT NULL
       AND EXISTS (SELECT FROM caldav.wants_days(p_kind, v_item))
       AND caldav.set_days(p_kind, v_item, p_rrule, p_start, p_days,
                           p_through);
END
$$;

GRANT EXECUTE ON ROUTINE caldav.learn_days TO advolux_caldav;
