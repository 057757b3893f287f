/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * @file advoluxctl.h
 * The command line tool for whoever runs the store: subcommands, and what they
 * share. It connects as the schemas' owner, not as the module's role.
 */
#ifndef ADVOLUX_ADVOLUXCTL_H
#define ADVOLUX_ADVOLUXCTL_H

#include <stdbool.h>
#include <apr_pools.h>
#include <libpq-fe.h>

/** Exit codes. */
enum { CTL_DONE = 0, CTL_FAILED = 1, CTL_USAGE = 2 };

typedef struct ctl {
    apr_pool_t *pool;
    const char *database; /**< conninfo; "" for the environment's */
    PGconn *pg;           /**< connected by the first ctl_query */
    bool json;
} ctl;

/** A subcommand: "staff add". Options are taken from argv by ctl_option. */
typedef struct ctl_command {
    const char *noun, *verb; /**< verb NULL: none */
    const char *usage;       /**< what follows the name */
    const char *summary;
    int (*run)(ctl *c, const struct ctl_command *command, int argc,
               char **argv);
} ctl_command;

/** An option of a subcommand. */
typedef struct ctl_option {
    const char *name;  /**< "--mail" */
    bool flag;         /**< takes no value; *value becomes "" */
    const char *value; /**< out; NULL if not given */
} ctl_option;

/** Print a sentence for a person to standard error; returns CTL_FAILED. */
int ctl_fail(const char *sentence, ...) __attribute__((format(printf, 1, 2)));

/** Say how the command is used; returns CTL_USAGE. */
int ctl_misused(const ctl_command *command, const char *why);

/** Take options (ended by one without name) and `operands` further arguments
 * apart; false after a message if they are not as `command` says. */
bool ctl_parse(const ctl_command *command, int argc, char **argv,
               ctl_option *options, const char **operand, int operands);

/** Run a statement with text parameters; NULL after a message. The result is
 * cleared with c->pool. */
PGresult *ctl_query(ctl *c, const char *sql, int count,
                    const char *const *values);

/** Print a result as a table, or as JSON objects with --json. */
void ctl_print(const ctl *c, const PGresult *result);

/** A command that takes nothing but --json and prints what `sql` answers.
 * Returns its exit code. */
int ctl_list(ctl *c, const ctl_command *command, int argc, char **argv,
             const char *sql);

int ctl_staff_add(ctl *, const ctl_command *, int, char **);
int ctl_staff_edit(ctl *, const ctl_command *, int, char **);
int ctl_staff_list(ctl *, const ctl_command *, int, char **);
int ctl_staff_enable(ctl *, const ctl_command *, int, char **);
int ctl_staff_password(ctl *, const ctl_command *, int, char **);
int ctl_item_mode(ctl *, const ctl_command *, int, char **);
int ctl_status(ctl *, const ctl_command *, int, char **);

#endif
