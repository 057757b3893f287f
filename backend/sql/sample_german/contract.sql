-- Copyright 2026 the mod_dav_advolux authors
-- SPDX-License-Identifier: Apache-2.0
--
-- The contract (../CONTRACT.md) over the tables of firm.sql: an example for a
-- firm with tables of its own. In one transaction, by a superuser, after
-- advoluxctl migrate:
--
--     psql -1 -v ON_ERROR_STOP=1 -f contract.sql

-- What the contract's owner may do in the firm: as little as clients may, and
-- nothing with frist.
GRANT USAGE ON SCHEMA kanzlei TO advolux_owner;
GRANT SELECT ON kanzlei.bearbeiter, kanzlei.akte, kanzlei.termin_teilnehmer
    TO advolux_owner;
GRANT UPDATE (bearb_nr) ON kanzlei.bearbeiter TO advolux_owner;  -- to lock rows
GRANT SELECT, INSERT, UPDATE ON kanzlei.termin, kanzlei.aufgabe
    TO advolux_owner;
GRANT SELECT, INSERT, UPDATE, DELETE ON kanzlei.serie, kanzlei.serientag,
    kanzlei.abweichung TO advolux_owner;
GRANT SELECT, INSERT, DELETE ON kanzlei.protokoll TO advolux_owner;
GRANT USAGE ON ALL SEQUENCES IN SCHEMA kanzlei TO advolux_owner;

-- The contract's keys are bigint: what is looked up by them is indexed so.
CREATE INDEX ON kanzlei.bearbeiter ((bearb_nr::bigint));
CREATE INDEX ON kanzlei.termin ((termin_nr::bigint));
CREATE INDEX ON kanzlei.termin ((bearb_nr::bigint));
CREATE INDEX ON kanzlei.termin_teilnehmer ((termin_nr::bigint));
CREATE INDEX ON kanzlei.termin_teilnehmer ((bearb_nr::bigint));
CREATE INDEX ON kanzlei.aufgabe ((aufgabe_nr::bigint));
CREATE INDEX ON kanzlei.aufgabe ((bearb_nr::bigint));
CREATE INDEX ON kanzlei.serie ((termin_nr::bigint));
CREATE INDEX ON kanzlei.serie ((aufgabe_nr::bigint));

SET ROLE advolux_owner;

-- From now on advoluxctl migrate leaves these functions, views and triggers as
-- they are.
UPDATE caldav.setting SET value = 'own' WHERE name = 'firm';

-- Words of the contract for codes of the firm, and back; NULL for others.
CREATE FUNCTION caldav.word(p_art text, p_code text) RETURNS text
LANGUAGE sql IMMUTABLE AS $$
    SELECT '{
        "stand": {"FEST": "confirmed", "VORL": "tentative",
                  "ABGES": "cancelled", "OFFEN": "needs-action",
                  "ARBEIT": "in-process", "ERLED": "completed"},
        "einsicht": {"O": "public", "P": "private", "V": "confidential"},
        "takt": {"T": "DAILY", "W": "WEEKLY", "M": "MONTHLY", "J": "YEARLY"},
        "ergebnis": {"J": "done", "N": "refused", "H": "healed"}
        }'::jsonb -> p_art ->> p_code
$$;
CREATE FUNCTION caldav.code(p_art text, p_word text) RETURNS text
LANGUAGE sql IMMUTABLE AS $$
    SELECT '{
        "stand": {"confirmed": "FEST", "tentative": "VORL",
                  "cancelled": "ABGES", "needs-action": "OFFEN",
                  "in-process": "ARBEIT", "completed": "ERLED"},
        "einsicht": {"public": "O", "private": "P", "confidential": "V"},
        "takt": {"DAILY": "T", "WEEKLY": "W", "MONTHLY": "M", "YEARLY": "J"},
        "ergebnis": {"done": "J", "refused": "N", "healed": "H"}
        }'::jsonb -> p_art ->> p_word
$$;

