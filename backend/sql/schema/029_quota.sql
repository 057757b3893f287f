-- Copyright 2026 the mod_dav_advolux authors
-- SPDX-License-Identifier: Apache-2.0
--
-- What clients have written is counted with the calendar, and a person may have
-- a quota of their own (caldav/quota.sql).

SET LOCAL ROLE advolux_owner;

ALTER TABLE caldav.login
    ADD quota_items bigint CHECK (quota_items >= 0),
    ADD quota_octets bigint CHECK (quota_octets >= 0);
COMMENT ON COLUMN caldav.login.quota_items IS
    'how many items with a client''s text are kept for the person, and of how many octets; NULL: as many as the module says (AdvoluxQuota)';

ALTER TABLE caldav.calendar
    ADD client_items bigint NOT NULL DEFAULT 0,
    ADD client_octets bigint NOT NULL DEFAULT 0;
COMMENT ON COLUMN caldav.calendar.client_items IS
    'how many client texts caldav.source has of this calendar, and of how many octets, those of items in the trash too; kept by a trigger';

UPDATE caldav.calendar c SET client_items = s.items, client_octets = s.octets
FROM (SELECT calendar_id, count(*) AS items, sum(octet_length(body)) AS octets
      FROM caldav.source WHERE body IS NOT NULL GROUP BY calendar_id) AS s
WHERE s.calendar_id = c.calendar_id;
