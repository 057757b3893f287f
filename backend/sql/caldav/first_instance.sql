-- Copyright 2026 the mod_dav_advolux authors
-- SPDX-License-Identifier: Apache-2.0
--
-- When an entry that cannot be shown begins all the same: who is busy must not
-- look free.

-- Seconds since 1970 UTC, by the item's own start and end alone; no row if it is
-- not the caller's or has no start. What ends at no time that can be told is a
-- moment.
CREATE OR REPLACE FUNCTION caldav.first_instance(
    p_login text, p_credential bigint, p_proof text, p_kind caldav.kind,
    p_name text)
RETURNS TABLE (starts_at bigint, ends_at bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
DECLARE
    v_caller record := caldav.caller(p_login, p_credential, p_proof, p_kind);
BEGIN
    RETURN QUERY
    SELECT extract(epoch FROM caldav.instant(s.starts, z.zone))::bigint,
           extract(epoch FROM CASE
               WHEN s.all_day AND isfinite(s.ends)
               THEN caldav.instant(greatest(s.ends, s.starts), z.zone)
               ELSE caldav.instant(s.starts, z.zone)
                    + CASE WHEN isfinite(s.ends)
                           THEN greatest(s.ends - s.starts, interval '0')
                           ELSE interval '0' END END)::bigint
    FROM caldav.entry e
    JOIN caldav.series s ON s.kind = e.kind AND s.item_id = e.item_id
    CROSS JOIN LATERAL (SELECT CASE WHEN s.all_day THEN v_caller.time_zone
                                    ELSE s.time_zone END) AS z (zone)
    WHERE e.calendar_id = v_caller.calendar_id AND e.name = p_name
      AND e.visible AND (e.ends_at > v_caller.cutoff_at) IS TRUE
      AND isfinite(s.starts);
END
$$;

GRANT EXECUTE ON ROUTINE caldav.first_instance TO advolux_caldav;
