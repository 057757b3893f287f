-- Copyright 2026 the mod_dav_advolux authors
-- SPDX-License-Identifier: Apache-2.0
--
-- What ended before the cutoff day, in the calendar's zone, is not there: by
-- ends_at > cutoff_at. Tasks have no window.

\ir support/people.psql
SELECT plan(29);

SELECT pg_temp.person('editor');
CREATE FUNCTION pg_temp.inside(item bigint) RETURNS boolean LANGUAGE sql AS
    $$SELECT m.ends_at > c.cutoff_at
      FROM caldav.member m JOIN caldav.collection c USING (calendar_id)
      WHERE c.login = 'editor' AND m.item_id = item AND m.visible
        AND m.kind = 'appointment'$$;
CREATE FUNCTION pg_temp.cutoff_at() RETURNS timestamptz LANGUAGE sql AS
    $$SELECT cutoff_at FROM caldav.collection
      WHERE login = 'editor' AND kind = 'appointment'$$;
CREATE FUNCTION pg_temp.day(first date, behind date) RETURNS bigint LANGUAGE sql AS
    $$INSERT INTO advolux.appointment (main_editor, title, all_day, start_date,
                                       end_date)
      VALUES (pg_temp.staff('editor'), 'Day', true, first, behind)
      RETURNING appointment_id$$;

SELECT is((SELECT cutoff FROM caldav.collection
           WHERE login = 'editor' AND kind = 'appointment'),
          (current_date - interval '1 month')::date, 'one month by default');
SELECT is(pg_temp.cutoff_at(),
          (current_date - interval '1 month')::date::timestamptz,
          'from midnight in Berlin');
SELECT cutoff AS cut, cutoff_at FROM caldav.collection
WHERE login = 'editor' AND kind = 'appointment' \gset

SELECT is(pg_temp.inside(pg_temp.appointment('editor', starts =>
              :'cutoff_at'::timestamptz - interval '1 hour')), false,
          'ends at the cutoff: outside');
SELECT is(pg_temp.inside(pg_temp.appointment('editor', starts =>
              :'cutoff_at'::timestamptz - interval '59 minutes 59 seconds')), true,
          'a second later: inside');
SELECT is(pg_temp.inside(pg_temp.appointment('editor',
              starts => :'cutoff_at', ends => :'cutoff_at')), false,
          'without length at the cutoff: outside');
SELECT is(pg_temp.inside(pg_temp.appointment('editor', starts =>
              :'cutoff_at'::timestamptz - interval '40 days',
              ends => :'cutoff_at'::timestamptz + interval '1 day')), true,
          'begun long before, ends inside');
SELECT is(pg_temp.inside(pg_temp.day(:'cut'::date - 1, :'cut')), false,
          'the day before the cutoff: outside');
SELECT is(pg_temp.inside(pg_temp.day(:'cut', :'cut'::date + 1)), true,
          'the cutoff day: inside');
SELECT is(pg_temp.inside(pg_temp.day(:'cut', :'cut')), true,
          'a day without length is a day');
SELECT is(pg_temp.inside(pg_temp.day(:'cut'::date - 3, :'cut'::date + 1)), true,
          'several days, the last inside');

-- Series stay while an instance is inside.
SELECT pg_temp.appointment('editor', starts => now() - interval '5 years',
                           rule => 'FREQ=YEARLY') AS endless \gset
SELECT is(pg_temp.inside(:endless), true, 'endless');
SELECT is((pg_temp.entry('editor', :endless)).ends_at, 'infinity'::timestamptz,
          'ends never');
SELECT is(pg_temp.inside(pg_temp.appointment('editor',
              starts => :'cutoff_at'::timestamptz - interval '9 days 1 hour',
              rule => 'FREQ=DAILY;COUNT=10')), false, 'last instance ends at it');
SELECT is(pg_temp.inside(pg_temp.appointment('editor',
              starts => :'cutoff_at'::timestamptz - interval '9 days 1 hour',
              rule => 'FREQ=DAILY;COUNT=11')), true, 'one more is inside');
