-- Copyright 2026 the mod_dav_advolux authors
-- SPDX-License-Identifier: Apache-2.0
--
-- When a client last wrote an item: until the look-back has passed it too, the
-- item is there, whenever it ends.

SET LOCAL ROLE advolux_owner;

ALTER TABLE caldav.entry ADD put_at timestamptz;
COMMENT ON COLUMN caldav.entry.put_at IS
    'when a client last stored the item, from whatever calendar; NULL: none has. ends_at is not before it';
ALTER TABLE caldav.former ADD put_at timestamptz;
