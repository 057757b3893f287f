/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include <stdio.h>
#include <string.h>
#include <apr_general.h>

#include "ctl.h"
#include "staff.h"

/* Without letters and digits that look alike on a phone; 32 of them, so that
 * each octet of chance gives one evenly. */
static const char letters[] = "abcdefghijkmnpqrstuvwxyz23456789";

/* 125 bits. */
static bool make_password(char password[ADVOLUX_DEVICE_PASSWORD_LENGTH + 1])
{
    unsigned char chance[ADVOLUX_DEVICE_PASSWORD_LENGTH];

    if (apr_generate_random_bytes(chance, sizeof chance) != APR_SUCCESS) {
        return false;
    }
    for (int i = 0; i < ADVOLUX_DEVICE_PASSWORD_LENGTH; i++) {
        password[i] = i % (ADVOLUX_DEVICE_PASSWORD_GROUP + 1) ==
                              ADVOLUX_DEVICE_PASSWORD_GROUP
                          ? '-'
                          : letters[chance[i] % 32];
    }
    password[ADVOLUX_DEVICE_PASSWORD_LENGTH] = '\0';
    explicit_bzero(chance, sizeof chance);
    return true;
}

static void show_once(const ctl *c, const char *login, const char *name,
                      const char *password)
{
    if (c->json) {
        printf("{\"login\": ");
        ctl_print_json_string(login);
        printf(", \"device\": ");
        ctl_print_json_string(name);
        printf(", \"password\": ");
        ctl_print_json_string(password);
        puts("}");
    } else {
        puts(password);
    }
}

static int add(ctl *c, const ctl_call *call)
{
    char password[ADVOLUX_DEVICE_PASSWORD_LENGTH + 1];
    const char *values[3] = { call->operands[0], call->operands[1], NULL };
    int code = ctl_demand_login(c, values[0]);

    if (code != CTL_DONE) {
        return code;
    }
    if (!make_password(password)) {
        return ctl_fail("the system gives no random octets");
    }
    values[2] = ctl_hash(c->pool, password, true);
    if (!values[2]) {
        return CTL_FAILED;
    }
    if (!ctl_query(c, "SELECT caldav.add_device($1, $2, $3)", 3, values)) {
        return c->failure;
    }
    show_once(c, values[0], values[1], password);
    explicit_bzero(password, sizeof password);
    return CTL_DONE;
}

static int list(ctl *c, const ctl_call *call)
{
    int code = ctl_demand_login(c, call->operands[0]);

    if (code != CTL_DONE) {
        return code;
    }
    return ctl_list(
        c,
        "SELECT s.login, d.device,"
        " d.created_at::timestamptz(0)::text AS created,"
        " d.seen_at::timestamptz(0)::text AS seen"
        " FROM caldav.credential d JOIN advolux.staff s USING (staff_id)"
        " WHERE d.device IS NOT NULL AND ($1::text IS NULL OR s.login = $1)"
        " ORDER BY s.login, d.device",
        1, call->operands);
}

static int revoke_device(ctl *c, const ctl_call *call)
{
    const PGresult *result =
        ctl_query(c, "SELECT caldav.revoke_device($1, $2)", 2, call->operands);

    if (!result) {
        return c->failure;
    }
    return *PQgetvalue(result, 0, 0) == 't'
               ? CTL_DONE
               : ctl_fail("%s has no device called %s: see `advoluxctl device "
                          "list`",
                          call->operands[0], call->operands[1]);
}

const ctl_command ctl_device_commands[] = {
    { "device", "list", "[LOGIN]", 0, 1,
      "device passwords, and when each was last used", NULL, list },
    { "device", "add", "LOGIN NAME", 2, 2,
      "make a random password for one device; it is shown once", NULL, add },
    { "device", "revoke", "LOGIN NAME", 2, 2,
      "a device's password ends at once", NULL, revoke_device },
    { .noun = NULL },
};
