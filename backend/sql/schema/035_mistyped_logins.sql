-- Copyright 2026 the mod_dav_advolux authors
-- SPDX-License-Identifier: Apache-2.0
--
-- When a login was last explained that somebody had mistyped
-- (caldav.explain_login).

SET LOCAL ROLE advolux_owner;

ALTER TABLE caldav.login ADD mistyped_at timestamptz;
COMMENT ON COLUMN caldav.login.mistyped_at IS
    'when the journal last said that somebody had typed it in another way';