SELECT is(pg_temp.inside(pg_temp.appointment('editor',
              starts => (:'cut'::date - 9) + interval '10 hours',
              rule => 'FREQ=DAILY;COUNT=11',
              without => ARRAY[:'cut'::date + interval '10 hours',
                               :'cut'::date + interval '34 hours'])), false,
          'the instances inside are excluded');

-- Tasks.
INSERT INTO advolux.task (main_editor, title, sync_mode, due_at)
VALUES (pg_temp.staff('editor'), 'Old', 'both', '1999-01-01')
RETURNING task_id AS task \gset
SELECT results_eq(
    format('SELECT m.ends_at > c.cutoff_at, c.cutoff, c.cutoff_at
     FROM caldav.member m JOIN caldav.collection c USING (calendar_id)
     WHERE c.login = ''editor'' AND c.kind = ''task'' AND m.item_id = %s', :task),
    $$VALUES (true, NULL::date, '-infinity'::timestamptz)$$,
    'tasks of any age are there');

-- Changing the window moves the cutoff and nothing else.
SELECT pg_temp.appointment('editor', starts => now() - interval '50 days') AS item
\gset
SELECT pg_temp.revision('editor') AS before \gset
SELECT is(pg_temp.inside(:item), false, 'fifty days ago');
UPDATE advolux.staff SET look_back = '2 months' WHERE login = 'editor';
SELECT is(pg_temp.inside(:item), true, 'two months: inside');
UPDATE advolux.staff SET look_back = '1 month' WHERE login = 'editor';
SELECT is(pg_temp.inside(:item), false, 'back: outside');
UPDATE advolux.staff SET look_back = '30 days' WHERE login = 'editor';
SELECT is(pg_temp.cutoff_at(), (current_date - 30)::timestamptz,
          'thirty days are no month, though the intervals are equal');
UPDATE advolux.staff SET look_back = '0' WHERE login = 'editor';
SELECT is(pg_temp.cutoff_at(), current_date::timestamptz, 'nothing back: today');
UPDATE advolux.staff SET look_back = '1 year' WHERE login = 'editor';
SELECT is(pg_temp.cutoff_at(),
          (current_date - interval '1 year')::date::timestamptz, 'one year');
SELECT is(pg_temp.revision('editor'), :before::bigint,
          'no entry was touched for it');

-- Outside of the window nothing can be written by a client.
UPDATE advolux.staff SET look_back = '1 month' WHERE login = 'editor';
SELECT name, uid, version FROM caldav.entry
WHERE item_id = :item AND calendar_id = pg_temp.calendar('editor') \gset
SELECT is(pg_temp.put('editor', :'name', 0, :'uid', pg_temp.event('N')), 'hidden',
          'its name is taken, invisibly');
SELECT is(pg_temp.put('editor', 'other.ics', 0, :'uid', pg_temp.event('N')),
          'hidden', 'so is its UID');
SELECT is(pg_temp.remove('editor', :'name', :version), 'missing', 'no delete');

-- All-day items are days of the calendar's zone.
SELECT pg_temp.day(current_date, current_date + 1) AS day \gset
SELECT version AS seen FROM caldav.entry
WHERE item_id = :day AND calendar_id = pg_temp.calendar('editor') \gset
UPDATE advolux.staff SET time_zone = 'Pacific/Auckland' WHERE login = 'editor';
SELECT is((pg_temp.entry('editor', :day)).span, tstzrange(
    current_date::timestamp AT TIME ZONE 'Pacific/Auckland',
    (current_date + 1)::timestamp AT TIME ZONE 'Pacific/Auckland'),
    'the day moves with the zone');
SELECT ok((pg_temp.entry('editor', :day)).version > :seen, 'and is told');
SELECT is(pg_temp.cutoff_at(),
          ((now() AT TIME ZONE 'Pacific/Auckland')::date - interval '1 month')
          ::date::timestamp AT TIME ZONE 'Pacific/Auckland',
          'the cutoff is a day of the zone');
SELECT * FROM finish();
ROLLBACK;
