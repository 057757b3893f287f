/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include <string.h>
#include <apr_strings.h>
#include <apr_user.h>

#include "check.h"
#include "connect_reason.h"
#include "conninfo.h"
#include "database.h"
#include "obstacle.h"

const wording check_no_server = { "there is no connection to PostgreSQL",
                                  "es gibt keine Verbindung zu PostgreSQL" };

#define HBA \
    "pg_hba.conf: host advolux " MODULE_ROLE " ADDRESS/32 scram-sha-256; "
#define HBA_LOCAL "pg_hba.conf: local advolux " MODULE_ROLE " scram-sha-256; "
#define RELOAD "psql -c 'SELECT pg_reload_conf()'"
#define HERE "advoluxctl --database 'host=HOST port=5432 dbname=advolux' check"
#define AS_THE_MODULE \
    "sudo advoluxctl check --module 'host=HOST port=5432 dbname=advolux " \
    "user=" MODULE_ROLE " passfile=/etc/advolux/pgpass'"

/* What mends a failed connection: the first row of which a word is in libpq's
 * message counts. PostgreSQL may speak the language of its lc_messages. */
static const struct {
    const char *english, *german;
    wording mend;
} mends[] = {
    { "could not translate host name",
      NULL,
      { "getent hosts HOST; correct host= in AdvoluxDatabase",
        "getent hosts HOST; host= in AdvoluxDatabase berichtigen" } },
    { "host \"[local]\"",
      NULL,
      { HBA_LOCAL "and reload PostgreSQL: " RELOAD,
        HBA_LOCAL "und PostgreSQL neu laden: " RELOAD } },
    { "pg_hba.conf",
      NULL,
      { HBA "and reload PostgreSQL: " RELOAD,
        HBA "und PostgreSQL neu laden: " RELOAD } },
    { "password authentication failed",
      "Passwort-Authentifizierung",
      { "psql -c '\\password " MODULE_ROLE
        "', the same into passfile, and apachectl graceful",
        "psql -c '\\password " MODULE_ROLE
        "', dasselbe in die Datei von passfile, und apachectl graceful" } },
    { "Peer ",
      "Peer-Auth",
      { AS_THE_MODULE " (as AdvoluxDatabase says)",
        AS_THE_MODULE " (so, wie es in AdvoluxDatabase steht)" } },
    { "Ident ",
      "Ident-Auth",
      { AS_THE_MODULE " (as AdvoluxDatabase says)",
        AS_THE_MODULE " (so, wie es in AdvoluxDatabase steht)" } },
    { "password",
      NULL,
      { "passfile=FILE in AdvoluxDatabase; chown root FILE; chmod 600 FILE; "
        "apachectl graceful",
        "passfile=DATEI in AdvoluxDatabase; chown root DATEI; chmod 600 DATEI; "
        "apachectl graceful" } },
    { "not permitted to log in",
      "zum Einloggen",
      { "psql -c 'ALTER ROLE " MODULE_ROLE " LOGIN'",
        "psql -c 'ALTER ROLE " MODULE_ROLE " LOGIN'" } },
    { "permission denied for database",
      "Berechtigung für Datenbank",
      { "advoluxctl migrate, as the database's owner or a superuser",
        "advoluxctl migrate, als Eigentümer der Datenbank oder Superuser" } },
    { "role \"",
      "Rolle »",
      { "advoluxctl migrate (makes role " MODULE_ROLE
        "); correct user= in AdvoluxDatabase",
        "advoluxctl migrate (legt die Rolle " MODULE_ROLE
        " an); user= in AdvoluxDatabase berichtigen" } },
    { "database \"",
      "Datenbank »",
      { "psql -l; correct dbname= in AdvoluxDatabase",
        "psql -l; dbname= in AdvoluxDatabase berichtigen" } },
    { "too many", "zu viele", CHECK_TOO_MANY },
    { "connection slots", "Verbindungsslots", CHECK_TOO_MANY },
    { "does not support SSL",
      NULL,
      { "ssl = on in postgresql.conf, with ssl_cert_file and ssl_key_file",
        "ssl = on in postgresql.conf, mit ssl_cert_file und ssl_key_file" } },
    { "does not match host name",
      NULL,
      { "host= in AdvoluxDatabase as PostgreSQL's certificate has it",
        "host= in AdvoluxDatabase so, wie es im Zertifikat von PostgreSQL "
        "steht" } },
    { "certificate",
      NULL,
      { "sslrootcert=FILE in AdvoluxDatabase (the CA of PostgreSQL's "
        "certificate)",
        "sslrootcert=DATEI in AdvoluxDatabase (die CA des Zertifikats von "
        "PostgreSQL)" } },
    { "",
      NULL,
      { "systemctl start postgresql; correct host= and port= in "
        "AdvoluxDatabase (here: " HERE ")",
        "systemctl start postgresql; host= und port= in AdvoluxDatabase "
        "berichtigen (hier: " HERE ")" } },
};

