-- Copyright 2026 the mod_dav_advolux authors
-- SPDX-License-Identifier: Apache-2.0
--
-- Many items come in one statement into a new installation, whose statistics
-- know of none: what is read for each is bounded, however many there are by then.

\ir support/people.psql
SELECT plan(2);

SELECT pg_temp.person('editor');
TRUNCATE caldav.entry, caldav.source, caldav.entry_property, caldav.former;
DELETE FROM pg_statistic WHERE starelid::regclass::text LIKE 'caldav.%';
CREATE FUNCTION pg_temp.fetched() RETURNS bigint LANGUAGE sql AS
    $$SELECT sum(seq_tup_read + coalesce(idx_tup_fetch, 0))::bigint
      FROM pg_stat_xact_user_tables WHERE schemaname = 'caldav'
      AND relname IN ('entry', 'former', 'source')$$;
SELECT pg_temp.fetched() AS before \gset
INSERT INTO advolux.appointment (main_editor, title, start_at, end_at)
SELECT pg_temp.staff('editor'), 'n', now(), now()
FROM generate_series(1, 2000);
SELECT cmp_ok((pg_temp.fetched() - :before) / 2000, '<=', 100::bigint,
              'rows that are read for an item');

-- Statistics that were made of the empty tables say so.
DELETE FROM advolux.appointment WHERE main_editor = pg_temp.staff('editor');
TRUNCATE caldav.entry, caldav.source, caldav.entry_property, caldav.former;
ANALYZE caldav.entry, caldav.source, caldav.former;
SELECT pg_temp.fetched() AS before \gset
INSERT INTO advolux.appointment (main_editor, title, start_at, end_at)
SELECT pg_temp.staff('editor'), 'n', now(), now()
FROM generate_series(1, 2000);
SELECT cmp_ok((pg_temp.fetched() - :before) / 2000, '<=', 100::bigint,
              'where the tables were analysed while they were empty');
SELECT * FROM finish();
ROLLBACK;
