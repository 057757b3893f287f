-- Copyright 2026 the mod_dav_advolux authors
-- SPDX-License-Identifier: Apache-2.0
--
-- A password is kept as setting and digest, is one person's, and ends what was
-- verified before it.

\ir support/people.psql
SELECT plan(39);

-- What is kept
INSERT INTO advolux.staff (login, name) VALUES ('secret', 'N');
SELECT throws_ok($$SELECT caldav.enable('secret', true)$$, '55000',
                 'a CalDAV password must be set first',
                 'nobody is switched on without a password');
\set hash '$y$j9T$.dVs6/INzytgjHFJze33.0$25Z49rDdH92ox.JDqYdAQEZDCbODVZ4ehgG0kBrfOW5'
SELECT caldav.set_password('secret', :'hash') AS first \gset
SELECT results_eq(
    format('SELECT credential_id, setting, digest FROM caldav.credential
            WHERE staff_id = %s', pg_temp.staff('secret')),
    format('SELECT %s::bigint, %L, sha256(convert_to(%L, ''UTF8''))', :first,
           '$y$j9T$.dVs6/INzytgjHFJze33.0$', :'hash'),
    'the setting, and the digest of the proof');
SELECT is(caldav.setting_of(proof), setting, setting)
FROM (VALUES
    ('$2b$04$lWyPVJyzPSJ.wfNtWe6kUe7G1KrXAfZdzfmYbmyTBTgAn.Hmhcmf.',
     '$2b$04$lWyPVJyzPSJ.wfNtWe6kUe'),
    ('$6$rounds=5000$salt$hash/', '$6$rounds=5000$salt$'),
    ('$5$salt$hash', '$5$salt$'), ('$apr1$salt$hash', '$apr1$salt$'),
    ('$gy$j9T$salt$hash', '$gy$j9T$salt$'), ('{SHA}aGFzaA==', '{SHA}'),
    ('abJnggxhB/yWI', 'ab'), ('_J9..rasmBYk8r9AiWNc', '_J9..rasm'),
    ('*', '*'), ('!', '*')) AS v (proof, setting);
SELECT throws_ok($$SELECT caldav.set_password('secret', 'my password')$$,
                 '22023', 'this is not what crypt(3) makes of a password',
                 'a password itself is none');
SELECT caldav.set_password('secret', '*');
SELECT is_empty($$SELECT FROM caldav.verify('secret', ARRAY[(
    SELECT credential_id FROM caldav.credential
    WHERE staff_id = pg_temp.staff('secret'))], '{*}')$$,
    'nothing proves a password that is locked');
SELECT isnt(caldav.set_password('secret', :'hash'), :first::bigint,
            'the same again is another credential');
SELECT throws_ok($$SELECT caldav.set_password('nobody-here', '*')$$, 'P0002',
                 'no such login', 'unknown login');
SELECT throws_ok($$SELECT caldav.enable('nobody-here', true)$$, 'P0002',
                 'no such login', 'unknown login');

-- What is told of it
SELECT pg_temp.person('one') AS one, pg_temp.person('two') AS two \gset
SELECT caldav.add_device('one', 'Handy', '$test$handy') AS handy \gset
SELECT results_eq($$SELECT * FROM caldav.credentials('one')$$,
    format($$VALUES (%s::bigint, '$test$', false), (%s, '$test$', true)$$,
           pg_temp.credential('one'), :handy), 'settings, of one login');
SELECT is_empty($$SELECT FROM caldav.credentials('nobody-here')
                  WHERE credential_id <> 0$$, 'no key of an unknown one');
SELECT results_eq(
    format($$SELECT * FROM caldav.verify('one', '{%s,%s}', %L)$$,
           pg_temp.credential('one'), :handy, ARRAY['$test$x', '$test$handy']),
    format($$VALUES (%s::bigint, 'Handy')$$, :handy), 'which one is proved');
SELECT is_empty(
    format($$SELECT FROM caldav.verify(%L, '{%s}', ARRAY[%L])$$, login, id,
           proof), what)
FROM (VALUES ('one', pg_temp.credential('one'), '$test$two', 'another''s proof'),
             ('two', pg_temp.credential('one'), '$test$one', 'for another login'),
             ('one', pg_temp.credential('two'), '$test$one', 'by another''s key'),
             ('one', pg_temp.credential('one'), NULL, 'without a proof'))
     AS v (login, id, proof, what);

-- A credential is a person's, whatever their login is.
CREATE FUNCTION pg_temp.enters(login text, id bigint, proof text) RETURNS text
LANGUAGE plpgsql AS $$
BEGIN
    RETURN (caldav.principal(login, id, proof)).login;
EXCEPTION WHEN invalid_authorization_specification THEN
    RETURN 'nobody';
END $$;
SELECT pg_temp.credential('one') AS c1, pg_temp.credential('two') AS c2 \gset
SELECT is(pg_temp.enters('one', :c1, '$test$one'), 'one', 'let in');
SELECT is(pg_temp.enters('one', :handy, '$test$handy'), 'one', 'so is a device');
SELECT is(pg_temp.enters('one', :c1, '$test$two'), 'nobody', 'a wrong proof');
SELECT is(pg_temp.enters('one', :c1, NULL), 'nobody', 'no proof');
SELECT is(pg_temp.enters('one', NULL, '$test$one'), 'nobody', 'no credential');
SELECT is(pg_temp.enters('two', :c1, '$test$one'), 'nobody', 'another login');
SELECT is(pg_temp.enters('one', 0, '$test$one'), 'nobody',
          'nobody vouches for a login');
UPDATE caldav.setting SET value = 'on' WHERE name = 'external_authentication';
SELECT is(pg_temp.enters('one', 0, NULL), 'one', 'until the owner allows it');
SELECT is(pg_temp.enters('one', :c1, '$test$two'), 'nobody',
          'which makes no proof right');
UPDATE caldav.setting SET value = 'off' WHERE name = 'external_authentication';
UPDATE advolux.staff SET login = 'one-and-two' WHERE login = 'one';
UPDATE advolux.staff SET login = 'one' WHERE login = 'two';
UPDATE advolux.staff SET login = 'two' WHERE login = 'one-and-two';
SELECT is(pg_temp.enters('one', :c1, '$test$one'), 'nobody', 'swapped');
SELECT is(pg_temp.enters('two', :c1, '$test$one'), 'two', 'by the new login');
SELECT is(pg_temp.enters('one', :c2, '$test$two'), 'one', 'and the other');
SELECT is(caldav.revoke_device('two', 'Handy'), true, 'revoked');
SELECT is(pg_temp.enters('two', :handy, '$test$handy'), 'nobody', 'out');
SELECT isnt(caldav.add_device('two', 'Handy', '$test$handy'), :handy::bigint,
            'the same name again is another credential');
SELECT * FROM finish();
ROLLBACK;
