-- Copyright 2026 the mod_dav_advolux authors
-- SPDX-License-Identifier: Apache-2.0
--
-- The extent of an item in time.

CREATE OR REPLACE FUNCTION caldav.span(p_from timestamptz, p_to timestamptz)
RETURNS tstzrange LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN tstzrange(p_from, p_to, CASE WHEN p_from = p_to THEN '[]'
                                        ELSE '[)' END);

-- A task due at the very end of a range is in it (RFC 4791 section 9.9), which
-- no half-open range says: so its span begins a second early.
CREATE OR REPLACE FUNCTION caldav.task_span(
    p_from timestamptz, p_to timestamptz) RETURNS tstzrange
LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN CASE WHEN coalesce(p_from, p_to) IS NULL THEN tstzrange(NULL, NULL)
           ELSE tstzrange(least(p_from, p_to) - interval '1 second',
                          greatest(p_from, p_to), '[]') END;

-- The whole extent of a series: every instance that takes place, where its
-- override puts it. All-day instances are days of zone p_zone.
CREATE OR REPLACE FUNCTION caldav.series_span(
    p_kind caldav.kind, p_item_id bigint, p_zone text) RETURNS tstzrange
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    v_item caldav.series;
    v_zone text;
    v_gone timestamp[];
    v_first timestamp;
    v_last timestamp;
    v_length interval;
    v_from timestamptz;
    v_to timestamptz;
    v_override record;
BEGIN
    SELECT * INTO v_item FROM caldav.series
    WHERE kind = p_kind AND item_id = p_item_id;
    IF caldav.can_be_said(v_item.starts) IS NOT TRUE THEN
        RETURN tstzrange(NULL, NULL);
    END IF;
    v_item.exdate := caldav.sayable(v_item.exdate);
    v_item.rdate := caldav.sayable(v_item.rdate);
    v_zone := CASE WHEN v_item.all_day THEN p_zone ELSE v_item.time_zone END;
    v_length := greatest(v_item.ends - v_item.starts, interval '0');
    SELECT coalesce(v_item.exdate, '{}')
           || coalesce(array_agg(recurrence_id), '{}') INTO v_gone
    FROM caldav.series_override
    WHERE kind = p_kind AND item_id = p_item_id
      AND caldav.can_be_said(recurrence_id);
    SELECT o INTO v_first
    FROM advolux.occurrences(v_item.rrule, v_item.starts, v_gone, v_item.rdate,
                             p_max => 1, p_zone => v_zone) AS o;
    v_last := advolux.last_occurrence(v_item.rrule, v_item.starts, v_gone,
                                      v_item.rdate, v_zone);
    IF v_first IS NOT NULL THEN
        v_from := caldav.instant(v_first, v_zone);
    END IF;
    IF v_last = 'infinity' THEN
        v_to := 'infinity';
    ELSIF v_last IS NOT NULL THEN
        -- Lengths are exact or nominal, as clients have it: take the longer.
        v_to := greatest(caldav.instant(v_last + v_length, v_zone),
                         caldav.instant(v_last, v_zone) + v_length);
    END IF;
    FOR v_override IN
        SELECT starts, greatest(ends, starts) AS ends, this_and_future,
               coalesce(time_zone, p_zone) AS zone,
               starts - recurrence_id AS shift
        FROM caldav.series_override
        WHERE kind = p_kind AND item_id = p_item_id
          AND caldav.can_be_said(recurrence_id)
          AND caldav.can_be_said(starts)
          AND caldav.can_be_said(ends) IS NOT FALSE
    LOOP
        v_from := least(v_from, caldav.instant(v_override.starts,
                                               v_override.zone));
        v_to := greatest(v_to, caldav.instant(v_override.ends,
                                              v_override.zone));
        IF v_override.this_and_future AND isfinite(v_last) THEN
            v_to := greatest(v_to, caldav.instant(
                v_last + v_override.shift
                + (v_override.ends - v_override.starts), v_override.zone));
        END IF;
    END LOOP;
    IF v_from IS NULL THEN      -- every instance is excluded
        v_from := caldav.instant(v_item.starts, v_zone);
    END IF;
    v_to := nullif(greatest(v_from, v_to), 'infinity');
    IF v_to IS NULL THEN
        RETURN tstzrange(v_from - CASE p_kind WHEN 'task' THEN interval
                         '1 second' ELSE interval '0' END, NULL);
    END IF;
    RETURN CASE p_kind WHEN 'task' THEN caldav.task_span(v_from, v_to)
                       ELSE caldav.span(v_from, v_to) END;
END
$$;
