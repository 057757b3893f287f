-- Copyright 2026 the mod_dav_advolux authors
-- SPDX-License-Identifier: Apache-2.0
--
-- Schema advolux as views over backend/sql/sample_german, so that tests set and
-- read the firm's rows in the same words whatever its tables are. The contract
-- does not know of these views: it is mapped on the tables themselves.

CREATE FUNCTION advolux.kanzlei_mode(p_abgleich int) RETURNS advolux.sync_mode
LANGUAGE sql IMMUTABLE AS $$
    SELECT (ARRAY['none', 'device', 'both'])[p_abgleich + 1]::advolux.sync_mode
$$;
CREATE FUNCTION advolux.kanzlei_code(p_mode advolux.sync_mode) RETURNS int
LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE p_mode WHEN 'none' THEN 0 WHEN 'device' THEN 1 ELSE 2 END
$$;
CREATE FUNCTION advolux.office(p_instant timestamptz) RETURNS timestamp
LANGUAGE sql STABLE AS $$
    SELECT p_instant AT TIME ZONE 'Europe/Berlin'
$$;
-- An explicit key moves the sequence, as setval would.
CREATE FUNCTION advolux.key_of(p_table text, p_column text, p_given bigint)
RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
    v_sequence text := pg_get_serial_sequence('kanzlei.' || p_table, p_column);
BEGIN
    IF p_given IS NULL THEN
        RETURN nextval(v_sequence);
    END IF;
    PERFORM setval(v_sequence, greatest(p_given, nextval(v_sequence) - 1));
    RETURN p_given;
END
$$;

-- People, matters, deadlines

CREATE VIEW advolux.staff AS
SELECT bearb_nr::bigint AS staff_id, kuerzel AS login, anzeigename AS name,
       email AS mail, '#' || lpad(upper(to_hex(farbe)), 6, '0') AS color,
       make_interval(months => rueckblick_monate, days => rueckblick_tage)
       AS look_back, zeitzone AS time_zone, ausgeschieden IS NULL AS active
FROM kanzlei.bearbeiter;
ALTER VIEW advolux.staff
    ALTER color SET DEFAULT '#1E6FBA', ALTER look_back SET DEFAULT '1 month',
    ALTER time_zone SET DEFAULT 'Europe/Berlin', ALTER active SET DEFAULT true;

CREATE FUNCTION advolux.write_staff() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        DELETE FROM kanzlei.bearbeiter WHERE bearb_nr::bigint = OLD.staff_id;
        RETURN OLD;
    ELSIF TG_OP = 'INSERT' THEN
        NEW.staff_id := advolux.key_of('bearbeiter', 'bearb_nr', NEW.staff_id);
        INSERT INTO kanzlei.bearbeiter (bearb_nr, kuerzel, anzeigename)
        VALUES (NEW.staff_id, NEW.login, NEW.name);
    END IF;
    UPDATE kanzlei.bearbeiter
    SET kuerzel = NEW.login, anzeigename = NEW.name, email = NEW.mail,
        farbe = ('x' || substr(NEW.color, 2))::bit(24)::int,
        rueckblick_monate = extract(year FROM NEW.look_back) * 12
                            + extract(month FROM NEW.look_back),
        rueckblick_tage = extract(day FROM NEW.look_back),
        zeitzone = NEW.time_zone,
        ausgeschieden = CASE WHEN NOT NEW.active
                             THEN coalesce(ausgeschieden, current_date) END
    WHERE bearb_nr::bigint = NEW.staff_id;
    RETURN NEW;
END
$$;
CREATE TRIGGER write INSTEAD OF INSERT OR UPDATE OR DELETE ON advolux.staff
    FOR EACH ROW EXECUTE FUNCTION advolux.write_staff();

CREATE VIEW advolux.matter AS
SELECT akte_nr AS matter_id, aktenzeichen AS number, rubrum AS title
FROM kanzlei.akte;

