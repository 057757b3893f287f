/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
/* What is right at first and goes wrong later: what a crash may cost, and who
 * lets others wait. */
#include <string.h>
#include <apr_strings.h>

#include "check.h"

static const wording no_role = { "the module cannot log in",
                                 "das Modul kann sich nicht anmelden" };

/* What PostgreSQL can be told that costs acknowledged writes in a crash. */
static const struct {
    const char *setting;
    wording cause;
} risks[] = {
    { "fsync",
      { "fsync is off: a crash of the machine can cost everything",
        "fsync ist aus: ein Absturz des Rechners kann alles kosten" } },
    { "full_page_writes",
      { "full_page_writes is off: a crash of the machine can damage tables",
        "full_page_writes ist aus: ein Absturz des Rechners kann Tabellen "
        "beschädigen" } },
    { "synchronous_commit",
      { "synchronous_commit is off: a crash costs what was written last; "
        "devices' and calendars' writes are kept all the same",
        "synchronous_commit ist aus: ein Absturz kostet das zuletzt "
        "Geschriebene; was Geräte und Kalender betrifft, bleibt dennoch" } },
};

check_finding check_durability(check *k)
{
    static const wording good = { "what is acknowledged is on the disk",
                                  "was bestätigt ist, ist auf der Platte" };

    if (!k->module) {
        return check_skipped(k, &no_role);
    }
    for (size_t i = 0; i < sizeof risks / sizeof *risks; i++) {
        /* What has set it: a word of the configuration does not help where
         * the database or the role says another. */
        const char *sql = apr_psprintf(
            k->c->pool,
            "SELECT CASE source"
            " WHEN 'database' THEN format('ALTER DATABASE %%I RESET %%I',"
            " current_database(), name)"
            " WHEN 'user' THEN format('ALTER ROLE %%I RESET %%I', current_user,"
            " name) WHEN 'database user' THEN"
            " format('ALTER ROLE %%I IN DATABASE %%I RESET %%I', current_user,"
            " current_database(), name)"
            " ELSE format('ALTER SYSTEM SET %%I = on'' -c ''SELECT"
            " pg_reload_conf()', name) END"
            " FROM pg_settings WHERE name = '%s' AND setting = 'off'",
            risks[i].setting);
        const char *change = check_ask(k, k->module, sql);

        if (change) {
            const char *mend = apr_psprintf(k->c->pool, "psql -c '%s'", change);

            return check_found(k, CHECK_WARNING, CHECK_MEND(mend),
                               &risks[i].cause);
        }
    }
    return check_found(k, CHECK_OK, NULL, &good);
}

check_finding check_transactions(check *k)
{
    static const wording old = {
        "left open, and others may wait for its locks: %s",
        "offen gelassen, andere warten vielleicht auf ihre Sperren: %s"
    };
    static const wording mend = {
        "end it in Advolux, or psql -c 'SELECT pg_terminate_backend(PROCESS)'; "
        "idle_in_transaction_session_timeout ends such sessions by itself",
        "in Advolux beenden, oder psql -c 'SELECT "
        "pg_terminate_backend(PROZESS)'; idle_in_transaction_session_timeout "
        "beendet solche Sitzungen von selbst"
    };
    static const wording good = { "none is open for longer than a minute",
                                  "keine ist länger als eine Minute offen" };
    const char *found;

    if (!k->module) {
        return check_skipped(k, &no_role);
    }
    found = check_ask(
        k, k->module,
        "SELECT string_agg(concat_ws(', ', coalesce('process ' || pid,"
        " 'prepared transaction'), nullif(application, ''), state,"
        " extract(epoch FROM age)::bigint || ' s'), '; ')"
        " FROM caldav.lock_holders('1 minute')");
    return found ? check_found(k, CHECK_WARNING, &mend, &old, found)
                 : check_found(k, CHECK_OK, NULL, &good);
}
