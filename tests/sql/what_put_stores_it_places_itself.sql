-- Copyright 2026 the mod_dav_advolux authors
-- SPDX-License-Identifier: Apache-2.0
--
-- put makes the entry of what it stores, and the triggers on Advolux's tables leave
-- that to it: that alone, and to nobody else.

\ir support/people.psql
SELECT plan(24);

SELECT pg_temp.person('editor'), pg_temp.person('guest');
CREATE FUNCTION pg_temp.item(called text, of caldav.kind DEFAULT 'appointment')
RETURNS bigint LANGUAGE sql AS
    'SELECT item_id FROM caldav.entry WHERE name = called
     AND calendar_id = pg_temp.calendar(''editor'', of)';
CREATE FUNCTION pg_temp.version(item bigint, who text DEFAULT 'editor')
RETURNS bigint LANGUAGE sql AS
    'SELECT (pg_temp.entry(who, item)).version';
CREATE FUNCTION pg_temp.components(item bigint, who text DEFAULT 'editor')
RETURNS text[] LANGUAGE sql AS
    'SELECT components FROM caldav.source WHERE item_id = item
     AND calendar_id = pg_temp.calendar(who)';
-- The cost of a refresh: how often it was called in this transaction.
CREATE FUNCTION pg_temp.refreshed() RETURNS bigint LANGUAGE sql AS
    'SELECT coalesce(pg_stat_get_xact_function_calls(
         ''caldav.refresh(caldav.kind, bigint[])''::regprocedure), 0)';
SET LOCAL track_functions = 'all';

-- As it is written.
SELECT pg_temp.refreshed() AS before \gset
SELECT pg_temp.put('editor', 'a.ics', 0, 'a', pg_temp.event('A'));
SELECT pg_temp.put('editor', 't.ics', 0, 't', pg_temp.event('T'), 'task');
SELECT pg_temp.item('a.ics') AS one, pg_temp.item('t.ics', 'task') AS task \gset
SELECT is(pg_temp.put('editor', 'a.ics', pg_temp.version(:one), 'a',
                      pg_temp.event('A2')), 'stored', 'changed');
SELECT is(pg_temp.refreshed(), :before::bigint, 'no trigger did what put did');
SELECT is((pg_temp.entry('editor', :one)).version, pg_temp.revision('editor'),
          'at the calendar''s revision');
SELECT results_eq(
    $$SELECT e.kind, e.span = p.span, e.access = p.access, e.visible
      FROM caldav.entry e JOIN caldav.calendar c USING (calendar_id)
      JOIN caldav.placement p ON p.kind = e.kind AND p.item_id = e.item_id
                             AND p.staff_id = c.staff_id
      WHERE c.staff_id = pg_temp.staff('editor') ORDER BY 1$$,
    $$VALUES ('appointment'::caldav.kind, true, true, true),
             ('task', true, true, true)$$, 'where Advolux''s rows say');
SELECT is(pg_temp.components(:one), NULL, 'the text is current: nothing else');
UPDATE advolux.appointment SET title = 'Office' WHERE appointment_id = :one;
SELECT is((pg_temp.components(:one))[1][3], 'Office',
          'Advolux changed it: what it says now');
SELECT is(pg_temp.put('editor', 'a.ics', pg_temp.version(:one), 'a',
                      pg_temp.event('A3')), 'stored', 'written again');
SELECT is(pg_temp.components(:one), NULL, 'the text is current again');

-- Somebody else has it as well.
INSERT INTO advolux.participant VALUES (:one, pg_temp.staff('guest'));
SELECT pg_temp.version(:one, 'guest') AS before \gset
SELECT is(pg_temp.put('editor', 'a.ics', pg_temp.version(:one), 'a',
                      pg_temp.event('A4')), 'stored', 'shared');
SELECT cmp_ok(pg_temp.version(:one, 'guest'), '>', :before::bigint,
              'their entry is another version');
SELECT is((pg_temp.components(:one, 'guest'))[1][3], 'A4', 'and says what is new');
SELECT is((SELECT text_version = version FROM caldav.content
           WHERE calendar_id = pg_temp.calendar('editor') AND item_id = :one),
          true, 'the editor''s text is current');