-- The office's clock, which the firm's own stamps are in.
CREATE FUNCTION caldav.office(p_local timestamp) RETURNS timestamptz
LANGUAGE sql STABLE AS $$
    SELECT p_local AT TIME ZONE 'Europe/Berlin'
$$;

-- 1. What the firm has

CREATE OR REPLACE VIEW caldav.person AS
SELECT bearb_nr::bigint AS staff_id, kuerzel AS login, anzeigename AS name,
       email AS mail, '#' || lpad(upper(to_hex(farbe)), 6, '0') AS color,
       make_interval(months => rueckblick_monate, days => rueckblick_tage)
       AS look_back, zeitzone AS time_zone, ausgeschieden IS NULL AS active
FROM kanzlei.bearbeiter;

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

-- A series' rule and days as the contract has them.
CREATE VIEW caldav.kanzlei_serie AS
SELECT s.serie_nr, s.termin_nr, s.aufgabe_nr,
       CASE WHEN s.takt IS NULL THEN s.angaben
            ELSE concat_ws(';', 'FREQ=' || caldav.word('takt', s.takt),
                           s.angaben) END AS rrule,
       (SELECT array_agg(zeitpunkt ORDER BY zeitpunkt) FROM kanzlei.serientag
        WHERE serie_nr = s.serie_nr AND art = 'A') AS exdate,
       (SELECT array_agg(zeitpunkt ORDER BY zeitpunkt) FROM kanzlei.serientag
        WHERE serie_nr = s.serie_nr AND art = 'Z') AS rdate
FROM kanzlei.serie s;

CREATE OR REPLACE VIEW caldav.series AS
SELECT 'appointment'::caldav.kind AS kind, t.termin_nr::bigint AS item_id,
       t.ganztags = 'J' AS all_day, t.zeitzone AS time_zone, s.rrule, s.exdate,
       s.rdate, t.beginn AS starts,
       t.ende + CASE t.ganztags WHEN 'J' THEN interval '1 day'
                                ELSE interval '0' END AS ends
FROM kanzlei.termin t LEFT JOIN caldav.kanzlei_serie s USING (termin_nr)
UNION ALL
SELECT 'task', a.aufgabe_nr::bigint, a.ganztags = 'J', a.zeitzone, s.rrule,
       s.exdate, s.rdate, coalesce(a.beginn, a.faellig),
       coalesce(a.faellig, a.beginn)
FROM kanzlei.aufgabe a LEFT JOIN caldav.kanzlei_serie s USING (aufgabe_nr);

CREATE OR REPLACE VIEW caldav.series_override AS
SELECT 'appointment'::caldav.kind AS kind, s.termin_nr::bigint AS item_id,
       w.statt AS recurrence_id, w.ab_hier AS this_and_future,
       CASE w.ganztags WHEN 'N' THEN w.zeitzone END AS time_zone,
       w.beginn AS starts,
       w.ende + CASE w.ganztags WHEN 'J' THEN interval '1 day'
                                ELSE interval '0' END AS ends
FROM kanzlei.serie s JOIN kanzlei.abweichung w USING (serie_nr)
WHERE s.termin_nr IS NOT NULL
UNION ALL
SELECT 'task', s.aufgabe_nr::bigint, w.statt, w.ab_hier,
       CASE w.ganztags WHEN 'N' THEN w.zeitzone END,
       coalesce(w.beginn, w.ende), coalesce(w.ende, w.beginn)
FROM kanzlei.serie s JOIN kanzlei.abweichung w USING (serie_nr)
WHERE s.aufgabe_nr IS NOT NULL;

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

-- 2. What is done to the firm's rows

CREATE OR REPLACE FUNCTION caldav.lock_items(p_kind caldav.kind,
                                             p_item_ids bigint[])
RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    IF p_kind = 'appointment' THEN
        PERFORM FROM kanzlei.termin
        WHERE termin_nr::bigint = ANY (p_item_ids)
        ORDER BY termin_nr FOR NO KEY UPDATE;
    ELSE
        PERFORM FROM kanzlei.aufgabe
        WHERE aufgabe_nr::bigint = ANY (p_item_ids)
        ORDER BY aufgabe_nr FOR NO KEY UPDATE;
    END IF;
