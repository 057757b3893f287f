/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
/* The firm's certificate in any of its formats. */
#include "fuzz.h"

#include <openssl/x509.h>

#include "keystore.h"

void fuzz_begin(apr_pool_t *pool)
{
    (void)pool;
}

void fuzz_one(apr_pool_t *pool, const char *text, size_t size)
{
    static keystore_reader *const readers[] = { keystore_read_jks,
                                                keystore_read_pem,
                                                keystore_read_pkcs12 };
    static const certificate_passwords passwords = { "s", "k" };
    const keystore_file file = { .name = "file",
                                 .octets = (const unsigned char *)text,
                                 .length = size,
                                 .passwords = &passwords };

    for (size_t i = 0; i < sizeof readers / sizeof *readers; i++) {
        keystore found = { NULL, sk_X509_new_null() };

        readers[i](pool, &file, &found);
        EVP_PKEY_free(found.key);
        sk_X509_pop_free(found.certificates, X509_free);
    }
}
