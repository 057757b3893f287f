-- Copyright 2026 the mod_dav_advolux authors
-- SPDX-License-Identifier: Apache-2.0
--
-- What an item says. Deadlines, and what is made from them, are in none of
-- these views.

CREATE OR REPLACE VIEW caldav.appointment_component AS
SELECT t.termin_nr::bigint AS item_id, v.recurrence_id, v.this_and_future,
       v.title, v.description, v.location, v.all_day = 'J' AS all_day, v.zone,
       caldav.local_text(v.starts) AS starts,
       caldav.local_text(v.ends + CASE v.all_day WHEN 'J' THEN interval '1 day'
                                  ELSE interval '0' END) AS ends,
       caldav.word('stand', v.status) AS status,
       caldav.word('einsicht', v.class) AS class, NOT v.busy AS free,
       coalesce(v.priority, 0)::int AS priority, NULL::int AS percent,
       NULL::text AS completed,
       replace(nullif(v.categories, ''), E'\n', E'\x1f') AS categories,
       v.rrule, caldav.locals_text(v.exdate) AS exdate,
       caldav.locals_text(v.rdate) AS rdate, v.sequence,
       caldav.instant_text(caldav.office(v.created)) AS created,
       caldav.instant_text(caldav.office(v.modified)) AS modified,
       a.aktenzeichen AS matter,
       (SELECT string_agg(b.anzeigename, E'\x1f'
                          ORDER BY b.anzeigename, b.bearb_nr)
        FROM kanzlei.termin_teilnehmer n JOIN kanzlei.bearbeiter b
             USING (bearb_nr)
        WHERE n.termin_nr = t.termin_nr AND n.bearb_nr <> t.bearb_nr)
       AS participants
FROM kanzlei.termin t
LEFT JOIN kanzlei.akte a USING (akte_nr)
LEFT JOIN caldav.kanzlei_serie s ON s.termin_nr = t.termin_nr
CROSS JOIN LATERAL (
    SELECT NULL::text, false, t.betreff, t.bemerkung, t.ort, t.ganztags,
           t.zeitzone, t.beginn, t.ende, t.stand, t.einsicht::text, t.belegt,
           t.rang, t.stichworte, s.rrule, s.exdate, s.rdate, t.folge,
           t.angelegt, t.geaendert
    UNION ALL
    SELECT caldav.local_text(w.statt), w.ab_hier, w.betreff, w.bemerkung,
           w.ort, w.ganztags, w.zeitzone, w.beginn, w.ende, w.stand,
           w.einsicht, w.belegt, w.rang, w.stichworte, NULL, NULL, NULL,
           w.folge, w.angelegt, w.geaendert
    FROM kanzlei.abweichung w WHERE w.serie_nr = s.serie_nr
) AS v (recurrence_id, this_and_future, title, description, location, all_day,
        zone, starts, ends, status, class, busy, priority, categories, rrule,
        exdate, rdate, sequence, created, modified)
WHERE t.abgleich > 0 AND t.frist_nr IS NULL AND t.geloescht IS NULL;

CREATE OR REPLACE VIEW caldav.task_component AS
SELECT t.aufgabe_nr::bigint AS item_id, v.recurrence_id, v.this_and_future,
       v.title, v.description, v.location, v.all_day = 'J' AS all_day, v.zone,
       caldav.local_text(v.starts) AS starts, caldav.local_text(v.ends) AS ends,
       caldav.word('stand', v.status) AS status,
       caldav.word('einsicht', v.class) AS class, false AS free,
       coalesce(v.priority, 0)::int AS priority, v.percent::int AS percent,
       caldav.instant_text(caldav.office(v.completed)) AS completed,
       replace(nullif(v.categories, ''), E'\n', E'\x1f') AS categories,
       v.rrule, caldav.locals_text(v.exdate) AS exdate,
       caldav.locals_text(v.rdate) AS rdate, v.sequence,
       caldav.instant_text(caldav.office(v.created)) AS created,
       caldav.instant_text(caldav.office(v.modified)) AS modified,
       a.aktenzeichen AS matter, NULL::text AS participants
FROM kanzlei.aufgabe t
LEFT JOIN kanzlei.akte a USING (akte_nr)
LEFT JOIN caldav.kanzlei_serie s ON s.aufgabe_nr = t.aufgabe_nr
CROSS JOIN LATERAL (
    SELECT NULL::text, false, t.betreff, t.bemerkung, t.ort, t.ganztags,
           t.zeitzone, t.beginn, t.faellig, t.stand, t.einsicht::text, t.rang,
           t.fortschritt, t.erledigt, t.stichworte, s.rrule, s.exdate, s.rdate,
           t.folge, t.angelegt, t.geaendert
    UNION ALL
    SELECT caldav.local_text(w.statt), w.ab_hier, w.betreff, w.bemerkung,
           w.ort, w.ganztags, w.zeitzone, w.beginn, w.ende, w.stand,
           w.einsicht, w.rang, w.fortschritt, w.erledigt, w.stichworte, NULL,
           NULL, NULL, w.folge, w.angelegt, w.geaendert
    FROM kanzlei.abweichung w WHERE w.serie_nr = s.serie_nr
) AS v (recurrence_id, this_and_future, title, description, location, all_day,
        zone, starts, ends, status, class, priority, percent, completed,
        categories, rrule, exdate, rdate, sequence, created, modified)
WHERE t.abgleich > 0 AND t.frist_nr IS NULL AND t.geloescht IS NULL;
