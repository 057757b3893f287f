/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * @file certificate_fixture.h
 * Certificates made anew in every run, and reading them from a file.
 */
#ifndef ADVOLUX_CERTIFICATE_FIXTURE_H
#define ADVOLUX_CERTIFICATE_FIXTURE_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <apr_file_io.h>
#include <apr_strings.h>
#include <openssl/bio.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include "pool_fixture.h"
#include "certificate.h"

#define DAYS 86400L

typedef struct pair {
    EVP_PKEY *key;
    X509 *certificate;
} pair;

static const char *path; /* the file under test */
static pair root, intermediate, server;

static void add_extension(X509 *to, X509 *issuer, int nid, const char *value)
{
    X509V3_CTX context;
    X509_EXTENSION *extension;

    X509V3_set_ctx(&context, issuer, to, NULL, NULL, 0);
    extension = X509V3_EXT_conf_nid(NULL, &context, nid, value);
    assert_non_null(extension);
    X509_add_ext(to, extension, -1);
    X509_EXTENSION_free(extension);
}

/* From `from` to `until` seconds from now; names as X509V3_EXT_conf reads
 * subjectAltName, or NULL for an authority. issuer NULL: itself. */
static pair issue(const pair *issuer, const char *common, const char *names,
                  long from, long until)
{
    pair made = { EVP_EC_gen("P-256"), X509_new() };
    X509 *one = made.certificate, *by = issuer ? issuer->certificate : one;
    X509_NAME *name = X509_get_subject_name(one);

    X509_set_version(one, X509_VERSION_3);
    ASN1_INTEGER_set(X509_get_serialNumber(one), rand());
    X509_gmtime_adj(X509_getm_notBefore(one), from);
    X509_gmtime_adj(X509_getm_notAfter(one), until);
    X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_UTF8,
                               (const unsigned char *)common, -1, -1, 0);
    X509_set_issuer_name(one, X509_get_subject_name(by));
    X509_set_pubkey(one, made.key);
    add_extension(one, by, NID_basic_constraints,
                  names ? "CA:FALSE" : "critical,CA:TRUE");
    if (names) {
        add_extension(one, by, NID_subject_alt_name, names);
    }
    assert_true(X509_sign(one, issuer ? issuer->key : made.key, EVP_sha256()));
    return made;
}

static void pair_free(pair *one)
{
    EVP_PKEY_free(one->key);
    X509_free(one->certificate);
}

static int make_all(void **state)
{
    if (pool_begin(state)) {
        return -1;
    }
    path = apr_psprintf(pool, "/tmp/adv-certificate-%d", (int)getpid());
    root = issue(NULL, "Wurzel", NULL, -DAYS, 700 * DAYS);
    intermediate = issue(&root, "Zwischenstelle", NULL, -DAYS, 600 * DAYS);
    server = issue(&intermediate, "termine.kanzlei.example",
                   "DNS:termine.kanzlei.example,IP:10.1.2.3", -DAYS, 90 * DAYS);
    return 0;
}

static int free_all(void **state)
{
    pair_free(&root);
    pair_free(&intermediate);
    pair_free(&server);
    unlink(path);
    return pool_end(state);
}

/* What the file at `path` is; *found stays NULL if it is nothing. */
static const certificate_finding *read_with(const char *store, const char *key,
                                            certificate **found)
{
    certificate_passwords passwords;

    *found = NULL;
    memset(&passwords, 0, sizeof passwords);
    apr_cpystrn(passwords.store, store, sizeof passwords.store);
    apr_cpystrn(passwords.key, key, sizeof passwords.key);
    return certificate_read(pool, path, &passwords, found);
}

#endif
