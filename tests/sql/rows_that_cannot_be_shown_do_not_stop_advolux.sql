-- Copyright 2026 the mod_dav_advolux authors
-- SPDX-License-Identifier: Apache-2.0
--
-- A row that no component can be made of (ARCHITECTURE.md, "Invariants": one bad row
-- never breaks a listing) is left out of the content, and can be written all the
-- same.

\ir support/people.psql
SELECT plan(6);

SELECT pg_temp.person('editor');
SELECT pg_temp.appointment('editor', 'Whole') AS whole \gset
SELECT pg_temp.appointment('editor', 'Odd') AS odd \gset
SELECT isnt((SELECT components FROM caldav.content WHERE item_id = :odd),
            NULL, 'a row has components');

CREATE OR REPLACE FUNCTION caldav.local_text(p_local timestamp) RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE AS $$ SELECT (1 / 0)::text $$;
SELECT lives_ok(format(
    'UPDATE advolux.appointment SET title = ''Odd again'' WHERE appointment_id = %s',
    :odd), 'Advolux writes it');
SELECT results_eq(
    format('SELECT item_id, visible, components IS NULL FROM caldav.content
            WHERE item_id IN (%s, %s) ORDER BY item_id', :whole, :odd),
    format('VALUES (%s::bigint, true, false), (%s, true, true)', :whole, :odd),
    'it is listed without components, the other with its own');

CREATE OR REPLACE FUNCTION caldav.local_text(p_local timestamp) RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE AS
    $$ SELECT to_char(p_local, 'YYYYMMDD"T"HH24MISS') $$;
SELECT lives_ok(format(
    'UPDATE advolux.appointment SET title = ''Mended'' WHERE appointment_id = %s',
    :odd), 'mended');
SELECT matches((SELECT components::text FROM caldav.content
                WHERE item_id = :odd), 'Mended', 'it is there again');

-- Nothing of a row that is not visible is kept.
UPDATE advolux.appointment SET sync_mode = 'none' WHERE appointment_id = :odd;
SELECT is((SELECT components FROM caldav.source WHERE item_id = :odd), NULL,
          'no components of what is not visible');
SELECT * FROM finish();
ROLLBACK;
