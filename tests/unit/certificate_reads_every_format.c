/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include "certificate_stores.h"

#include <openssl/provider.h>

static void assert_fault(const char *store, const char *key,
                         certificate_fault fault)
{
    certificate *found;
    const certificate_finding *wrong = read_with(store, key, &found);

    assert_non_null(wrong);
    assert_int_equal(wrong->fault, fault);
    assert_true(wrong->broken);
    assert_non_null(strstr(wrong->sentence, path));
}

static void assert_server(const char *store, const char *key,
                          const char *format)
{
    certificate *found;
    const certificate_finding *wrong = read_with(store, key, &found);

    if (wrong) {
        fail_msg("%s", wrong->sentence);
    }
    assert_string_equal(found->format, format);
    assert_string_equal(found->subject, "CN=termine.kanzlei.example");
    assert_string_equal(found->issuer, "CN=Zwischenstelle");
    assert_false(found->self_signed);
    assert_int_equal(found->names->nelts, 2);
    assert_string_equal(APR_ARRAY_IDX(found->names, 0, const char *),
                        "termine.kanzlei.example");
    assert_string_equal(APR_ARRAY_IDX(found->names, 1, const char *),
                        "10.1.2.3");
    assert_int_equal(certificate_chain_length(found), 2);
    assert_int_equal(
        X509_cmp(sk_X509_value(found->chain, 0), server.certificate), 0);
    assert_int_equal(
        X509_cmp(sk_X509_value(found->chain, 1), intermediate.certificate), 0);
    assert_int_equal(EVP_PKEY_eq(found->key, server.key), 1);
}

static X509 *const *wrong_order(void)
{
    static X509 *all[3];

    all[0] = root.certificate;
    all[1] = intermediate.certificate;
    return all;
}

static void pkcs12_of_today(void **state)
{
    static octets file;

    (void)state;
    make_p12(&file, "pw", server.key, server.certificate, wrong_order(),
             NID_aes_256_cbc, NID_aes_256_cbc);
    save(file.at, file.length);
    assert_server("pw", "", "PKCS#12");
    assert_fault("px", "", CERTIFICATE_WRONG_PASSWORD);
    assert_fault("", "", CERTIFICATE_WRONG_PASSWORD);
}

/* The provider is taken back at once: reading must bring its own. */
static void pkcs12_with_rc2(void **state)
{
    static octets file;
    OSSL_PROVIDER *usual = OSSL_PROVIDER_load(NULL, "default");
    OSSL_PROVIDER *legacy = OSSL_PROVIDER_load(NULL, "legacy");

    (void)state;
    assert_non_null(legacy);
    make_p12(&file, "pw", server.key, server.certificate, wrong_order(),
             NID_pbe_WithSHA1And3_Key_TripleDES_CBC,
             NID_pbe_WithSHA1And40BitRC2_CBC);
    OSSL_PROVIDER_unload(legacy);
    save(file.at, file.length);
    assert_server("pw", "", "PKCS#12");
    assert_fault("px", "", CERTIFICATE_WRONG_PASSWORD);
    assert_false(OSSL_PROVIDER_available(NULL, "legacy"));
    OSSL_PROVIDER_unload(usual);
}

static void pkcs12_without_password(void **state)
{
    static octets file;

    (void)state;
    make_p12(&file, "", server.key, server.certificate, wrong_order(),
             NID_aes_256_cbc, NID_aes_256_cbc);
    save(file.at, file.length);
    assert_server("", "", "PKCS#12");
}

static void pkcs12_with_another_key(void **state)
{
    static octets file;

    (void)state;
    make_p12(&file, "pw", root.key, NULL, &(X509 *){ NULL }, NID_aes_256_cbc,
             NID_aes_256_cbc);
    save(file.at, file.length);
    assert_fault("pw", "", CERTIFICATE_KEY_DIFFERS);
}

static void jks_with_two_passwords(void **state)
{
    static octets file;
    X509 *const chain[] = { server.certificate, intermediate.certificate,
                            root.certificate, NULL };

    (void)state;
    jks_begin(&file, 1);
    jks_key(&file, server.key, "the key", chain);
    jks_end(&file, "the store");
    save(file.at, file.length);
    assert_server("the store", "the key", "JKS");
    assert_fault("the store", "the store", CERTIFICATE_WRONG_KEY_PASSWORD);
    assert_fault("the key", "the key", CERTIFICATE_WRONG_PASSWORD);
    assert_fault("", "", CERTIFICATE_WRONG_PASSWORD);
}

