/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * @file finding.h
 * What is wrong with a certificate: a stable id (conf/messages.md), and a
 * sentence with file, subject, dates and the way out.
 */
#ifndef ADVOLUX_FINDING_H
#define ADVOLUX_FINDING_H

#include <stdbool.h>

#include <apr_pools.h>

typedef enum certificate_fault {
    CERTIFICATE_UNREADABLE = 0,
    CERTIFICATE_NO_PASSWORDS,
    CERTIFICATE_WRONG_PASSWORD,
    CERTIFICATE_WRONG_KEY_PASSWORD,
    CERTIFICATE_DAMAGED,
    CERTIFICATE_NO_KEY,
    CERTIFICATE_KEY_DIFFERS,
    CERTIFICATE_WEAK,
    CERTIFICATE_UNWRITABLE,
    /* From here on it is served all the same. */
    CERTIFICATE_EXPIRED,
    CERTIFICATE_NOT_YET,
    CERTIFICATE_EXPIRES_SOON,
    CERTIFICATE_WRONG_NAME,
    CERTIFICATE_SELF_SIGNED,
    CERTIFICATE_CHAIN_INCOMPLETE,
    CERTIFICATE_NOT_FOR_SERVERS,
    CERTIFICATE_TOO_LONG,
    CERTIFICATE_PASSWORDS_OPEN
} certificate_fault;

typedef struct certificate_finding {
    certificate_fault fault;
    const char *id; /**< "ADV0903" */
    bool broken;    /**< the server cannot use the certificate */
    const char *sentence;
} certificate_finding;

/** Never returns NULL; the sentence is printf-style. */
const certificate_finding *certificate_finding_make(apr_pool_t *pool,
                                                    certificate_fault fault,
                                                    const char *sentence, ...)
    __attribute__((format(printf, 3, 4)));

#endif
