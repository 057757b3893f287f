/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include "module_rights.h"

int module_rights_missing(ctl *c)
{
    const PGresult *result = ctl_query(
        c,
        "SELECT FROM (SELECT (SELECT oid FROM pg_roles"
        " WHERE rolname = '" MODULE_ROLE "') AS role) r"
        " WHERE role IS NULL"
        " OR NOT has_database_privilege(role, current_database(), 'CONNECT')"
        " OR NOT has_schema_privilege(role, 'caldav', 'USAGE')"
        " OR NOT has_type_privilege(role, 'caldav.kind', 'USAGE')"
        " OR NOT has_type_privilege(role, 'caldav.access', 'USAGE')"
        " OR EXISTS (SELECT FROM unnest(" MODULE_FUNCTIONS ") AS f"
        " WHERE NOT EXISTS (SELECT FROM pg_proc p WHERE proname = f"
        " AND pronamespace = 'caldav'::regnamespace"
        " AND has_function_privilege(role, p.oid, 'EXECUTE')))",
        0, NULL);

    return result ? PQntuples(result) > 0 : -1;
}

bool module_rights_grant(ctl *c)
{
    return ctl_query(
               c,
               "DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_roles"
               " WHERE rolname = '" MODULE_ROLE "') THEN"
               " CREATE ROLE " MODULE_ROLE " LOGIN;"
               " BEGIN ALTER ROLE " MODULE_ROLE
               " SET log_parameter_max_length = 0;"
               " ALTER ROLE " MODULE_ROLE
               " SET log_parameter_max_length_on_error = 0;"
               " EXCEPTION WHEN insufficient_privilege THEN NULL; END;"
               " END IF;"
               " EXECUTE format('GRANT CONNECT ON DATABASE %I TO " MODULE_ROLE
               "', current_database());"
               " GRANT USAGE ON SCHEMA caldav TO " MODULE_ROLE ";"
               " GRANT USAGE ON TYPE caldav.kind, caldav.access TO " MODULE_ROLE
               "; END $$",
               0, NULL) != NULL;
}
