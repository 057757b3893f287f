-- Copyright 2026 the mod_dav_advolux authors
-- SPDX-License-Identifier: Apache-2.0
--
-- Whatever a client could see makes a new version and revision, in every
-- calendar that has the item; nothing makes one go back.

\ir support/people.psql
SELECT plan(32);

SELECT pg_temp.person('editor'), pg_temp.person('guest'), pg_temp.person('other');
INSERT INTO advolux.matter (number, title) VALUES ('4711/26', 'M');
SELECT pg_temp.appointment('editor') AS item, pg_temp.task('editor') AS task \gset

CREATE FUNCTION pg_temp.moves(command text, what text, wanted boolean DEFAULT true,
                              who text DEFAULT 'editor',
                              of caldav.kind DEFAULT 'appointment')
RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    revision bigint := pg_temp.revision(who, of);
    newest bigint;
BEGIN
    EXECUTE command;
    SELECT max(e.revision) INTO newest FROM caldav.entry e
    WHERE calendar_id = pg_temp.calendar(who, of);
    RETURN ok(CASE WHEN wanted
              THEN pg_temp.revision(who, of) > revision
                   AND newest = pg_temp.revision(who, of)
                   AND EXISTS (SELECT FROM caldav.entry e
                               WHERE calendar_id = pg_temp.calendar(who, of)
                                 AND e.version = newest)
              ELSE pg_temp.revision(who, of) = revision END, what);
END $$;

SELECT pg_temp.moves('UPDATE advolux.appointment SET ' || s
                     || ' WHERE appointment_id = ' || :item, s)
FROM unnest(ARRAY['title = ''New''', 'description = ''D''', 'location = ''L''',
                  'start_at = start_at - interval ''1 hour''',
                  'end_at = end_at + interval ''1 hour''',
                  'time_zone = ''Asia/Tokyo''', 'status = ''tentative''',
                  'free = true', 'class = ''private''', 'priority = 5',
                  'categories = ''{a,b}''', 'rrule = ''FREQ=DAILY''',
                  'exdate = ''{2030-01-01}''', 'rdate = ''{2030-01-02 10:00}''',
                  'sequence = 3', 'sync_mode = ''device''',
                  'matter_id = (SELECT matter_id FROM advolux.matter
                                WHERE number = ''4711/26'')']) AS s;
SELECT pg_temp.moves('UPDATE advolux.appointment SET title = title
                      WHERE appointment_id = ' || :item,
                     'an update that changes nothing is none', false);
SELECT pg_temp.moves($$UPDATE advolux.matter SET title = 'Other title'
                     WHERE number = '4711/26'$$,
                     'a matter''s title shows nowhere', false);
SELECT pg_temp.moves($$UPDATE advolux.matter SET number = '4712/26'
                     WHERE number = '4711/26'$$, 'matter number');
SELECT pg_temp.moves(format(
    'INSERT INTO advolux.override (appointment_id, recurrence_id, title,
                                   start_at, end_at)
     VALUES (%s, localtimestamp, ''O'', now(), now())', :item), 'override added');
SELECT pg_temp.moves('UPDATE advolux.override SET title = ''P''
                      WHERE appointment_id = ' || :item, 'override changed');
SELECT pg_temp.moves('DELETE FROM advolux.override
                      WHERE appointment_id = ' || :item, 'override removed');
SELECT pg_temp.moves(format('INSERT INTO advolux.participant VALUES (%s, %s)',
                            :item, pg_temp.staff('guest')), 'participant added');
SELECT pg_temp.moves('UPDATE advolux.appointment SET title = ''Both''
                      WHERE appointment_id = ' || :item,
                     'the participant''s calendar moves too', true, 'guest');
SELECT pg_temp.moves($$UPDATE advolux.staff SET name = 'Renamed'
                      WHERE login = 'guest'$$, 'participant renamed');
SELECT pg_temp.moves($$UPDATE advolux.staff SET name = 'Renamed'
                      WHERE login = 'other'$$, 'somebody else renamed', false);
SELECT pg_temp.moves('DELETE FROM advolux.participant
                      WHERE appointment_id = ' || :item, 'participant removed');
SELECT pg_temp.moves('UPDATE advolux.task SET title = ''T'' WHERE task_id = '
                     || :task, 'task', true, 'editor', 'task');
SELECT pg_temp.moves('UPDATE advolux.task SET title = ''U'' WHERE task_id = '
                     || :task, 'a task is not in the other calendar', false);
SELECT is(pg_temp.revision('other'), 0::bigint, 'strangers'' calendars stay');

-- Many at once: each entry has a revision of its own.
INSERT INTO advolux.appointment (main_editor, title, start_at, end_at)
SELECT pg_temp.staff('other'), 'n', now(), now() FROM generate_series(1, 200);
SELECT results_eq(
    $$SELECT count(DISTINCT revision), min(revision), max(revision)
      FROM caldav.entry WHERE calendar_id = pg_temp.calendar('other')$$,
    $$SELECT 200::bigint, 1::bigint, 200::bigint$$,
    'two hundred at once have two hundred revisions');
SELECT * FROM finish();
ROLLBACK;
