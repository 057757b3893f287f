/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include <arpa/inet.h>
#include <string.h>
#include <time.h>

#include <apr_file_io.h>
#include <apr_strings.h>
#include <openssl/err.h>
#include <openssl/provider.h>
#include <openssl/x509v3.h>

#include "keystore.h"
#include "obstacle.h"

#define FILE_MAX (1024 * 1024) /* octets: a chain has some thousands */

static bool starts_with(const keystore_file *file, const char *magic)
{
    return file->length >= 4 && memcmp(file->octets, magic, 4) == 0;
}

static keystore_reader read_jceks;
static const certificate_finding *read_jceks(apr_pool_t *pool,
                                             const keystore_file *file,
                                             keystore *found)
{
    (void)found;
    return certificate_finding_make(
        pool, CERTIFICATE_DAMAGED,
        "%s is a JCEKS keystore. Make a .p12 of it: keytool -importkeystore "
        "-srckeystore %s -destkeystore caldav_zertifikat.p12 -deststoretype "
        "PKCS12",
        file->name, file->name);
}

/* A file's name says nothing: Java's keytool writes PKCS#12 into .jks. */
static const struct format {
    const char *name;
    const char *magic; /* NULL: any other */
    keystore_reader *read;
} formats[] = { { "JKS", "\xfe\xed\xfe\xed", keystore_read_jks },
                { "JCEKS", "\xce\xce\xce\xce", read_jceks },
                { "PEM", NULL, keystore_read_pem },
                { "PKCS#12", NULL, keystore_read_pkcs12 } };

static const struct format *format_of(const keystore_file *file)
{
    const struct format *format = formats;

    while (format->magic && !starts_with(file, format->magic)) {
        format++;
    }
    if (!format->magic &&
        !memmem(file->octets, file->length, "-----BEGIN ", 11)) {
        format++;
    }
    return format;
}

static const certificate_finding *load(apr_pool_t *pool, keystore_file *file)
{
    apr_file_t *in;
    char *octets;
    apr_status_t status =
        apr_file_open(&in, file->name, APR_FOPEN_READ | APR_FOPEN_BINARY,
                      APR_OS_DEFAULT, pool);
    const char *obstacle;
    char reason[120];

    if (status == APR_SUCCESS) {
        octets = apr_palloc(pool, FILE_MAX);
        status = apr_file_read_full(in, octets, FILE_MAX, &file->length);
        file->octets = (const unsigned char *)octets;
        apr_file_close(in);
    }
    if (status == APR_EOF && file->length > 0) {
        return NULL;
    }
    obstacle =
        APR_STATUS_IS_EACCES(status) ? obstacle_here(pool, file->name) : NULL;
    return certificate_finding_make(
        pool, CERTIFICATE_UNREADABLE,
        "%s cannot be read: %s%s%s. Put the certificate there, readable by root",
        file->name,
        status == APR_SUCCESS ? "it is too large for a certificate"
        : status == APR_EOF   ? "it is empty"
                              : apr_strerror(status, reason, sizeof reason),
        obstacle ? ", " : "", obstacle ? obstacle : "");
}

static const certificate_finding *read_store(apr_pool_t *pool,
                                             keystore_file *file,
                                             keystore *found,
                                             const char **format)
{
    const certificate_finding *wrong = load(pool, file);
    OSSL_PROVIDER *usual, *legacy;

    if (wrong) {
        return wrong;
    }
    file->library = OSSL_LIB_CTX_new();
    usual = OSSL_PROVIDER_load(file->library, "default");
    legacy = OSSL_PROVIDER_load(file->library, "legacy");
    file->legacy = legacy != NULL;
    ERR_clear_error();
    *format = format_of(file)->name;
    wrong = format_of(file)->read(pool, file, found);
    /* mod_ssl looks at what is left in the queue. */
    ERR_clear_error();
    if (legacy) {
        OSSL_PROVIDER_unload(legacy);
    }
    if (usual) {
        OSSL_PROVIDER_unload(usual);
    }
    OSSL_LIB_CTX_free(file->library);
    return wrong;
}

/* --- the server's own, and its chain ----------------------------------------
 */

