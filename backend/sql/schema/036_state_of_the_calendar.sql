-- Copyright 2026 the mod_dav_advolux authors
-- SPDX-License-Identifier: Apache-2.0
--
-- Listings that are asked for by everybody all day say the state of the calendar
-- themselves.

SET LOCAL ROLE advolux_owner;

DROP FUNCTION IF EXISTS
    caldav.list_changes(text, bigint, text, caldav.kind, bigint, date, bigint),
    caldav.list_range(text, bigint, text, caldav.kind, timestamptz, timestamptz,
                      bigint),
    caldav.list_uid(text, bigint, text, caldav.kind, text);
