/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * @file certificate.h
 * The firm's certificate as it comes (handbook: caldav_zertifikat.p12 or .jks):
 * read, judged, and written as the PEM that a TLS server reads. Knows neither
 * httpd nor the database; advoluxctl calls the same functions.
 */
#ifndef ADVOLUX_CERTIFICATE_H
#define ADVOLUX_CERTIFICATE_H

#include <stdbool.h>

#include <apr_file_io.h>
#include <apr_pools.h>
#include <apr_tables.h>
#include <apr_time.h>

#include "finding.h"

struct evp_pkey_st;
struct stack_st_X509;

/** A certificate that fits its key, with the chain that goes to clients. */
typedef struct certificate {
    const char *file;
    const char *format;        /**< "PKCS#12", "JKS" or "PEM", by content */
    const char *subject;       /**< RFC 2253, UTF-8, no control characters */
    const char *issuer;        /**< the same */
    apr_array_header_t *names; /**< const char *: DNS names and addresses of
                                    subjectAltName */
    apr_time_t not_before;
    apr_time_t not_after;
    bool self_signed;
    bool to_root;            /**< the file has the root that ends the chain */
    struct evp_pkey_st *key; /**< freed with the pool */
    struct stack_st_X509 *chain; /**< the server's own first, then each one's
                                      issuer, as far as the file has them; no
                                      root. Freed with the pool */
} certificate;

/** What opens a file; "" where none is needed. `key` is another one than
 * `store` in a JKS file only (handbook S11). */
typedef struct certificate_passwords {
    char store[256];
    char key[256];
} certificate_passwords;

/**
 * Fetch the passwords.
 * @param source "file:PATH" or "exec:PROGRAM" (an absolute path, called with
 *        `file` as its argument, without a shell); NULL: there are none. Two
 *        lines, keystore and key; without the second one the first holds for
 *        both.
 * @param passwords wiped by the caller (explicit_bzero)
 * @return NULL, or what is wrong
 */
const certificate_finding *certificate_passwords_read(
    apr_pool_t *pool, const char *source, const char *file,
    certificate_passwords *passwords);

/** A warning if others than the owner may read "file:PATH", else NULL. */
const certificate_finding *certificate_passwords_judge(apr_pool_t *pool,
                                                       const char *source);

/**
 * Read a PKCS#12, JKS or PEM file; which one it is, its content says. Old
 * PKCS#12 (RC2, 3DES) is read with OpenSSL's legacy provider in a library
 * context of its own: the process's defaults stay as they are.
 * @return NULL with *found in pool, or what is wrong
 */
const certificate_finding *certificate_read(
    apr_pool_t *pool, const char *file, const certificate_passwords *passwords,
    certificate **found);

/**
 * What devices will object to: dates, names, who signed it.
 * @param now the moment to judge for
 * @param names const char *: the names that clients call the server by; NULL
 *        or empty: any will do
 * @param findings const certificate_finding *: appended to; none is `broken`
 */
void certificate_judge(apr_pool_t *pool, const certificate *found,
                       apr_time_t now, const apr_array_header_t *names,
                       apr_array_header_t *findings);

/**
 * Write the key (PKCS#8, not encrypted) and the chain to one PEM file with
 * mode 0600, replacing it in one step.
 * @return NULL, or what is wrong
 */
const certificate_finding *certificate_write(apr_pool_t *pool,
                                             const certificate *found,
                                             const char *path);

/**
 * Write a text and the signature of it (RFC 5652 SignedData, DER, the chain
 * inside), as Apple wants its configuration profiles.
 * @return NULL, or what is wrong
 */
const certificate_finding *certificate_sign(apr_pool_t *pool,
                                            const certificate *found,
                                            const char *text, apr_file_t *to);

/** Certificates in the chain, the server's own included. */
int certificate_chain_length(const certificate *found);

/** "2026-11-26" (UTC), in pool. */
const char *certificate_day(apr_pool_t *pool, apr_time_t when);

#endif
