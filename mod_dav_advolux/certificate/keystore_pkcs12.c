/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/pkcs12.h>

#include "keystore.h"

static const certificate_finding *explain(apr_pool_t *pool,
                                          const keystore_file *file)
{
    unsigned long code = ERR_peek_error();

    if (ERR_GET_LIB(code) == ERR_LIB_PKCS12 &&
        ERR_GET_REASON(code) == PKCS12_R_MAC_VERIFY_FAILURE) {
        return certificate_finding_make(
            pool, CERTIFICATE_WRONG_PASSWORD,
            "%s: the password is %s. Enter the one that the file was made with "
            "as the first line of AdvoluxCertificatePasswords",
            file->name, *file->passwords->store ? "wrong" : "missing");
    }
    return certificate_finding_make(
        pool, CERTIFICATE_DAMAGED,
        "%s cannot be decrypted (%s).%s Export it anew from the program that "
        "made it",
        file->name, ERR_reason_error_string(ERR_peek_last_error()),
        file->legacy ? ""
                     : " OpenSSL's legacy provider, which old files need, "
                       "is not installed.");
}

/* Everything that PKCS12_parse handed out is freed here. */
static bool take(keystore *found, EVP_PKEY *key, X509 *own,
                 STACK_OF(X509) * others)
{
    bool taken = (!key || keystore_take_key(found, key)) &&
                 (!own || keystore_take_certificate(found, own));

    for (int i = 0; i < sk_X509_num(others) && taken; i++) {
        taken = keystore_take_certificate(found, sk_X509_value(others, i));
    }
    EVP_PKEY_free(key);
    X509_free(own);
    sk_X509_pop_free(others, X509_free);
    return taken;
}

/* RFC 7292. */
const certificate_finding *keystore_read_pkcs12(apr_pool_t *pool,
                                                const keystore_file *file,
                                                keystore *found)
{
    BIO *in = BIO_new_mem_buf(file->octets, (int)file->length);
    PKCS12 *store = PKCS12_init_ex(NID_pkcs7_data, file->library, NULL);
    EVP_PKEY *key = NULL;
    X509 *own = NULL;
    STACK_OF(X509) *others = NULL;
    const certificate_finding *wrong = NULL;

    if (!d2i_PKCS12_bio(in, &store)) {
        wrong = certificate_finding_make(
            pool, CERTIFICATE_DAMAGED,
            "%s is neither PKCS#12 nor JKS nor PEM, or it is damaged. Copy it "
            "anew, in binary mode",
            file->name);
    } else if (!PKCS12_parse(store, file->passwords->store, &key, &own,
                             &others)) {
        wrong = explain(pool, file);
    } else if (!take(found, key, own, others)) {
        wrong = certificate_finding_make(
            pool, CERTIFICATE_DAMAGED,
            "%s holds a key or certificate of an unknown kind. Use RSA or EC",
            file->name);
    }
    PKCS12_free(store);
    BIO_free(in);
    return wrong;
}
