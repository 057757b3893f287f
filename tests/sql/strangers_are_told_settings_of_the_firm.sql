-- Copyright 2026 the mod_dav_advolux authors
-- SPDX-License-Identifier: Apache-2.0
--
-- To refuse a login that is nobody's costs what it costs for one of this firm:
-- somebody's settings stand in, always the same, and nobody knows beforehand
-- whose.

\ir support/people.psql
SELECT plan(14);

CREATE FUNCTION pg_temp.told(p_login text) RETURNS text LANGUAGE sql AS $$
    SELECT string_agg(concat_ws(' ', credential_id, setting, of_device), '; ')
    FROM caldav.credentials(p_login)
$$;
UPDATE advolux.staff SET active = false;      -- the demo firm's
SELECT is(pg_temp.told('stranger'), NULL, 'nobody stands in where nobody is');
INSERT INTO advolux.staff (login, name)
SELECT 'staff' || n, 'N' FROM generate_series(1, 40) AS n;
SELECT is(pg_temp.told('stranger'), NULL, 'nor where nobody has a password');

-- Half of the firm has hashes of another kind; staff1 has three devices.
SELECT caldav.set_password(login, CASE
    WHEN staff_id % 2 = 0 THEN '$even$' ELSE '$odd$' END || 'x')
FROM advolux.staff WHERE active;
SELECT caldav.add_device('staff1', 'Gerät ' || n, '$test$x')
FROM generate_series(1, 3) AS n;
CREATE TEMPORARY TABLE stranger AS
SELECT login, pg_temp.told(login)
FROM (SELECT 'stranger' || n AS login FROM generate_series(1, 400) AS n) AS s;
SELECT set_eq('SELECT told FROM stranger WHERE told !~ '';''',
              ARRAY['0 $even$ f', '0 $odd$ f'], 'as some of the firm');
SELECT set_eq('SELECT told FROM stranger WHERE told ~ '';''', format(
    $$SELECT '0 %s f; 0 $test$ t; 0 $test$ t; 0 $test$ t'$$,
    (SELECT setting FROM caldav.credential WHERE device IS NULL
     AND staff_id = pg_temp.staff('staff1'))), 'devices too');
SELECT cmp_ok((SELECT count(*) FROM stranger WHERE told = '0 ' || kind || ' f'),
              '>', 50::bigint, kind || ' stands in for many')
FROM unnest(ARRAY['$even$', '$odd$']) AS kind;
SELECT is_empty('SELECT FROM stranger WHERE told <> pg_temp.told(login)',
                'the same ones the next time');

-- Who is there, and since when, is not to be seen of strangers that change.
INSERT INTO advolux.staff (login, name) VALUES ('new', 'N');
SELECT caldav.set_password('new', '$odd$new');
SELECT cmp_ok((SELECT count(*) FROM stranger WHERE told <> pg_temp.told(login)),
              '<', 100::bigint, 'somebody who comes changes few');
UPDATE caldav.setting SET value = 'another' WHERE name = 'stand_in_key';
SELECT cmp_ok((SELECT count(*) FROM stranger WHERE told <> pg_temp.told(login)),
              '>', 100::bigint, 'another secret is another choice');
SELECT is(caldav.verify('stranger1', ARRAY[0], ARRAY['$odd$new']), NULL,
          'nothing proves a key of nobody');

-- Others who are told somebody else's.
SELECT caldav.set_password('staff2', '*');
SELECT alike(pg_temp.told('staff2'), pg_temp.credential('staff2') || ' $% f',
             'a password that nobody has is as slow as somebody''s');
SELECT caldav.enable('staff3', false);
SELECT alike(pg_temp.told('staff3'), '0 $%', 'so is who is switched off');
UPDATE advolux.staff SET active = false WHERE login <> 'staff2';
SELECT is(pg_temp.told('stranger1'), NULL, 'who has left stands in for nobody');
SELECT is(pg_temp.told('staff2'), pg_temp.credential('staff2') || ' * f',
          'then it is told as it is');

SELECT isnt(value, '', 'the secret is there')
FROM caldav.setting WHERE name = 'stand_in_key';
SELECT * FROM finish();
ROLLBACK;