CREATE FUNCTION advolux.write_matter() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        DELETE FROM kanzlei.akte WHERE akte_nr = OLD.matter_id;
        RETURN OLD;
    ELSIF TG_OP = 'INSERT' THEN
        NEW.matter_id := advolux.key_of('akte', 'akte_nr', NEW.matter_id);
        INSERT INTO kanzlei.akte VALUES (NEW.matter_id, NEW.number, NEW.title);
    ELSE
        UPDATE kanzlei.akte SET aktenzeichen = NEW.number, rubrum = NEW.title
        WHERE akte_nr = NEW.matter_id;
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER write INSTEAD OF INSERT OR UPDATE OR DELETE ON advolux.matter
    FOR EACH ROW EXECUTE FUNCTION advolux.write_matter();

CREATE VIEW advolux.deadline AS
SELECT frist_nr AS deadline_id, bearb_nr AS staff_id, akte_nr AS matter_id,
       bezeichnung AS title,
       CASE art WHEN 'F' THEN 'deadline' ELSE 'advance' END AS kind,
       ablauf AS due_date, erledigt AT TIME ZONE 'Europe/Berlin' AS done_at,
       notiz AS note
FROM kanzlei.frist;
ALTER VIEW advolux.deadline ALTER kind SET DEFAULT 'deadline';

CREATE FUNCTION advolux.write_deadline() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        DELETE FROM kanzlei.frist WHERE frist_nr = OLD.deadline_id;
        RETURN OLD;
    ELSIF TG_OP = 'INSERT' THEN
        NEW.deadline_id := advolux.key_of('frist', 'frist_nr', NEW.deadline_id);
        INSERT INTO kanzlei.frist (frist_nr, bearb_nr, bezeichnung, ablauf)
        VALUES (NEW.deadline_id, NEW.staff_id, NEW.title, NEW.due_date);
    END IF;
    UPDATE kanzlei.frist
    SET bearb_nr = NEW.staff_id, akte_nr = NEW.matter_id,
        bezeichnung = NEW.title,
        art = CASE NEW.kind WHEN 'deadline' THEN 'F' ELSE 'V' END,
        ablauf = NEW.due_date, erledigt = advolux.office(NEW.done_at),
        notiz = NEW.note
    WHERE frist_nr = NEW.deadline_id;
    RETURN NEW;
END
$$;
CREATE TRIGGER write INSTEAD OF INSERT OR UPDATE OR DELETE ON advolux.deadline
    FOR EACH ROW EXECUTE FUNCTION advolux.write_deadline();

-- Items

CREATE VIEW advolux.appointment AS
SELECT t.termin_nr::bigint AS appointment_id, t.bearb_nr::bigint AS main_editor,
       t.akte_nr::bigint AS matter_id, t.frist_nr::bigint AS deadline_id,
       advolux.kanzlei_mode(t.abgleich) AS sync_mode, t.betreff AS title,
       t.bemerkung AS description, t.ort AS location,
       t.ganztags = 'J' AS all_day, t.zeitzone AS time_zone,
       CASE t.ganztags WHEN 'N' THEN caldav.instant(t.beginn, t.zeitzone) END
       AS start_at,
       CASE t.ganztags WHEN 'N' THEN caldav.instant(t.ende, t.zeitzone) END
       AS end_at,
       CASE t.ganztags WHEN 'J' THEN t.beginn::date END AS start_date,
       CASE t.ganztags WHEN 'J' THEN t.ende::date + 1 END AS end_date,
       caldav.word('stand', t.stand) AS status, NOT t.belegt AS free,
       caldav.word('einsicht', t.einsicht) AS class,
       coalesce(t.rang, 0)::int AS priority,
       string_to_array(t.stichworte, E'\n') AS categories, s.rrule, s.exdate,
       s.rdate, t.folge AS sequence, caldav.office(t.angelegt) AS created_at,
       caldav.office(t.geaendert) AS modified_at,
       caldav.office(t.geloescht) AS trashed_at,
       caldav.skipped(t.beginn, t.zeitzone) AS wall_start
