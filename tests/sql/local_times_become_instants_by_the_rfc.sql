-- Copyright 2026 the mod_dav_advolux authors
-- SPDX-License-Identifier: Apache-2.0
--
-- RFC 5545 section 3.3.5: of a local time that is there twice the first, in a
-- gap the offset before it.

\ir support/people.psql
SELECT plan(14);

SELECT is(caldav.instant(l::timestamp, z), i::timestamptz, z || ' ' || l)
FROM (VALUES ('2026-01-15 12:00', 'Europe/Berlin', '2026-01-15 11:00Z'),
             ('2026-07-15 12:00', 'Europe/Berlin', '2026-07-15 10:00Z'),
             ('2026-03-29 01:59:59', 'Europe/Berlin', '2026-03-29 00:59:59Z'),
             ('2026-03-29 02:00', 'Europe/Berlin', '2026-03-29 01:00Z'),
             ('2026-03-29 02:30', 'Europe/Berlin', '2026-03-29 01:30Z'),
             ('2026-03-29 03:00', 'Europe/Berlin', '2026-03-29 01:00Z'),
             ('2026-10-25 01:59:59', 'Europe/Berlin', '2026-10-24 23:59:59Z'),
             ('2026-10-25 02:30', 'Europe/Berlin', '2026-10-25 00:30Z'),
             ('2026-10-25 03:00', 'Europe/Berlin', '2026-10-25 02:00Z'),
             ('2026-03-08 02:30', 'America/New_York', '2026-03-08 07:30Z'),
             ('2026-11-01 01:30', 'America/New_York', '2026-11-01 05:30Z'),
             ('2026-10-04 02:15', 'Australia/Lord_Howe', '2026-10-03 15:45Z'),
             ('2026-04-05 01:45', 'Australia/Lord_Howe', '2026-04-04 14:45Z'),
             ('2026-03-29 02:30', 'UTC', '2026-03-29 02:30Z')) AS t (l, z, i);
SELECT * FROM finish();
ROLLBACK;
