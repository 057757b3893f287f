-- Copyright 2026 the mod_dav_advolux authors
-- SPDX-License-Identifier: Apache-2.0
--
-- The Advolux application knows nothing of CalDAV: its role writes the firm's
-- tables, calendars follow, and their bookkeeping is closed to it.

\ir support/people.psql
SELECT plan(12);

SELECT pg_temp.person('editor'), pg_temp.person('guest');
SELECT pg_temp.staff('editor') AS editor, pg_temp.staff('guest') AS guest \gset
CREATE FUNCTION pg_temp.as_application(command text) RETURNS text
LANGUAGE plpgsql AS $$
BEGIN
    SET LOCAL SESSION AUTHORIZATION advolux_app;
    EXECUTE command;
    RESET SESSION AUTHORIZATION;
    RETURN 'done';
EXCEPTION WHEN OTHERS THEN
    RETURN SQLSTATE;
END $$;
SELECT is(pg_temp.as_application(c), 'done', regexp_replace(c, '\s+', ' ', 'g'))
FROM unnest(ARRAY[
    'INSERT INTO advolux.staff (login, name) VALUES (''app'', ''A'')',
    format('INSERT INTO advolux.appointment (main_editor, title, start_at, end_at)
            VALUES (%s, ''By the application'', now(), now())', :editor),
    format('INSERT INTO advolux.participant SELECT appointment_id, %s
            FROM advolux.appointment WHERE title = ''By the application''', :guest),
    'UPDATE advolux.appointment SET rrule = ''FREQ=DAILY'', sync_mode = ''device''
     WHERE title = ''By the application''',
    format('INSERT INTO advolux.deadline (staff_id, title, due_date)
            VALUES (%s, ''D'', now())', :editor),
    'DELETE FROM advolux.staff WHERE login = ''app''']) AS c;
SELECT is((SELECT count(*) FROM caldav.entry
           WHERE calendar_id IN (pg_temp.calendar('editor'),
                                 pg_temp.calendar('guest'))
             AND visible AND recurring AND access = 'device'), 2::bigint,
          'both calendars followed');
SELECT is(pg_temp.as_application(c), '42501', c)
FROM unnest(ARRAY['SELECT FROM caldav.login', 'SELECT FROM caldav.source',
                  'UPDATE caldav.entry SET version = 1',
                  'SELECT caldav.set_password(''editor'', ''x'')',
                  'UPDATE advolux.journal SET reason = ''x''']) AS c;
SELECT * FROM finish();
ROLLBACK;