/* Of several certificates of one key (renewals) the last to end. */
static X509 *own_of(const keystore *store)
{
    X509 *own = NULL;

    for (int i = 0; i < sk_X509_num(store->certificates); i++) {
        X509 *one = sk_X509_value(store->certificates, i);

        if (X509_check_private_key(one, store->key) == 1 &&
            (!own || ASN1_TIME_compare(X509_get0_notAfter(one),
                                       X509_get0_notAfter(own)) > 0)) {
            own = one;
        }
    }
    ERR_clear_error();
    return own;
}

static X509 *issuer_of(const keystore *store, X509 *one)
{
    for (int i = 0; i < sk_X509_num(store->certificates); i++) {
        X509 *other = sk_X509_value(store->certificates, i);

        if (other != one && X509_check_issued(other, one) == X509_V_OK) {
            return other;
        }
    }
    return NULL;
}

/* Whatever its key usage says: one for a server does not say that it signs. */
static bool is_self_signed(X509 *one)
{
    return X509_self_signed(one, 1) == 1;
}

/* A root is not sent: who trusts it has it, and nobody else gains by it. */
static STACK_OF(X509) *
    chain_of(const keystore *store, X509 *own, bool *to_root)
{
    STACK_OF(X509) *chain = sk_X509_new_null();
    X509 *next = own;

    do {
        X509_up_ref(next);
        sk_X509_push(chain, next);
        next = issuer_of(store, next);
    } while (next && !is_self_signed(next) &&
             sk_X509_num(chain) < sk_X509_num(store->certificates));
    *to_root = next != NULL;
    return chain;
}

/* --- what people want to know ----------------------------------------------
 */

static const char *text_of(apr_pool_t *pool, BIO *out)
{
    char *octets;
    long length = BIO_get_mem_data(out, &octets);
    const char *text = apr_pstrmemdup(pool, octets, (apr_size_t)length);

    BIO_free(out);
    return text;
}

static const char *name_of(apr_pool_t *pool, const X509_NAME *name)
{
    BIO *out = BIO_new(BIO_s_mem());

    X509_NAME_print_ex(out, name, 0,
                       XN_FLAG_RFC2253 & ~(unsigned long)ASN1_STRFLGS_ESC_MSB);
    return text_of(pool, out);
}

static apr_time_t time_of(const ASN1_TIME *when)
{
    struct tm parts;

    return ASN1_TIME_to_tm(when, &parts) ? apr_time_from_sec(timegm(&parts))
                                         : 0;
}

const char *certificate_day(apr_pool_t *pool, apr_time_t when)
{
    apr_time_exp_t parts;

    apr_time_exp_gmt(&parts, when);
    return apr_psprintf(pool, "%04d-%02d-%02d", parts.tm_year + 1900,
                        parts.tm_mon + 1, parts.tm_mday);
}

int certificate_chain_length(const certificate *found)
{
    return sk_X509_num(found->chain);
}

/* A control character in a name would go to terminals and logs. */
static bool is_plain(const char *text, int length)
{
    for (int i = 0; i < length; i++) {
        if (text[i] <= ' ' || text[i] > '~') {
            return false;
        }
    }
    return length > 0;
}

static const char *address_of(apr_pool_t *pool, const ASN1_OCTET_STRING *octets)
{
    char text[INET6_ADDRSTRLEN];
    int family = ASN1_STRING_length(octets) == 4 ? AF_INET : AF_INET6;

    if (family == AF_INET6 && ASN1_STRING_length(octets) != 16) {
        return NULL;
    }
    inet_ntop(family, ASN1_STRING_get0_data(octets), text, sizeof text);
    return apr_pstrdup(pool, text);
}

static apr_array_header_t *names_of(apr_pool_t *pool, X509 *own)
{
    apr_array_header_t *names = apr_array_make(pool, 2, sizeof(const char *));
    GENERAL_NAMES *all =
        X509_get_ext_d2i(own, NID_subject_alt_name, NULL, NULL);

    for (int i = 0; i < sk_GENERAL_NAME_num(all); i++) {
        int type;
        const ASN1_STRING *value =
            GENERAL_NAME_get0_value(sk_GENERAL_NAME_value(all, i), &type);
        const char *name = NULL;

        if (type == GEN_DNS) {
            const char *text = (const char *)ASN1_STRING_get0_data(value);
            int length = ASN1_STRING_length(value);

            name = is_plain(text, length)
                       ? apr_pstrmemdup(pool, text, (apr_size_t)length)
                       : NULL;
        } else if (type == GEN_IPADD) {
            name = address_of(pool, value);
        }
        if (name) {
            APR_ARRAY_PUSH(names, const char *) = name;
        }
    }
    GENERAL_NAMES_free(all);
    return names;
}

