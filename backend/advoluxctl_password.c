/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include <crypt.h>
#include <stdio.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>
#include <apr_strings.h>

#include "advoluxctl.h"

#define PASSWORD_MAX 512

/* One line without its end; false if there is none or it is too long. */
static bool read_line(FILE *from, char *line)
{
    size_t length;

    if (!fgets(line, PASSWORD_MAX, from)) {
        return false;
    }
    length = strlen(line);
    if (length > 0 && line[length - 1] == '\n') {
        line[--length] = '\0';
    } else if (!feof(from)) {
        return false;
    }
    if (length > 0 && line[length - 1] == '\r') {
        line[--length] = '\0';
    }
    return length > 0;
}

static bool ask(FILE *terminal, const char *prompt, char *line)
{
    struct termios shown, hidden;
    bool read;

    if (tcgetattr(fileno(terminal), &shown) != 0) {
        return false;
    }
    hidden = shown;
    hidden.c_lflag &= ~(tcflag_t)ECHO;
    /* First: what was typed until then is thrown away. */
    tcsetattr(fileno(terminal), TCSAFLUSH, &hidden);
    fputs(prompt, terminal);
    fflush(terminal);
    read = read_line(terminal, line);
    tcsetattr(fileno(terminal), TCSAFLUSH, &shown);
    fputc('\n', terminal);
    return read;
}

static int ask_twice(char *password)
{
    char again[PASSWORD_MAX];
    FILE *terminal = fopen("/dev/tty", "r+");
    int code = CTL_DONE;

    if (!terminal) {
        return ctl_fail("there is no terminal to ask: give the password with "
                        "--stdin");
    }
    if (!ask(terminal, "CalDAV password: ", password) ||
        !ask(terminal, "Once more: ", again)) {
        code = ctl_fail("no password was given; nothing is changed");
    } else if (strcmp(password, again) != 0) {
        code = ctl_fail("the two passwords differ; nothing is changed");
    }
    explicit_bzero(again, sizeof again);
    fclose(terminal);
    return code;
}

static int store(ctl *c, const char *login, const char *password)
{
    struct crypt_data data = { 0 };
    char setting[CRYPT_GENSALT_OUTPUT_SIZE];
    const char *hash = NULL;
    const char *values[2];
    const PGresult *result;

    if (crypt_gensalt_rn("$y$", 0, NULL, 0, setting, sizeof setting)) {
        hash = crypt_r(password, setting, &data);
    }
    if (!hash || *hash == '*') {
        return ctl_fail("libcrypt cannot make a yescrypt hash");
    }
    values[0] = login;
    values[1] = apr_pstrdup(c->pool, hash);
    explicit_bzero(&data, sizeof data);
    result =
        ctl_query(c,
                  "SELECT caldav.set_password(login, $2) FROM advolux.staff"
                  " WHERE login = $1",
                  2, values);
    if (!result) {
        return CTL_FAILED;
    }
    if (PQntuples(result) != 1) {
        return ctl_fail("there is no staff member with login %s: see "
                        "`advoluxctl staff list`",
                        login);
    }
    return CTL_DONE;
}

int ctl_staff_password(ctl *c, const ctl_command *command, int argc,
                       char **argv)
{
    ctl_option options[] = { { "--stdin", true, NULL }, { NULL, true, NULL } };
    char password[PASSWORD_MAX];
    const char *login;
    int code = CTL_DONE;

    if (!ctl_parse(command, argc, argv, options, &login, 1)) {
        return CTL_USAGE;
    }
    if (!options[0].value) {
        code = ask_twice(password);
    } else if (!read_line(stdin, password)) {
        code = ctl_fail("no password on standard input (one line, at most "
                        "%d octets)",
                        PASSWORD_MAX - 2);
    }
    if (code == CTL_DONE) {
        code = store(c, login, password);
    }
    explicit_bzero(password, sizeof password);
    return code;
}
