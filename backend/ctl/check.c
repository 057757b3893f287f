/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include <apr_escape.h>
#include <apr_file_io.h>
#include <apr_strings.h>

#include "check.h"
#include "printable.h"

static const ctl_option options[] = {
    { "--url", "URL", "of the CalDAV server (http://localhost:5232/)" },
    { "--person", "LOGIN", "log in and synchronise as this person" },
    { "--password-file", "FILE", "the person's CalDAV password, first line" },
    { "--stdin", NULL, "the password is a line of standard input" },
    { "--cacert", "FILE", "trust this authority beside the system's" },
    { "--module", "CONNINFO", "how the module connects (as advolux_caldav)" },
    { "--pool", "COUNT", "AdvoluxConnections of all hosts (a third)" },
    { .name = NULL },
};

/* The order is that in which one thing needs another. */
static const struct {
    const char *id; /* in JSON */
    wording name;
    check_function look;
} checks[] = {
    { "server", { "PostgreSQL server", "PostgreSQL-Server" }, check_server },
    { "schema", { "schema", "Schema" }, check_schema },
    { "role", { "login of the module", "Anmeldung des Moduls" }, check_role },
    { "rights", { "rights of the module", "Rechte des Moduls" }, check_rights },
    { "deadlines",
      { "deadlines are denied", "Fristen sind gesperrt" },
      check_deadlines },
    { "planted",
      { "no objects of strangers", "keine fremden Objekte" },
      check_planted },
    { "proof", { "proof of a login", "Nachweis der Anmeldung" }, check_proof },
    { "people",
      { "people with CalDAV", "Bearbeiter mit CalDAV" },
      check_people },
    { "zones", { "time zones", "Zeitzonen" }, check_zones },
    { "rows",
      { "appointments and tasks", "Termine und Aufgaben" },
      check_rows },
    { "clock", { "clocks", "Uhren" }, check_clock },
    { "connections", { "connections", "Verbindungen" }, check_connections },
    { "durability",
      { "safety in a crash", "Sicherheit bei Absturz" },
      check_durability },
    { "transactions",
      { "open transactions", "offene Transaktionen" },
      check_transactions },
    { "listener", { "CalDAV server", "CalDAV-Server" }, check_listener },
    { "well-known",
      { "/.well-known/caldav", "/.well-known/caldav" },
      check_well_known },
    { "certificate", { "certificate", "Zertifikat" }, check_certificate },
    { "login",
      { "login as a person", "Anmeldung als Bearbeiter" },
      check_login },
    { "sync", { "synchronisation", "Synchronisation" }, check_sync },
    { "etags", { "ETags", "ETags" }, check_etags },
};

/* Words of one width. */
static const struct {
    const char *id;
    wording word;
    int code;
} levels[] = {
    [CHECK_OK] = { "ok", { "ok        ", "ok        " }, CTL_DONE },
    [CHECK_SKIPPED] = { "skipped", { "skipped   ", "entfällt  " }, CTL_DONE },
    [CHECK_WARNING] = { "warning",
                        { "warning   ", "Warnung   " },
                        CTL_WARNING },
    [CHECK_FAILURE] = { "failure", { "FAILURE   ", "FEHLER    " }, CTL_FAILED },
};

/* Without -h it goes to this machine's socket, where the superuser is let in.
 */
static bool is_here(const char *host)
{
    static const char *const names[] = { "/var/run/postgresql", "localhost",
                                         "127.0.0.1", "::1" };

    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (strcmp(host, names[i]) == 0) {
            return true;
        }
    }
    return false;
}

/* psql for the database that is looked at; by itself it would take one of the
 * user's name. */
static const char *psql(check *k)
{
    const PGconn *pg = k->c->pg ? k->c->pg : k->module;
    apr_pool_t *pool = k->c->pool;

    return pg ? apr_pstrcat(pool, "psql ",
                            is_here(PQhost(pg))
                                ? ""
                                : apr_psprintf(pool, "-h %s ", PQhost(pg)),
                            strcmp(PQport(pg), "5432") == 0
                                ? ""
                                : apr_psprintf(pool, "-p %s ", PQport(pg)),
                            "-d ", apr_pescape_shell(pool, PQdb(pg)), " ", NULL)
              : "psql ";
}

/* A mend whose psql commands can be run as they stand. */
static const char *with_database(check *k, const char *mend)
{
    const char *begin = mend, *found, *whole = "";

    while ((found = strstr(begin, "psql -c")) != NULL) {
        whole = apr_pstrcat(
            k->c->pool, whole,
            apr_pstrndup(k->c->pool, begin, (size_t)(found - begin)), psql(k),
            NULL);
        begin = found + strlen("psql ");
    }
    return apr_pstrcat(k->c->pool, whole, begin, NULL);
}

