/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include <string.h>

#include <apr_file_io.h>
#include <apr_strings.h>
#include <openssl/cms.h>
#include <openssl/err.h>

#include "certificate.h"

/* CMS wants the issuers without the signer. */
static STACK_OF(X509) * issuers_of(const certificate *found)
{
    STACK_OF(X509) *issuers = sk_X509_dup(found->chain);

    sk_X509_shift(issuers);
    return issuers;
}

static BIO *signed_form(const certificate *found, const char *text)
{
    BIO *in = BIO_new_mem_buf(text, (int)strlen(text));
    BIO *out = BIO_new(BIO_s_mem());
    STACK_OF(X509) *issuers = issuers_of(found);
    CMS_ContentInfo *content =
        CMS_sign(sk_X509_value(found->chain, 0), found->key, issuers, in,
                 CMS_BINARY | CMS_NOSMIMECAP);
    bool fine = content && i2d_CMS_bio(out, content) == 1;

    CMS_ContentInfo_free(content);
    sk_X509_free(issuers);
    BIO_free(in);
    ERR_clear_error();
    if (!fine) {
        BIO_free(out);
        return NULL;
    }
    return out;
}

const certificate_finding *certificate_sign(apr_pool_t *pool,
                                            const certificate *found,
                                            const char *text, apr_file_t *to)
{
    BIO *out = signed_form(found, text);
    apr_status_t status = APR_EGENERAL;
    char reason[120];
    char *octets;

    if (out) {
        long length = BIO_get_mem_data(out, &octets);

        status = apr_file_write_full(to, octets, (apr_size_t)length, NULL);
        BIO_free(out);
    }
    return status == APR_SUCCESS
               ? NULL
               : certificate_finding_make(
                     pool, CERTIFICATE_UNWRITABLE,
                     "what %s (%s) signed cannot be written: %s", found->file,
                     found->subject,
                     apr_strerror(status, reason, sizeof reason));
}
