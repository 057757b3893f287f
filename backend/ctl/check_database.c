/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <apr_strings.h>
#include <apr_time.h>

#include "check.h"
#include "schema_digest.h"
#include "store.h"
#include "timezone.h"

#define CLOCK_WARNING 2 /* seconds */
#define CLOCK_FAILURE 60
#define PART 3 /* of what the server gives, without AdvoluxConnections */

static const wording no_schema = { "the schema is missing",
                                   "das Schema fehlt" };
static const wording migrate = { "advoluxctl migrate", "advoluxctl migrate" };
static const wording newer = { "install the newer program",
                               "das neuere Programm installieren" };
static const wording no_role = { "the module cannot log in",
                                 "das Modul kann sich nicht anmelden" };

/* A query of the owner's without a message if it fails; NULL then. */
static PGresult *ask(PGconn *pg, const char *sql)
{
    PGresult *result = pg ? PQexec(pg, sql) : NULL;

    if (result && PQresultStatus(result) != PGRES_TUPLES_OK) {
        PQclear(result);
        result = NULL;
    }
    return result;
}

const char *check_ask(check *k, PGconn *pg, const char *sql)
{
    PGresult *result = ask(pg, sql);
    const char *value =
        result && PQntuples(result) > 0 && !PQgetisnull(result, 0, 0)
            ? apr_pstrdup(k->c->pool, PQgetvalue(result, 0, 0))
            : NULL;

    PQclear(result);
    return value;
}

check_finding check_schema(check *k)
{
    static const wording missing = {
        "database %s has no schema caldav",
        "die Datenbank %s hat kein Schema caldav"
    };
    static const wording other = {
        "the schema is of version %s, this program needs %d",
        "das Schema hat Version %s, dieses Programm braucht %d"
    };
    static const wording functions = {
        "the functions of the schema are not those of this program",
        "die Funktionen des Schemas sind nicht die dieses Programms"
    };
    static const wording not_utf8 = {
        "the database is of encoding %s, which cannot hold every name",
        "die Datenbank hat die Kodierung %s, die nicht jeden Namen fasst"
    };
    static const wording anew = {
        "createdb -E UTF8 -T template0 NAME, then pg_restore into it",
        "createdb -E UTF8 -T template0 NAME, dann mit pg_restore hinein"
    };
    static const wording create = {
        "advoluxctl migrate --create; or another dbname= if Advolux is "
        "elsewhere: psql -l",
        "advoluxctl migrate --create; oder ein anderes dbname=, wenn Advolux "
        "woanders ist: psql -l"
    };
    static const wording good = { "version %s", "Version %s" };
    const char *found, *encoding, *digest;
    int version;

    if (!k->c->pg) {
        return check_skipped(k, &check_no_server);
    }
    found = check_ask(k, k->c->pg, "SELECT caldav.schema_version()");
    if (!found) {
        return check_found(k, CHECK_FAILURE, &create, &missing, PQdb(k->c->pg));
    }
    encoding = check_ask(k, k->c->pg, "SHOW server_encoding");
    if (encoding && strcmp(encoding, "UTF8") != 0) {
        return check_found(k, CHECK_FAILURE, &anew, &not_utf8, encoding);
    }
    version = atoi(found);
    if (version != ADVOLUX_SCHEMA_VERSION) {
        return check_found(k, CHECK_FAILURE,
                           version < ADVOLUX_SCHEMA_VERSION ? &migrate : &newer,
                           &other, found, ADVOLUX_SCHEMA_VERSION);
    }
    digest = check_ask(k, k->c->pg, "SELECT caldav.schema_digest()");
    if (!digest || strcmp(digest, ADVOLUX_SCHEMA_DIGEST) != 0) {
        return check_found(k, CHECK_WARNING, &migrate, &functions);
    }
    return check_found(k, CHECK_OK, NULL, &good, found);
}

#define OURS "(to_regnamespace('advolux')::oid, to_regnamespace('caldav')::oid)"