FROM kanzlei.termin t LEFT JOIN caldav.kanzlei_serie s USING (termin_nr);

CREATE VIEW advolux.task AS
SELECT t.aufgabe_nr::bigint AS task_id, t.bearb_nr::bigint AS main_editor,
       t.akte_nr::bigint AS matter_id, t.frist_nr::bigint AS deadline_id,
       advolux.kanzlei_mode(t.abgleich) AS sync_mode, t.betreff AS title,
       t.bemerkung AS description, t.ort AS location,
       t.ganztags = 'J' AS all_day, t.zeitzone AS time_zone,
       CASE t.ganztags WHEN 'N' THEN caldav.instant(t.beginn, t.zeitzone) END
       AS start_at,
       CASE t.ganztags WHEN 'N' THEN caldav.instant(t.faellig, t.zeitzone) END
       AS due_at,
       CASE t.ganztags WHEN 'J' THEN t.beginn::date END AS start_date,
       CASE t.ganztags WHEN 'J' THEN t.faellig::date END AS due_date,
       caldav.word('stand', t.stand) AS status,
       t.fortschritt::int AS percent, caldav.office(t.erledigt) AS completed_at,
       caldav.word('einsicht', t.einsicht) AS class,
       coalesce(t.rang, 0)::int AS priority,
       string_to_array(t.stichworte, E'\n') AS categories, s.rrule, s.exdate,
       s.rdate, t.folge AS sequence, caldav.office(t.angelegt) AS created_at,
       caldav.office(t.geaendert) AS modified_at,
       caldav.office(t.geloescht) AS trashed_at,
       caldav.skipped(coalesce(t.beginn, t.faellig), t.zeitzone) AS wall_start
FROM kanzlei.aufgabe t LEFT JOIN caldav.kanzlei_serie s USING (aufgabe_nr);

DO $$
DECLARE
    v_table text;
BEGIN
    FOREACH v_table IN ARRAY ARRAY['appointment', 'task'] LOOP
        EXECUTE format(
            'ALTER VIEW advolux.%I ALTER all_day SET DEFAULT false, '
            'ALTER time_zone SET DEFAULT ''Europe/Berlin'', '
            'ALTER priority SET DEFAULT 0, ALTER sequence SET DEFAULT 0, '
            'ALTER created_at SET DEFAULT now(), '
            'ALTER modified_at SET DEFAULT now()', v_table);
    END LOOP;
END
$$;
ALTER VIEW advolux.appointment
    ALTER sync_mode SET DEFAULT 'both', ALTER free SET DEFAULT false;
ALTER VIEW advolux.task
    ALTER sync_mode SET DEFAULT 'none',
    ALTER status SET DEFAULT 'needs-action';

-- The series of an item, made when there is need of one.
CREATE FUNCTION advolux.series_of(p_appointment bigint, p_task bigint)
RETURNS int LANGUAGE plpgsql AS $$
DECLARE
    v_serie int;
BEGIN
    SELECT serie_nr INTO v_serie FROM kanzlei.serie
    WHERE termin_nr::bigint = p_appointment OR aufgabe_nr::bigint = p_task;
    IF v_serie IS NULL THEN
        INSERT INTO kanzlei.serie (termin_nr, aufgabe_nr)
        VALUES (p_appointment, p_task) RETURNING serie_nr INTO v_serie;
    END IF;
    RETURN v_serie;
END
$$;

CREATE FUNCTION advolux.write_series(
    p_appointment bigint, p_task bigint, p_rule text, p_exdate timestamp[],
    p_rdate timestamp[]) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    v_serie int;
    v_frequency text := caldav.code('takt', substring(
        p_rule FROM '^FREQ=([A-Z]+)(?:;|$)'));
