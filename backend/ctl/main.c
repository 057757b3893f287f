/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <apr_general.h>

#include "ctl.h"
#include "store.h"
#include "version.h"

static const ctl_command *const tables[] = {
    ctl_staff_commands,       ctl_device_commands,  ctl_item_commands,
    ctl_deadline_commands,    ctl_journal_commands, ctl_purge_commands,
    ctl_import_commands,      ctl_export_commands,  ctl_migrate_commands,
    ctl_status_commands,      ctl_check_commands,   ctl_connect_commands,
    ctl_certificate_commands, ctl_setting_commands,
};

#define TABLES (sizeof tables / sizeof *tables)

/* Of all commands, or of a noun's. */
static void usage(FILE *out, const char *noun)
{
    fputs("Usage: advoluxctl [--database CONNINFO] COMMAND ...\n"
          "Administer the store of mod_dav_advolux as its owner.\n\n",
          out);
    for (size_t i = 0; i < TABLES; i++) {
        for (const ctl_command *c = tables[i]; c->noun; c++) {
            if (!noun || strcmp(noun, c->noun) == 0) {
                fprintf(out, "  %s%s%s%s%s\n      %s\n", c->noun,
                        c->verb ? " " : "", c->verb ? c->verb : "",
                        *c->operands ? " " : "", c->operands, c->summary);
            }
        }
    }
    fputs("\nOptions of a command: advoluxctl COMMAND --help. --json prints "
          "JSON,\n--version the version.\n"
          "The database is --database, or ADVOLUX_DATABASE, or what PGHOST,"
          " PGPORT,\nPGDATABASE and PGSERVICE say if one of them is set, or "
          "what stands in\n/etc/advolux/admin.conf. Exit codes: 0 done, 1 "
          "warning, 2 failed,\n3 the database cannot be reached, 64 wrong "
          "usage.\n",
          out);
    if (!noun) {
        fputs("\nThe first time, where PostgreSQL runs, as its superuser "
              "(sudo -iu postgres):\n\n"
              "    createdb -E UTF8 -T template0 advolux\n"
              "    export PGDATABASE=advolux\n"
              "    advoluxctl migrate --create\n"
              "    advoluxctl staff add mueller --name 'Petra Mueller'\n"
              "    advoluxctl staff password mueller\n",
              out);
    }
}

static const ctl_command *command_find(int argc, char **argv)
{
    for (size_t i = 0; i < TABLES; i++) {
        for (const ctl_command *c = tables[i]; c->noun; c++) {
            if (argc > 0 && strcmp(argv[0], c->noun) == 0 &&
                (!c->verb || (argc > 1 && strcmp(argv[1], c->verb) == 0))) {
                return c;
            }
        }
    }
    return NULL;
}

/* What may follow the words in argv, a line each: for the shell's completion.
 * An option's value is the shell's own affair. */
static int words(int argc, char **argv)
{
    const ctl_command *command = command_find(argc, argv);
    const char *before = "";

    for (size_t i = 0; !command && i < TABLES; i++) {
        for (const ctl_command *c = tables[i]; c->noun; c++) {
            const char *word = argc == 0 ? c->noun : c->verb;

            if (word && strcmp(word, before) != 0 &&
                (argc == 0 || strcmp(argv[0], c->noun) == 0)) {
                puts(word);
                before = word;
            }
        }
    }
    if (command) {
        for (const ctl_option *o = command->options; o && o->name; o++) {
            puts(o->name);
        }
        puts("--json\n--help");
    }
    return CTL_DONE;
}

static bool is_noun(const char *word)
{
    for (size_t i = 0; i < TABLES; i++) {
        for (const ctl_command *c = tables[i]; c->noun; c++) {
            if (strcmp(word, c->noun) == 0) {
                return true;
            }
        }
    }
    return false;
}

/* There is none that begins like this. */
static int no_command(int argc, char **argv)
{
    const char *noun = argc > 0 && is_noun(argv[0]) ? argv[0] : NULL;

    if (noun && argc > 1 && strcmp(argv[1], "--help") == 0) {
        usage(stdout, noun);
        return CTL_DONE;
    }
    if (argc == 0) {
        usage(stderr, NULL);
    } else if (!noun) {
        ctl_fail("there is no command %.60s: see `advoluxctl --help`", argv[0]);
    } else if (argc == 1) {
        ctl_fail("%s what? See `advoluxctl %s --help`", noun, noun);
    } else {
        ctl_fail("there is no command %s %.60s: see `advoluxctl %s --help`",
                 noun, argv[1], noun);
    }
    return CTL_USAGE;
}

static int run_command(ctl *c, int argc, char **argv)
{
    const ctl_command *command = command_find(argc, argv);
    int skip = command && command->verb ? 2 : 1;
    ctl_call call = { .command = command };

    if (!command) {
        return no_command(argc, argv);
    }
    for (int i = skip; i < argc; i++) {
        if (strcmp(argv[i], "--help") == 0) {
            ctl_help(command);
            return CTL_DONE;
        }
    }
    return ctl_parse(c, command, argc - skip, argv + skip, &call)
               ? command->run(c, &call)
               : CTL_USAGE;
}

static int run(ctl *c, int argc, char **argv)
{
    while (argc > 0 && *argv[0] == '-') {
        int taken = 1;

        if (strcmp(argv[0], "--help") == 0 || strcmp(argv[0], "-h") == 0) {
            usage(stdout, NULL);
            return CTL_DONE;
        }
        if (strcmp(argv[0], "--version") == 0) {
            printf("advoluxctl %s, schema %d\n", ADVOLUX_VERSION,
                   ADVOLUX_SCHEMA_VERSION);
            return CTL_DONE;
        }
        if (strcmp(argv[0], "--words") == 0) {
            return words(argc - 1, argv + 1);
        }
        if (strncmp(argv[0], "--database=", 11) == 0) {
            c->database = argv[0] + 11;
        } else if (strcmp(argv[0], "--database") == 0 && argc > 1) {
            c->database = argv[1];
            taken = 2;
        } else if (strcmp(argv[0], "--json") == 0) {
            c->json = true;
        } else {
            ctl_fail(strcmp(argv[0], "--database") == 0
                         ? "%s needs a value: CONNINFO"
                         : "there is no option %.60s: see `advoluxctl --help`",
                     argv[0]);
            return CTL_USAGE;
        }
        argv += taken;
        argc -= taken;
    }
    return run_command(c, argc, argv);
}

int main(int argc, char **argv)
{
    ctl c = { .failure = CTL_FAILED };
    int code;

    if (apr_initialize() || apr_pool_create(&c.pool, NULL)) {
        return ctl_fail("no memory");
    }
    code = run(&c, argc - 1, argv + 1);
    if (fflush(stdout) != 0 || ferror(stdout)) {
        code =
            ctl_fail("standard output cannot be written: %s", strerror(errno));
    }
    if (c.pg) {
        PQfinish(c.pg);
    }
    apr_pool_destroy(c.pool);
    apr_terminate();
    return code;
}
