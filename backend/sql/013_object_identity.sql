-- Copyright 2026 the mod_dav_advolux authors
-- SPDX-License-Identifier: Apache-2.0
--
-- Since when an entry is what it is, and an identity that stays with it when
-- its name changes.

SET LOCAL ROLE advolux_owner;

ALTER TABLE caldav.entry
    ADD created timestamptz NOT NULL DEFAULT now(),
    ADD resource_id uuid NOT NULL DEFAULT gen_random_uuid();
COMMENT ON COLUMN caldav.entry.created IS
    'entries older than this column have the day that it came';

-- A name that passes to another item is another entry.
CREATE FUNCTION caldav.identify() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.created := now();
    NEW.resource_id := gen_random_uuid();
    RETURN NEW;
END
$$;
CREATE TRIGGER identify BEFORE UPDATE OF item_id ON caldav.entry
    FOR EACH ROW WHEN (OLD.item_id <> NEW.item_id)
    EXECUTE FUNCTION caldav.identify();

CREATE OR REPLACE VIEW caldav.content AS
SELECT e.calendar_id, e.name, e.uid, e.item_id, e.kind, e.version, e.revision,
       e.modified, e.access, e.span, e.ends_at, e.visible, e.recurring,
       e.all_day, CASE WHEN e.visible THEN s.version END AS text_version,
       CASE WHEN e.visible THEN s.body END AS body,
       CASE WHEN e.visible THEN s.components END AS components,
       e.created, e.resource_id::text
FROM caldav.entry e
LEFT JOIN caldav.source s ON s.calendar_id = e.calendar_id
                         AND s.item_id = e.item_id;

CREATE OR REPLACE FUNCTION caldav.schema_version() RETURNS int
LANGUAGE sql IMMUTABLE AS 'SELECT 13';

REVOKE ALL ON FUNCTION caldav.identify FROM PUBLIC;