BEGIN
    IF p_rule IS NULL AND coalesce(p_exdate, '{}') = '{}'
       AND coalesce(p_rdate, '{}') = '{}' AND NOT EXISTS (
           SELECT FROM kanzlei.serie WHERE termin_nr::bigint = p_appointment
                                        OR aufgabe_nr::bigint = p_task) THEN
        RETURN;
    END IF;
    v_serie := advolux.series_of(p_appointment, p_task);
    UPDATE kanzlei.serie
    SET takt = v_frequency,
        angaben = CASE WHEN v_frequency IS NULL THEN p_rule
                       ELSE substring(p_rule FROM ';(.*)$') END
    WHERE serie_nr = v_serie;
    WITH days AS (
        SELECT 'A' AS art, unnest(p_exdate) AS zeitpunkt
        UNION
        SELECT 'Z', unnest(p_rdate)
    ), gone AS (
        DELETE FROM kanzlei.serientag d
        WHERE serie_nr = v_serie AND NOT EXISTS (
            SELECT FROM days n WHERE (n.art, n.zeitpunkt) = (d.art, d.zeitpunkt))
    )
    INSERT INTO kanzlei.serientag
    SELECT v_serie, art, zeitpunkt FROM days ON CONFLICT DO NOTHING;
END
$$;

-- The rows of one INSERT are one INSERT to the firm: they wait for its end.
CREATE UNLOGGED TABLE advolux.waiting_appointment (
    appointment advolux.appointment NOT NULL
);

CREATE FUNCTION advolux.termin_of(a advolux.appointment) RETURNS kanzlei.termin
LANGUAGE sql STABLE AS $$
    SELECT a.appointment_id, a.main_editor, a.matter_id, a.deadline_id,
           advolux.kanzlei_code(a.sync_mode), a.title, a.description,
           a.location, CASE WHEN a.all_day THEN 'J' ELSE 'N' END, a.time_zone,
           CASE WHEN a.all_day THEN a.start_date::timestamp
                ELSE caldav.wall_clock(a.start_at, a.wall_start, a.time_zone)
                END,
           CASE WHEN a.all_day
                THEN greatest(a.end_date - 1, a.start_date)::timestamp
                ELSE a.end_at AT TIME ZONE a.time_zone END,
           caldav.code('stand', a.status), NOT a.free,
           caldav.code('einsicht', a.class), nullif(a.priority, 0)::smallint,
           array_to_string(a.categories, E'\n'), a.sequence,
           advolux.office(a.created_at), advolux.office(a.modified_at),
           advolux.office(a.trashed_at)
$$;

CREATE FUNCTION advolux.write_appointment() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE
    t kanzlei.termin;
BEGIN
    IF TG_OP = 'INSERT' THEN
        NEW.appointment_id := advolux.key_of('termin', 'termin_nr',
                                             NEW.appointment_id);
        INSERT INTO advolux.waiting_appointment VALUES (NEW);
        RETURN NEW;
    ELSIF TG_OP = 'DELETE' THEN
        DELETE FROM kanzlei.termin
        WHERE termin_nr::bigint = OLD.appointment_id;
        RETURN OLD;
    END IF;
    t := advolux.termin_of(NEW);
    UPDATE kanzlei.termin
    SET (bearb_nr, akte_nr, frist_nr, abgleich, betreff, bemerkung, ort,
         ganztags, zeitzone, beginn, ende, stand, belegt, einsicht, rang,
         stichworte, folge, angelegt, geaendert, geloescht) =
        (t.bearb_nr, t.akte_nr, t.frist_nr, t.abgleich, t.betreff, t.bemerkung,
         t.ort, t.ganztags, t.zeitzone, t.beginn, t.ende, t.stand, t.belegt,
         t.einsicht, t.rang, t.stichworte, t.folge, t.angelegt, t.geaendert,
         t.geloescht)
    WHERE termin_nr::bigint = OLD.appointment_id;
    PERFORM advolux.write_series(NEW.appointment_id, NULL, NEW.rrule,
                                 NEW.exdate, NEW.rdate);
    RETURN NEW;
