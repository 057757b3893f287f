-- Copyright 2026 the mod_dav_advolux authors
-- SPDX-License-Identifier: Apache-2.0
--
-- What is done to the firm's rows.

CREATE OR REPLACE FUNCTION caldav.lock_items(
    p_kind caldav.kind, p_item_ids bigint[]) RETURNS void
LANGUAGE plpgsql AS $$
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
LANGUAGE sql
    RETURN nextval(CASE p_kind
        WHEN 'appointment'
        THEN pg_get_serial_sequence('kanzlei.termin', 'termin_nr')
        ELSE pg_get_serial_sequence('kanzlei.aufgabe', 'aufgabe_nr') END);

CREATE OR REPLACE FUNCTION caldav.trash_item(
    p_kind caldav.kind, p_item_id bigint) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
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

-- These tables have no offsets: in the hour that comes twice an end may be before
-- its start by the clock, and is that start.

-- An item's series as components say it: its rule, single days and changed
-- instances. A series that is none any more goes.
CREATE OR REPLACE FUNCTION caldav.store_series(
    p_kind caldav.kind, p_item_id bigint, p_components jsonb) RETURNS void
LANGUAGE plpgsql AS $$
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
                    ELSE caldav.wall_clock(start_at, wall_start, zone) END,
               CASE WHEN p_kind = 'task' AND all_day THEN end_date::timestamp
                    WHEN p_kind = 'task'
                    THEN caldav.wall_clock(end_at, wall_start, zone)
                    WHEN NOT all_day
                    THEN greatest(caldav.wall_clock(start_at, wall_start, zone),
                                  caldav.wall_clock(end_at, wall_start, zone))
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
                    ELSE caldav.wall_clock(start_at, wall_start, zone) END,
               CASE WHEN all_day
                    THEN greatest(end_date - 1, start_date)::timestamp
                    ELSE greatest(
                        caldav.wall_clock(start_at, wall_start, zone),
                        caldav.wall_clock(end_at, wall_start, zone)) END,
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
                          ELSE caldav.wall_clock(c.start_at, c.wall_start,
                                                 c.zone) END,
            ende = CASE WHEN c.all_day
                        THEN greatest(c.end_date - 1, c.start_date)::timestamp
                        ELSE greatest(
                            caldav.wall_clock(c.start_at, c.wall_start, c.zone),
                            caldav.wall_clock(c.end_at, c.wall_start, c.zone))
                        END,
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
                    ELSE caldav.wall_clock(start_at, wall_start, zone) END,
               CASE WHEN all_day THEN end_date::timestamp
                    ELSE caldav.wall_clock(end_at, wall_start, zone) END,
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
                          ELSE caldav.wall_clock(c.start_at, c.wall_start,
                                                 c.zone) END,
            faellig = CASE WHEN c.all_day THEN c.end_date::timestamp
                           ELSE caldav.wall_clock(c.end_at, c.wall_start,
                                                  c.zone) END,
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
RETURNS void LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    FOR i IN 1 .. cardinality(p_item_ids) LOOP
        PERFORM caldav.store_appointment(p_item_ids[i], p_staff_id, true,
                                         p_components -> (i - 1));
    END LOOP;
END
$$;

CREATE OR REPLACE FUNCTION caldav.insert_tasks(
    p_staff_id bigint, p_item_ids bigint[], p_components jsonb)
RETURNS void LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    FOR i IN 1 .. cardinality(p_item_ids) LOOP
        PERFORM caldav.store_task(p_item_ids[i], p_staff_id, true,
                                  p_components -> (i - 1));
    END LOOP;
END
$$;