check_finding check_rights(check *k)
{
    static const wording lacking = { "the right to %s is missing",
                                     "das Recht auf %s fehlt" };
    static const wording much = {
        "the role is a superuser or a member of another role",
        "die Rolle ist Superuser oder Mitglied einer anderen Rolle"
    };
    static const wording direct = { "the role may use %s directly",
                                    "die Rolle darf %s direkt benutzen" };
    static const wording unknown = { "they cannot be looked at: %s",
                                     "sie sind nicht zu prüfen: %s" };
    static const wording good = { "what it needs and no more",
                                  "was es braucht und nicht mehr" };
    const char *found, *revoke;

    if (!k->module) {
        return check_skipped(k, &no_role);
    }
    found =
        check_ask(k, k->module,
                  "SELECT 'schema caldav' WHERE NOT has_schema_privilege("
                  "to_regnamespace('caldav')::oid, 'USAGE')"
                  " UNION ALL SELECT 'caldav.' || f"
                  " FROM unnest(" MODULE_FUNCTIONS ") AS f"
                  " WHERE NOT EXISTS (SELECT FROM pg_proc p WHERE p.proname = f"
                  " AND p.pronamespace = to_regnamespace('caldav')"
                  " AND has_function_privilege(p.oid, 'EXECUTE')) LIMIT 1");
    if (found) {
        return check_found(k, CHECK_FAILURE, &migrate, &lacking, found);
    }
    found = check_ask(
        k, k->module,
        "SELECT string_agg(change, '; ') FROM (SELECT format('ALTER ROLE %I"
        " NOSUPERUSER', rolname) AS change FROM pg_roles"
        " WHERE rolname = current_user AND rolsuper"
        " UNION ALL SELECT format('REVOKE %s FROM %s', roleid::regrole,"
        " member::regrole) FROM pg_auth_members"
        " WHERE member = current_user::regrole) AS changes");
    if (found) {
        revoke = apr_psprintf(k->c->pool, "psql -c '%s'", found);
        return check_found(k, CHECK_FAILURE, CHECK_MEND(revoke), &much);
    }
    found = check_ask(
        k, k->module,
        "SELECT 'table ' || c.oid::regclass FROM pg_class c"
        " WHERE relkind IN ('r', 'p', 'v', 'm', 'f') AND relnamespace IN " OURS
        " AND (has_table_privilege(c.oid, 'DELETE, TRUNCATE, TRIGGER')"
        " OR has_any_column_privilege(c.oid,"
        " 'SELECT, INSERT, UPDATE, REFERENCES'))"
        " UNION ALL SELECT 'sequence ' || c.oid::regclass FROM pg_class c"
        " WHERE relnamespace IN " OURS " AND CASE relkind WHEN 'S' THEN"
        " has_sequence_privilege(c.oid, 'USAGE, SELECT, UPDATE') END"
        " UNION ALL SELECT 'function ' || p.oid::regprocedure FROM pg_proc p"
        " WHERE pronamespace IN " OURS
        " AND has_function_privilege(p.oid, 'EXECUTE')"
        " AND NOT (pronamespace = to_regnamespace('caldav')"
        " AND proname = ANY (" MODULE_FUNCTIONS "))"
        " UNION ALL SELECT '' LIMIT 1");
    if (!found) {
        return check_found(k, CHECK_FAILURE, &migrate, &unknown,
                           PQerrorMessage(k->module));
    }
    if (!*found) {
        return check_found(k, CHECK_OK, NULL, &good);
    }
    revoke = apr_psprintf(
        k->c->pool, "psql -c 'REVOKE ALL ON %s FROM PUBLIC, " MODULE_ROLE "'",
        found);
    return check_found(k, CHECK_FAILURE, CHECK_MEND(revoke), &direct, found);
}

/* What somebody makes in a schema that is searched for names can be run as
 * whoever uses the name: as the owner of all deadlines. Our sessions and
 * functions search no such schema; others' may. */
