/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include <apr_file_io.h>
#include <apr_strings.h>
#include <openssl/bio.h>
#include <openssl/pem.h>

#include "certificate.h"

/* In memory that is wiped when it is freed. */
static BIO *pem_of(const certificate *found)
{
    BIO *out = BIO_new(BIO_s_secmem());
    bool fine = PEM_write_bio_PKCS8PrivateKey(out, found->key, NULL, NULL, 0,
                                              NULL, NULL) == 1;

    for (int i = 0; i < sk_X509_num(found->chain) && fine; i++) {
        fine = PEM_write_bio_X509(out, sk_X509_value(found->chain, i)) == 1;
    }
    if (!fine) {
        BIO_free(out);
        return NULL;
    }
    return out;
}

/* mkstemp's file is its owner's alone (0600) and is nobody else's link. */
static apr_status_t write_beside(apr_pool_t *pool, BIO *pem, const char *path)
{
    char *beside = apr_pstrcat(pool, path, ".XXXXXX", NULL);
    apr_file_t *out;
    char *octets;
    long length = BIO_get_mem_data(pem, &octets);
    apr_status_t closed;
    apr_status_t status = apr_file_mktemp(
        &out, beside,
        APR_FOPEN_CREATE | APR_FOPEN_EXCL | APR_FOPEN_WRITE | APR_FOPEN_BINARY,
        pool);

    if (status != APR_SUCCESS) {
        return status;
    }
    status = apr_file_write_full(out, octets, (apr_size_t)length, NULL);
    closed = apr_file_close(out);
    if (status == APR_SUCCESS) {
        status = closed;
    }
    if (status == APR_SUCCESS) {
        status = apr_file_rename(beside, path, pool);
    }
    if (status != APR_SUCCESS) {
        apr_file_remove(beside, pool);
    }
    return status;
}

/* A device or a pipe would not be written to, but replaced. */
static bool is_replaceable(apr_pool_t *pool, const char *path)
{
    apr_finfo_t there;

    return apr_stat(&there, path, APR_FINFO_TYPE, pool) != APR_SUCCESS ||
           there.filetype == APR_REG;
}

const certificate_finding *certificate_write(apr_pool_t *pool,
                                             const certificate *found,
                                             const char *path)
{
    BIO *pem = is_replaceable(pool, path) ? pem_of(found) : NULL;
    apr_status_t status = pem ? write_beside(pool, pem, path) : APR_EINVAL;
    char reason[120];

    BIO_free(pem);
    if (status == APR_SUCCESS) {
        return NULL;
    }
    return certificate_finding_make(
        pool, CERTIFICATE_UNWRITABLE,
        "the PEM form of %s (%s) cannot be written to %s: %s. Check the rights "
        "of that directory and the space left",
        found->file, found->subject, path,
        apr_strerror(status, reason, sizeof reason));
}
