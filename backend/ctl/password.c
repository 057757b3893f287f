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

/* Of UTF-8. */
static int characters(const char *text)
{
    int count = 0;

    for (; *text; text++) {
        count += ((unsigned char)*text & 0xc0) != 0x80;
    }
    return count;
}

static int too_short(int least)
{
    return ctl_fail("a CalDAV password has at least %d characters (advoluxctl "
                    "setting password-length); nothing is changed",
                    least);
}

static int ask_at_terminal(bool twice, int least, char *password)
{
    char again[CTL_PASSWORD_MAX], prompt[80] = "CalDAV password: ";
    FILE *terminal = fopen("/dev/tty", "r+");
    int code = CTL_DONE;

    if (!terminal) {
        return ctl_fail("there is no terminal to ask: give the password with "
                        "--stdin");
    }
    if (least > 0) {
        snprintf(prompt, sizeof prompt,
                 "CalDAV password (at least %d characters): ", least);
    }
    if (!ask(terminal, prompt, password)) {
        code = ctl_fail("no password was given; nothing is changed");
    } else if (characters(password) < least) {
        code = too_short(least);
    } else if ((twice && !ask(terminal, "Once more: ", again))) {
        code = ctl_fail("no password was given; nothing is changed");
    } else if (twice && strcmp(password, again) != 0) {
        code = ctl_fail("the two passwords differ; nothing is changed");
    }
    explicit_bzero(again, sizeof again);
    fclose(terminal);
    return code;
}

int ctl_ask_password(bool from_stdin, bool twice, int least, char *password)
{
    if (!from_stdin) {
        return ask_at_terminal(twice, least, password);
    }
    if (!read_line(stdin, password)) {
        return ctl_fail("no password on standard input (one line, at most "
                        "%d octets)",
                        CTL_PASSWORD_MAX - 2);
    }
    return characters(password) < least ? too_short(least) : CTL_DONE;
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