check_finding check_planted(check *k)
{
    static const wording may = {
        "the module's role may make objects in %s",
        "die Rolle des Moduls darf Objekte anlegen in %s"
    };
    static const wording has = {
        "%s is not PostgreSQL's, and can be taken for what is",
        "%s stammt nicht von PostgreSQL und kann damit verwechselt werden"
    };
    static const wording look = {
        "see what it is and who made it, then DROP it: psql -c '\\df+ public.*' "
        "-c '\\do+ public.*'",
        "nachsehen, was es ist und von wem, dann mit DROP entfernen: psql -c "
        "'\\df+ public.*' -c '\\do+ public.*'"
    };
    static const wording good = { "nobody can put in a function or operator",
                                  "niemand kann Funktionen oder Operatoren "
                                  "unterschieben" };
    const char *found, *revoke;

    if (!k->c->pg) {
        return check_skipped(k, &check_no_server);
    }
    if (!check_ask(k, k->c->pg,
                   "SELECT 1 FROM pg_roles WHERE rolname = '" MODULE_ROLE
                   "'")) {
        return check_skipped(k, &no_role);
    }
    found = check_ask(
        k, k->c->pg,
        "SELECT format('SCHEMA %I', nspname) FROM pg_namespace"
        " WHERE nspname !~ '^pg_' AND has_schema_privilege('" MODULE_ROLE
        "', oid, 'CREATE')"
        " UNION ALL SELECT format('DATABASE %I', current_database())"
        " WHERE has_database_privilege('" MODULE_ROLE
        "', current_database(), 'CREATE') LIMIT 1");
    if (found) {
        revoke = apr_psprintf(
            k->c->pool,
            "psql -c 'REVOKE CREATE ON %s FROM PUBLIC, " MODULE_ROLE "'",
            found);
        return check_found(k, CHECK_FAILURE, CHECK_MEND(revoke), &may, found);
    }
    /* Of the module's role: anything. Of others but superusers and the owner:
     * what has the name of something of PostgreSQL's. */
    found = check_ask(
        k, k->c->pg,
        "SELECT pg_describe_object(d.classid, d.objid, 0) FROM pg_shdepend d"
        " JOIN pg_database b ON b.oid = d.dbid WHERE d.deptype = 'o'"
        " AND b.datname = current_database()"
        " AND d.refclassid = 'pg_authid'::regclass"
        " AND d.refobjid = (SELECT oid FROM pg_roles"
        " WHERE rolname = '" MODULE_ROLE "')"
        " UNION ALL SELECT pg_describe_object('pg_proc'::regclass, p.oid, 0)"
        " FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace"
        " JOIN pg_roles r ON r.oid = p.proowner"
        " WHERE n.nspname NOT IN ('pg_catalog', 'information_schema',"
        " 'advolux', 'caldav') AND NOT r.rolsuper"
        " AND r.rolname <> 'advolux_owner' AND EXISTS (SELECT FROM pg_proc q"
        " WHERE q.pronamespace = 'pg_catalog'::regnamespace"
        " AND q.proname = p.proname)"
        " UNION ALL SELECT pg_describe_object('pg_operator'::regclass, o.oid, 0)"
        " FROM pg_operator o JOIN pg_namespace n ON n.oid = o.oprnamespace"
        " JOIN pg_roles r ON r.oid = o.oprowner"
        " WHERE n.nspname <> 'pg_catalog' AND NOT r.rolsuper"
        " AND r.rolname <> 'advolux_owner' AND EXISTS (SELECT FROM pg_operator q"
        " WHERE q.oprnamespace = 'pg_catalog'::regnamespace"
        " AND q.oprname = o.oprname) LIMIT 1");
    return found ? check_found(k, CHECK_FAILURE, &look, &has, found)
                 : check_found(k, CHECK_OK, NULL, &good);
}

