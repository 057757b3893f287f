-- Copyright 2026 the mod_dav_advolux authors
-- SPDX-License-Identifier: Apache-2.0
--
-- An entry's id and birthday stay with the item, not with the name.

\ir support/people.psql
SELECT plan(7);

SELECT pg_temp.person('editor');
CREATE FUNCTION pg_temp.id(called text) RETURNS text LANGUAGE sql AS
    $$SELECT resource_id FROM caldav.content
      WHERE calendar_id = pg_temp.calendar('editor') AND name = called$$;
CREATE FUNCTION pg_temp.version(called text) RETURNS bigint LANGUAGE sql AS
    $$SELECT version FROM caldav.content
      WHERE calendar_id = pg_temp.calendar('editor') AND name = called$$;

SELECT pg_temp.put('editor', 'a.ics', 0, 'a', pg_temp.event('A'));
UPDATE caldav.entry SET created = now() - interval '1 year'
WHERE calendar_id = pg_temp.calendar('editor');
SELECT pg_temp.id('a.ics') AS id \gset
SELECT pg_temp.put('editor', 'a.ics', pg_temp.version('a.ics'), 'a',
                   pg_temp.event('B'));
SELECT is(pg_temp.id('a.ics'), :'id', 'a change keeps it');
UPDATE advolux.appointment SET title = 'C'
WHERE main_editor = pg_temp.staff('editor');
SELECT is(pg_temp.id('a.ics'), :'id', 'so does one in Advolux');
SELECT pg_temp.status(format('move(%s, ''phone'', ''a.ics'', %L, ''b.ics'')',
                             pg_temp.caller('editor'),
                             pg_temp.version('a.ics')));
SELECT is(pg_temp.id('b.ics'), :'id', 'another name takes it along');
SELECT isnt(pg_temp.id('a.ics'), :'id', 'and leaves it to none');
SELECT ok((SELECT created < now() FROM caldav.content WHERE name = 'b.ics'
           AND calendar_id = pg_temp.calendar('editor')), 'nor is it younger');
SELECT pg_temp.remove('editor', 'b.ics', pg_temp.version('b.ics'));
SELECT pg_temp.put('editor', 'b.ics', 0, 'b', pg_temp.event('D'));
SELECT isnt(pg_temp.id('b.ics'), :'id', 'another item of that name has its own');
SELECT ok((SELECT created = now() FROM caldav.content WHERE name = 'b.ics'
           AND calendar_id = pg_temp.calendar('editor')), 'and its birthday');

SELECT * FROM finish();
ROLLBACK;
