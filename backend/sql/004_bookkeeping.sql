-- Copyright 2026 the mod_dav_advolux authors
-- SPDX-License-Identifier: Apache-2.0
--
-- Schema caldav: what is kept beside the firm's data. Keys begin with the
-- calendar, so that tables can be partitioned or distributed by it.

SET LOCAL ROLE advolux_owner;

CREATE TYPE caldav.kind AS ENUM ('appointment', 'task');
CREATE TYPE caldav.access AS ENUM ('editable', 'device', 'participant');

CREATE TABLE caldav.calendar (
    calendar_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    staff_id    bigint NOT NULL REFERENCES advolux.staff ON DELETE CASCADE,
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
    UNIQUE (staff_id, kind)
);
CREATE INDEX calendar_login ON caldav.calendar (login, kind);
COMMENT ON TABLE caldav.calendar IS
    'one per person and kind; its row lock orders revisions by commit';
COMMENT ON COLUMN caldav.calendar.open IS
    'the person is active and may log in; login, generation, open, look_back and time_zone are copies, so that no read has to join for them';
COMMENT ON COLUMN caldav.calendar.purged IS
    'tombstones up to this revision are gone: older tokens are invalid';
COMMENT ON COLUMN caldav.calendar.color IS
    'set by a client (so are displayname, description, sort_order); NULL: what Advolux says';

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
    PRIMARY KEY (calendar_id, name),
    UNIQUE (calendar_id, item_id)
);
CREATE UNIQUE INDEX entry_uid ON caldav.entry (calendar_id, uid)
    WHERE visible OR reserved;
CREATE INDEX entry_revision ON caldav.entry (calendar_id, revision);
CREATE INDEX entry_ends_at ON caldav.entry (calendar_id, ends_at);
CREATE INDEX entry_span ON caldav.entry USING gist (calendar_id, span);
CREATE INDEX entry_item ON caldav.entry (kind, item_id);
COMMENT ON TABLE caldav.entry IS
    'an item in a calendar; with visible = false a tombstone';
COMMENT ON COLUMN caldav.entry.version IS
    'the revision of its last change, so it never repeats for a name';
COMMENT ON COLUMN caldav.entry.reserved IS
    'not visible, but the item is still this person''s (mode none): name and uid stay taken';
COMMENT ON COLUMN caldav.entry.healed_at IS
    'begin of the ten minutes in which healings are counted';

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

CREATE TABLE caldav.login (
    staff_id    bigint PRIMARY KEY REFERENCES advolux.staff ON DELETE CASCADE,
    password_hash text,
    generation  bigint NOT NULL DEFAULT 1 CHECK (generation > 0),
    enabled     boolean NOT NULL DEFAULT false,
    CHECK (password_hash IS NOT NULL OR NOT enabled)
);
COMMENT ON COLUMN caldav.login.generation IS
    'goes up with every new password; verified logins of before end';

CREATE TABLE caldav.setting (
    name        text PRIMARY KEY,
    value       text NOT NULL
);

-- Everybody has both calendars and a login that waits for its password.
CREATE FUNCTION caldav.provision() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    INSERT INTO caldav.calendar (staff_id, kind, login, generation, look_back,
                                 time_zone)
    SELECT staff_id, k, login, 1, look_back, time_zone
    FROM inserted, unnest(enum_range(NULL::caldav.kind)) AS k
    ORDER BY staff_id, k;
    INSERT INTO caldav.login (staff_id) SELECT staff_id FROM inserted;
    RETURN NULL;
END
$$;
CREATE TRIGGER provision AFTER INSERT ON advolux.staff
    REFERENCING NEW TABLE AS inserted
    FOR EACH STATEMENT EXECUTE FUNCTION caldav.provision();

-- Keep a calendar's copies of what its person and their login say.
CREATE FUNCTION caldav.copy_to_calendars(p_staff_ids bigint[]) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    PERFORM FROM caldav.calendar WHERE staff_id = ANY (p_staff_ids)
    ORDER BY calendar_id FOR NO KEY UPDATE;
    UPDATE caldav.calendar c
    SET login = s.login, generation = l.generation,
        open = s.active AND l.enabled, look_back = s.look_back,
        time_zone = s.time_zone
    FROM advolux.staff s JOIN caldav.login l USING (staff_id)
    WHERE c.staff_id = s.staff_id AND s.staff_id = ANY (p_staff_ids);
END
$$;

CREATE FUNCTION caldav.follow_login() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    PERFORM caldav.copy_to_calendars(array_agg(staff_id)) FROM inserted;
    RETURN NULL;
END
$$;
CREATE TRIGGER follow_update AFTER UPDATE ON caldav.login
    REFERENCING NEW TABLE AS inserted
    FOR EACH STATEMENT EXECUTE FUNCTION caldav.follow_login();