static const wording *mend_of(const char *reason)
{
    size_t i = 0;

    while (!strstr(reason, mends[i].english) &&
           !(mends[i].german && strstr(reason, mends[i].german))) {
        i++;
    }
    return &mends[i].mend;
}

/* As `user`; NULL: as the conninfo says. As the module does it, and this tool:
 * by TLS to another machine. */
static PGconn *connect_as(const char *conninfo, const char *user)
{
    const char *const keywords[] = { "dbname",
                                     "connect_timeout",
                                     "client_encoding",
                                     "application_name",
                                     "sslmode",
                                     "user",
                                     NULL };
    const char *const values[] = { conninfo,
                                   "5",
                                   "UTF8",
                                   "advoluxctl check",
                                   conninfo_resolve(conninfo).sslmode,
                                   user,
                                   NULL };
    PGconn *pg = PQconnectdbParams(keywords, values, 1);

    if (PQstatus(pg) == CONNECTION_OK) {
        /* What somebody else locks is found by a check of its own. */
        PQclear(PQexec(pg, CTL_PINNED "; SET lock_timeout = '2s'"));
    }
    return pg;
}

check_finding check_server(check *k)
{
    static const wording bad = { "%s", "%s" };
    static const wording upgrade = {
        "apt install postgresql, then pg_upgradecluster",
        "apt install postgresql, danach pg_upgradecluster"
    };
    static const wording failed = { "%s (by %s)", "%s (nach %s)" };
    static const wording good = { "PostgreSQL %s at %s, port %s",
                                  "PostgreSQL %s auf %s, Port %s" };
    const char *fault = database_find(k->c);
    PGconn *pg;

    if (fault) {
        return check_found(k, CHECK_FAILURE, CHECK_MEND(HERE), &bad, fault);
    }
    pg = connect_as(k->c->database, NULL);
    if (PQstatus(pg) != CONNECTION_OK) {
        const char *reason = connect_reason(k->c->pool, PQerrorMessage(pg));

        PQfinish(pg);
        return check_found(k, CHECK_FAILURE, mend_of(reason), &failed, reason,
                           k->c->said_by);
    }
    k->c->pg = pg;
    fault = database_server_fault(k->c->pool, pg);
    if (fault) {
        return check_found(k, CHECK_FAILURE, &upgrade, &bad, fault);
    }
    return check_found(k, CHECK_OK, NULL, &good,
                       PQparameterStatus(pg, "server_version"), PQhost(pg),
                       PQport(pg));
}

/* Who runs this program: what "peer" and "ident" go by. */
static const char *system_user(check *k)
{
    apr_uid_t user;
    apr_gid_t group;
    char *name;

    return apr_uid_current(&user, &group, k->c->pool) == APR_SUCCESS &&
                   apr_uid_name_get(&name, user, k->c->pool) == APR_SUCCESS
               ? name
               : "?";
}

/* A file that the conninfo names and that libpq passes over, or calls missing,
 * since it cannot be reached. */
static const char *with_obstacle(check *k, const char *reason,
                                 const char *conninfo)
{
    static const char *const words[] = { "passfile", "sslrootcert", "sslcert",
                                         "sslkey" };

    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        const char *file = conninfo_value(k->c->pool, conninfo, words[i]);
        const char *obstacle =
            file && *file == '/' ? obstacle_here(k->c->pool, file) : NULL;

        if (obstacle) {
            reason = apr_psprintf(k->c->pool, "%s (%s: %s)", reason, words[i],
                                  obstacle);
        }
    }
    return reason;
}

check_finding check_role(check *k)
{
    static const wording bad = { "as role %s in %s at %s, port %s, by system "
                                 "user %s: %s",
                                 "als Rolle %s in %s auf %s, Port %s, vom "
                                 "Systembenutzer %s: %s" };
    static const wording good = { MODULE_ROLE " logs in",
                                  MODULE_ROLE " meldet sich an" };
    static const wording other = {
        "the module would log in as %s, which is not " MODULE_ROLE,
        "das Modul würde sich als %s anmelden, nicht als " MODULE_ROLE
    };
    const char *conninfo = ctl_value(k->call, "--module");
    PGconn *pg;

    if (!k->c->pg && !conninfo) {
        return check_skipped(k, &check_no_server);
    }
    pg = connect_as(conninfo ? conninfo : k->c->database,
                    conninfo ? NULL : MODULE_ROLE);
    if (PQstatus(pg) != CONNECTION_OK) {
        const char *reason = with_obstacle(
            k, connect_reason(k->c->pool, PQerrorMessage(pg)), conninfo);
        check_finding found = check_found(
            k, CHECK_FAILURE, mend_of(reason), &bad, PQuser(pg), PQdb(pg),
            PQhost(pg), PQport(pg), system_user(k), reason);

        PQfinish(pg);
        return found;
    }
    k->module = pg;
    return strcmp(PQuser(pg), MODULE_ROLE) == 0
               ? check_found(k, CHECK_OK, NULL, &good)
               : check_found(
                     k, CHECK_WARNING,
                     CHECK_MEND("AdvoluxDatabase \"... user=" MODULE_ROLE "\""),
                     &other, PQuser(pg));
}