END
$$;

CREATE OR REPLACE FUNCTION caldav.new_item(p_kind caldav.kind) RETURNS bigint
LANGUAGE sql AS $$
    SELECT nextval(CASE p_kind
        WHEN 'appointment'
        THEN pg_get_serial_sequence('kanzlei.termin', 'termin_nr')
        ELSE pg_get_serial_sequence('kanzlei.aufgabe', 'aufgabe_nr') END)
$$;

CREATE OR REPLACE FUNCTION caldav.trash_item(p_kind caldav.kind,
                                             p_item_id bigint)
RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    IF p_kind = 'appointment' THEN
        UPDATE kanzlei.termin
        SET geloescht = now() AT TIME ZONE 'Europe/Berlin'
        WHERE termin_nr::bigint = p_item_id;
    ELSE
        UPDATE kanzlei.aufgabe
        SET geloescht = now() AT TIME ZONE 'Europe/Berlin'
        WHERE aufgabe_nr::bigint = p_item_id;
    END IF;
END
$$;

-- An item's series as components say it: its rule, single days and changed
-- instances. A series that is none any more goes.
CREATE FUNCTION caldav.store_series(p_kind caldav.kind, p_item_id bigint,
                                    p_components jsonb)
RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    v_master record;
    v_serie int;
    v_frequency text;
BEGIN
    DELETE FROM kanzlei.serie
    WHERE p_kind = 'appointment' AND termin_nr::bigint = p_item_id
       OR p_kind = 'task' AND aufgabe_nr::bigint = p_item_id;
    SELECT rrule, exdate, rdate INTO v_master
    FROM caldav.components(p_components) WHERE place = 1;
    IF v_master.rrule IS NULL AND v_master.rdate IS NULL
       AND v_master.exdate IS NULL AND jsonb_array_length(p_components) = 1 THEN
        RETURN;
    END IF;
    v_frequency := caldav.code('takt', substring(
        v_master.rrule FROM '^FREQ=([A-Z]+)(?:;|$)'));
    INSERT INTO kanzlei.serie (termin_nr, aufgabe_nr, takt, angaben)
    VALUES (CASE p_kind WHEN 'appointment' THEN p_item_id END,
            CASE p_kind WHEN 'task' THEN p_item_id END, v_frequency,
            CASE WHEN v_frequency IS NULL THEN v_master.rrule
                 ELSE substring(v_master.rrule FROM ';(.*)$') END)
    RETURNING serie_nr INTO v_serie;
    IF num_nonnulls(v_master.exdate, v_master.rdate) > 0 THEN
        INSERT INTO kanzlei.serientag (serie_nr, art, zeitpunkt)
        SELECT v_serie, 'A', d FROM unnest(v_master.exdate) AS d
        UNION
        SELECT v_serie, 'Z', d FROM unnest(v_master.rdate) AS d;
    END IF;
    IF jsonb_array_length(p_components) > 1 THEN
        INSERT INTO kanzlei.abweichung (
            serie_nr, statt, ab_hier, betreff, bemerkung, ort, ganztags,
            zeitzone, beginn, ende, stand, belegt, fortschritt, erledigt,
            einsicht, rang, stichworte, folge)
        SELECT v_serie, recurrence_id, this_and_future, title, description,
               location, CASE WHEN all_day THEN 'J' ELSE 'N' END, zone,
               CASE WHEN all_day THEN start_date::timestamp
                    ELSE start_at AT TIME ZONE zone END,
               CASE WHEN NOT all_day THEN end_at AT TIME ZONE zone
                    WHEN p_kind = 'task' THEN end_date::timestamp
                    ELSE greatest(end_date - 1, start_date)::timestamp END,
               caldav.code('stand', status), NOT free, percent,
               completed_at AT TIME ZONE 'Europe/Berlin',
               caldav.code('einsicht', class), nullif(priority, 0),
               array_to_string(categories, E'\n'), sequence
        FROM caldav.components(p_components) WHERE place > 1;
    END IF;
END
$$;

