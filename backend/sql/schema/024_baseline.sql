-- Copyright 2026 the mod_dav_advolux authors
-- SPDX-License-Identifier: Apache-2.0
--
-- A fresh database: roles, schemas, tables, types and the settings they start
-- with. Needs a role that may create roles and owns the database (or a
-- superuser); all but the first part runs as advolux_owner. A database at 23 is
-- brought here by bridge_023.sql.

DO $$
DECLARE
    v_role text;
BEGIN
    FOREACH v_role IN ARRAY ARRAY['advolux_owner', 'advolux_app',
                                  'advolux_caldav'] LOOP
        IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = v_role) THEN
            EXECUTE format('CREATE ROLE %I LOGIN', v_role);
        END IF;
    END LOOP;
    IF NOT pg_has_role(current_user, 'advolux_owner', 'MEMBER') THEN
        EXECUTE format('GRANT advolux_owner TO %I', current_user);
    END IF;
    EXECUTE format('GRANT CONNECT, CREATE ON DATABASE %I TO advolux_owner',
                   current_database());
    EXECUTE format('GRANT CONNECT ON DATABASE %I TO advolux_app, '
                   'advolux_caldav', current_database());
    EXECUTE format('REVOKE TEMPORARY ON DATABASE %I FROM PUBLIC',
                   current_database());
END
$$;

COMMENT ON ROLE advolux_owner IS 'owns schemas advolux and caldav; runs migrations';
COMMENT ON ROLE advolux_app IS 'the Advolux application: reads and writes schema advolux';
COMMENT ON ROLE advolux_caldav IS 'the CalDAV module: views and functions of schema caldav alone';

CREATE EXTENSION IF NOT EXISTS btree_gist WITH SCHEMA public;

-- What the owner makes is nobody else's until it is granted.
ALTER DEFAULT PRIVILEGES FOR ROLE advolux_owner REVOKE ALL ON FUNCTIONS FROM PUBLIC;
ALTER DEFAULT PRIVILEGES FOR ROLE advolux_owner REVOKE ALL ON TYPES FROM PUBLIC;

CREATE SCHEMA advolux AUTHORIZATION advolux_owner;
CREATE SCHEMA caldav AUTHORIZATION advolux_owner;
COMMENT ON SCHEMA advolux IS 'the firm''s data; knows nothing of CalDAV';
COMMENT ON SCHEMA caldav IS 'what the CalDAV module reads and calls, and its bookkeeping';
GRANT USAGE ON SCHEMA advolux TO advolux_app;
GRANT USAGE ON SCHEMA caldav TO advolux_caldav;

CREATE TABLE caldav.migration (
    number      int PRIMARY KEY,
    name        text NOT NULL,
    applied_at  timestamptz NOT NULL DEFAULT now()
);
ALTER TABLE caldav.migration OWNER TO advolux_owner;
COMMENT ON TABLE caldav.migration IS
    'the steps of backend/sql/schema that were applied; the last one''s number is the schema''s version';
CREATE TABLE caldav.script (
    name        text PRIMARY KEY,
    checksum    text NOT NULL,
    run_at      timestamptz NOT NULL DEFAULT now()
);
ALTER TABLE caldav.script OWNER TO advolux_owner;
COMMENT ON TABLE caldav.script IS
    'the files of backend/sql/caldav and backend/sql/firm as they were last run: such a file is not run again';

-- Schema advolux: what the firm has.

SET LOCAL ROLE advolux_owner;

CREATE TYPE advolux.sync_mode AS ENUM ('both', 'device', 'none');
COMMENT ON TYPE advolux.sync_mode IS
    'CalDAV-Synchronisation: both ways, to the device only, not at all';

-- Its constraint is made with the function that it asks: caldav/time_zone.sql.
CREATE DOMAIN advolux.time_zone AS text;
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
    note        text,
    trashed_at  timestamptz
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
    before      jsonb,
    changed     text[]
);
CREATE INDEX ON advolux.journal (kind, item_id);
CREATE INDEX journal_at ON advolux.journal (at);
COMMENT ON TABLE advolux.journal IS
    'append-only: every write and refusal that came from a client';
COMMENT ON COLUMN advolux.journal.before IS 'the row as it was, for a write';
COMMENT ON COLUMN advolux.journal.changed IS
    'the fields that the write changed; what they were is in before';

GRANT SELECT, INSERT, UPDATE, DELETE ON advolux.staff, advolux.matter,
    advolux.deadline, advolux.appointment, advolux.participant, advolux.task,
    advolux.override TO advolux_app;
GRANT SELECT, INSERT ON advolux.journal TO advolux_app;
GRANT USAGE ON TYPE advolux.sync_mode, advolux.time_zone TO advolux_app;

-- Schema caldav: what is kept beside the firm's data. Keys begin with the
-- calendar, so that tables can be partitioned or distributed by it.

CREATE TYPE caldav.kind AS ENUM ('appointment', 'task');
CREATE TYPE caldav.access AS ENUM ('editable', 'device', 'participant');