END
$$;
CREATE TRIGGER write INSTEAD OF INSERT OR UPDATE OR DELETE
    ON advolux.appointment
    FOR EACH ROW EXECUTE FUNCTION advolux.write_appointment();

CREATE FUNCTION advolux.write_waiting() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO kanzlei.termin
    SELECT t.* FROM advolux.waiting_appointment w,
                    advolux.termin_of(w.appointment) AS t;
    PERFORM advolux.write_series((appointment).appointment_id, NULL,
                                 (appointment).rrule, (appointment).exdate,
                                 (appointment).rdate)
    FROM advolux.waiting_appointment
    WHERE num_nonnulls((appointment).rrule, (appointment).exdate,
                       (appointment).rdate) > 0;
    DELETE FROM advolux.waiting_appointment;
    RETURN NULL;
END
$$;
CREATE TRIGGER write_waiting AFTER INSERT ON advolux.appointment
    FOR EACH STATEMENT EXECUTE FUNCTION advolux.write_waiting();

CREATE FUNCTION advolux.write_task() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    v_row kanzlei.aufgabe;
BEGIN
    IF TG_OP = 'DELETE' THEN
        DELETE FROM kanzlei.aufgabe WHERE aufgabe_nr::bigint = OLD.task_id;
        RETURN OLD;
    END IF;
    IF TG_OP = 'INSERT' THEN
        NEW.task_id := advolux.key_of('aufgabe', 'aufgabe_nr', NEW.task_id);
    END IF;
    SELECT NEW.task_id, NEW.main_editor, NEW.matter_id, NEW.deadline_id,
           advolux.kanzlei_code(NEW.sync_mode), NEW.title, NEW.description,
           NEW.location, CASE WHEN NEW.all_day THEN 'J' ELSE 'N' END,
           NEW.time_zone,
           CASE WHEN NEW.all_day THEN NEW.start_date::timestamp
                ELSE caldav.wall_clock(NEW.start_at, NEW.wall_start,
                                       NEW.time_zone) END,
           CASE WHEN NEW.all_day THEN NEW.due_date::timestamp
                ELSE caldav.wall_clock(NEW.due_at, NEW.wall_start,
                                       NEW.time_zone) END,
           caldav.code('stand', NEW.status), NEW.percent,
           advolux.office(NEW.completed_at), caldav.code('einsicht', NEW.class),
           nullif(NEW.priority, 0), array_to_string(NEW.categories, E'\n'),
           NEW.sequence, advolux.office(NEW.created_at),
           advolux.office(NEW.modified_at), advolux.office(NEW.trashed_at)
    INTO v_row;
    IF TG_OP = 'INSERT' THEN
        INSERT INTO kanzlei.aufgabe SELECT v_row.*;
    ELSE
        UPDATE kanzlei.aufgabe
        SET (bearb_nr, akte_nr, frist_nr, abgleich, betreff, bemerkung, ort,
             ganztags, zeitzone, beginn, faellig, stand, fortschritt, erledigt,
             einsicht, rang, stichworte, folge, angelegt, geaendert,
             geloescht) =
            (v_row.bearb_nr, v_row.akte_nr, v_row.frist_nr, v_row.abgleich,
             v_row.betreff, v_row.bemerkung, v_row.ort, v_row.ganztags,
             v_row.zeitzone, v_row.beginn, v_row.faellig, v_row.stand,
             v_row.fortschritt, v_row.erledigt, v_row.einsicht, v_row.rang,
             v_row.stichworte, v_row.folge, v_row.angelegt, v_row.geaendert,
             v_row.geloescht)
        WHERE aufgabe_nr::bigint = OLD.task_id;
    END IF;
    PERFORM advolux.write_series(NULL, NEW.task_id, NEW.rrule, NEW.exdate,
                                 NEW.rdate);
    RETURN NEW;
END
$$;
CREATE TRIGGER write INSTEAD OF INSERT OR UPDATE OR DELETE ON advolux.task
    FOR EACH ROW EXECUTE FUNCTION advolux.write_task();

