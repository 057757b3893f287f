-- Copyright 2026 the mod_dav_advolux authors
-- SPDX-License-Identifier: Apache-2.0
--
-- RFC 5545 section 3.3.5: of a local time that is there twice the first, in a
-- gap the offset before it.

\ir support/people.psql
SELECT plan(31);

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

-- What is stored is what is written, in both hours of autumn too.
SELECT is(caldav.clock_text(i::timestamptz, NULL, z), text, z || ' ' || i)
FROM (VALUES ('2026-10-25 00:30Z', 'Europe/Berlin', '20261025T023000'),
             ('2026-10-25 01:30Z', 'Europe/Berlin', '20261025T023000r'),
             ('2026-10-25 02:00Z', 'Europe/Berlin', '20261025T030000'),
             ('2026-11-01 06:30Z', 'America/New_York', '20261101T013000r'),
             ('2026-04-04 15:15Z', 'Australia/Lord_Howe', '20260405T014500r'),
             ('2026-03-29 01:30Z', 'Europe/Berlin', '20260329T033000'),
             ('2026-10-25 01:30Z', 'UTC', '20261025T013000'))
     AS t (i, z, text);
SELECT is(caldav.clock_instant(text, z), i::timestamptz, z || ' ' || text)
FROM (VALUES ('2026-10-25 00:30Z', 'Europe/Berlin', '20261025T023000'),
             ('2026-10-25 01:30Z', 'Europe/Berlin', '20261025T023000r'),
             ('2026-11-01 06:30Z', 'America/New_York', '20261101T013000r'),
             ('2026-04-04 15:15Z', 'Australia/Lord_Howe', '20260405T014500r'))
     AS t (i, z, text);

-- An hour that the clock leaves out is kept, and counts for its own start.
SELECT is(caldav.skipped(l::timestamp, 'Europe/Berlin'), s::timestamp, l)
FROM (VALUES ('2026-03-29 02:30', '2026-03-29 02:30'), (NULL, NULL),
             ('2026-03-29 03:00', NULL), ('2026-10-25 02:30', NULL))
     AS t (l, s);
SELECT is(caldav.wall_clock(i::timestamptz, '2026-03-29 02:30', 'Europe/Berlin'),
          l::timestamp, i)
FROM (VALUES ('2026-03-29 01:30Z', '2026-03-29 02:30'),
             ('2026-03-29 02:30Z', '2026-03-29 04:30')) AS t (i, l);
SELECT * FROM finish();
ROLLBACK;
