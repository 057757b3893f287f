-- Copyright 2026 the mod_dav_advolux authors
-- SPDX-License-Identifier: Apache-2.0
--
-- Infinite dates and those of years that iCalendar lacks: Advolux writes them,
-- and lists what takes place.

\ir support/people.psql
SELECT plan(33);

SELECT pg_temp.person('editor');
SELECT pg_temp.appointment('editor', 'Series', rule => 'FREQ=DAILY;COUNT=9')
    AS series \gset
INSERT INTO advolux.override (appointment_id, recurrence_id, title, start_at,
                              end_at)
VALUES (:series, current_date + 2 + time '10:00', 'Moved',
        current_date + interval '60 hours', current_date + interval '61 hours');

CREATE FUNCTION pg_temp.listed() RETURNS bigint LANGUAGE sql AS
    $$SELECT count(*) FROM advolux.appointment_occurrences(
        now(), now() + interval '20 days', pg_temp.staff('editor'))$$;
CREATE FUNCTION pg_temp.writes(relation text, change text) RETURNS SETOF text
LANGUAGE plpgsql AS $$
BEGIN
    RETURN NEXT lives_ok(format('UPDATE advolux.%I SET %s', relation, change)
        || format(' WHERE appointment_id = %s', (
            SELECT max(appointment_id) FROM advolux.appointment)), change);
    RETURN NEXT cmp_ok(pg_temp.listed(), '>=', 8::bigint, change || ': listed');
    RETURN NEXT lives_ok('UPDATE advolux.appointment SET title = title || ''.''
        WHERE title LIKE ''Series%''', change || ': written again');
END $$;

SELECT pg_temp.writes('appointment', format('%s = ''{%s}''', l, d))
FROM unnest(ARRAY['exdate', 'rdate']) AS l,
     unnest(ARRAY['infinity', '-infinity', '0044-03-15 BC', '20000-01-01']) AS d;
SELECT pg_temp.writes('override', c)
FROM unnest(ARRAY['start_at = ''infinity'', end_at = ''infinity''',
                  'start_at = ''-infinity''',
                  'start_at = ''20000-01-01'', end_at = ''infinity''']) AS c;
SELECT * FROM finish();
ROLLBACK;
