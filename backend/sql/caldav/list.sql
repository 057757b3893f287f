-- Copyright 2026 the mod_dav_advolux authors
-- SPDX-License-Identifier: Apache-2.0
--
-- Listings of the caller's calendar, without content. A condition says IS TRUE
-- where nearly every entry passes: so that no index on it is read beside the
-- one that decides. A long answer is kept in work_mem and then in a temporary
-- file, so that it does not grow the server.

-- Inside the look-back window and changed after a revision, in the order of
-- revisions.
CREATE OR REPLACE FUNCTION caldav.list(
    p_login text, p_credential bigint, p_proof text, p_kind caldav.kind,
    p_after bigint, p_limit bigint)
RETURNS TABLE (name text, version bigint, revision bigint,
               modified timestamptz, access caldav.access)
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
DECLARE
    v_caller record := caldav.caller(p_login, p_credential, p_proof, p_kind);
BEGIN
    RETURN QUERY
    SELECT e.name, e.version, e.revision, e.modified, e.access
    FROM caldav.entry e
    WHERE e.calendar_id = v_caller.calendar_id AND e.visible
      AND (e.ends_at > v_caller.cutoff_at) IS TRUE AND e.revision > p_after
    ORDER BY e.revision LIMIT p_limit;
END
$$;

-- The state of the calendar, in a first row without a name; then what a client
-- has that was shown the state at a revision with a cutoff (NULL: today's), and
-- what it is to have now. An entry is in the first part if it changed, else in
-- the second if the window's edge went over it. Most often the day is the same,
-- and there is no second part. OFFSET 0: else the planner hopes to find the first
-- of them early in the index on revisions, and reads it whole.
CREATE OR REPLACE FUNCTION caldav.list_changes(
    p_login text, p_credential bigint, p_proof text, p_kind caldav.kind,
    p_revision bigint, p_cutoff date, p_limit bigint)
RETURNS TABLE (name text, version bigint, revision bigint,
               modified timestamptz, access caldav.access, epoch text,
               purged bigint, cutoff text, time_zone text, floating_zone text,
               removed boolean)
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
DECLARE
    v_staff bigint := caldav.proved(p_login, p_credential, p_proof);
    v_calendar bigint;
    v_cutoff timestamptz;
    v_was timestamptz;
    v_early timestamptz;
    v_late timestamptz;
BEGIN
    SELECT c.calendar_id, c.cutoff_at, c.revision, c.epoch, c.purged,
           c.cutoff::text, c.time_zone, c.floating_zone
    INTO v_calendar, v_cutoff, revision, epoch, purged, cutoff, time_zone,
         floating_zone
    FROM caldav.calendar_now c WHERE c.staff_id = v_staff AND c.kind = p_kind;
    IF NOT FOUND THEN
        RETURN;
    END IF;
    RETURN NEXT;
    v_was := coalesce(p_cutoff::timestamp AT TIME ZONE time_zone, v_cutoff);
    IF v_was = v_cutoff THEN
        RETURN QUERY
        SELECT e.name, e.version, e.revision, e.modified, e.access,
               NULL::text, NULL::bigint, NULL::text, NULL::text, NULL::text,
               NOT (e.visible AND e.ends_at > v_cutoff)
        FROM caldav.entry e
        WHERE e.calendar_id = v_calendar AND e.revision > p_revision
        ORDER BY e.revision LIMIT p_limit;
        RETURN;
    END IF;
    v_early := least(v_was, v_cutoff);
    v_late := greatest(v_was, v_cutoff);
    RETURN QUERY
    SELECT e.name, e.version, e.revision, e.modified, e.access,
           NULL::text, NULL::bigint, NULL::text, NULL::text, NULL::text,
           e.removed
    FROM ((SELECT e.name, e.version, e.revision, e.modified, e.access,
                  NOT (e.visible AND e.ends_at > v_cutoff) AS removed
           FROM caldav.entry e
           WHERE e.calendar_id = v_calendar AND e.revision > p_revision
           ORDER BY e.revision LIMIT p_limit)
          UNION ALL
          (SELECT e.name, e.version, e.revision, e.modified, e.access,
                  e.ends_at <= v_cutoff
           FROM (SELECT * FROM caldav.entry e
                 WHERE e.calendar_id = v_calendar
                   AND (e.revision <= p_revision) IS TRUE AND e.visible
                   AND e.ends_at > v_early AND e.ends_at <= v_late
                 OFFSET 0) e
           ORDER BY e.revision LIMIT p_limit)) e
    ORDER BY e.revision LIMIT p_limit;
END
$$;

-- The state of the calendar, in a first row without a name; then what may touch
-- a range, closed at its end too, in no order: a superset, `exact` where it is
-- none. A series is read if it may have an instance on a day of the range, and
-- from two hours earlier: its last instance may be a moment, which a half-open
-- span does not hold, or as long as a first one over which the clocks changed.
CREATE OR REPLACE FUNCTION caldav.list_range(
    p_login text, p_credential bigint, p_proof text, p_kind caldav.kind,
    p_from timestamptz, p_to timestamptz, p_limit bigint)
RETURNS TABLE (name text, version bigint, revision bigint,
               modified timestamptz, access caldav.access, epoch text,
               purged bigint, cutoff text, time_zone text, floating_zone text,
               exact boolean)
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
DECLARE
    v_staff bigint := caldav.proved(p_login, p_credential, p_proof);
    v_calendar bigint;
    v_cutoff timestamptz;
    v_range tstzrange := tstzrange(p_from, p_to, '[]');
    v_earlier tstzrange := tstzrange(p_from - interval '2 hours', p_to, '[]');
    v_days bigint[];
BEGIN
    SELECT c.calendar_id, c.cutoff_at, c.revision, c.epoch, c.purged,
           c.cutoff::text, c.time_zone, c.floating_zone
    INTO v_calendar, v_cutoff, revision, epoch, purged, cutoff, time_zone,
         floating_zone
    FROM caldav.calendar_now c WHERE c.staff_id = v_staff AND c.kind = p_kind;
    IF NOT FOUND THEN
        RETURN;
    END IF;
    RETURN NEXT;
    v_days := caldav.days_between(v_calendar, p_from, p_to);
    RETURN QUERY
    SELECT e.name, e.version, e.revision, e.modified, e.access,
           NULL::text, NULL::bigint, NULL::text, NULL::text, NULL::text,
           NOT (e.recurring OR e.all_day)
    FROM caldav.entry e
    WHERE e.calendar_id = v_calendar AND e.visible
      AND (e.ends_at > v_cutoff) IS TRUE AND e.days IS NULL
      AND e.span && v_earlier AND (e.recurring OR e.span && v_range)
    UNION ALL
    SELECT e.name, e.version, e.revision, e.modified, e.access,
           NULL::text, NULL::bigint, NULL::text, NULL::text, NULL::text,
           NOT (e.recurring OR e.all_day)
    FROM caldav.entry e
    WHERE e.calendar_id = v_calendar AND e.visible
      AND (e.ends_at > v_cutoff) IS TRUE AND e.days && v_days
      AND e.span && v_earlier AND (e.recurring OR e.span && v_range)
    LIMIT p_limit;
END
$$;

-- The same in the order of revisions: the index on them is read once from one end
-- to the other, however many pages there are.
CREATE OR REPLACE FUNCTION caldav.list_range_page(
    p_login text, p_credential bigint, p_proof text, p_kind caldav.kind,
    p_from timestamptz, p_to timestamptz, p_after bigint, p_limit bigint)
RETURNS TABLE (name text, version bigint, revision bigint,
               modified timestamptz, access caldav.access, exact boolean)
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
DECLARE
    v_caller record := caldav.caller(p_login, p_credential, p_proof, p_kind);
    v_calendar bigint := v_caller.calendar_id;
    v_range tstzrange := tstzrange(p_from, p_to, '[]');
    v_earlier tstzrange := tstzrange(p_from - interval '2 hours', p_to, '[]');
    v_days bigint[] := caldav.days_between(v_calendar, p_from, p_to);
BEGIN
    RETURN QUERY
    SELECT e.name, e.version, e.revision, e.modified, e.access,
           NOT (e.recurring OR e.all_day)
    FROM caldav.entry e
    WHERE e.calendar_id = v_calendar AND e.visible
      AND (e.ends_at > v_caller.cutoff_at) IS TRUE AND e.revision > p_after
      AND (e.days IS NULL OR e.days && v_days) IS TRUE
      AND (e.span && v_earlier
           AND (e.recurring OR e.span && v_range)) IS TRUE
    ORDER BY e.revision LIMIT p_limit;
END
$$;

-- The state of the calendar, in a first row without a name, and the entry.
CREATE OR REPLACE FUNCTION caldav.list_uid(
    p_login text, p_credential bigint, p_proof text, p_kind caldav.kind,
    p_uid text)
RETURNS TABLE (name text, version bigint, revision bigint,
               modified timestamptz, access caldav.access, epoch text,
               purged bigint, cutoff text, time_zone text, floating_zone text)
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
DECLARE
    v_staff bigint := caldav.proved(p_login, p_credential, p_proof);
    v_calendar bigint;
    v_cutoff timestamptz;
BEGIN
    SELECT c.calendar_id, c.cutoff_at, c.revision, c.epoch, c.purged,
           c.cutoff::text, c.time_zone, c.floating_zone
    INTO v_calendar, v_cutoff, revision, epoch, purged, cutoff, time_zone,
         floating_zone
    FROM caldav.calendar_now c WHERE c.staff_id = v_staff AND c.kind = p_kind;
    IF NOT FOUND THEN
        RETURN;
    END IF;
    RETURN NEXT;
    RETURN QUERY
    SELECT e.name, e.version, e.revision, e.modified, e.access,
           NULL::text, NULL::bigint, NULL::text, NULL::text, NULL::text
    FROM caldav.entry e
    WHERE e.calendar_id = v_calendar AND e.visible
      AND (e.ends_at > v_cutoff) IS TRUE AND e.uid = p_uid;
END
$$;

-- Those after a UID, in the order of UIDs: one never changes, so that who pages
-- meets each entry once.
CREATE OR REPLACE FUNCTION caldav.list_by_uid(
    p_login text, p_credential bigint, p_proof text, p_kind caldav.kind,
    p_after text, p_limit bigint)
RETURNS TABLE (name text, version bigint, revision bigint,
               modified timestamptz, access caldav.access, uid text)
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
DECLARE
    v_caller record := caldav.caller(p_login, p_credential, p_proof, p_kind);
BEGIN
    RETURN QUERY
    SELECT e.name, e.version, e.revision, e.modified, e.access, e.uid
    FROM caldav.entry e
    WHERE e.calendar_id = v_caller.calendar_id AND e.visible
      AND (e.ends_at > v_caller.cutoff_at) IS TRUE AND e.uid > p_after
    ORDER BY e.uid LIMIT p_limit;
END
$$;

GRANT EXECUTE ON ROUTINE caldav.list, caldav.list_changes, caldav.list_range,
    caldav.list_range_page, caldav.list_uid, caldav.list_by_uid
    TO advolux_caldav;