CREATE OR REPLACE FUNCTION caldav.store_appointment(
    p_item_id bigint, p_staff_id bigint, p_new boolean, p_components jsonb)
RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    IF p_new THEN
        INSERT INTO kanzlei.termin (
            termin_nr, bearb_nr, abgleich, betreff, bemerkung, ort, ganztags,
            zeitzone, beginn, ende, stand, belegt, einsicht, rang, stichworte,
            folge)
        SELECT p_item_id, p_staff_id, 2, title, description, location,
               CASE WHEN all_day THEN 'J' ELSE 'N' END, zone,
               CASE WHEN all_day THEN start_date::timestamp
                    ELSE start_at AT TIME ZONE zone END,
               CASE WHEN all_day
                    THEN greatest(end_date - 1, start_date)::timestamp
                    ELSE end_at AT TIME ZONE zone END,
               caldav.code('stand', status), NOT free,
               caldav.code('einsicht', class), nullif(priority, 0),
               array_to_string(categories, E'\n'), sequence
        FROM caldav.components(p_components) WHERE place = 1;
    ELSE
        UPDATE kanzlei.termin t
        SET betreff = c.title, bemerkung = c.description, ort = c.location,
            ganztags = CASE WHEN c.all_day THEN 'J' ELSE 'N' END,
            zeitzone = c.zone,
            beginn = CASE WHEN c.all_day THEN c.start_date::timestamp
                          ELSE c.start_at AT TIME ZONE c.zone END,
            ende = CASE WHEN c.all_day
                        THEN greatest(c.end_date - 1, c.start_date)::timestamp
                        ELSE c.end_at AT TIME ZONE c.zone END,
            stand = caldav.code('stand', c.status), belegt = NOT c.free,
            einsicht = caldav.code('einsicht', c.class),
            rang = nullif(c.priority, 0),
            stichworte = array_to_string(c.categories, E'\n'),
            folge = c.sequence,
            geaendert = clock_timestamp() AT TIME ZONE 'Europe/Berlin'
        FROM caldav.components(p_components) c
        WHERE t.termin_nr::bigint = p_item_id AND c.place = 1;
    END IF;
    PERFORM caldav.store_series('appointment', p_item_id, p_components);
END
$$;

CREATE OR REPLACE FUNCTION caldav.store_task(
    p_item_id bigint, p_staff_id bigint, p_new boolean, p_components jsonb)
RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    IF p_new THEN
        INSERT INTO kanzlei.aufgabe (
            aufgabe_nr, bearb_nr, abgleich, betreff, bemerkung, ort, ganztags,
            zeitzone, beginn, faellig, stand, fortschritt, erledigt, einsicht,
            rang, stichworte, folge)
        SELECT p_item_id, p_staff_id, 2, title, description, location,
               CASE WHEN all_day THEN 'J' ELSE 'N' END, zone,
               CASE WHEN all_day THEN start_date::timestamp
                    ELSE start_at AT TIME ZONE zone END,
               CASE WHEN all_day THEN end_date::timestamp
                    ELSE end_at AT TIME ZONE zone END,
               caldav.code('stand', status), percent,
               completed_at AT TIME ZONE 'Europe/Berlin',
               caldav.code('einsicht', class), nullif(priority, 0),
               array_to_string(categories, E'\n'), sequence
        FROM caldav.components(p_components) WHERE place = 1;
    ELSE
        UPDATE kanzlei.aufgabe t
        SET betreff = c.title, bemerkung = c.description, ort = c.location,
            ganztags = CASE WHEN c.all_day THEN 'J' ELSE 'N' END,
            zeitzone = c.zone,
            beginn = CASE WHEN c.all_day THEN c.start_date::timestamp
                          ELSE c.start_at AT TIME ZONE c.zone END,
            faellig = CASE WHEN c.all_day THEN c.end_date::timestamp
                           ELSE c.end_at AT TIME ZONE c.zone END,
            stand = caldav.code('stand', c.status), fortschritt = c.percent,
            erledigt = c.completed_at AT TIME ZONE 'Europe/Berlin',
            einsicht = caldav.code('einsicht', c.class),
            rang = nullif(c.priority, 0),
            stichworte = array_to_string(c.categories, E'\n'),
            folge = c.sequence,
            geaendert = clock_timestamp() AT TIME ZONE 'Europe/Berlin'
        FROM caldav.components(p_components) c
        WHERE t.aufgabe_nr::bigint = p_item_id AND c.place = 1;
    END IF;
    PERFORM caldav.store_series('task', p_item_id, p_components);