-- The firm's own triggers change the item, and make another one.
CREATE FUNCTION public.firm_trigger() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog AS $$
BEGIN
    UPDATE advolux.appointment SET location = 'Room of the firm'
    WHERE appointment_id = NEW.appointment_id;
    INSERT INTO advolux.task (main_editor, sync_mode, title)
    VALUES (NEW.main_editor, 'both', 'Prepare ' || NEW.title);
    RETURN NULL;
END $$;
GRANT EXECUTE ON FUNCTION public.firm_trigger TO advolux_owner;
CREATE TRIGGER firm AFTER INSERT ON advolux.appointment
    FOR EACH ROW EXECUTE FUNCTION public.firm_trigger();
SELECT is(pg_temp.put('editor', 'f.ics', 0, 'f', pg_temp.event('F')), 'created',
          'with such a trigger');
DROP TRIGGER firm ON advolux.appointment;
SELECT is((SELECT location FROM advolux.appointment
           WHERE appointment_id = pg_temp.item('f.ics')), 'Room of the firm',
          'it did what it does');
SELECT is((SELECT count(*) FROM caldav.entry WHERE kind = 'appointment'
           AND item_id = pg_temp.item('f.ics')), 1::bigint, 'one entry');
SELECT is((pg_temp.entry('editor', pg_temp.item('f.ics'))).version,
          pg_temp.revision('editor'), 'of the newest version');
SELECT is((SELECT count(*) FROM caldav.entry e
           JOIN advolux.task t ON t.task_id = e.item_id
           WHERE e.calendar_id = pg_temp.calendar('editor', 'task')
             AND e.visible AND t.title = 'Prepare F'), 1::bigint,
          'what it made is there as well');

-- Nobody else can say so.
SELECT set_config('caldav.storing', 'on', false);
SELECT pg_temp.version(:one) AS before \gset
SET LOCAL SESSION AUTHORIZATION advolux_app;
UPDATE advolux.appointment SET title = 'App' WHERE appointment_id = :one;
UPDATE advolux.task SET title = 'App' WHERE task_id = :task;
RESET SESSION AUTHORIZATION;
SELECT cmp_ok(pg_temp.version(:one), '>', :before::bigint,
              'the application says so: its change is followed');
SELECT is((SELECT (s.components)[1][3] FROM caldav.source s
           WHERE s.item_id = :task AND s.kind = 'task'), 'App', 'of a task, too');
SELECT pg_temp.version(:one) AS before \gset
UPDATE advolux.appointment SET title = 'Root' WHERE appointment_id = :one;
SELECT cmp_ok(pg_temp.version(:one), '>', :before::bigint, 'so is a superuser''s');
SELECT is(pg_temp.as_module(format(
    $$SELECT status FROM caldav.remove(%s, 'p', 'f.ics', %s)$$,
    pg_temp.caller('editor'), (SELECT version FROM caldav.entry
        WHERE calendar_id = pg_temp.calendar('editor') AND name = 'f.ics'))),
    'removed', 'the module''s session says so, and deletes');
SELECT is((SELECT visible FROM caldav.entry
           WHERE calendar_id = pg_temp.calendar('editor') AND name = 'f.ics'),
          false, 'devices hear of it');
SELECT pg_temp.put('editor', 'a.ics', pg_temp.version(:one), 'a',
                   pg_temp.event('A5'));
SELECT is(current_setting('caldav.storing'), '', 'it ends with what put stores');
SELECT set_config('caldav.storing', 'on', false);
SELECT caldav.import('editor', 'tool', 'appointment', ARRAY['i'],
                     ARRAY[pg_temp.object('i')],
                     jsonb_build_array(pg_temp.event('I')));
SELECT is((SELECT count(*) FROM caldav.entry WHERE uid = 'i' AND visible
           AND calendar_id = pg_temp.calendar('editor')), 1::bigint,
          'what is imported is there');
SELECT * FROM finish();
ROLLBACK;
