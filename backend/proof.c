/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include <crypt.h>
#include <stdlib.h>
#include <string.h>

#include <apr_md5.h>
#include <apr_sha1.h>
#include <apr_strings.h>

#include "proof.h"

static bool by_apr1(const char *password, const char *setting, char *proof)
{
    return apr_md5_encode(password, setting, proof, ADVOLUX_PROOF_MAX + 1) ==
           APR_SUCCESS;
}

static bool by_sha1(const char *password, const char *setting, char *proof)
{
    (void)setting;
    apr_sha1_base64(password, (int)strlen(password), proof);
    return true;
}

/* The room that crypt(3) needs, 32 KiB, is too much for a thread's stack. */
static bool by_crypt(const char *password, const char *setting, char *proof)
{
    struct crypt_data *data = calloc(1, sizeof *data);
    const char *made = data ? crypt_r(password, setting, data) : NULL;
    bool known = made && *made != '*';

    if (known) {
        apr_cpystrn(proof, made, ADVOLUX_PROOF_MAX + 1);
    }
    if (data) {
        explicit_bzero(data, sizeof *data);
    }
    free(data);
    return known;
}

/* The first row whose prefix fits counts. */
static const struct {
    const char *prefix;
    bool (*make)(const char *password, const char *setting, char *proof);
} algorithms[] = {
    { "$apr1$", by_apr1 },
    { "{SHA}", by_sha1 },
    { "", by_crypt },
};

bool advolux_proof_make(const char *password, const char *setting,
                        char proof[ADVOLUX_PROOF_MAX + 1])
{
    int i = 0;

    *proof = '\0';
    while (strncmp(setting, algorithms[i].prefix,
                   strlen(algorithms[i].prefix)) != 0) {
        i++;
    }
    return algorithms[i].make(password, setting, proof);
}
