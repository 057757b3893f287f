/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * @file keystore_jks.c
 * Java's own keystore, read without Java. All numbers are big-endian:
 *
 *   FEEDFEED, version 1 or 2, number of entries, the entries, SHA-1 of the
 *   password, "Mighty Aphrodite" and everything before
 *   entry: 1, alias, time, key, number of certificates, the certificates
 *       or 2, alias, time, certificate (a trusted one)
 *   alias: 16 bits of length, text; key: 32 bits of length, an RFC 5958
 *   EncryptedPrivateKeyInfo; certificate: its type as an alias (version 2
 *   alone), 32 bits of length, DER
 *
 * The key is salt (20), ciphertext, check (20): the ciphertext is the PKCS#8
 * key XOR H1 H2 ..., H1 = SHA-1(password, salt), Hn = SHA-1(password, Hn-1),
 * and check = SHA-1(password, PKCS#8 key). A password counts as UTF-16.
 */
#include <string.h>

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/pkcs12.h>

#include "keystore.h"

#define DIGEST 20 /* octets of SHA-1 */
#define WHITENER "Mighty Aphrodite"
#define PROTECTOR "1.3.6.1.4.1.42.2.17.1.1"

enum { KEY_ENTRY = 1, TRUSTED_ENTRY = 2 };

/* UTF-16 of a certificate_passwords member. */
typedef struct utf16 {
    unsigned char octets[2 * sizeof((certificate_passwords *)0)->store];
    apr_size_t length;
} utf16;

typedef struct span {
    const unsigned char *at;
    apr_size_t length;
} span;

/* What is left to read; `failed` once it was too short. */
typedef struct cursor {
    span rest;
    bool failed;
} cursor;

/* A key entry, and when its certificate ends. */
typedef struct entry {
    span key;
    STACK_OF(X509) * certificates;
} entry;

static span take(cursor *in, apr_size_t length)
{
    span taken = in->rest;

    if (in->failed || length > in->rest.length) {
        in->failed = true;
        return (span){ NULL, 0 };
    }
    taken.length = length;
    in->rest.at += length;
    in->rest.length -= length;
    return taken;
}

static apr_size_t number(cursor *in, apr_size_t octets)
{
    span taken = take(in, octets);
    apr_size_t value = 0;

    for (apr_size_t i = 0; i < taken.length; i++) {
        value = value << 8 | taken.at[i];
    }
    return value;
}

static void to_utf16(const char *password, utf16 *wide)
{
    int length;
    unsigned char *octets =
        OPENSSL_utf82uni(password, (int)strlen(password), NULL, &length);

    wide->length = 0;
    if (octets) {
        /* Without the closing zero. */
        wide->length = (apr_size_t)length - 2;
        memcpy(wide->octets, octets, wide->length);
        OPENSSL_clear_free(octets, (size_t)length);
    }
}

static void digest(unsigned char out[DIGEST], const utf16 *password, span a,
                   span b)
{
    EVP_MD_CTX *context = EVP_MD_CTX_new();

    EVP_DigestInit_ex(context, EVP_sha1(), NULL);
    EVP_DigestUpdate(context, password->octets, password->length);
    EVP_DigestUpdate(context, a.at, a.length);
    EVP_DigestUpdate(context, b.at, b.length);
    EVP_DigestFinal_ex(context, out, NULL);
    EVP_MD_CTX_free(context);
}

static const span nothing = { (const unsigned char *)"", 0 };

static bool read_certificate(cursor *in, apr_size_t version,
                             STACK_OF(X509) * certificates)
{
    const unsigned char *der;
    span octets;
    X509 *one;

    if (version == 2) {
        take(in, number(in, 2));
    }
    octets = take(in, number(in, 4));
    der = octets.at;
    one = in->failed ? NULL : d2i_X509(NULL, &der, (long)octets.length);
    if (!one || !sk_X509_push(certificates, one)) {
        X509_free(one);
        return false;
    }
    return true;
}

/* Two key entries: the certificate that lives longer is the one in use. */
static bool is_better(const entry *candidate, const entry *best)
{
    const X509 *a = sk_X509_value(candidate->certificates, 0);
    const X509 *b = best->key.at ? sk_X509_value(best->certificates, 0) : NULL;

    return !b || (a && ASN1_TIME_compare(X509_get0_notAfter(a),
                                         X509_get0_notAfter(b)) > 0);
}

static bool read_entry(cursor *in, apr_size_t version, entry *best,
                       STACK_OF(X509) * trusted)
{
    apr_size_t kind = number(in, 4), count = 1;
    entry candidate = { nothing, trusted };
    bool fine = true;

    take(in, number(in, 2));
    take(in, 8);
    if (kind == KEY_ENTRY) {
        candidate.key = take(in, number(in, 4));
        count = number(in, 4);
        candidate.certificates = sk_X509_new_null();
    } else if (kind != TRUSTED_ENTRY) {
        return false;
    }
    while (count-- > 0 && fine) {
        fine = read_certificate(in, version, candidate.certificates);
    }
    if (kind == KEY_ENTRY && fine && is_better(&candidate, best)) {
        entry worse = *best;

        *best = candidate;
        candidate = worse;
    }
    if (kind == KEY_ENTRY) {
        sk_X509_pop_free(candidate.certificates, X509_free);
    }
    return fine && !in->failed;
}

/* The PKCS#8 octets of an entry's key; NULL if the password is wrong. */
static unsigned char *decipher(apr_pool_t *pool, span protected_key,
                               const utf16 *password)
{
    unsigned char block[DIGEST];
    span link = { protected_key.at, DIGEST };
    apr_size_t length = protected_key.length - 2 * (apr_size_t)DIGEST;
    const unsigned char *in = protected_key.at + DIGEST;
    unsigned char *plain = apr_palloc(pool, length);

    for (apr_size_t i = 0; i < length; i++) {
        if (i % DIGEST == 0) {
            digest(block, password, link, nothing);
            link.at = block;
        }
        plain[i] = in[i] ^ block[i % DIGEST];
    }
    digest(block, password, (span){ plain, length }, nothing);
    return CRYPTO_memcmp(block, in + length, DIGEST) == 0 ? plain : NULL;
}

static const certificate_finding *wrong_key_password(apr_pool_t *pool,
                                                     const keystore_file *file)
{
    return certificate_finding_make(
        pool, CERTIFICATE_WRONG_KEY_PASSWORD,
        "%s: the keystore's password is right, but that of the key is wrong. "
        "Enter the key's (\"Zertifikat-Passwort\") as the second line",
        file->name);
}

static const certificate_finding *damaged(apr_pool_t *pool,
                                          const keystore_file *file)
{
    return certificate_finding_make(
        pool, CERTIFICATE_DAMAGED,
        "%s is a JKS file, but damaged. Copy it anew, in binary mode",
        file->name);
}

/* The key of an EncryptedPrivateKeyInfo. */
static const certificate_finding *read_key(apr_pool_t *pool,
                                           const keystore_file *file, span der,
                                           keystore *found)
{
    const unsigned char *at = der.at;
    X509_SIG *info = d2i_X509_SIG(NULL, &at, (long)der.length);
    const certificate_finding *wrong = NULL;
    const ASN1_OCTET_STRING *octets;
    const X509_ALGOR *algorithm;
    char protector[sizeof PROTECTOR + 1];
    unsigned char *plain = NULL;
    utf16 password;
    span protected_key;

    if (!info) {
        return damaged(pool, file);
    }
    X509_SIG_get0(info, &algorithm, &octets);
    OBJ_obj2txt(protector, sizeof protector, algorithm->algorithm, 1);
    protected_key.at = ASN1_STRING_get0_data(octets);
    protected_key.length = (apr_size_t)ASN1_STRING_length(octets);
    if (strcmp(protector, PROTECTOR) || protected_key.length <= 2 * DIGEST) {
        X509_SIG_free(info);
        return damaged(pool, file);
    }
    to_utf16(file->passwords->key, &password);
    plain = decipher(pool, protected_key, &password);
    OPENSSL_cleanse(&password, sizeof password);
    if (plain) {
        long length = (long)(protected_key.length - 2 * DIGEST);

        at = plain;
        found->key = d2i_AutoPrivateKey(NULL, &at, length);
        OPENSSL_cleanse(plain, (size_t)length);
        wrong = found->key ? NULL : damaged(pool, file);
    } else {
        wrong = wrong_key_password(pool, file);
    }
    X509_SIG_free(info);
    return wrong;
}

/* Whether the digest at the end fits the password. */
static bool is_sealed(const keystore_file *file, apr_size_t length)
{
    unsigned char seal[DIGEST];
    utf16 password;

    to_utf16(file->passwords->store, &password);
    digest(seal, &password, (span){ (const unsigned char *)WHITENER, 16 },
           (span){ file->octets, length });
    OPENSSL_cleanse(&password, sizeof password);
    return CRYPTO_memcmp(seal, file->octets + length, DIGEST) == 0;
}

const certificate_finding *keystore_read_jks(apr_pool_t *pool,
                                             const keystore_file *file,
                                             keystore *found)
{
    const certificate_finding *wrong = NULL;
    entry best = { { NULL, 0 }, NULL };
    cursor in = { { file->octets, file->length }, false };
    apr_size_t length, version, count;
    bool fine = true;

    if (file->length < 12 + DIGEST) {
        return damaged(pool, file);
    }
    length = file->length - DIGEST;
    if (!is_sealed(file, length)) {
        return certificate_finding_make(
            pool, CERTIFICATE_WRONG_PASSWORD,
            "%s: the keystore's password (\"Keystore-Passwort\") is %s, or the "
            "file is damaged. Enter it as the first line",
            file->name, *file->passwords->store ? "wrong" : "missing");
    }
    in.rest.length = length;
    take(&in, 4);
    version = number(&in, 4);
    count = number(&in, 4);
    while (count-- > 0 && fine) {
        fine = read_entry(&in, version, &best, found->certificates);
    }
    if (!fine || in.rest.length > 0) {
        wrong = damaged(pool, file);
    } else if (best.key.at) {
        wrong = read_key(pool, file, best.key, found);
        while (sk_X509_num(best.certificates) > 0) {
            sk_X509_push(found->certificates, sk_X509_shift(best.certificates));
        }
    }
    sk_X509_pop_free(best.certificates, X509_free);
    return wrong;
}