END
$$;

-- For advoluxctl's import: many new items of a person at once.
CREATE OR REPLACE FUNCTION caldav.insert_appointments(
    p_staff_id bigint, p_item_ids bigint[], p_components jsonb)
RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    FOR i IN 1 .. cardinality(p_item_ids) LOOP
        PERFORM caldav.store_appointment(p_item_ids[i], p_staff_id, true,
                                         p_components -> (i - 1));
    END LOOP;
END
$$;

CREATE OR REPLACE FUNCTION caldav.insert_tasks(
    p_staff_id bigint, p_item_ids bigint[], p_components jsonb)
RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    FOR i IN 1 .. cardinality(p_item_ids) LOOP
        PERFORM caldav.store_task(p_item_ids[i], p_staff_id, true,
                                  p_components -> (i - 1));
    END LOOP;
END
$$;

CREATE OR REPLACE FUNCTION caldav.snapshot(p_kind caldav.kind,
                                           p_item_id bigint)
RETURNS jsonb LANGUAGE sql STABLE AS $$
    SELECT jsonb_strip_nulls(CASE p_kind WHEN 'appointment'
        THEN (SELECT to_jsonb(t) FROM kanzlei.termin t
              WHERE termin_nr::bigint = p_item_id)
        ELSE (SELECT to_jsonb(a) FROM kanzlei.aufgabe a
              WHERE aufgabe_nr::bigint = p_item_id) END
        || jsonb_build_object(
            'serie', (SELECT to_jsonb(r) FROM caldav.series r
                      WHERE kind = p_kind AND item_id = p_item_id),
            'abweichungen', (
                SELECT jsonb_agg(to_jsonb(w))
                FROM kanzlei.abweichung w JOIN kanzlei.serie s USING (serie_nr)
                WHERE p_kind = 'appointment' AND s.termin_nr::bigint = p_item_id
                   OR p_kind = 'task' AND s.aufgabe_nr::bigint = p_item_id)))
$$;

CREATE OR REPLACE FUNCTION caldav.log(
    p_staff_id bigint, p_login text, p_device text, p_operation text,
    p_kind caldav.kind, p_item_id bigint, p_name text, p_result text,
    p_reason text DEFAULT NULL, p_before jsonb DEFAULT NULL) RETURNS void
LANGUAGE sql AS $$
    INSERT INTO kanzlei.protokoll (bearb_nr, kuerzel, geraet, vorgang, art,
                                   satz_nr, name, ergebnis, grund, vorher)
    VALUES (p_staff_id, p_login, p_device, p_operation,
            CASE p_kind WHEN 'appointment' THEN 'Termin' ELSE 'Aufgabe' END,
            p_item_id, p_name, caldav.code('ergebnis', p_result), p_reason,
            p_before)
$$;

CREATE OR REPLACE FUNCTION caldav.purge_journal(p_age interval DEFAULT NULL)
RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    v_count bigint;
BEGIN
    DELETE FROM kanzlei.protokoll
    WHERE wann <= now() - coalesce(p_age, caldav.retention('journal'));
    GET DIAGNOSTICS v_count = ROW_COUNT;
    RETURN v_count;
END
$$;

-- 3. What tells of the firm's changes, and the second lock

-- Arguments: the columns that are keys of items. A row that an UPDATE leaves
-- as it was does not count.
CREATE FUNCTION caldav.follow_kanzlei() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    v_changed text := CASE TG_OP
        WHEN 'INSERT' THEN 'TABLE inserted'
        WHEN 'DELETE' THEN 'TABLE deleted'
        ELSE '(TABLE inserted EXCEPT ALL TABLE deleted) UNION ALL '
             '(TABLE deleted EXCEPT ALL TABLE inserted)' END;
    v_column text;
    v_kind caldav.kind;
    v_ids bigint[];