/* The chain may be spread over trusted entries. */
static void jks_with_trusted_entries(void **state)
{
    static octets file;
    X509 *const own[] = { server.certificate, NULL };

    (void)state;
    jks_begin(&file, 3);
    jks_trusted(&file, root.certificate);
    jks_key(&file, server.key, "k", own);
    jks_trusted(&file, intermediate.certificate);
    jks_end(&file, "s");
    save(file.at, file.length);
    assert_server("s", "k", "JKS");
}

static void jks_with_an_old_key_beside_the_new(void **state)
{
    static octets file;
    pair old =
        issue(&intermediate, "old", "DNS:old.example", -99 * DAYS, 5 * DAYS);
    X509 *const older[] = { old.certificate, NULL };
    X509 *const own[] = { server.certificate, intermediate.certificate, NULL };

    (void)state;
    for (int first = 0; first < 2; first++) {
        jks_begin(&file, 2);
        for (int i = 0; i < 2; i++) {
            jks_key(&file, i == first ? server.key : old.key, "k",
                    i == first ? own : older);
        }
        jks_end(&file, "s");
        save(file.at, file.length);
        assert_server("s", "k", "JKS");
    }
    pair_free(&old);
}

static void jks_without_a_key(void **state)
{
    static octets file;

    (void)state;
    jks_begin(&file, 1);
    jks_trusted(&file, server.certificate);
    jks_end(&file, "s");
    save(file.at, file.length);
    assert_fault("s", "s", CERTIFICATE_NO_KEY);
}

static void write_pem(const EVP_CIPHER *cipher, const char *password)
{
    BIO *out = BIO_new_file(path, "wb");

    PEM_write_bio_X509(out, root.certificate);
    PEM_write_bio_X509(out, intermediate.certificate);
    PEM_write_bio_PKCS8PrivateKey(out, server.key, cipher, password,
                                  password ? (int)strlen(password) : 0, NULL,
                                  NULL);
    PEM_write_bio_X509(out, server.certificate);
    BIO_free(out);
}

static void pem_with_and_without_password(void **state)
{
    (void)state;
    write_pem(NULL, NULL);
    assert_server("", "", "PEM");
    write_pem(EVP_aes_256_cbc(), "the key");
    assert_server("", "the key", "PEM");
    assert_fault("", "another", CERTIFICATE_WRONG_KEY_PASSWORD);
    assert_fault("", "", CERTIFICATE_WRONG_KEY_PASSWORD);
}

/* A renewal with the same key: the later certificate counts. */
static void renewed_certificate_of_the_same_key(void **state)
{
    X509 *old = X509_dup(server.certificate);
    BIO *out = BIO_new_file(path, "wb");

    (void)state;
    X509_gmtime_adj(X509_getm_notAfter(old), 5 * DAYS);
    assert_true(X509_sign(old, intermediate.key, EVP_sha256()));
    PEM_write_bio_X509(out, old);
    PEM_write_bio_X509(out, server.certificate);
    PEM_write_bio_X509(out, intermediate.certificate);
    PEM_write_bio_PKCS8PrivateKey(out, server.key, NULL, NULL, 0, NULL, NULL);
    BIO_free(out);
    X509_free(old);
    assert_server("", "", "PEM");
}

static void what_was_written_reads_back(void **state)
{
    static octets file;
    certificate *found;

    (void)state;
    make_p12(&file, "pw", server.key, server.certificate, wrong_order(),
             NID_aes_256_cbc, NID_aes_256_cbc);
    save(file.at, file.length);
    assert_null(read_with("pw", "", &found));
    assert_null(certificate_write(pool, found, path));
    assert_server("", "", "PEM");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pkcs12_of_today),
        cmocka_unit_test(pkcs12_with_rc2),
        cmocka_unit_test(pkcs12_without_password),
        cmocka_unit_test(pkcs12_with_another_key),
        cmocka_unit_test(jks_with_two_passwords),
        cmocka_unit_test(jks_with_trusted_entries),
        cmocka_unit_test(jks_with_an_old_key_beside_the_new),
        cmocka_unit_test(jks_without_a_key),
        cmocka_unit_test(pem_with_and_without_password),
        cmocka_unit_test(renewed_certificate_of_the_same_key),
        cmocka_unit_test(what_was_written_reads_back),
    };

    return cmocka_run_group_tests(tests, make_all, free_all);
}
