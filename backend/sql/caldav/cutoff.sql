-- Copyright 2026 the mod_dav_advolux authors
-- SPDX-License-Identifier: Apache-2.0
--
-- Where a look-back window begins: computed when it is asked for, so that it
-- moves with the day and with the setting, and no entry has to change.

-- The first day of the window.
CREATE OR REPLACE FUNCTION caldav.cutoff(p_look_back interval, p_zone text)
RETURNS date LANGUAGE sql STABLE PARALLEL SAFE
    RETURN ((now() AT TIME ZONE p_zone)::date - p_look_back)::date;
