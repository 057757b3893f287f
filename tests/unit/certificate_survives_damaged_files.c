/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
/* A file that was cut or altered is never more than a finding; sealed anew,
 * so that the parser behind the digest sees it. */
#include "certificate_stores.h"

#define STORE "s"
#define KEY "k"

static octets whole;

static int make_jks(void **state)
{
    X509 *const chain[] = { server.certificate, intermediate.certificate,
                            NULL };

    (void)state;
    jks_begin(&whole, 2);
    jks_key(&whole, server.key, KEY, chain);
    jks_trusted(&whole, root.certificate);
    return 0;
}

/* Read it in a pool of its own; true if there is a certificate in it. */
static bool reads(const octets *file)
{
    apr_pool_t *outer = pool;
    certificate *found;
    const certificate_finding *wrong;
    bool read;

    save(file->at, file->length);
    apr_pool_create(&pool, outer);
    wrong = read_with(STORE, KEY, &found);
    read = !wrong;
    if (wrong) {
        assert_true(wrong->broken);
        assert_true(strlen(wrong->sentence) > 0);
    } else {
        assert_int_equal(EVP_PKEY_eq(found->key, server.key), 1);
    }
    apr_pool_destroy(pool);
    pool = outer;
    return read;
}

static void jks_cut_at_every_octet(void **state)
{
    static octets file;

    (void)state;
    for (size_t length = 4; length < whole.length; length += 3) {
        file = whole;
        file.length = length;
        jks_end(&file, STORE);
        assert_false(reads(&file));
    }
    file = whole;
    jks_end(&file, STORE);
    assert_true(reads(&file));
}

static void jks_with_every_length_altered(void **state)
{
    static octets file;

    (void)state;
    for (size_t at = 4; at < whole.length; at += 5) {
        file = whole;
        file.at[at] ^= 0xff;
        jks_end(&file, STORE);
        reads(&file);
    }
}

static void pkcs12_cut_and_altered(void **state)
{
    static octets good, file;

    (void)state;
    make_p12(&good, STORE, server.key, server.certificate, NULL,
             NID_aes_256_cbc, NID_aes_256_cbc);
    assert_true(reads(&good));
    for (size_t at = 1; at < good.length; at += 9) {
        file = good;
        file.length = at;
        assert_false(reads(&file));
        file.length = good.length;
        file.at[at] ^= 0xff;
        reads(&file);
    }
}

static void text_and_nothing(void **state)
{
    static octets file;

    (void)state;
    file.length = 0;
    assert_false(reads(&file));
    put(&file, "-----BEGIN ", 11);
    assert_false(reads(&file));
    file.length = 0;
    put(&file, "<html>404</html>", 16);
    assert_false(reads(&file));
    file.length = 0;
    put_number(&file, 0xfeedfeedUL, 4);
    assert_false(reads(&file));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(jks_cut_at_every_octet, make_jks),
        cmocka_unit_test_setup(jks_with_every_length_altered, make_jks),
        cmocka_unit_test(pkcs12_cut_and_altered),
        cmocka_unit_test(text_and_nothing),
    };

    return cmocka_run_group_tests(tests, make_all, free_all);
}