/* --- together --------------------------------------------------------------
 */

static apr_status_t release(void *data)
{
    certificate *found = data;

    EVP_PKEY_free(found->key);
    sk_X509_pop_free(found->chain, X509_free);
    return APR_SUCCESS;
}

/* found->key is found's own from here on. */
static void describe(apr_pool_t *pool, certificate *found, X509 *own)
{
    apr_pool_cleanup_register(pool, found, release, apr_pool_cleanup_null);
    found->subject = name_of(pool, X509_get_subject_name(own));
    found->issuer = name_of(pool, X509_get_issuer_name(own));
    found->names = names_of(pool, own);
    found->not_before = time_of(X509_get0_notBefore(own));
    found->not_after = time_of(X509_get0_notAfter(own));
    found->self_signed = is_self_signed(own);
}

/* OpenSSL's security level 2, Debian's default: httpd would not start. */
static const certificate_finding *weakness(apr_pool_t *pool,
                                           const certificate *found)
{
    int bits = 0;

    if (EVP_PKEY_get_security_bits(found->key) < 112) {
        return certificate_finding_make(
            pool, CERTIFICATE_WEAK,
            "%s (%s): its key of %d bits is too short for OpenSSL and for "
            "every device. Get a new certificate with at least RSA 2048 or EC "
            "256",
            found->file, found->subject, EVP_PKEY_get_bits(found->key));
    }
    X509_get_signature_info(sk_X509_value(found->chain, 0), NULL, NULL, &bits,
                            NULL);
    if (bits < 112 && !found->self_signed) {
        return certificate_finding_make(
            pool, CERTIFICATE_WEAK,
            "%s (%s): it is signed with an outdated digest (SHA-1 or MD5), "
            "which OpenSSL and every device refuse. Get a new certificate",
            found->file, found->subject);
    }
    return NULL;
}

static const certificate_finding *missing_part(apr_pool_t *pool,
                                               const keystore_file *file,
                                               const keystore *store)
{
    X509 *first = sk_X509_value(store->certificates, 0);

    if (!store->key) {
        return certificate_finding_make(
            pool, CERTIFICATE_NO_KEY,
            "%s%s%s%s holds no private key. Export it again together with its "
            "private key",
            file->name, first ? " (" : "",
            first ? name_of(pool, X509_get_subject_name(first)) : "",
            first ? ")" : "");
    }
    if (!first) {
        return certificate_finding_make(
            pool, CERTIFICATE_KEY_DIFFERS,
            "%s holds a private key but no certificate. Put the certificate "
            "that was issued for the key into it",
            file->name);
    }
    return certificate_finding_make(
        pool, CERTIFICATE_KEY_DIFFERS,
        "%s: the private key does not belong to the certificate (%s, valid %s "
        "to %s). Export the certificate together with the key it was "
        "requested with",
        file->name, name_of(pool, X509_get_subject_name(first)),
        certificate_day(pool, time_of(X509_get0_notBefore(first))),
        certificate_day(pool, time_of(X509_get0_notAfter(first))));
}

const certificate_finding *certificate_read(
    apr_pool_t *pool, const char *name, const certificate_passwords *passwords,
    certificate **found)
{
    keystore_file file = { .name = name, .passwords = passwords };
    keystore store = { NULL, sk_X509_new_null() };
    certificate *made = apr_pcalloc(pool, sizeof *made);
    const certificate_finding *wrong =
        read_store(pool, &file, &store, &made->format);
    X509 *own = wrong || !store.key ? NULL : own_of(&store);

    if (own) {
        made->file = apr_pstrdup(pool, name);
        made->key = store.key;
        made->chain = chain_of(&store, own, &made->to_root);
        describe(pool, made, own);
        wrong = weakness(pool, made);
        *found = made;
    } else {
        wrong = wrong ? wrong : missing_part(pool, &file, &store);
        EVP_PKEY_free(store.key);
    }
    sk_X509_pop_free(store.certificates, X509_free);
    return wrong;
}