-- One row for each person: what stands for them in every other table here.
CREATE TABLE caldav.login (
    staff_id    bigint PRIMARY KEY,
    password_hash text,
    generation  bigint NOT NULL DEFAULT 1 CHECK (generation > 0),
    enabled     boolean NOT NULL DEFAULT false,
    CHECK (password_hash IS NOT NULL OR NOT enabled)
);
COMMENT ON COLUMN caldav.login.generation IS
    'goes up with every new password; verified logins of before end';

CREATE TABLE caldav.calendar (
    calendar_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    staff_id    bigint NOT NULL REFERENCES caldav.login ON DELETE CASCADE,
    kind        caldav.kind NOT NULL,
    login       text NOT NULL,
    generation  bigint NOT NULL,
    open        boolean NOT NULL DEFAULT false,
    look_back   interval NOT NULL,
    time_zone   text NOT NULL,
    random      uuid NOT NULL DEFAULT gen_random_uuid(),
    revision    bigint NOT NULL DEFAULT 0,
    purged      bigint NOT NULL DEFAULT 0,
    displayname text CHECK (octet_length(displayname) <= 1000),
    color       text CHECK (color ~ '^#[0-9A-Fa-f]{6}([0-9A-Fa-f]{2})?$'),
    description text CHECK (octet_length(description) <= 10000),
    sort_order  int,
    created     timestamptz NOT NULL DEFAULT now(),
    language    text CHECK (octet_length(language) <= 100),
    floating_zone advolux.time_zone,
    UNIQUE (staff_id, kind)
);
-- A dump that is restored into the same database keeps everything that the
-- epoch is made of: but not the table's identity, so a row knows the table
-- that it was made in.
ALTER TABLE caldav.calendar
    ADD home oid NOT NULL DEFAULT 'caldav.calendar'::regclass;
CREATE INDEX calendar_login ON caldav.calendar (login, kind);
COMMENT ON TABLE caldav.calendar IS
    'one per person and kind; its row lock orders revisions by commit';
COMMENT ON COLUMN caldav.calendar.open IS
    'the person is active and may log in; login, generation, open, look_back and time_zone are copies, so that no read has to join for them';
COMMENT ON COLUMN caldav.calendar.purged IS
    'tombstones up to this revision are gone: older tokens are invalid';
COMMENT ON COLUMN caldav.calendar.color IS
    'set by a client (so are displayname, description, sort_order); NULL: what Advolux says';
COMMENT ON COLUMN caldav.calendar.created IS
    'calendars older than this column have the day that it came';
COMMENT ON COLUMN caldav.calendar.language IS 'of a client''s displayname';
COMMENT ON COLUMN caldav.calendar.floating_zone IS
    'set by a client (calendar-timezone): for all-day and floating times in its queries; NULL: time_zone';
COMMENT ON COLUMN caldav.calendar.home IS
    'the table that the row was made in: another than its own after a restore';

CREATE TABLE caldav.entry (
    calendar_id bigint NOT NULL REFERENCES caldav.calendar ON DELETE CASCADE,
    name        text NOT NULL CHECK (name <> '' AND name !~ '/'
                                     AND octet_length(name) <= 1000),
    uid         text NOT NULL CHECK (uid <> '' AND octet_length(uid) <= 1000),
    kind        caldav.kind NOT NULL,
    item_id     bigint NOT NULL,
    version     bigint NOT NULL DEFAULT 0,
    revision    bigint NOT NULL DEFAULT 0,
    modified    timestamptz NOT NULL DEFAULT now(),
    access      caldav.access NOT NULL DEFAULT 'editable',
    span        tstzrange NOT NULL DEFAULT '(,)',
    ends_at     timestamptz NOT NULL DEFAULT 'infinity',
    visible     boolean NOT NULL DEFAULT false,
    reserved    boolean NOT NULL DEFAULT false,
    recurring   boolean NOT NULL DEFAULT false,
    all_day     boolean NOT NULL DEFAULT false,
    healed_at   timestamptz,
    healings    int NOT NULL DEFAULT 0,
    days        bigint[],
    created     timestamptz NOT NULL DEFAULT now(),
    resource_id uuid NOT NULL DEFAULT gen_random_uuid(),
    PRIMARY KEY (calendar_id, name),
    UNIQUE (calendar_id, item_id)
);
CREATE UNIQUE INDEX entry_uid ON caldav.entry (calendar_id, uid)
    WHERE visible OR reserved;
CREATE INDEX entry_revision ON caldav.entry (calendar_id, revision);
CREATE INDEX entry_ends_at ON caldav.entry (calendar_id, ends_at);
CREATE INDEX entry_span ON caldav.entry USING gist (calendar_id, span)
    WHERE days IS NULL;
CREATE INDEX entry_days ON caldav.entry USING gin (days)
    WITH (fastupdate = off);
CREATE INDEX entry_item ON caldav.entry (kind, item_id);
COMMENT ON TABLE caldav.entry IS
    'an item in a calendar; with visible = false a tombstone';
