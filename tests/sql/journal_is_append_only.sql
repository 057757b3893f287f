-- Copyright 2026 the mod_dav_advolux authors
-- SPDX-License-Identifier: Apache-2.0
--
-- Nobody changes what the journal says, the owner included.

\ir support/people.psql
SELECT plan(10);

INSERT INTO advolux.journal (login, operation, kind, result, reason)
VALUES ('x', 'put', 'task', 'done', 'kept');
SELECT throws_ok(c, '42501', 'the journal is append-only', 'superuser: ' || c)
FROM unnest(ARRAY['UPDATE advolux.journal SET reason = ''changed''',
                  'DELETE FROM advolux.journal',
                  'TRUNCATE advolux.journal']) AS c;
SET LOCAL ROLE advolux_owner;
SELECT throws_ok(c, '42501', 'the journal is append-only', 'owner: ' || c)
FROM unnest(ARRAY['UPDATE advolux.journal SET reason = ''changed''',
                  'DELETE FROM advolux.journal',
                  'TRUNCATE advolux.journal']) AS c;
RESET ROLE;
SELECT ok(NOT has_table_privilege('advolux_app', 'advolux.journal', p),
          'the application has no ' || p)
FROM unnest(ARRAY['UPDATE', 'DELETE', 'TRUNCATE']) AS p;
SELECT is((SELECT reason FROM advolux.journal WHERE login = 'x'), 'kept', 'kept');
SELECT * FROM finish();
ROLLBACK;
