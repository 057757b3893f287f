/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <apr_general.h>

#include "advoluxctl.h"

#define STAFF_OPTIONS \
    "[--mail MAIL] [--color #RRGGBB]\n" \
    "        [--look-back INTERVAL] [--time-zone ZONE]"

static const ctl_command commands[] = {
    { "staff", "list", "[--json]", "who there is, and whether CalDAV is on",
      ctl_staff_list },
    { "staff", "add", "LOGIN --name NAME " STAFF_OPTIONS, "add a staff member",
      ctl_staff_add },
    { "staff", "edit", "LOGIN [--name NAME] " STAFF_OPTIONS,
      "change what is given; \"\" clears mail and color", ctl_staff_edit },
    { "staff", "password", "LOGIN [--stdin]",
      "set the CalDAV password: asked for twice, or one line of input",
      ctl_staff_password },
    { "staff", "enable", "LOGIN", "switch CalDAV on", ctl_staff_enable },
    { "staff", "disable", "LOGIN", "switch CalDAV off at once",
      ctl_staff_enable },
    { "appointment", "mode", "ID both|device|none",
      "set an appointment's CalDAV-Synchronisation", ctl_item_mode },
    { "task", "mode", "ID both|device|none",
      "set a task's CalDAV-Synchronisation", ctl_item_mode },
    { "status", NULL, "[--json]", "what the store holds", ctl_status },
    { NULL, NULL, NULL, NULL, NULL }
};

static const char *verb(const ctl_command *command)
{
    return command->verb ? command->verb : "";
}

static void usage(FILE *out)
{
    fputs("Usage: advoluxctl [--database CONNINFO] COMMAND ...\n"
          "Administer the store of mod_dav_advolux as its owner.\n\n",
          out);
    for (const ctl_command *c = commands; c->noun; c++) {
        fprintf(out, "  %s %s%s%s\n      %s\n", c->noun, verb(c),
                c->verb ? " " : "", c->usage, c->summary);
    }
    fputs("\nThe database is --database, or ADVOLUX_DATABASE, or what PGHOST,"
          " PGPORT,\nPGDATABASE and PGUSER say. Exit codes: 0 done, 1 failed,"
          " 2 wrong usage.\n",
          out);
}

int ctl_fail(const char *sentence, ...)
{
    va_list arguments;

    va_start(arguments, sentence);
    fputs("advoluxctl: ", stderr);
    vfprintf(stderr, sentence, arguments);
    fputc('\n', stderr);
    va_end(arguments);
    return CTL_FAILED;
}

int ctl_misused(const ctl_command *command, const char *why)
{
    fprintf(stderr, "advoluxctl: %s\nUsage: advoluxctl %s %s%s%s\n", why,
            command->noun, verb(command), command->verb ? " " : "",
            command->usage);
    return CTL_USAGE;
}

static ctl_option *option_find(ctl_option *options, const char *argument)
{
    for (; options->name; options++) {
        size_t length = strlen(options->name);

        if (strncmp(argument, options->name, length) == 0 &&
            (!argument[length] ||
             (argument[length] == '=' && !options->flag))) {
            return options;
        }
    }
    return NULL;
}

bool ctl_parse(const ctl_command *command, int argc, char **argv,
               ctl_option *options, const char **operand, int operands)
{
    int taken = 0;

    for (int i = 0; i < argc; i++) {
        ctl_option *option = option_find(options, argv[i]);

        if (option && option->flag) {
            option->value = "";
        } else if (option && argv[i][strlen(option->name)] == '=') {
            option->value = argv[i] + strlen(option->name) + 1;
        } else if (option && i + 1 < argc) {
            option->value = argv[++i];
        } else if (option || strncmp(argv[i], "--", 2) == 0) {
            ctl_misused(command, option ? "an option lacks its value"
                                        : "an option is not known");
            return false;
        } else if (taken < operands) {
            operand[taken++] = argv[i];
        } else {
            ctl_misused(command, "an argument too many");
            return false;
        }
    }
    if (taken < operands) {
        ctl_misused(command, "an argument is missing");
        return false;
    }
    return true;
}

static const ctl_command *command_find(int argc, char **argv)
{
    for (const ctl_command *c = commands; c->noun; c++) {
        if (argc > 0 && strcmp(argv[0], c->noun) == 0 &&
            (!c->verb || (argc > 1 && strcmp(argv[1], c->verb) == 0))) {
            return c;
        }
    }
    return NULL;
}

static int run(ctl *c, int argc, char **argv)
{
    const ctl_command *command;
    int skip;

    while (argc > 0 && strncmp(argv[0], "-", 1) == 0) {
        if (strcmp(argv[0], "--help") == 0 || strcmp(argv[0], "-h") == 0) {
            usage(stdout);
            return CTL_DONE;
        }
        if (strncmp(argv[0], "--database=", 11) == 0) {
            c->database = argv[0] + 11;
            skip = 1;
        } else if (strcmp(argv[0], "--database") == 0 && argc > 1) {
            c->database = argv[1];
            skip = 2;
        } else {
            usage(stderr);
            return CTL_USAGE;
        }
        argv += skip;
        argc -= skip;
    }
    command = command_find(argc, argv);
    if (!command) {
        usage(stderr);
        return CTL_USAGE;
    }
    skip = command->verb ? 2 : 1;
    for (int i = skip; i < argc; i++) {
        if (strcmp(argv[i], "--help") == 0) {
            printf("Usage: advoluxctl %s %s%s%s\n%s\n", command->noun,
                   verb(command), command->verb ? " " : "", command->usage,
                   command->summary);
            return CTL_DONE;
        }
    }
    return command->run(c, command, argc - skip, argv + skip);
}

int main(int argc, char **argv)
{
    const char *database = getenv("ADVOLUX_DATABASE");
    ctl c = { .database = database ? database : "" };
    int code;

    if (apr_initialize() || apr_pool_create(&c.pool, NULL)) {
        return ctl_fail("no memory");
    }
    code = run(&c, argc - 1, argv + 1);
    if (c.pg) {
        PQfinish(c.pg);
    }
    apr_pool_destroy(c.pool);
    apr_terminate();
    return code;
}
