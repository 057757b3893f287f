-- Copyright 2026 the mod_dav_advolux authors
-- SPDX-License-Identifier: Apache-2.0
--
-- What the column of a time zone takes, and what the instants are then.

\ir support/people.psql
SELECT * FROM no_plan();

SELECT is_empty($$
    SELECT name FROM pg_timezone_names
    WHERE name !~ '^(posix|right|Factory|localtime|posixrules)'
      AND NOT advolux.is_time_zone(name) $$, 'every name that PostgreSQL has');
SELECT ok(advolux.is_time_zone(name), name)
FROM unnest(ARRAY['CET', 'GB', 'Eire', 'Poland', 'Turkey', 'Singapore', 'PRC',
                  'EST5EDT', 'W-SU', 'NZ-CHAT', 'gb', '<+0723>-7:23',
                  '<-0330>3:30<-0230>2:30,M3.2.0,M11.1.0/0:01',
                  '<+053615>-5:36:15']) AS name;
SELECT ok(NOT advolux.is_time_zone(name), name)
FROM unnest(ARRAY['', 'CEST', 'EDT', 'FOO5', 'CET-1CEST', '<+0723>',
                  'Mars/Olympus', '<+01>-1', '../etc/passwd', 'Europe/',
                  '<+0100>-1<+0200>-2', 'right/../CET']) AS name;

CREATE TEMP TABLE dated (name, starts, instant) AS VALUES
    ('CET', '2026-07-15 09:00', '2026-07-15 07:00Z'),
    ('MET', '2026-07-15 09:00', '2026-07-15 07:00Z'),
    ('EET', '2026-07-15 09:00', '2026-07-15 06:00Z'),
    ('WET', '2026-07-15 09:00', '2026-07-15 08:00Z'),
    ('EST', '2026-07-15 09:00', '2026-07-15 14:00Z'),
    ('MST', '2026-07-15 09:00', '2026-07-15 16:00Z'),
    ('HST', '2026-07-15 09:00', '2026-07-15 19:00Z'),
    ('EST5EDT', '2026-07-15 09:00', '2026-07-15 13:00Z'),
    ('Eire', '2026-07-15 09:00', '2026-07-15 08:00Z'),
    ('<+0723>-7:23', '2026-07-15 09:00', '2026-07-15 01:37Z'),
    ('<-0330>3:30<-0230>2:30,M3.2.0,M11.1.0/0:01', '2026-07-15 09:00',
     '2026-07-15 11:30Z');
INSERT INTO advolux.appointment (main_editor, title, time_zone, start_at,
                                 end_at)
SELECT staff_id, name, name, instant::timestamptz,
       instant::timestamptz + interval '1 hour'
FROM dated, (SELECT staff_id FROM advolux.staff LIMIT 1) AS s;
SELECT is(caldav.instant(starts::timestamp, a.time_zone), instant::timestamptz,
          name || ' as it is stored')
FROM dated JOIN advolux.appointment AS a ON title = name;
SELECT is(time_zone::text, 'Europe/Brussels', 'CET is a place')
FROM advolux.appointment WHERE title = 'CET';
SELECT * FROM finish();
ROLLBACK;
