-- Copyright 2026 the mod_dav_advolux authors
-- SPDX-License-Identifier: Apache-2.0
--
-- Entries of calendars.

CREATE OR REPLACE VIEW caldav.member AS
SELECT calendar_id, name, uid, item_id, kind, version, revision, modified,
       access, span, ends_at, visible, recurring, all_day, days
FROM caldav.entry;

-- With what its content is made of; of what is not visible there is none to
-- read, not even for a condition of the reader's that is evaluated first.
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

-- Asked for by name, so that entries without any are not looked at.
CREATE OR REPLACE VIEW caldav.kept_entry AS
SELECT p.calendar_id, e.name, e.ends_at, p.namespace, p.name AS property,
       p.value
FROM caldav.entry_property p JOIN caldav.entry e USING (calendar_id, item_id)
WHERE e.visible;
