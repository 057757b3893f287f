-- Copyright 2026 the mod_dav_advolux authors
-- SPDX-License-Identifier: Apache-2.0
--
-- Schema advolux: what the firm has.

SET LOCAL ROLE advolux_owner;

CREATE TYPE advolux.sync_mode AS ENUM ('both', 'device', 'none');
COMMENT ON TYPE advolux.sync_mode IS
    'CalDAV-Synchronisation: both ways, to the device only, not at all';

CREATE FUNCTION advolux.is_time_zone(p_name text) RETURNS boolean
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
BEGIN
    -- Abbreviations and POSIX strings convert too, but are no IANA names.
    IF p_name !~ '^[A-Za-z][A-Za-z0-9_+-]*(/[A-Za-z0-9_+-]+)*$'
       OR (p_name !~ '/' AND p_name <> 'UTC') THEN
        RETURN false;
    END IF;
    PERFORM timestamp '2000-01-01' AT TIME ZONE p_name;
    RETURN true;
EXCEPTION WHEN OTHERS THEN
    RETURN false;
END
$$;

CREATE DOMAIN advolux.time_zone AS text
    CONSTRAINT time_zone_known CHECK (advolux.is_time_zone(VALUE));
COMMENT ON DOMAIN advolux.time_zone IS 'IANA name, or UTC';

CREATE TABLE advolux.staff (
    staff_id    bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    login       text NOT NULL UNIQUE
                CHECK (login <> '' AND octet_length(login) <= 255
                       AND login !~ '[[:cntrl:]/]'),
    name        text NOT NULL,
    mail        text,
    color       text DEFAULT '#1E6FBA' CHECK (color ~ '^#[0-9A-Fa-f]{6}$'),
    look_back   interval NOT NULL DEFAULT '1 month'
                CHECK (look_back >= interval '0'
                       AND look_back <= interval '100 years'),
    time_zone   advolux.time_zone NOT NULL DEFAULT 'Europe/Berlin',
    active      boolean NOT NULL DEFAULT true
);
COMMENT ON TABLE advolux.staff IS 'Bearbeiter: one login each';
COMMENT ON COLUMN advolux.staff.look_back IS
    'Zurückliegender Zeitraum: older appointments are not synchronised';

CREATE TABLE advolux.matter (
    matter_id   bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    number      text NOT NULL UNIQUE,
    title       text NOT NULL
);
COMMENT ON TABLE advolux.matter IS 'Akte; number is the Aktenzeichen';

CREATE TABLE advolux.deadline (
    deadline_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    staff_id    bigint NOT NULL REFERENCES advolux.staff,
    matter_id   bigint REFERENCES advolux.matter,
    title       text NOT NULL,
    kind        text NOT NULL DEFAULT 'deadline'
                CHECK (kind IN ('deadline', 'advance')),
    due_date    date NOT NULL,
    done_at     timestamptz,
    note        text
);
COMMENT ON TABLE advolux.deadline IS
    'Frist or Vorfrist: never synchronised (S18); no right for advolux_caldav';

CREATE TABLE advolux.appointment (
    appointment_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    main_editor bigint NOT NULL REFERENCES advolux.staff,
    matter_id   bigint REFERENCES advolux.matter,
    deadline_id bigint REFERENCES advolux.deadline,
    sync_mode   advolux.sync_mode NOT NULL DEFAULT 'both',
    title       text NOT NULL,
    description text,
    location    text,
    all_day     boolean NOT NULL DEFAULT false,
    time_zone   advolux.time_zone NOT NULL DEFAULT 'Europe/Berlin',
    start_at    timestamptz,
    end_at      timestamptz,
    start_date  date,
    end_date    date,
    status      text CHECK (status IN ('confirmed', 'tentative', 'cancelled')),
    free        boolean NOT NULL DEFAULT false,
    class       text CHECK (class IN ('public', 'private', 'confidential')),
    priority    int NOT NULL DEFAULT 0 CHECK (priority BETWEEN 0 AND 9),
    categories  text[],
    rrule       text,
    exdate      timestamp[],
    rdate       timestamp[],
    sequence    int NOT NULL DEFAULT 0 CHECK (sequence >= 0),
    created_at  timestamptz NOT NULL DEFAULT now(),
    modified_at timestamptz NOT NULL DEFAULT now(),
    trashed_at  timestamptz,
    CONSTRAINT appointment_time CHECK (
        CASE WHEN all_day
             THEN start_at IS NULL AND end_at IS NULL
                  AND start_date IS NOT NULL AND end_date IS NOT NULL
                  AND end_date >= start_date
                  AND isfinite(start_date) AND isfinite(end_date)
             ELSE start_date IS NULL AND end_date IS NULL
                  AND start_at IS NOT NULL AND end_at IS NOT NULL
                  AND end_at >= start_at
                  AND isfinite(start_at) AND isfinite(end_at)
        END)
);
CREATE INDEX ON advolux.appointment (main_editor);
CREATE INDEX ON advolux.appointment (matter_id) WHERE matter_id IS NOT NULL;
COMMENT ON TABLE advolux.appointment IS 'Termin';
COMMENT ON COLUMN advolux.appointment.main_editor IS
    'Haupt-Termin-Bearbeiter: the only one who may change it from a client (S15)';