BEGIN
    FOREACH v_column IN ARRAY TG_ARGV LOOP
        v_kind := CASE v_column WHEN 'termin_nr' THEN 'appointment'
                                ELSE 'task' END;
        EXECUTE format(
            'SELECT array_agg(DISTINCT %1$I::bigint) FROM (%2$s) AS c %3$s '
            'WHERE %1$I IS NOT NULL', v_column, v_changed,
            CASE WHEN TG_TABLE_NAME IN ('serientag', 'abweichung')
                 THEN 'JOIN kanzlei.serie USING (serie_nr)' END)
        INTO v_ids;
        IF TG_TABLE_NAME IN ('termin', 'aufgabe') THEN
            PERFORM caldav.refresh(v_kind, v_ids);      -- the rows are locked
        ELSE
            PERFORM caldav.lock_and_refresh(v_kind, v_ids);
        END IF;
    END LOOP;
    RETURN NULL;
END
$$;

CREATE FUNCTION caldav.follow_akte() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    PERFORM caldav.lock_and_refresh('appointment', array_agg(t.termin_nr::bigint))
    FROM inserted n JOIN deleted o USING (akte_nr)
    JOIN kanzlei.termin t USING (akte_nr)
    WHERE n.aktenzeichen <> o.aktenzeichen;
    PERFORM caldav.lock_and_refresh('task', array_agg(a.aufgabe_nr::bigint))
    FROM inserted n JOIN deleted o USING (akte_nr)
    JOIN kanzlei.aufgabe a USING (akte_nr)
    WHERE n.aktenzeichen <> o.aktenzeichen;
    RETURN NULL;
END
$$;

CREATE FUNCTION caldav.follow_bearbeiter() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        PERFORM caldav.add_people(array_agg(bearb_nr::bigint)) FROM inserted;
        RETURN NULL;
    ELSIF TG_OP = 'DELETE' THEN
        PERFORM caldav.remove_people(array_agg(bearb_nr::bigint)) FROM deleted;
        RETURN NULL;
    END IF;
    PERFORM caldav.lock_people(array_agg(bearb_nr::bigint))
    FROM inserted n JOIN deleted o USING (bearb_nr)
    WHERE n.anzeigename <> o.anzeigename OR n.zeitzone <> o.zeitzone;
    PERFORM caldav.refresh('appointment',
                           array_agg(DISTINCT p.termin_nr::bigint))
    FROM inserted n JOIN deleted o USING (bearb_nr)
    JOIN kanzlei.termin_teilnehmer p USING (bearb_nr)
    WHERE n.anzeigename <> o.anzeigename;
    PERFORM caldav.refresh_staff(array_agg(bearb_nr::bigint))
    FROM inserted n JOIN deleted o USING (bearb_nr)
    WHERE n.zeitzone <> o.zeitzone;
    PERFORM caldav.copy_to_calendars(array_agg(bearb_nr::bigint))
    FROM inserted n JOIN deleted o USING (bearb_nr)
    WHERE (n.kuerzel, n.ausgeschieden, n.rueckblick_monate, n.rueckblick_tage,
           n.zeitzone)
          IS DISTINCT FROM (o.kuerzel, o.ausgeschieden, o.rueckblick_monate,
                            o.rueckblick_tage, o.zeitzone);
    PERFORM caldav.forget_color(array_agg(bearb_nr::bigint))
    FROM inserted n JOIN deleted o USING (bearb_nr)
    WHERE n.farbe IS DISTINCT FROM o.farbe;
    RETURN NULL;
END
$$;