CREATE VIEW advolux.participant AS
SELECT termin_nr::bigint AS appointment_id, bearb_nr::bigint AS staff_id
FROM kanzlei.termin_teilnehmer;

CREATE FUNCTION advolux.write_participant() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'INSERT' THEN
        DELETE FROM kanzlei.termin_teilnehmer
        WHERE termin_nr::bigint = OLD.appointment_id
          AND bearb_nr::bigint = OLD.staff_id;
    END IF;
    IF TG_OP <> 'DELETE' THEN
        INSERT INTO kanzlei.termin_teilnehmer
        VALUES (NEW.appointment_id, NEW.staff_id);
        RETURN NEW;
    END IF;
    RETURN OLD;
END
$$;
CREATE TRIGGER write INSTEAD OF INSERT OR UPDATE OR DELETE
    ON advolux.participant
    FOR EACH ROW EXECUTE FUNCTION advolux.write_participant();

CREATE VIEW advolux.override AS
SELECT w.abw_nr::bigint AS override_id, s.termin_nr::bigint AS appointment_id,
       s.aufgabe_nr::bigint AS task_id, w.statt AS recurrence_id,
       w.ab_hier AS this_and_future, w.betreff AS title,
       w.bemerkung AS description, w.ort AS location,
       w.ganztags = 'J' AS all_day, w.zeitzone AS time_zone,
       CASE w.ganztags WHEN 'N' THEN caldav.instant(w.beginn, w.zeitzone) END
       AS start_at,
       CASE WHEN w.ganztags = 'N' AND s.termin_nr IS NOT NULL
            THEN caldav.instant(w.ende, w.zeitzone) END AS end_at,
       CASE w.ganztags WHEN 'J' THEN w.beginn::date END AS start_date,
       CASE WHEN w.ganztags = 'J' AND s.termin_nr IS NOT NULL
            THEN w.ende::date + 1 END AS end_date,
       CASE WHEN w.ganztags = 'N' AND s.aufgabe_nr IS NOT NULL
            THEN caldav.instant(w.ende, w.zeitzone) END AS due_at,
       CASE WHEN w.ganztags = 'J' AND s.aufgabe_nr IS NOT NULL
            THEN w.ende::date END AS due_date,
       caldav.word('stand', w.stand) AS status, NOT w.belegt AS free,
       caldav.word('einsicht', w.einsicht) AS class,
       coalesce(w.rang, 0)::int AS priority,
       string_to_array(w.stichworte, E'\n') AS categories,
       w.fortschritt::int AS percent, caldav.office(w.erledigt) AS completed_at,
       w.folge AS sequence, caldav.office(w.angelegt) AS created_at,
       caldav.office(w.geaendert) AS modified_at,
       caldav.skipped(coalesce(w.beginn, w.ende), w.zeitzone) AS wall_start
FROM kanzlei.abweichung w JOIN kanzlei.serie s USING (serie_nr);
ALTER VIEW advolux.override
    ALTER this_and_future SET DEFAULT false, ALTER all_day SET DEFAULT false,
    ALTER time_zone SET DEFAULT 'Europe/Berlin', ALTER free SET DEFAULT false,
    ALTER priority SET DEFAULT 0, ALTER sequence SET DEFAULT 0,
    ALTER created_at SET DEFAULT now(), ALTER modified_at SET DEFAULT now();

