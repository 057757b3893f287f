/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include <stdarg.h>

#include <apr_strings.h>

#include "finding.h"

static const struct {
    const char *id;
    bool broken;
} rows[] = {
    [CERTIFICATE_UNREADABLE] = { "ADV0900", true },
    [CERTIFICATE_NO_PASSWORDS] = { "ADV0901", true },
    [CERTIFICATE_WRONG_PASSWORD] = { "ADV0902", true },
    [CERTIFICATE_WRONG_KEY_PASSWORD] = { "ADV0903", true },
    [CERTIFICATE_DAMAGED] = { "ADV0904", true },
    [CERTIFICATE_NO_KEY] = { "ADV0905", true },
    [CERTIFICATE_KEY_DIFFERS] = { "ADV0906", true },
    [CERTIFICATE_WEAK] = { "ADV0907", true },
    [CERTIFICATE_UNWRITABLE] = { "ADV0908", true },
    [CERTIFICATE_EXPIRED] = { "ADV0910", false },
    [CERTIFICATE_NOT_YET] = { "ADV0911", false },
    [CERTIFICATE_EXPIRES_SOON] = { "ADV0912", false },
    [CERTIFICATE_WRONG_NAME] = { "ADV0913", false },
    [CERTIFICATE_SELF_SIGNED] = { "ADV0914", false },
    [CERTIFICATE_CHAIN_INCOMPLETE] = { "ADV0915", false },
    [CERTIFICATE_NOT_FOR_SERVERS] = { "ADV0916", false },
    [CERTIFICATE_TOO_LONG] = { "ADV0917", false },
    [CERTIFICATE_PASSWORDS_OPEN] = { "ADV0918", false },
};

const certificate_finding *certificate_finding_make(apr_pool_t *pool,
                                                    certificate_fault fault,
                                                    const char *sentence, ...)
{
    certificate_finding *finding = apr_palloc(pool, sizeof *finding);
    va_list arguments;

    va_start(arguments, sentence);
    finding->sentence = apr_pvsprintf(pool, sentence, arguments);
    va_end(arguments);
    finding->fault = fault;
    finding->id = rows[fault].id;
    finding->broken = rows[fault].broken;
    return finding;
}
