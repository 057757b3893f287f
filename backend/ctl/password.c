/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include <crypt.h>
#include <stdio.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>
#include <apr_strings.h>

#include "ctl.h"

/* bcrypt's least cost: a random password needs no slow hash. */
#define CHEAPEST 4

/* One line without its end; false if there is none or it is too long. */
static bool read_line(FILE *from, char *line)
{
    size_t length;

    if (!fgets(line, CTL_PASSWORD_MAX, from)) {
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

static int ask_at_terminal(bool twice, char *password)
{
    char again[CTL_PASSWORD_MAX];
    FILE *terminal = fopen("/dev/tty", "r+");
    int code = CTL_DONE;

    if (!terminal) {
        return ctl_fail("there is no terminal to ask: give the password with "
                        "--stdin");
    }
    if (!ask(terminal, "CalDAV password: ", password) ||
        (twice && !ask(terminal, "Once more: ", again))) {
        code = ctl_fail("no password was given; nothing is changed");
    } else if (twice && strcmp(password, again) != 0) {
        code = ctl_fail("the two passwords differ; nothing is changed");
    }
    explicit_bzero(again, sizeof again);
    fclose(terminal);
    return code;
}

int ctl_ask_password(bool from_stdin, bool twice, char *password)
{
    if (!from_stdin) {
        return ask_at_terminal(twice, password);
    }
    return read_line(stdin, password)
               ? CTL_DONE
               : ctl_fail("no password on standard input (one line, at most "
                          "%d octets)",
                          CTL_PASSWORD_MAX - 2);
}

const char *ctl_hash(apr_pool_t *pool, const char *password, bool is_random)
{
    struct crypt_data data = { 0 };
    char setting[CRYPT_GENSALT_OUTPUT_SIZE];
    const char *hash = NULL;

    if (crypt_gensalt_rn(is_random ? "$2b$" : "$y$", is_random ? CHEAPEST : 0,
                         NULL, 0, setting, sizeof setting)) {
        hash = crypt_r(password, setting, &data);
    }
    hash = hash && *hash != '*' ? apr_pstrdup(pool, hash) : NULL;
    explicit_bzero(&data, sizeof data);
    if (!hash) {
        ctl_fail("libcrypt cannot make a hash");
    }
    return hash;
}
