/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
/* A password makes the same with its setting as with the whole that is stored
 * in other programs' files; what is no setting makes nothing. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "proof.h"

#define PASSWORD "Kennwort mit \xc3\xa4"

/* Of each algorithm that a firm may have used. */
static const char *const settings[] = {
    "$y$j9T$.dVs6/INzytgjHFJze33.0$",
    "$gy$j9T$.dVs6/INzytgjHFJze33.0$",
    "$2b$04$lWyPVJyzPSJ.wfNtWe6kUe",
    "$2y$04$lWyPVJyzPSJ.wfNtWe6kUe",
    "$6$rounds=5000$salt$",
    "$6$salt$",
    "$5$salt$",
    "$1$salt$",
    "$apr1$salt$",
    "{SHA}",
};

static void setting_is_enough(void **state)
{
    char proof[ADVOLUX_PROOF_MAX + 1], again[ADVOLUX_PROOF_MAX + 1];

    (void)state;
    for (size_t i = 0; i < sizeof settings / sizeof *settings; i++) {
        const char *setting = settings[i];

        if (!advolux_proof_make(PASSWORD, setting, proof)) {
            fail_msg("%s", setting);
        }
        assert_memory_equal(proof, setting, strlen(setting));
        assert_true(strlen(proof) > strlen(setting) + 10);
        assert_true(advolux_proof_make(PASSWORD, proof, again));
        assert_string_equal(again, proof);
        assert_true(advolux_proof_make("another", setting, again));
        assert_string_not_equal(again, proof);
    }
}

static void known_ones_are_made(void **state)
{
    static const struct {
        const char *password, *setting, *proof;
    } known[] = {
        /* As openssl passwd -5, htpasswd -s and Openwall's vectors have it. */
        { "Hello world!", "$5$saltstring",
          "$5$saltstring$5B8vYYiY.CVt1RlTTf8KbXBH3hsxY/GNooZaBBGWEc5" },
        { "password", "{SHA}", "{SHA}W6ph5Mm5Pz8GgiULbPgzG37mj9g=" },
        { "U*U", "$2a$05$CCCCCCCCCCCCCCCCCCCCC.",
          "$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW" },
    };
    char proof[ADVOLUX_PROOF_MAX + 1];

    (void)state;
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        assert_true(
            advolux_proof_make(known[i].password, known[i].setting, proof));
        assert_string_equal(proof, known[i].proof);
    }
}

static void what_is_no_setting_makes_nothing(void **state)
{
    static const char *const none[] = { "*",       "!",          "*0",
                                        "$",       "$odd$salt$", "$y$odd$salt$",
                                        "$2b$99$x" };
    char proof[ADVOLUX_PROOF_MAX + 1];

    (void)state;
    for (size_t i = 0; i < sizeof none / sizeof *none; i++) {
        memset(proof, 'x', sizeof proof);
        if (advolux_proof_make(PASSWORD, none[i], proof)) {
            fail_msg("%s", none[i]);
        }
        assert_string_equal(proof, "");
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(setting_is_enough),
        cmocka_unit_test(known_ones_are_made),
        cmocka_unit_test(what_is_no_setting_makes_nothing),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