COMMENT ON COLUMN advolux.appointment.deadline_id IS
    'made from this deadline, hence never synchronised';
COMMENT ON COLUMN advolux.appointment.end_date IS 'exclusive: the first day after';
COMMENT ON COLUMN advolux.appointment.time_zone IS
    'zone in which the wall clock is kept and in which a series repeats';
COMMENT ON COLUMN advolux.appointment.exdate IS 'local wall clock in time_zone';
COMMENT ON COLUMN advolux.appointment.rdate IS 'local wall clock in time_zone';

CREATE TABLE advolux.participant (
    appointment_id bigint NOT NULL
                REFERENCES advolux.appointment ON DELETE CASCADE,
    staff_id    bigint NOT NULL REFERENCES advolux.staff ON DELETE CASCADE,
    PRIMARY KEY (appointment_id, staff_id)
);
CREATE INDEX ON advolux.participant (staff_id);
COMMENT ON TABLE advolux.participant IS 'weitere Teilnehmer of an appointment';

CREATE TABLE advolux.task (
    task_id     bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    main_editor bigint NOT NULL REFERENCES advolux.staff,
    matter_id   bigint REFERENCES advolux.matter,
    deadline_id bigint REFERENCES advolux.deadline,
    sync_mode   advolux.sync_mode NOT NULL DEFAULT 'none',
    title       text NOT NULL,
    description text,
    location    text,
    all_day     boolean NOT NULL DEFAULT false,
    time_zone   advolux.time_zone NOT NULL DEFAULT 'Europe/Berlin',
    start_at    timestamptz,
    due_at      timestamptz,
    start_date  date,
    due_date    date,
    status      text DEFAULT 'needs-action'
                CHECK (status IN ('needs-action', 'in-process', 'completed',
                                  'cancelled')),
    percent     int CHECK (percent BETWEEN 0 AND 100),
    completed_at timestamptz,
    class       text CHECK (class IN ('public', 'private', 'confidential')),
    priority    int NOT NULL DEFAULT 0 CHECK (priority BETWEEN 0 AND 9),
    categories  text[],
    rrule       text,
    exdate      timestamp[],
    rdate       timestamp[],
    sequence    int NOT NULL DEFAULT 0 CHECK (sequence >= 0),
    created_at  timestamptz NOT NULL DEFAULT now(),
    modified_at timestamptz NOT NULL DEFAULT now(),
    trashed_at  timestamptz,
    CONSTRAINT task_time CHECK (
        CASE WHEN all_day THEN start_at IS NULL AND due_at IS NULL
             ELSE start_date IS NULL AND due_date IS NULL END
        AND isfinite(start_at) IS NOT FALSE AND isfinite(due_at) IS NOT FALSE
        AND isfinite(start_date) IS NOT FALSE
        AND isfinite(due_date) IS NOT FALSE)
);
CREATE INDEX ON advolux.task (main_editor);
CREATE INDEX ON advolux.task (matter_id) WHERE matter_id IS NOT NULL;
COMMENT ON TABLE advolux.task IS 'Aufgabe';
COMMENT ON COLUMN advolux.task.deadline_id IS
    'made from this deadline, hence never synchronised';