-- Rows of termin and aufgabe.
CREATE FUNCTION caldav.guard_kanzlei() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    v_staff bigint;
BEGIN
    IF NOT caldav.is_module() THEN
        RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
    END IF;
    v_staff := nullif(current_setting('caldav.staff', true), '')::bigint;
    IF TG_OP = 'DELETE' OR v_staff IS NULL OR NEW.bearb_nr <> v_staff
       OR NEW.abgleich <> 2 OR NEW.frist_nr IS NOT NULL THEN
        PERFORM caldav.raise_refusal();
    END IF;
    IF TG_OP = 'INSERT' THEN
        IF NEW.geloescht IS NOT NULL OR NEW.akte_nr IS NOT NULL THEN
            PERFORM caldav.raise_refusal();
        END IF;
    ELSIF OLD.bearb_nr <> v_staff OR OLD.abgleich <> 2
          OR OLD.frist_nr IS NOT NULL OR OLD.geloescht IS NOT NULL
          OR NEW.akte_nr IS DISTINCT FROM OLD.akte_nr THEN
        PERFORM caldav.raise_refusal();
    END IF;
    RETURN NEW;
END
$$;

-- A series belongs to an item that the caller may change.
CREATE FUNCTION caldav.guard_serie() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    v_staff bigint;
    v_row kanzlei.serie;
BEGIN
    v_row := CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
    IF NOT caldav.is_module() THEN
        RETURN v_row;
    END IF;
    v_staff := nullif(current_setting('caldav.staff', true), '')::bigint;
    IF TG_OP = 'UPDATE' OR NOT EXISTS (
        SELECT FROM kanzlei.termin
        WHERE termin_nr = v_row.termin_nr AND bearb_nr = v_staff
          AND abgleich = 2 AND frist_nr IS NULL AND geloescht IS NULL
        UNION ALL
        SELECT FROM kanzlei.aufgabe
        WHERE aufgabe_nr = v_row.aufgabe_nr AND bearb_nr = v_staff
          AND abgleich = 2 AND frist_nr IS NULL AND geloescht IS NULL) THEN
        PERFORM caldav.raise_refusal();
    END IF;
    RETURN v_row;
END
$$;

-- So does what belongs to a series; it goes with it, and does not change.
CREATE FUNCTION caldav.guard_serienteil() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    v_staff bigint;
BEGIN
    IF caldav.is_module() THEN
        v_staff := nullif(current_setting('caldav.staff', true), '')::bigint;
        IF TG_OP = 'UPDATE' OR NOT EXISTS (
            SELECT FROM kanzlei.serie s
            LEFT JOIN kanzlei.termin t USING (termin_nr)
            LEFT JOIN kanzlei.aufgabe a ON a.aufgabe_nr = s.aufgabe_nr
            WHERE s.serie_nr = NEW.serie_nr
              AND coalesce(t.bearb_nr, a.bearb_nr) = v_staff
              AND coalesce(t.abgleich, a.abgleich) = 2
              AND coalesce(t.frist_nr, a.frist_nr) IS NULL
              AND coalesce(t.geloescht, a.geloescht) IS NULL) THEN
            PERFORM caldav.raise_refusal();
        END IF;
    END IF;
    RETURN NEW;
END
$$;

RESET ROLE;

DO $$
DECLARE
    v_table text;
    v_columns text;
BEGIN
    FOR v_table, v_columns IN VALUES
        ('termin', 'termin_nr'), ('termin_teilnehmer', 'termin_nr'),
        ('aufgabe', 'aufgabe_nr'), ('serie', 'termin_nr, aufgabe_nr'),
        ('serientag', 'termin_nr, aufgabe_nr'),
        ('abweichung', 'termin_nr, aufgabe_nr') LOOP
        EXECUTE format(
            'CREATE TRIGGER follow_insert AFTER INSERT ON kanzlei.%1$I '
            'REFERENCING NEW TABLE AS inserted FOR EACH STATEMENT '
            'EXECUTE FUNCTION caldav.follow_kanzlei(%2$s);'
            'CREATE TRIGGER follow_update AFTER UPDATE ON kanzlei.%1$I '
            'REFERENCING OLD TABLE AS deleted NEW TABLE AS inserted '
            'FOR EACH STATEMENT EXECUTE FUNCTION caldav.follow_kanzlei(%2$s);'
            'CREATE TRIGGER follow_delete AFTER DELETE ON kanzlei.%1$I '
            'REFERENCING OLD TABLE AS deleted FOR EACH STATEMENT '
            'EXECUTE FUNCTION caldav.follow_kanzlei(%2$s);',
            v_table, v_columns);
    END LOOP;
    FOREACH v_table IN ARRAY ARRAY['termin_teilnehmer', 'frist', 'akte',
                                   'bearbeiter'] LOOP
        EXECUTE format('CREATE TRIGGER guard BEFORE INSERT OR UPDATE OR DELETE '
                       'ON kanzlei.%I FOR EACH STATEMENT '
                       'EXECUTE FUNCTION caldav.guard_table()', v_table);
    END LOOP;
