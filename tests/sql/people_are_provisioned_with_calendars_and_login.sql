-- Copyright 2026 the mod_dav_advolux authors
-- SPDX-License-Identifier: Apache-2.0
--
-- Every new person has both calendars and a login that waits for a password.

\ir support/people.psql
SELECT plan(11);

INSERT INTO advolux.staff (login, name) VALUES ('new1', 'N'), ('new2', 'N');
SELECT is((SELECT count(*) FROM caldav.calendar
           WHERE staff_id = pg_temp.staff(l)), 2::bigint, l || ' has two calendars')
FROM unnest(ARRAY['new1', 'new2']) AS l;
SELECT is((SELECT count(DISTINCT random) FROM caldav.calendar
           WHERE staff_id IN (pg_temp.staff('new1'), pg_temp.staff('new2'))),
          4::bigint, 'each with an id of its own');
SELECT results_eq(
    $$SELECT login, active, enabled, EXISTS (
          SELECT FROM caldav.credential k WHERE k.staff_id = l.staff_id)
      FROM caldav.login l WHERE staff_id = pg_temp.staff('new1')$$,
    $$VALUES ('new1', true, false, false)$$, 'the login is off');
SELECT is_empty($$SELECT FROM caldav.principal WHERE login = 'new1'$$,
                'and no principal');
SELECT is_empty($$SELECT FROM caldav.collection WHERE login = 'new1'$$,
                'and has no collection');
SELECT caldav.set_password('new1', '$y$j9T$salt$hash');
SELECT results_eq(
    $$SELECT kind::text, displayname, color, sort_order, cutoff IS NULL
      FROM caldav.collection WHERE login = 'new1' ORDER BY kind$$,
    $$VALUES ('appointment', 'Termine', '#1E6FBA', 1, false),
             ('task', 'Aufgaben', '#1E6FBA', 2, true)$$,
    'a password switches CalDAV on');
UPDATE advolux.staff SET active = false WHERE login = 'new1';
SELECT is_empty($$SELECT FROM caldav.principal WHERE login = 'new1'$$,
                'who left is no principal');
SELECT is_empty($$SELECT FROM caldav.collection WHERE login = 'new1'$$,
                'and has no collection');
DELETE FROM advolux.staff WHERE login IN ('new1', 'new2');
SELECT is_empty(
    'SELECT FROM caldav.calendar c LEFT JOIN advolux.staff s USING (staff_id)
     WHERE s.staff_id IS NULL', 'calendars go with the person');
SELECT is_empty(
    'SELECT FROM caldav.login l LEFT JOIN advolux.staff s USING (staff_id)
     WHERE s.staff_id IS NULL', 'logins too');
SELECT * FROM finish();
ROLLBACK;
