-- Copyright 2026 the mod_dav_advolux authors
-- SPDX-License-Identifier: Apache-2.0
--
-- Who may log in.

CREATE OR REPLACE VIEW caldav.principal AS
SELECT p.login, p.staff_id, p.name, p.mail
FROM caldav.person p JOIN caldav.login l USING (staff_id)
WHERE p.active AND l.enabled;
