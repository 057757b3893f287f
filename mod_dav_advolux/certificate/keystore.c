/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include "keystore.h"

bool keystore_take_key(keystore *found, const EVP_PKEY *key)
{
    PKCS8_PRIV_KEY_INFO *info = EVP_PKEY2PKCS8(key);

    EVP_PKEY_free(found->key);
    found->key = info ? EVP_PKCS82PKEY(info) : NULL;
    PKCS8_PRIV_KEY_INFO_free(info);
    return found->key != NULL;
}

bool keystore_take_certificate(keystore *found, const X509 *one)
{
    unsigned char *der = NULL;
    int length = i2d_X509(one, &der);
    const unsigned char *at = der;
    X509 *own = length > 0 ? d2i_X509(NULL, &at, length) : NULL;

    OPENSSL_free(der);
    if (!own || !sk_X509_push(found->certificates, own)) {
        X509_free(own);
        return false;
    }
    return true;
}