check_finding check_proof(check *k)
{
    static const wording on = {
        "external-authentication is on: httpd alone says who somebody is, and "
        "whoever has the password of " MODULE_ROLE
        " reads and writes everybody's calendars",
        "external-authentication ist eingeschaltet: Wer jemand ist, sagt allein "
        "httpd, und wer das Passwort von " MODULE_ROLE
        " hat, liest und schreibt alle Kalender"
    };
    static const wording off = {
        "nobody is believed without a CalDAV or device password",
        "niemandem wird ohne CalDAV- oder Gerätepasswort geglaubt"
    };
    const char *value = check_ask(
        k, k->module, "SELECT external_authentication FROM caldav.state()");

    if (!value) {
        return check_skipped(k, k->module ? &no_schema : &no_role);
    }
    return check_found(k, CHECK_OK, NULL, *value == 't' ? &on : &off);
}

check_finding check_deadlines(check *k)
{
    static const wording bad = { "the module's role can read deadlines",
                                 "die Rolle des Moduls kann Fristen lesen" };
    static const wording good = { "PostgreSQL denies them to the module",
                                  "PostgreSQL verweigert sie dem Modul" };
    static const wording odd = { "whether they are denied is not known: %s",
                                 "ob sie gesperrt sind, ist unbekannt: %s" };
    PGresult *result;
    check_finding found;

    if (!k->module) {
        return check_skipped(k, &no_role);
    }
    result = PQexec(k->module, "SELECT 1 FROM advolux.deadline LIMIT 1");
    if (PQresultStatus(result) == PGRES_TUPLES_OK) {
        found =
            check_found(k, CHECK_FAILURE,
                        CHECK_MEND("psql -c 'REVOKE ALL ON advolux.deadline "
                                   "FROM PUBLIC, " MODULE_ROLE "'"),
                        &bad);
    } else if (strcmp(PQresultErrorField(result, PG_DIAG_SQLSTATE), "42501") ==
               0) {
        found = check_found(k, CHECK_OK, NULL, &good);
    } else {
        found =
            check_found(k, CHECK_FAILURE, &migrate, &odd,
                        PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY));
    }
    PQclear(result);
    return found;
}

check_finding check_people(check *k)
{
    static const wording none = { "CalDAV is on for nobody",
                                  "CalDAV ist für niemanden eingeschaltet" };
    static const wording good = { "%s", "%s" };
    const char *count;

    if (!k->module) {
        return check_skipped(k, &no_role);
    }
    count = check_ask(k, k->module, "SELECT people FROM caldav.state()");
    if (!count) {
        return check_skipped(k, &no_schema);
    }
    return strcmp(count, "0") == 0
               ? check_found(k, CHECK_WARNING,
                             CHECK_MEND("advoluxctl staff password LOGIN"),
                             &none)
               : check_found(k, CHECK_OK, NULL, &good, count);
}

