/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * @file ctl.h
 * The command line tool for whoever runs the store: subcommands, and what they
 * share. It connects as the schemas' owner, not as the module's role. Each
 * noun has a file and the rows of its commands in it.
 */
#ifndef ADVOLUX_CTL_H
#define ADVOLUX_CTL_H

#include <stdbool.h>
#include <apr_pools.h>
#include <libpq-fe.h>

/** Exit codes: what Nagios and its like understand, and sysexits' EX_USAGE. */
enum {
    CTL_DONE = 0,    /**< done; all well */
    CTL_WARNING = 1, /**< done, but somebody should look at it */
    CTL_FAILED = 2,  /**< not done, nothing changed; not well */
    CTL_UNKNOWN = 3, /**< the store cannot be reached */
    CTL_USAGE = 64
};

typedef struct ctl {
    apr_pool_t *pool;
    const char *database; /**< conninfo, "" for the environment's; NULL until
                               it is known (database.h) */
    const char *said_by;  /**< what says so: "--database", a file; or NULL */
    PGconn *pg;           /**< connected by the first ctl_query */
    bool json;            /**< --json was given */
    int failure;          /**< exit code of the last ctl_query that failed */
} ctl;

/** An option of a command. --json and --help are known to all. */
typedef struct ctl_option {
    const char *name;    /**< "--mail" */
    const char *value;   /**< what it takes, "MAIL" (see value.h); NULL:
                              nothing */
    const char *meaning; /**< for --help */
} ctl_option;

typedef struct ctl_command ctl_command;

/** A command as it was given. */
typedef struct ctl_call {
    const ctl_command *command;
    const char **operands; /**< as many as the command demands */
    int operand_count;
    const char *const *values; /**< of the command's options, in their order */
} ctl_call;

/** A command: "staff add". Tables of them end with a row without noun. */
struct ctl_command {
    const char *noun, *verb; /**< verb NULL: none */
    const char *operands;    /**< as --help shows them */
    int least, most;         /**< how many operands */
    const char *summary;
    const ctl_option *options; /**< end with a row without name; NULL: none */
    int (*run)(ctl *c, const ctl_call *call);
};

/** Print a sentence for a person to standard error; returns CTL_FAILED. */
int ctl_fail(const char *sentence, ...) __attribute__((format(printf, 1, 2)));

/** Say what is wrong with how the command is used, and how it is; returns
 * CTL_USAGE. */
int ctl_misused(const ctl_command *command, const char *why, ...)
    __attribute__((format(printf, 2, 3)));

/** What an option of the call is; NULL if it was not given, "" for one that
 * takes no value. */
const char *ctl_value(const ctl_call *call, const char *option);

/** Take the arguments behind a command's name apart; false after a message.
 * Sets c->json. */
bool ctl_parse(ctl *c, const ctl_command *command, int argc, char **argv,
               ctl_call *call);

/** The help of one command. */
void ctl_help(const ctl_command *command);

/** Run a statement with text parameters; NULL after a message, with c->failure
 * set. The result is cleared with c->pool. */
PGresult *ctl_query(ctl *c, const char *sql, int count,
                    const char *const *values);

/** The connection, made if there is none; NULL after a message. */
PGconn *ctl_connect(ctl *c);

/** What each session begins with: no operator or function is ever meant that
 * somebody has put into a schema where everybody may. */
#define CTL_PINNED "SET search_path = pg_catalog, pg_temp"

/** Why a result is an error, in the server's own words where need be, which the
 * owner may read, but without any row's values. */
const char *ctl_sentence(apr_pool_t *pool, const PGresult *result);

/** Say why a result is an error, without any row's values, and clear it with
 * c->pool; false if it is one. */
bool ctl_accept(ctl *c, PGresult *result);

/** Print a result as a table, or as JSON objects with --json; these are without
 * columns whose names begin with "_", of which the first is none. */
void ctl_print(const ctl *c, const PGresult *result);

/** Print its only row, a line for each column. */
void ctl_print_row(const ctl *c, const PGresult *result);

/** A JSON string of UTF-8 text, quotes included. */
void ctl_print_json_string(const char *text);

/** Run a query and print it; returns the exit code. */
int ctl_list(ctl *c, const char *sql, int count, const char *const *values);

/** Ask for a password twice at the terminal, or read one line of standard
 * input. One that is new has at least so many characters; 0: any. Returns an
 * exit code; `password` has CTL_PASSWORD_MAX octets. */
#define CTL_PASSWORD_MAX 512
int ctl_ask_password(bool from_stdin, bool twice, int least, char *password);

/** The least length of a CalDAV password, in characters; -1 after a message. */
int setting_password_length(ctl *c);

/** A crypt(3) hash: yescrypt, or with a random password of ours the cheapest
 * bcrypt. NULL if libcrypt has none. */
const char *ctl_hash(apr_pool_t *pool, const char *password, bool is_random);

int ctl_no_such_login(const char *login);

/** Whether a login is a staff member's; an exit code. NULL: nobody is meant. */
int ctl_demand_login(ctl *c, const char *login);

extern const ctl_command ctl_staff_commands[], ctl_device_commands[],
    ctl_item_commands[], ctl_deadline_commands[], ctl_status_commands[],
    ctl_journal_commands[], ctl_purge_commands[], ctl_import_commands[],
    ctl_export_commands[], ctl_migrate_commands[], ctl_check_commands[],
    ctl_connect_commands[], ctl_certificate_commands[], ctl_setting_commands[];

#endif