CREATE FUNCTION advolux.write_override() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    v_row kanzlei.abweichung;
BEGIN
    IF TG_OP = 'DELETE' THEN
        DELETE FROM kanzlei.abweichung WHERE abw_nr = OLD.override_id;
        RETURN OLD;
    END IF;
    IF TG_OP = 'INSERT' THEN
        NEW.override_id := advolux.key_of('abweichung', 'abw_nr',
                                          NEW.override_id);
    END IF;
    SELECT NEW.override_id,
           advolux.series_of(NEW.appointment_id, NEW.task_id),
           NEW.recurrence_id, NEW.this_and_future, NEW.title, NEW.description,
           NEW.location, CASE WHEN NEW.all_day THEN 'J' ELSE 'N' END,
           NEW.time_zone,
           CASE WHEN NEW.all_day THEN NEW.start_date::timestamp
                ELSE caldav.wall_clock(NEW.start_at, NEW.wall_start,
                                       NEW.time_zone) END,
           CASE WHEN NEW.all_day
                THEN coalesce(NEW.due_date, greatest(NEW.end_date - 1,
                                                     NEW.start_date))::timestamp
                ELSE caldav.wall_clock(coalesce(NEW.end_at, NEW.due_at),
                                       NEW.wall_start, NEW.time_zone) END,
           caldav.code('stand', NEW.status), NOT NEW.free, NEW.percent,
           advolux.office(NEW.completed_at), caldav.code('einsicht', NEW.class),
           nullif(NEW.priority, 0), array_to_string(NEW.categories, E'\n'),
           NEW.sequence, advolux.office(NEW.created_at),
           advolux.office(NEW.modified_at) INTO v_row;
    IF TG_OP = 'INSERT' THEN
        INSERT INTO kanzlei.abweichung SELECT v_row.*;
    ELSE
        UPDATE kanzlei.abweichung
        SET (serie_nr, statt, ab_hier, betreff, bemerkung, ort, ganztags,
             zeitzone, beginn, ende, stand, belegt, fortschritt, erledigt,
             einsicht, rang, stichworte, folge, angelegt, geaendert) =
            (v_row.serie_nr, v_row.statt, v_row.ab_hier, v_row.betreff,
             v_row.bemerkung, v_row.ort, v_row.ganztags, v_row.zeitzone,
             v_row.beginn, v_row.ende, v_row.stand, v_row.belegt,
             v_row.fortschritt, v_row.erledigt, v_row.einsicht, v_row.rang,
             v_row.stichworte, v_row.folge, v_row.angelegt, v_row.geaendert)
        WHERE abw_nr = OLD.override_id;
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER write INSTEAD OF INSERT OR UPDATE OR DELETE ON advolux.override
    FOR EACH ROW EXECUTE FUNCTION advolux.write_override();

-- A series takes its names along, as over the shipped tables (firm/carry.sql);
-- triggers go by name.
CREATE TRIGGER carry_dates INSTEAD OF UPDATE ON advolux.appointment
    FOR EACH ROW EXECUTE FUNCTION advolux.carry_dates();
CREATE TRIGGER carry_dates INSTEAD OF UPDATE ON advolux.task
    FOR EACH ROW EXECUTE FUNCTION advolux.carry_dates();
CREATE TRIGGER write_overrides INSTEAD OF UPDATE ON advolux.appointment
    FOR EACH ROW EXECUTE FUNCTION advolux.carry_overrides();
CREATE TRIGGER write_overrides INSTEAD OF UPDATE ON advolux.task
    FOR EACH ROW EXECUTE FUNCTION advolux.carry_overrides();

-- What is not said of an instance is its series' (firm/inherit.sql).
CREATE TRIGGER inherit INSTEAD OF INSERT ON advolux.override
    FOR EACH ROW EXECUTE FUNCTION advolux.inherit();

CREATE VIEW advolux.journal AS
SELECT nr AS journal_id, wann AS at, bearb_nr::bigint AS staff_id,
       kuerzel AS login, geraet AS device, vorgang AS operation,
       CASE art WHEN 'Termin' THEN 'appointment' ELSE 'task' END AS kind,
       satz_nr::bigint AS item_id, name, caldav.word('ergebnis', ergebnis)
       AS result, grund AS reason, vorher AS before
FROM kanzlei.protokoll;

-- Functions of the application's that stay (017) read and write through them.
GRANT SELECT, INSERT, UPDATE, DELETE ON advolux.appointment, advolux.task,
    advolux.participant, advolux.staff, advolux.override TO advolux_owner;