check_finding check_found(check *k, check_level level, const wording *mend,
                          const wording *cause, ...)
{
    check_finding found = { level, NULL, mend ? language_of(mend) : NULL };
    va_list arguments;

    va_start(arguments, cause);
    found.cause = apr_pvsprintf(k->c->pool, language_of(cause), arguments);
    va_end(arguments);
    found.mend = found.mend ? with_database(k, found.mend) : NULL;
    return found;
}

check_finding check_skipped(check *k, const wording *because)
{
    return check_found(k, CHECK_SKIPPED, NULL, because);
}

static void print_plain(const char *name, const check_finding *found)
{
    static const wording mend = { "mend", "Abhilfe" };

    printable_say(stdout, "%s%s: %s\n", language_of(&levels[found->level].word),
                  name, found->cause);
    if (found->mend) {
        printable_say(stdout, "          %s: %s\n", language_of(&mend),
                      found->mend);
    }
}

static void print_member(const char *name, const char *value)
{
    printf("%s\"%s\": ", strcmp(name, "check") == 0 ? "" : ", ", name);
    if (value) {
        ctl_print_json_string(value);
    } else {
        fputs("null", stdout);
    }
}

static void print_json(const char *id, const check_finding *found, bool first)
{
    fputs(first ? "[\n  {" : ",\n  {", stdout);
    print_member("check", id);
    print_member("level", levels[found->level].id);
    print_member("cause", found->cause);
    print_member("mend", found->mend);
    putchar('}');
}

/* The first line of a file; NULL after a message. */
static const char *first_line(apr_pool_t *pool, const char *name)
{
    char line[CTL_PASSWORD_MAX];
    apr_file_t *file;
    const char *found = NULL;

    if (apr_file_open(&file, name, APR_FOPEN_READ, APR_FPROT_OS_DEFAULT,
                      pool) == APR_SUCCESS) {
        if (apr_file_gets(line, sizeof line, file) == APR_SUCCESS) {
            line[strcspn(line, "\r\n")] = '\0';
            found = apr_pstrdup(pool, line);
        }
        explicit_bzero(line, sizeof line);
        apr_file_close(file);
    }
    if (!found) {
        ctl_fail("%s: no password there", name);
    }
    return found;
}

/* An exit code. */
static int take_password(check *k)
{
    const char *file = ctl_value(k->call, "--password-file");
    char password[CTL_PASSWORD_MAX];
    int code;

    if (!ctl_value(k->call, "--person")) {
        return CTL_DONE;
    }
    if (file) {
        k->password = first_line(k->c->pool, file);
        return k->password ? CTL_DONE : CTL_FAILED;
    }
    code = ctl_ask_password(ctl_value(k->call, "--stdin") != NULL, false, 0,
                            password);
    if (code == CTL_DONE) {
        k->password = apr_pstrdup(k->c->pool, password);
    }
    explicit_bzero(password, sizeof password);
    return code;
}

static int run_checks(ctl *c, const ctl_call *call)
{
    const char *url = ctl_value(call, "--url");
    const char *cacert = ctl_value(call, "--cacert");
    check k = { .c = c, .call = call };
    check_level worst = CHECK_OK;
    int code;

    url = url ? url : "http://localhost:5232/";
    if (strncmp(url, "http://", 7) != 0 && strncmp(url, "https://", 8) != 0) {
        return ctl_misused(call->command,
                           "--url is such as https://HOST:8443/");
    }
    if (cacert && access(cacert, R_OK) != 0) {
        return ctl_fail("%s cannot be read: %s", cacert, strerror(errno));
    }
    code = take_password(&k);
    if (code != CTL_DONE) {
        return code;
    }
    k.url = url[strlen(url) - 1] == '/' ? url
                                        : apr_pstrcat(c->pool, url, "/", NULL);
    for (size_t i = 0; i < sizeof checks / sizeof *checks; i++) {
        check_finding found = checks[i].look(&k);

        worst = found.level > worst ? found.level : worst;
        if (c->json) {
            print_json(checks[i].id, &found, i == 0);
        } else {
            print_plain(language_of(&checks[i].name), &found);
        }
        fflush(stdout);
    }
    fputs(c->json ? "\n]\n" : "", stdout);
    if (k.module) {
        PQfinish(k.module);
    }
    return levels[worst].code;
}

const ctl_command ctl_check_commands[] = {
    { "check", NULL, "", 0, 0,
      "look at all that synchronisation needs; says what mends it", options,
      run_checks },
    { .noun = NULL },
};
