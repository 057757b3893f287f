-- Copyright 2026 the mod_dav_advolux authors
-- SPDX-License-Identifier: Apache-2.0
--
-- The name of an entry may hold a slash: in an href it is %2F.

SET LOCAL ROLE advolux_owner;

ALTER TABLE caldav.entry DROP CONSTRAINT entry_name_check;
ALTER TABLE caldav.entry ADD CONSTRAINT entry_name_check
    CHECK (name <> '' AND octet_length(name) <= 1000);
