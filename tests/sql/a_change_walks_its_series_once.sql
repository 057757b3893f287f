-- Copyright 2026 the mod_dav_advolux authors
-- SPDX-License-Identifier: Apache-2.0
--
-- What a series costs when it is written does not depend on how many people
-- there are, nor on what statistics say: it is walked once for each calendar
-- that it is in.

\ir support/people.psql
SELECT plan(4);

SELECT pg_temp.person('editor'), pg_temp.person('guest');
SELECT pg_temp.appointment('editor', 'Series') AS series \gset
DELETE FROM pg_statistic WHERE starelid::regclass::text LIKE 'caldav.%';
INSERT INTO advolux.staff (login, name)
SELECT 'other' || n, 'Other' FROM generate_series(1, 50) AS n;

SET LOCAL track_functions = 'pl';
CREATE FUNCTION pg_temp.walks(command text) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
    before bigint := pg_temp.walked();
BEGIN
    EXECUTE command;
    RETURN pg_temp.walked() - before;
END $$;
CREATE FUNCTION pg_temp.walked() RETURNS bigint LANGUAGE sql AS
    'SELECT coalesce(sum(calls), 0)::bigint FROM pg_stat_xact_user_functions
     WHERE schemaname = ''caldav'' AND funcname = ''series_span''';

SELECT is(pg_temp.walks($$UPDATE advolux.appointment
    SET rrule = 'FREQ=DAILY;COUNT=4000' WHERE title = 'Series'$$), 1::bigint,
    'Advolux makes it a series');
SELECT is(pg_temp.walks($$INSERT INTO advolux.participant
    SELECT appointment_id, pg_temp.staff('guest') FROM advolux.appointment
    WHERE title = 'Series'$$), 2::bigint, 'somebody takes part');
SELECT is(pg_temp.walks($$UPDATE advolux.appointment SET title = 'Moved'
    WHERE title = 'Series'$$), 2::bigint, 'Advolux changes it');
SELECT is(pg_temp.walks($$SELECT pg_temp.put('editor', 'new.ics', 0, 'new',
    pg_temp.event('New', '{"rrule": "FREQ=DAILY;COUNT=4000"}'))$$), 1::bigint,
    'a client writes one');
SELECT * FROM finish();
ROLLBACK;
