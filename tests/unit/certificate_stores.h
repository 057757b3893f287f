/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * @file certificate_stores.h
 * The files that certificates come in, octet by octet.
 */
#ifndef ADVOLUX_CERTIFICATE_STORES_H
#define ADVOLUX_CERTIFICATE_STORES_H

#include "certificate_fixture.h"

#include <openssl/pkcs12.h>

typedef struct octets {
    unsigned char at[16384];
    size_t length;
} octets;

/* --- files -----------------------------------------------------------------
 */

static void put(octets *to, const void *from, size_t length)
{
    assert_true(to->length + length <= sizeof to->at);
    memcpy(to->at + to->length, from, length);
    to->length += length;
}

static void put_number(octets *to, unsigned long value, int size)
{
    while (size-- > 0) {
        unsigned char octet = (unsigned char)(value >> 8 * size);

        put(to, &octet, 1);
    }
}

static void put_der(octets *to, X509 *one)
{
    unsigned char *der = NULL;
    int length = i2d_X509(one, &der);

    put_number(to, (unsigned long)length, 4);
    put(to, der, (size_t)length);
    OPENSSL_free(der);
}

/* Passwords of tests are ASCII here; the HTTP tests have others. */
static void put_wide(octets *to, const char *text)
{
    for (; *text; text++) {
        put_number(to, (unsigned char)*text, 2);
    }
}

static void sha1(octets *of, unsigned char out[20])
{
    assert_true(EVP_Digest(of->at, of->length, out, NULL, EVP_sha1(), NULL));
}

static void put_protected(octets *to, EVP_PKEY *key, const char *password)
{
    static octets plain, hidden, input;
    PKCS8_PRIV_KEY_INFO *info = EVP_PKEY2PKCS8(key);
    X509_SIG *sealed = X509_SIG_new();
    X509_ALGOR *algorithm;
    ASN1_OCTET_STRING *text;
    unsigned char link[20] = "a salt of 20 octets";
    unsigned char *der = NULL;
    int length = i2d_PKCS8_PRIV_KEY_INFO(info, &der);

    plain.length = hidden.length = 0;
    put(&plain, der, (size_t)length);
    put(&hidden, link, sizeof link);
    for (size_t i = 0; i < plain.length; i++) {
        if (i % sizeof link == 0) {
            input.length = 0;
            put_wide(&input, password);
            put(&input, link, sizeof link);
            sha1(&input, link);
        }
        put_number(&hidden, plain.at[i] ^ link[i % sizeof link], 1);
    }
    input.length = 0;
    put_wide(&input, password);
    put(&input, plain.at, plain.length);
    sha1(&input, link);
    put(&hidden, link, sizeof link);
    X509_SIG_getm(sealed, &algorithm, &text);
    X509_ALGOR_set0(algorithm, OBJ_txt2obj("1.3.6.1.4.1.42.2.17.1.1", 1),
                    V_ASN1_NULL, NULL);
    ASN1_OCTET_STRING_set(text, hidden.at, (int)hidden.length);
    OPENSSL_free(der);
    der = NULL;
    length = i2d_X509_SIG(sealed, &der);
    put_number(to, (unsigned long)length, 4);
    put(to, der, (size_t)length);
    OPENSSL_free(der);
    X509_SIG_free(sealed);
    PKCS8_PRIV_KEY_INFO_free(info);
}

static void jks_begin(octets *to, int entries)
{
    to->length = 0;
    put_number(to, 0xfeedfeedUL, 4);
    put_number(to, 2, 4);
    put_number(to, (unsigned long)entries, 4);
}

static void jks_certificate(octets *to, X509 *one)
{
    put_number(to, 5, 2);
    put(to, "X.509", 5);
    put_der(to, one);
}

static void jks_entry(octets *to, int kind)
{
    put_number(to, (unsigned long)kind, 4);
    put_number(to, 1, 2);
    put(to, "a", 1);
    put_number(to, 0, 8);
}

static void jks_trusted(octets *to, X509 *one)
{
    jks_entry(to, 2);
    jks_certificate(to, one);
}

/* certificates: ended by NULL. */
static void jks_key(octets *to, EVP_PKEY *key, const char *password,
                    X509 *const *certificates)
{
    unsigned long count = 0;

    jks_entry(to, 1);
    put_protected(to, key, password);
    while (certificates[count]) {
        count++;
    }
    put_number(to, count, 4);
    for (unsigned long i = 0; i < count; i++) {
        jks_certificate(to, certificates[i]);
    }
}

static void jks_end(octets *to, const char *password)
{
    static octets input;
    unsigned char seal[20];

    input.length = 0;
    put_wide(&input, password);
    put(&input, "Mighty Aphrodite", 16);
    put(&input, to->at, to->length);
    sha1(&input, seal);
    put(to, seal, sizeof seal);
}

/* Encrypted by the PBE algorithms; others: ended by NULL. */
static void make_p12(octets *to, const char *password, EVP_PKEY *key, X509 *own,
                     X509 *const *others, int key_pbe, int certificate_pbe)
{
    STACK_OF(X509) *stack = sk_X509_new_null();
    PKCS12 *store;
    unsigned char *der = NULL;
    int length;

    while (others && *others) {
        sk_X509_push(stack, *others++);
    }
    store = PKCS12_create(password, "caldav", key, own, stack, key_pbe,
                          certificate_pbe, 2048, 2048, 0);
    assert_non_null(store);
    length = i2d_PKCS12(store, &der);
    to->length = 0;
    put(to, der, (size_t)length);
    OPENSSL_free(der);
    PKCS12_free(store);
    sk_X509_free(stack);
}

static void save(const void *at, size_t length)
{
    FILE *out = fopen(path, "wb");

    assert_non_null(out);
    assert_int_equal(fwrite(at, 1, length, out), length);
    assert_int_equal(fclose(out), 0);
}

#endif
