/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * @file keystore.h
 * The formats that certificates come in. A reader gets the whole file and says
 * what is in it, or what is wrong.
 */
#ifndef ADVOLUX_KEYSTORE_H
#define ADVOLUX_KEYSTORE_H

#include <apr_pools.h>
#include <openssl/evp.h>
#include <openssl/x509.h>

#include "certificate.h"

/** In OpenSSL's default library context; the caller frees both. */
typedef struct keystore {
    EVP_PKEY *key;                 /**< NULL: there is none */
    STACK_OF(X509) * certificates; /**< never NULL; in the file's order */
} keystore;

/** A file in memory, and what opens it. */
typedef struct keystore_file {
    const char *name;
    const unsigned char *octets;
    apr_size_t length;
    const certificate_passwords *passwords;
    OSSL_LIB_CTX *library; /**< with the legacy provider, if there is one */
    bool legacy;           /**< whether there is */
} keystore_file;

typedef const certificate_finding *keystore_reader(apr_pool_t *pool,
                                                   const keystore_file *file,
                                                   keystore *found);

keystore_reader keystore_read_pkcs12;
keystore_reader keystore_read_jks;
keystore_reader keystore_read_pem;

/** Take a key or certificate over into the default library context; false if
 * it has no meaning there. */
bool keystore_take_key(keystore *found, const EVP_PKEY *key);
bool keystore_take_certificate(keystore *found, const X509 *one);

#endif
