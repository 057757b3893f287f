/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <apr_strings.h>

#include "ctl.h"
#include "printable.h"
#include "value.h"

/* Of a value that was given, as much as a message needs. */
#define SHOWN 60

static void complain(const char *sentence, va_list arguments)
{
    char *text;

    if (vasprintf(&text, sentence, arguments) >= 0) {
        printable_say(stderr, "advoluxctl: %s\n", text);
        free(text);
    }
}

int ctl_fail(const char *sentence, ...)
{
    va_list arguments;

    va_start(arguments, sentence);
    complain(sentence, arguments);
    va_end(arguments);
    return CTL_FAILED;
}

static void print_usage(FILE *out, const ctl_command *command)
{
    fprintf(out, "Usage: advoluxctl %s%s%s%s%s%s\n", command->noun,
            command->verb ? " " : "", command->verb ? command->verb : "",
            *command->operands ? " " : "", command->operands,
            command->options ? " [OPTION]..." : "");
}

int ctl_misused(const ctl_command *command, const char *why, ...)
{
    va_list arguments;

    va_start(arguments, why);
    complain(why, arguments);
    va_end(arguments);
    print_usage(stderr, command);
    return CTL_USAGE;
}

void ctl_help(const ctl_command *command)
{
    print_usage(stdout, command);
    printf("%s\n", command->summary);
    for (const ctl_option *o = command->options; o && o->name; o++) {
        int taken = printf("  %s%s%s", o->name, o->value ? " " : "",
                           o->value ? o->value : "");

        printf("%*s%s\n", taken < 30 ? 30 - taken : 1, "", o->meaning);
    }
}

const char *ctl_value(const ctl_call *call, const char *option)
{
    const ctl_option *options = call->command->options;

    for (int i = 0; options && options[i].name; i++) {
        if (strcmp(options[i].name, option) == 0) {
            return call->values[i];
        }
    }
    return NULL;
}

/* Which option an argument is, or begins with "=" behind it; -1: none. */
static int option_find(const ctl_option *options, const char *argument)
{
    for (int i = 0; options && options[i].name; i++) {
        size_t length = strlen(options[i].name);

        if (strncmp(argument, options[i].name, length) == 0 &&
            (!argument[length] ||
             (argument[length] == '=' && options[i].value))) {
            return i;
        }
    }
    return -1;
}

static int option_count(const ctl_option *options)
{
    int count = 0;

    while (options && options[count].name) {
        count++;
    }
    return count;
}

/* The word that --help has for an operand, behind the options that must be
 * given; "" for one it has none for. */
static const char *operand_word(apr_pool_t *pool, const ctl_command *command,
                                int number)
{
    const char *rest = command->operands;

    for (number += *rest == '-' ? 2 : 0; number > 0 && *rest; number--) {
        rest += strcspn(rest, " ");
        rest += strspn(rest, " ");
    }
    return apr_pstrndup(pool, rest, strcspn(rest, " "));
}

/* Whether a value is of the kind that --help has `word` for; false after a
 * message. What could be a password is not shown. */
static bool value_fits(ctl *c, const ctl_command *command, const char *name,
                       const char *word, const char *value)
{
    const char *fault = value_fault(c->pool, word, value);

    if (fault && strcmp(word, "SOURCE") == 0) {
        ctl_misused(command, "%s: %s", name, fault);
    } else if (fault) {
        ctl_misused(command, "%s \"%.*s\": %s", name, SHOWN, value, fault);
    }
    return !fault;
}

static bool values_fit(ctl *c, const ctl_call *call)
{
    const ctl_command *command = call->command;
    bool good = true;

    for (int i = 0; good && i < option_count(command->options); i++) {
        const ctl_option *option = &command->options[i];

        good = !option->value || !call->values[i] ||
               value_fits(c, command, option->name, option->value,
                          call->values[i]);
    }
    for (int i = 0; good && i < call->operand_count; i++) {
        const char *word = operand_word(c->pool, command, i);

        good = value_fits(c, command, strchr(word, '|') ? "the value" : word,
                          word, call->operands[i]);
    }
    return good;
}

static bool times_in_order(const ctl_call *call)
{
    const char *from = ctl_value(call, "--from"), *to = ctl_value(call, "--to");

    if (from && to && *to && value_is_later(from, to)) {
        ctl_misused(call->command, "--from %s lies after --to %s", from, to);
        return false;
    }
    return true;
}

bool ctl_parse(ctl *c, const ctl_command *command, int argc, char **argv,
               ctl_call *call)
{
    const ctl_option *options = command->options;
    const char **values = apr_pcalloc(
        c->pool, (size_t)(option_count(options) + 1) * sizeof *values);

    call->command = command;
    call->values = values;
    call->operands =
        apr_pcalloc(c->pool, ((size_t)argc + 1) * sizeof *call->operands);
    for (int i = 0; i < argc; i++) {
        int option = option_find(options, argv[i]);

        if (option >= 0 && !options[option].value) {
            values[option] = "";
        } else if (option >= 0 && argv[i][strlen(options[option].name)]) {
            values[option] = argv[i] + strlen(options[option].name) + 1;
        } else if (option >= 0 && i + 1 < argc) {
            values[option] = argv[++i];
        } else if (option >= 0) {
            ctl_misused(command, "%s needs a value: %s", options[option].name,
                        options[option].value);
            return false;
        } else if (strcmp(argv[i], "--json") == 0) {
            c->json = true;
        } else if (strncmp(argv[i], "--", 2) == 0) {
            ctl_misused(command, "%.*s is no option here%s", SHOWN, argv[i],
                        strncmp(argv[i], "--database", 10) == 0
                            ? ": it stands before the command"
                            : "");
            return false;
        } else {
            call->operands[call->operand_count++] = argv[i];
        }
    }
    if (call->operand_count < command->least) {
        ctl_misused(command, "%s is missing",
                    operand_word(c->pool, command, call->operand_count));
        return false;
    }
    if (call->operand_count > command->most) {
        ctl_misused(command, "\"%.*s\" is an argument too many", SHOWN,
                    call->operands[command->most]);
        return false;
    }
    return values_fit(c, call) && times_in_order(call);
}
