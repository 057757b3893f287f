/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include <string.h>

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/pem.h>

#include "keystore.h"

/* OpenSSL's pem_password_cb. */
static int give_password(char *buffer, int size, int writing, void *passwords)
{
    const char *key = ((const certificate_passwords *)passwords)->key;
    int length = (int)strlen(key);

    (void)writing;
    if (length == 0 || length > size) {
        return -1;
    }
    memcpy(buffer, key, (size_t)length);
    return length;
}

static bool holds(const keystore_file *file, const char *text)
{
    return memmem(file->octets, file->length, text, strlen(text)) != NULL;
}

static const certificate_finding *read_key(apr_pool_t *pool,
                                           const keystore_file *file,
                                           keystore *found)
{
    BIO *in = BIO_new_mem_buf(file->octets, (int)file->length);
    certificate_passwords passwords = *file->passwords;
    EVP_PKEY *key = PEM_read_bio_PrivateKey_ex(in, NULL, give_password,
                                               &passwords, file->library, NULL);
    bool taken = key && keystore_take_key(found, key);

    OPENSSL_cleanse(&passwords, sizeof passwords);
    EVP_PKEY_free(key);
    BIO_free(in);
    if (taken || !holds(file, "PRIVATE KEY-----")) {
        return NULL;
    }
    if (holds(file, "ENCRYPTED")) {
        return certificate_finding_make(
            pool, CERTIFICATE_WRONG_KEY_PASSWORD,
            "%s: the password of the private key is %s", file->name,
            *file->passwords->key ? "wrong" : "missing");
    }
    return certificate_finding_make(pool, CERTIFICATE_DAMAGED,
                                    "%s: the private key in it is damaged. "
                                    "Copy the file anew",
                                    file->name);
}

/* RFC 7468: any number of certificates, and a key before, after or between. */
const certificate_finding *keystore_read_pem(apr_pool_t *pool,
                                             const keystore_file *file,
                                             keystore *found)
{
    const certificate_finding *wrong = read_key(pool, file, found);
    BIO *in = BIO_new_mem_buf(file->octets, (int)file->length);
    X509 *one;

    while (!wrong && (one = PEM_read_bio_X509(in, NULL, NULL, NULL))) {
        keystore_take_certificate(found, one);
        X509_free(one);
    }
    if (!wrong &&
        ERR_GET_REASON(ERR_peek_last_error()) != PEM_R_NO_START_LINE) {
        wrong = certificate_finding_make(pool, CERTIFICATE_DAMAGED,
                                         "%s: a certificate in it is damaged. "
                                         "Copy the file anew",
                                         file->name);
    }
    BIO_free(in);
    return wrong;
}
