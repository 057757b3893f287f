-- Copyright 2026 the mod_dav_advolux authors
-- SPDX-License-Identifier: Apache-2.0
--
-- The module's role may nothing but call functions (CONTRACT.md has them);
-- PUBLIC may nothing.

\ir support/people.psql
SELECT plan(11);

SELECT is_empty(
    $$SELECT c.oid::regclass, p
      FROM pg_class c, unnest(ARRAY['SELECT', 'INSERT', 'UPDATE', 'DELETE',
                                    'TRUNCATE', 'REFERENCES', 'TRIGGER']) AS p
      WHERE c.relnamespace IN ('advolux'::regnamespace, 'caldav'::regnamespace)
        AND c.relkind IN ('r', 'p', 'm', 'f', 'v')
        AND (has_table_privilege('advolux_caldav', c.oid, p)
             OR p NOT IN ('DELETE', 'TRUNCATE', 'TRIGGER')
                AND has_any_column_privilege('advolux_caldav', c.oid, p))$$,
    'no right on any table, view or column');
SELECT is_empty(
    $$SELECT c.oid::regclass FROM pg_class c
      WHERE c.relnamespace IN ('advolux'::regnamespace, 'caldav'::regnamespace)
        AND c.relkind = 'S'
        AND (has_sequence_privilege('advolux_caldav', c.oid, 'USAGE')
             OR has_sequence_privilege('advolux_caldav', c.oid, 'SELECT'))$$,
    'no sequence');
SELECT ok(NOT has_schema_privilege('advolux_caldav', 'advolux', 'USAGE'),
          'schema advolux is closed');
SELECT ok(NOT has_schema_privilege('advolux_caldav', 'caldav', 'CREATE'),
          'it makes nothing in caldav');
SELECT ok(NOT has_database_privilege('advolux_caldav', current_database(),
                                     'TEMPORARY')
          AND NOT has_database_privilege('advolux_caldav', current_database(),
                                         'CREATE'), 'nor anywhere else');
SELECT is_empty(
    $$SELECT FROM pg_auth_members WHERE member = 'advolux_caldav'::regrole$$,
    'it is a member of no role');
SELECT results_eq(
    $$SELECT rolsuper, rolcreaterole, rolcreatedb, rolreplication, rolbypassrls
      FROM pg_roles WHERE rolname = 'advolux_caldav'$$,
    'VALUES (false, false, false, false, false)', 'and has no attribute');
SELECT is_empty(
    $$SELECT c.oid::regclass FROM pg_class c, aclexplode(c.relacl) AS a
      WHERE c.relnamespace IN ('advolux'::regnamespace, 'caldav'::regnamespace)
        AND a.grantee = 0$$, 'PUBLIC: no relation');
SELECT is_empty(
    $$SELECT p.oid::regprocedure
      FROM pg_proc p,
           aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) AS a
      WHERE p.pronamespace IN ('advolux'::regnamespace, 'caldav'::regnamespace)
        AND a.grantee = 0$$, 'PUBLIC: no function');
SELECT is_empty(
    $$SELECT n.nspname FROM pg_namespace n, aclexplode(n.nspacl) AS a
      WHERE n.nspname IN ('advolux', 'caldav') AND a.grantee = 0$$,
    'PUBLIC: no schema');
SELECT is_empty(
    $$SELECT p.oid::regprocedure FROM pg_proc p
      WHERE p.pronamespace IN ('advolux'::regnamespace, 'caldav'::regnamespace)
        AND p.prosecdef
        AND NOT EXISTS (SELECT FROM unnest(p.proconfig) AS s
                        WHERE s LIKE 'search_path=pg_catalog, pg_temp')$$,
    'whatever runs as its owner has a fixed search path');
SELECT * FROM finish();
ROLLBACK;