CREATE TABLE advolux.override (
    override_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    appointment_id bigint REFERENCES advolux.appointment ON DELETE CASCADE,
    task_id     bigint REFERENCES advolux.task ON DELETE CASCADE,
    recurrence_id timestamp NOT NULL,
    this_and_future boolean NOT NULL DEFAULT false,
    title       text NOT NULL,
    description text,
    location    text,
    all_day     boolean NOT NULL DEFAULT false,
    time_zone   advolux.time_zone NOT NULL DEFAULT 'Europe/Berlin',
    start_at    timestamptz,
    end_at      timestamptz,
    start_date  date,
    end_date    date,
    due_at      timestamptz,
    due_date    date,
    status      text CHECK (status IN ('confirmed', 'tentative', 'cancelled',
                                       'needs-action', 'in-process',
                                       'completed')),
    free        boolean NOT NULL DEFAULT false,
    class       text CHECK (class IN ('public', 'private', 'confidential')),
    priority    int NOT NULL DEFAULT 0 CHECK (priority BETWEEN 0 AND 9),
    categories  text[],
    percent     int CHECK (percent BETWEEN 0 AND 100),
    completed_at timestamptz,
    sequence    int NOT NULL DEFAULT 0 CHECK (sequence >= 0),
    created_at  timestamptz NOT NULL DEFAULT now(),
    modified_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT override_item CHECK (num_nonnulls(appointment_id, task_id) = 1),
    CONSTRAINT override_time CHECK (
        CASE WHEN all_day
             THEN num_nonnulls(start_at, end_at, due_at) = 0
             ELSE num_nonnulls(start_date, end_date, due_date) = 0 END
        AND CASE WHEN task_id IS NOT NULL
                 THEN num_nonnulls(end_at, end_date) = 0
                 WHEN all_day
                 THEN start_date IS NOT NULL AND end_date IS NOT NULL
                      AND end_date >= start_date AND due_date IS NULL
                 ELSE start_at IS NOT NULL AND end_at IS NOT NULL
                      AND end_at >= start_at AND due_at IS NULL END),
    UNIQUE (appointment_id, recurrence_id),
    UNIQUE (task_id, recurrence_id)
);
COMMENT ON TABLE advolux.override IS 'a changed instance of a series, whole';
COMMENT ON COLUMN advolux.override.recurrence_id IS
    'original start: local wall clock in the series'' zone; midnight if all-day';
COMMENT ON COLUMN advolux.override.this_and_future IS
    'stands for the later instances as well (RANGE=THISANDFUTURE)';

CREATE TABLE advolux.journal (
    journal_id  bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at          timestamptz NOT NULL DEFAULT clock_timestamp(),
    staff_id    bigint,
    login       text NOT NULL,
    device      text,
    operation   text NOT NULL,
    kind        text NOT NULL,
    item_id     bigint,
    name        text,
    result      text NOT NULL CHECK (result IN ('done', 'refused', 'healed')),
    reason      text,
    before      jsonb
);
CREATE INDEX ON advolux.journal (kind, item_id);
COMMENT ON TABLE advolux.journal IS
    'append-only: every write and refusal that came from a client';
COMMENT ON COLUMN advolux.journal.before IS 'the row as it was, for a write';

CREATE FUNCTION advolux.stamp_modified() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.modified_at IS NOT DISTINCT FROM OLD.modified_at
       AND NEW IS DISTINCT FROM OLD THEN
        NEW.modified_at := now();
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER stamp_modified BEFORE UPDATE ON advolux.appointment
    FOR EACH ROW EXECUTE FUNCTION advolux.stamp_modified();
CREATE TRIGGER stamp_modified BEFORE UPDATE ON advolux.task
    FOR EACH ROW EXECUTE FUNCTION advolux.stamp_modified();
CREATE TRIGGER stamp_modified BEFORE UPDATE ON advolux.override
    FOR EACH ROW EXECUTE FUNCTION advolux.stamp_modified();

CREATE FUNCTION advolux.refuse_change() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the journal is append-only'
        USING ERRCODE = 'insufficient_privilege';
END
$$;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE
    ON advolux.journal
    FOR EACH STATEMENT EXECUTE FUNCTION advolux.refuse_change();

GRANT SELECT, INSERT, UPDATE, DELETE ON advolux.staff, advolux.matter,
    advolux.deadline, advolux.appointment, advolux.participant, advolux.task,
    advolux.override TO advolux_app;
GRANT SELECT, INSERT ON advolux.journal TO advolux_app;
GRANT USAGE ON TYPE advolux.sync_mode, advolux.time_zone TO advolux_app;
GRANT EXECUTE ON FUNCTION advolux.is_time_zone(text) TO advolux_app;
