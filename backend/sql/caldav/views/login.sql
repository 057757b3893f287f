-- Copyright 2026 the mod_dav_advolux authors
-- SPDX-License-Identifier: Apache-2.0
--
-- Who may log in, and by which passwords.

CREATE OR REPLACE VIEW caldav.principal AS
SELECT p.login, p.staff_id, l.generation, l.password_hash, p.name, p.mail
FROM caldav.person p JOIN caldav.login l USING (staff_id)
WHERE p.active AND l.enabled;

CREATE OR REPLACE VIEW caldav.credential AS
SELECT login, generation, 0::bigint AS device_id, NULL::text AS device,
       password_hash
FROM caldav.principal
UNION ALL
SELECT p.login, p.generation, d.device_id, d.name, d.password_hash
FROM caldav.principal p JOIN caldav.device d USING (staff_id);

GRANT SELECT ON caldav.principal, caldav.credential TO advolux_caldav;
