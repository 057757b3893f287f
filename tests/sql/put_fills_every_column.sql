-- Copyright 2026 the mod_dav_advolux authors
-- SPDX-License-Identifier: Apache-2.0
--
-- Each field of a component reaches its column and comes back in the view.

\ir support/people.psql
SELECT plan(9);

SELECT pg_temp.person('editor');
CREATE FUNCTION pg_temp.comes_back(of caldav.kind, name text, sent jsonb,
                                   what text)
RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    back jsonb;
    item bigint;
BEGIN
    IF pg_temp.put('editor', name, 0, name, sent, of) <> 'created' THEN
        RETURN fail(what || ': not created');
    END IF;
    SELECT item_id INTO item FROM caldav.entry e
    WHERE calendar_id = pg_temp.calendar('editor', of)
      AND e.name = comes_back.name;
    IF of = 'appointment' THEN
        SELECT jsonb_agg(jsonb_strip_nulls(to_jsonb(c))
                         - ARRAY['item_id', 'created', 'modified']
                         ORDER BY recurrence_id NULLS FIRST) INTO back
        FROM caldav.appointment_component c WHERE item_id = item;
    ELSE
        SELECT jsonb_agg(jsonb_strip_nulls(to_jsonb(c))
                         - ARRAY['item_id', 'created', 'modified', 'free']
                         ORDER BY recurrence_id NULLS FIRST) INTO back
        FROM caldav.task_component c WHERE item_id = item;
    END IF;
    RETURN is(back, sent, what);
END $$;

SELECT pg_temp.comes_back('appointment', 'timed', '[{
    "title": "T", "description": "a\nb", "location": "Saal 1",
    "all_day": false, "zone": "Europe/Berlin", "starts": "20261101T090000",
    "ends": "20261101T103000", "status": "tentative", "class": "private",
    "free": true, "priority": 3, "categories": "x\u001fy, z", "sequence": 4,
    "this_and_future": false}]', 'timed');
SELECT results_eq(
    $$SELECT title, description, location, all_day, time_zone::text, start_at,
             end_at, status, class, free, priority, categories, sequence,
             sync_mode::text, main_editor
      FROM advolux.appointment WHERE main_editor = pg_temp.staff('editor')$$,
    $$SELECT 'T', E'a\nb', 'Saal 1', false, 'Europe/Berlin',
             '2026-11-01 09:00+01'::timestamptz,
             '2026-11-01 10:30+01'::timestamptz, 'tentative', 'private', true,
             3, ARRAY['x', 'y, z'], 4, 'both', pg_temp.staff('editor')$$,
    'in Advolux''s columns');
SELECT pg_temp.comes_back('appointment', 'all-day', '[{
    "title": "A", "all_day": true, "zone": "Europe/Berlin",
    "starts": "20261224T000000", "ends": "20261227T000000", "free": false,
    "priority": 0, "sequence": 0, "this_and_future": false}]', 'all-day');
SELECT pg_temp.comes_back('appointment', 'series', '[{
    "title": "S", "all_day": false, "zone": "America/New_York",
    "starts": "20260302T090000", "ends": "20260302T100000", "free": false,
    "priority": 0, "sequence": 1, "this_and_future": false,
    "rrule": "FREQ=WEEKLY;COUNT=10",
    "exdate": "20260309T090000,20260316T090000", "rdate": "20260501T090000"},
   {"title": "Moved", "all_day": false, "zone": "Europe/Berlin",
    "recurrence_id": "20260323T090000", "starts": "20260324T120000",
    "ends": "20260324T130000", "status": "cancelled", "free": true,
    "class": "confidential", "priority": 1, "categories": "c",
    "location": "L", "description": "D", "sequence": 2,
    "this_and_future": false},
   {"title": "Later", "all_day": false, "zone": "America/New_York",
    "recurrence_id": "20260330T090000", "starts": "20260330T110000",
    "ends": "20260330T120000", "free": false, "priority": 0, "sequence": 2,
    "this_and_future": true}]', 'series with overrides');
SELECT pg_temp.comes_back('task', 'task', '[{
    "title": "T", "description": "D", "location": "L", "all_day": false,
    "zone": "Europe/Berlin", "starts": "20261101T090000",
    "ends": "20261105T170000", "status": "in-process", "class": "public",
    "priority": 9, "percent": 40, "categories": "c", "sequence": 7,
    "this_and_future": false}]', 'task');
SELECT pg_temp.comes_back('task', 'done', '[{
    "title": "Done", "all_day": true, "zone": "Europe/Berlin",
    "ends": "20261105T000000", "status": "completed", "percent": 100,
    "completed": "20261104T081500Z", "priority": 0, "sequence": 0,
    "this_and_future": false}]', 'task due on a day, done');
SELECT pg_temp.comes_back('task', 'bare', '[{
    "title": "", "all_day": false, "zone": "UTC", "priority": 0, "sequence": 0,
    "this_and_future": false}]', 'task without any time');
SELECT pg_temp.comes_back('task', 'series', '[{
    "title": "S", "all_day": false, "zone": "Europe/Berlin",
    "starts": "20260302T090000", "ends": "20260302T100000", "priority": 0,
    "sequence": 0, "this_and_future": false, "rrule": "FREQ=DAILY",
    "exdate": "20260309T090000"},
   {"title": "O", "all_day": false, "zone": "Europe/Berlin",
    "recurrence_id": "20260304T090000", "starts": "20260304T120000",
    "ends": "20260304T130000", "status": "completed", "percent": 100,
    "completed": "20260304T111500Z", "priority": 1, "sequence": 2,
    "this_and_future": false}]', 'series of tasks');

-- A second PUT replaces all of them.
SELECT pg_temp.put('editor', 'series', version, 'series',
                   '[{"title": "Single", "all_day": true, "zone": "UTC",
                      "starts": "20260302T000000",
                      "ends": "20260303T000000"}]')
FROM caldav.entry
WHERE calendar_id = pg_temp.calendar('editor') AND name = 'series';
SELECT results_eq(
    $$SELECT title, a.all_day, rrule, exdate, rdate, start_at,
             (SELECT count(*) FROM advolux.override o
              WHERE o.appointment_id = a.appointment_id)
      FROM advolux.appointment a JOIN caldav.entry e
        ON e.item_id = a.appointment_id
      WHERE e.calendar_id = pg_temp.calendar('editor') AND e.name = 'series'$$,
    $$VALUES ('Single', true, NULL::text, NULL::timestamp[],
              NULL::timestamp[], NULL::timestamptz, 0::bigint)$$,
    'a later PUT without a series ends it');
SELECT * FROM finish();
ROLLBACK;
