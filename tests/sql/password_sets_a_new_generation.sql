-- Copyright 2026 the mod_dav_advolux authors
-- SPDX-License-Identifier: Apache-2.0
--
-- A password or a switch ends the verified logins of before.

\ir support/people.psql
SELECT plan(13);

INSERT INTO advolux.staff (login, name) VALUES ('secret', 'N');
SELECT throws_ok($$SELECT caldav.enable('secret', true)$$, '55000',
                 'a CalDAV password must be set first',
                 'nobody is switched on without a password');
SELECT is(caldav.set_password('secret', 'one'), 2::bigint, 'first password');
SELECT is((SELECT password_hash FROM caldav.principal WHERE login = 'secret'),
          'one', 'the hash is kept');
SELECT is(caldav.set_password('secret', 'one'), 3::bigint,
          'the same again counts too');
SELECT is(caldav.enable('secret', false), 4::bigint, 'off');
SELECT is_empty($$SELECT FROM caldav.principal WHERE login = 'secret'$$,
                'no principal while off');
SELECT is(caldav.enable('secret', true), 5::bigint, 'on');
SELECT is((SELECT generation FROM caldav.collection
           WHERE login = 'secret' AND kind = 'task'), 5::bigint,
          'collections say the generation');
SELECT throws_ok($$SELECT caldav.set_password('nobody-here', 'x')$$, 'P0002',
                 'no such login', 'unknown login');
SELECT throws_ok($$SELECT caldav.enable('nobody-here', true)$$, 'P0002',
                 'no such login', 'unknown login');
SELECT is(pg_temp.put('secret', 'a.ics', 0, 'a', pg_temp.event('A'),
                      generation => 4), 'login', 'an old generation is refused');
SELECT is(pg_temp.put('secret', 'a.ics', 0, 'a', pg_temp.event('A'),
                      generation => 5), 'created', 'the present one is not');
SELECT is(pg_temp.put('secret', 'b.ics', 0, 'b', pg_temp.event('B'),
                      generation => 0), 'created',
          'nor another authentication''s');
SELECT * FROM finish();
ROLLBACK;