check_finding check_zones(check *k)
{
    static const wording no_staff = {
        "advolux.staff cannot be read: connect as advolux_owner",
        "advolux.staff ist nicht lesbar: als advolux_owner verbinden"
    };
    static const wording unknown = {
        "zone %s is not known on this machine",
        "die Zeitzone %s ist auf diesem Rechner unbekannt"
    };
    static const wording differs = {
        "PostgreSQL and this machine disagree about zone %s",
        "PostgreSQL und dieser Rechner sind sich über die Zeitzone %s uneins"
    };
    static const wording upgrade = {
        "apt install --only-upgrade tzdata (on both machines; then restart "
        "both servers)",
        "apt install --only-upgrade tzdata (auf beiden Rechnern; danach beide "
        "Server neu starten)"
    };
    static const wording good = { "%d in use, the same for PostgreSQL and here",
                                  "%d benutzt, in PostgreSQL und hier gleich" };
    PGresult *result;
    check_finding found;
    int rows;

    if (!k->c->pg) {
        return check_skipped(k, &check_no_server);
    }
    /* Both sides of a year's clock changes, some years on. */
    result = ask(k->c->pg, "SELECT zone, to_char(l, 'YYYYMMDD\"T\"HH24MISS'),"
                           " extract(epoch FROM l AT TIME ZONE zone)::bigint"
                           " FROM (SELECT DISTINCT time_zone::text AS zone"
                           " FROM advolux.staff) AS z,"
                           " unnest(ARRAY[timestamp '2020-07-01 12:00',"
                           " '2026-01-01 12:00', '2028-07-01 12:00',"
                           " '2030-04-01 12:00', '2030-10-28 12:00']) AS l");
    if (!result) {
        return check_skipped(k, &no_staff);
    }
    rows = PQntuples(result);
    found = check_found(k, CHECK_OK, NULL, &good, rows / 5);
    for (int row = 0; row < rows && found.level == CHECK_OK; row++) {
        const char *zone = PQgetvalue(result, row, 0);

        if (!ical_zone_resolve(k->c->pool, zone)) {
            found =
                check_found(k, CHECK_FAILURE, CHECK_MEND("apt install tzdata"),
                            &unknown, zone);
        } else if (ical_zone_instant(k->c->pool, zone,
                                     PQgetvalue(result, row, 1)) !=
                   apr_atoi64(PQgetvalue(result, row, 2))) {
            found = check_found(k, CHECK_WARNING, &upgrade, &differs, zone);
        }
    }
    PQclear(result);
    return found;
}

check_finding check_clock(check *k)
{
    static const wording differ = {
        "PostgreSQL's clock and this machine's differ by %d s",
        "die Uhren von PostgreSQL und diesem Rechner weichen um %d s "
        "voneinander ab"
    };
    static const wording set = {
        "timedatectl set-ntp true (on both machines)",
        "timedatectl set-ntp true (auf beiden Rechnern)"
    };
    apr_time_t before = apr_time_now();
    const char *theirs =
        check_ask(k, k->c->pg,
                  "SELECT (extract(epoch FROM clock_timestamp()) * 1000000)"
                  "::bigint");
    apr_time_t ours = before + (apr_time_now() - before) / 2;
    int seconds;

    if (!theirs) {
        return check_skipped(k, &check_no_server);
    }
    seconds = abs((int)apr_time_sec(apr_atoi64(theirs) - ours));
    return check_found(k,
                       seconds < CLOCK_WARNING   ? CHECK_OK
                       : seconds < CLOCK_FAILURE ? CHECK_WARNING
                                                 : CHECK_FAILURE,
                       seconds < CLOCK_WARNING ? NULL : &set, &differ, seconds);
}

check_finding check_connections(check *k)
{
    static const wording say = {
        "%d of %d are free, the module may need %d more",
        "%d von %d sind frei, das Modul kann noch %d brauchen"
    };
    static const wording too_many = CHECK_TOO_MANY;
    const char *pool = ctl_value(k->call, "--pool");
    PGresult *result;
    int most, used, ours, wanted;

    result = ask(k->c->pg,
                 "SELECT current_setting('max_connections')::int"
                 " - current_setting('superuser_reserved_connections')::int"
                 " - coalesce(current_setting('reserved_connections',"
                 " true)::int, 0),"
                 " count(*), count(*) FILTER (WHERE application_name ="
                 " 'mod_dav_advolux') FROM pg_stat_activity"
                 " WHERE backend_type = 'client backend'");
    if (!result) {
        return check_skipped(k, &check_no_server);
    }
    most = atoi(PQgetvalue(result, 0, 0));
    used = atoi(PQgetvalue(result, 0, 1));
    ours = atoi(PQgetvalue(result, 0, 2));
    PQclear(result);
    wanted = (pool ? atoi(pool) : most / PART) - ours;
    wanted = wanted > 0 ? wanted : 0;
    return check_found(k,
                       used + 1 >= most       ? CHECK_FAILURE
                       : used + wanted > most ? CHECK_WARNING
                                              : CHECK_OK,
                       used + wanted > most || used + 1 >= most ? &too_many
                                                                : NULL,
                       &say, most - used, most, wanted);
}
