-- Copyright 2026 the mod_dav_advolux authors
-- SPDX-License-Identifier: Apache-2.0
--
-- Who has which item, and when. Deadlines, and what is made from them, are not
-- in placement.

CREATE OR REPLACE VIEW caldav.ownership AS
SELECT bearb_nr::bigint AS staff_id, 'appointment'::caldav.kind AS kind,
       termin_nr::bigint AS item_id
FROM kanzlei.termin WHERE geloescht IS NULL
UNION ALL
SELECT n.bearb_nr::bigint, 'appointment', t.termin_nr::bigint
FROM kanzlei.termin t JOIN kanzlei.termin_teilnehmer n USING (termin_nr)
WHERE t.geloescht IS NULL AND n.bearb_nr <> t.bearb_nr
UNION ALL
SELECT bearb_nr::bigint, 'task', aufgabe_nr::bigint
FROM kanzlei.aufgabe WHERE geloescht IS NULL;

CREATE OR REPLACE VIEW caldav.placement AS
SELECT b.bearb_nr::bigint AS staff_id, 'appointment'::caldav.kind AS kind,
       t.termin_nr::bigint AS item_id,
       (CASE WHEN t.abgleich = 1 THEN 'device'
             WHEN t.bearb_nr = b.bearb_nr THEN 'editable'
             ELSE 'participant' END)::caldav.access AS access,
       CASE WHEN r.recurring
            THEN caldav.series_span('appointment', t.termin_nr, b.zeitzone)
            WHEN t.ganztags = 'J'
            THEN caldav.span(caldav.instant(t.beginn, b.zeitzone),
                             caldav.instant(t.ende + interval '1 day',
                                            b.zeitzone))
            ELSE caldav.span(caldav.instant(t.beginn, t.zeitzone),
                             caldav.instant(t.ende, t.zeitzone)) END AS span,
       r.recurring, t.ganztags = 'J' AS all_day
FROM kanzlei.termin t
CROSS JOIN LATERAL (
    SELECT t.bearb_nr
    UNION ALL
    SELECT n.bearb_nr FROM kanzlei.termin_teilnehmer n
    WHERE n.termin_nr = t.termin_nr AND n.bearb_nr <> t.bearb_nr
) AS o (bearb_nr)
JOIN kanzlei.bearbeiter b ON b.bearb_nr = o.bearb_nr
CROSS JOIN LATERAL (
    SELECT EXISTS (
        SELECT FROM kanzlei.serie s
        WHERE s.termin_nr = t.termin_nr
          AND (num_nonnulls(s.takt, s.angaben) > 0
               OR EXISTS (SELECT FROM kanzlei.serientag d
                          WHERE d.serie_nr = s.serie_nr AND d.art = 'Z')
               OR EXISTS (SELECT FROM kanzlei.abweichung w
                          WHERE w.serie_nr = s.serie_nr)))
) AS r (recurring)
WHERE t.abgleich > 0 AND t.frist_nr IS NULL AND t.geloescht IS NULL
UNION ALL
SELECT b.bearb_nr::bigint, 'task', a.aufgabe_nr::bigint,
       (CASE WHEN a.abgleich = 1 THEN 'device'
             ELSE 'editable' END)::caldav.access,
       CASE WHEN r.recurring
            THEN caldav.series_span('task', a.aufgabe_nr, b.zeitzone)
            ELSE caldav.task_span(caldav.instant(a.beginn, z.zeitzone),
                                  caldav.instant(a.faellig, z.zeitzone)) END,
       r.recurring, a.ganztags = 'J'
FROM kanzlei.aufgabe a
JOIN kanzlei.bearbeiter b ON b.bearb_nr = a.bearb_nr
CROSS JOIN LATERAL (
    SELECT CASE a.ganztags WHEN 'J' THEN b.zeitzone ELSE a.zeitzone END
) AS z (zeitzone)
CROSS JOIN LATERAL (
    SELECT EXISTS (
        SELECT FROM kanzlei.serie s
        WHERE s.aufgabe_nr = a.aufgabe_nr
          AND (num_nonnulls(s.takt, s.angaben) > 0
               OR EXISTS (SELECT FROM kanzlei.serientag d
                          WHERE d.serie_nr = s.serie_nr AND d.art = 'Z')
               OR EXISTS (SELECT FROM kanzlei.abweichung w
                          WHERE w.serie_nr = s.serie_nr)))
) AS r (recurring)
WHERE a.abgleich > 0 AND a.frist_nr IS NULL AND a.geloescht IS NULL;