END
$$;
CREATE TRIGGER follow_update AFTER UPDATE ON kanzlei.akte
    REFERENCING OLD TABLE AS deleted NEW TABLE AS inserted
    FOR EACH STATEMENT EXECUTE FUNCTION caldav.follow_akte();
CREATE TRIGGER follow_insert AFTER INSERT ON kanzlei.bearbeiter
    REFERENCING NEW TABLE AS inserted
    FOR EACH STATEMENT EXECUTE FUNCTION caldav.follow_bearbeiter();
CREATE TRIGGER follow_update AFTER UPDATE ON kanzlei.bearbeiter
    REFERENCING OLD TABLE AS deleted NEW TABLE AS inserted
    FOR EACH STATEMENT EXECUTE FUNCTION caldav.follow_bearbeiter();
CREATE TRIGGER follow_delete AFTER DELETE ON kanzlei.bearbeiter
    REFERENCING OLD TABLE AS deleted
    FOR EACH STATEMENT EXECUTE FUNCTION caldav.follow_bearbeiter();
CREATE TRIGGER guard BEFORE INSERT OR UPDATE OR DELETE ON kanzlei.termin
    FOR EACH ROW EXECUTE FUNCTION caldav.guard_kanzlei();
CREATE TRIGGER guard BEFORE INSERT OR UPDATE OR DELETE ON kanzlei.aufgabe
    FOR EACH ROW EXECUTE FUNCTION caldav.guard_kanzlei();
CREATE TRIGGER guard BEFORE INSERT OR UPDATE OR DELETE ON kanzlei.serie
    FOR EACH ROW EXECUTE FUNCTION caldav.guard_serie();
CREATE TRIGGER guard BEFORE INSERT OR UPDATE ON kanzlei.serientag
    FOR EACH ROW EXECUTE FUNCTION caldav.guard_serienteil();
CREATE TRIGGER guard BEFORE INSERT OR UPDATE ON kanzlei.abweichung
    FOR EACH ROW EXECUTE FUNCTION caldav.guard_serienteil();

-- 4. The tables that were mapped before go, with what the contract does not ask
-- for; and what the firm has already is taken in.

DO $$
BEGIN
    IF EXISTS (SELECT FROM pg_depend d
               JOIN pg_rewrite r ON d.classid = 'pg_rewrite'::regclass
                                AND r.oid = d.objid
               JOIN pg_class v ON v.oid = r.ev_class
               JOIN pg_class t ON d.refclassid = 'pg_class'::regclass
                              AND t.oid = d.refobjid
               WHERE v.relnamespace = 'caldav'::regnamespace
                 AND t.relnamespace = 'advolux'::regnamespace) THEN
        RAISE EXCEPTION 'a view of the contract still reads schema advolux';
    END IF;
END
$$;
SET LOCAL client_min_messages = warning;
DROP TABLE advolux.override, advolux.participant, advolux.appointment,
    advolux.task, advolux.deadline, advolux.matter, advolux.staff,
    advolux.journal CASCADE;
DROP FUNCTION advolux.staff_of, advolux.matter_of;
DROP FUNCTION caldav.follow_rows, caldav.follow_matter, caldav.follow_staff,
    caldav.follow_departure, caldav.provision, caldav.guard_item,
    caldav.guard_override, caldav.name_changes;

SELECT caldav.adopt();
