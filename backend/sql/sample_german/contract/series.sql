-- Copyright 2026 the mod_dav_advolux authors
-- SPDX-License-Identifier: Apache-2.0
--
-- Series as the contract has them.

-- A series' rule and days as the contract has them.
CREATE OR REPLACE VIEW caldav.kanzlei_serie AS
SELECT s.serie_nr, s.termin_nr, s.aufgabe_nr,
       CASE WHEN s.takt IS NULL THEN s.angaben
            ELSE concat_ws(';', 'FREQ=' || caldav.word('takt', s.takt),
                           s.angaben) END AS rrule,
       (SELECT array_agg(zeitpunkt ORDER BY zeitpunkt) FROM kanzlei.serientag
        WHERE serie_nr = s.serie_nr AND art = 'A') AS exdate,
       (SELECT array_agg(zeitpunkt ORDER BY zeitpunkt) FROM kanzlei.serientag
        WHERE serie_nr = s.serie_nr AND art = 'Z') AS rdate
FROM kanzlei.serie s;

-- The day after the last; of times as far behind the start as it is in fact.
CREATE OR REPLACE FUNCTION caldav.series_end(
    p_all_day char, p_zone text, p_start timestamp, p_end timestamp)
RETURNS timestamp LANGUAGE sql STABLE
    RETURN CASE p_all_day WHEN 'J' THEN p_end + interval '1 day'
        ELSE p_start + (caldav.instant(p_end, p_zone)
                        - caldav.instant(p_start, p_zone)) END;

CREATE OR REPLACE VIEW caldav.series AS
SELECT 'appointment'::caldav.kind AS kind, t.termin_nr::bigint AS item_id,
       t.ganztags = 'J' AS all_day, t.zeitzone AS time_zone, s.rrule, s.exdate,
       s.rdate, t.beginn AS starts,
       caldav.series_end(t.ganztags, t.zeitzone, t.beginn, t.ende) AS ends
FROM kanzlei.termin t LEFT JOIN caldav.kanzlei_serie s USING (termin_nr)
UNION ALL
SELECT 'task', a.aufgabe_nr::bigint, a.ganztags = 'J', a.zeitzone, s.rrule,
       s.exdate, s.rdate, coalesce(a.beginn, a.faellig),
       CASE WHEN a.ganztags = 'J' OR a.beginn IS NULL OR a.faellig IS NULL
            THEN coalesce(a.faellig, a.beginn)
            ELSE caldav.series_end('N', a.zeitzone, a.beginn, a.faellig) END
FROM kanzlei.aufgabe a LEFT JOIN caldav.kanzlei_serie s USING (aufgabe_nr);

CREATE OR REPLACE VIEW caldav.series_override AS
SELECT 'appointment'::caldav.kind AS kind, s.termin_nr::bigint AS item_id,
       w.statt AS recurrence_id, w.ab_hier AS this_and_future,
       CASE w.ganztags WHEN 'N' THEN w.zeitzone END AS time_zone,
       w.beginn AS starts,
       caldav.series_end(w.ganztags, w.zeitzone, w.beginn, w.ende) AS ends
FROM kanzlei.serie s JOIN kanzlei.abweichung w USING (serie_nr)
WHERE s.termin_nr IS NOT NULL
UNION ALL
SELECT 'task', s.aufgabe_nr::bigint, w.statt, w.ab_hier,
       CASE w.ganztags WHEN 'N' THEN w.zeitzone END,
       coalesce(w.beginn, w.ende), coalesce(w.ende, w.beginn)
FROM kanzlei.serie s JOIN kanzlei.abweichung w USING (serie_nr)
WHERE s.aufgabe_nr IS NOT NULL;