COMMENT ON COLUMN caldav.entry.version IS
    'the revision of its last change, so it never repeats for a name';
COMMENT ON COLUMN caldav.entry.reserved IS
    'not visible, but the item is still this person''s (mode none): name and uid stay taken';
COMMENT ON COLUMN caldav.entry.healed_at IS
    'begin of the ten minutes in which healings are counted';
COMMENT ON COLUMN caldav.entry.days IS
    'of a series: the days of the year it may touch, as calendar_id * 512 + day; NULL: any day, or no series';
COMMENT ON COLUMN caldav.entry.created IS
    'entries older than this column have the day that it came';

CREATE TABLE caldav.source (
    calendar_id bigint NOT NULL REFERENCES caldav.calendar ON DELETE CASCADE,
    item_id     bigint NOT NULL,
    kind        caldav.kind NOT NULL,
    version     bigint,
    body        text,
    components  text[],
    PRIMARY KEY (calendar_id, item_id),
    CONSTRAINT source_text CHECK ((version IS NULL) = (body IS NULL))
);
COMMENT ON TABLE caldav.source IS
    'what the content of an entry is made of';
COMMENT ON COLUMN caldav.source.body IS
    'the client text: what a client PUT, verbatim; the content as it stands while version is the entry''s';
COMMENT ON COLUMN caldav.source.components IS
    'what caldav.components_of said when the item last changed, so that no read has to ask it; NULL while the entry is not visible, or if the item''s rows cannot be shown';

CREATE TABLE caldav.former (
    calendar_id bigint NOT NULL REFERENCES caldav.calendar ON DELETE CASCADE,
    item_id     bigint NOT NULL,
    kind        caldav.kind NOT NULL,
    name        text NOT NULL,
    uid         text NOT NULL,
    since       timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (calendar_id, item_id)
);
CREATE INDEX former_item ON caldav.former (kind, item_id);
COMMENT ON TABLE caldav.former IS
    'what an item was called before its name went to another one: if it comes back, it gets back what is free by then; its client text is kept meanwhile';

CREATE TABLE caldav.property (
    calendar_id bigint NOT NULL REFERENCES caldav.calendar ON DELETE CASCADE,
    place       text NOT NULL CHECK (place IN ('calendar', 'home',
                                                   'principal')),
    namespace   text NOT NULL CHECK (octet_length(namespace) <= 1000),
    name        text NOT NULL CHECK (name <> '' AND octet_length(name) <= 1000),
    value       text NOT NULL CHECK (octet_length(value) <= 16384),
    PRIMARY KEY (calendar_id, place, namespace, name)
);
COMMENT ON TABLE caldav.property IS
    'dead properties (RFC 4918 section 4.1); value is the whole element';

CREATE TABLE caldav.entry_property (
    calendar_id bigint NOT NULL,
    item_id     bigint NOT NULL,
    namespace   text NOT NULL CHECK (octet_length(namespace) <= 1000),
    name        text NOT NULL CHECK (name <> '' AND octet_length(name) <= 1000),
    value       text NOT NULL CHECK (octet_length(value) <= 16384),
    PRIMARY KEY (calendar_id, item_id, namespace, name),
    FOREIGN KEY (calendar_id, item_id) REFERENCES caldav.source
        ON DELETE CASCADE
);
COMMENT ON TABLE caldav.entry_property IS
    'dead properties of an object, value is the whole element: kept as long as the client text, for Advolux may restore the item';

CREATE TABLE caldav.device (
    device_id   bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    staff_id    bigint NOT NULL REFERENCES caldav.login ON DELETE CASCADE,
    name        text NOT NULL CHECK (name <> '' AND octet_length(name) <= 60
                                     AND name !~ '[[:cntrl:]]'),
    password_hash text NOT NULL,
    created_at  timestamptz NOT NULL DEFAULT now(),
    seen_at     timestamptz,
    UNIQUE (staff_id, name)
);
COMMENT ON TABLE caldav.device IS
    'a random password for one device, beside the CalDAV password';
COMMENT ON COLUMN caldav.device.seen_at IS
    'when the password was last verified; a cached login does not count';

CREATE TABLE caldav.imported (
    calendar_id bigint NOT NULL REFERENCES caldav.calendar ON DELETE CASCADE,
    uid         text NOT NULL,
    digest      bytea NOT NULL,
    PRIMARY KEY (calendar_id, uid)
);
COMMENT ON TABLE caldav.imported IS
    'what was imported last under a UID: imported again, it is passed over';

CREATE TABLE caldav.setting (
    name        text PRIMARY KEY,
    value       text NOT NULL
);
INSERT INTO caldav.setting (name, value) VALUES
    ('tombstone_retention', '1 year'), ('journal_retention', '10 years'),
    ('firm', 'shipped');
COMMENT ON TABLE caldav.setting IS
    'firm: whether the functions, views and triggers of backend/sql/firm are the shipped ones, or the firm''s own, which advoluxctl migrate leaves as they are';

GRANT USAGE ON TYPE caldav.kind, caldav.access TO advolux_caldav;
