/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include "certificate_fixture.h"

#define DAY apr_time_from_sec(DAYS)

static certificate *read_pair(const pair *own, const pair *above)
{
    certificate *found;
    BIO *out = BIO_new_file(path, "wb");

    PEM_write_bio_PKCS8PrivateKey(out, own->key, NULL, NULL, 0, NULL, NULL);
    PEM_write_bio_X509(out, own->certificate);
    if (above) {
        PEM_write_bio_X509(out, above->certificate);
    }
    BIO_free(out);
    assert_null(read_with("", "", &found));
    return found;
}

/* The one fault found for a moment and a host (NULL: any); -1 if there is
 * none. */
static int judged(const certificate *found, apr_time_t now, const char *host)
{
    apr_array_header_t *findings =
        apr_array_make(pool, 1, sizeof(const certificate_finding *));
    apr_array_header_t *names = apr_array_make(pool, 1, sizeof(const char *));

    if (host) {
        APR_ARRAY_PUSH(names, const char *) = host;
    }
    certificate_judge(pool, found, now, names, findings);
    assert_true(findings->nelts < 2);
    if (findings->nelts == 0) {
        return -1;
    }
    assert_false(APR_ARRAY_IDX(findings, 0, certificate_finding *)->broken);
    return (int)APR_ARRAY_IDX(findings, 0, certificate_finding *)->fault;
}

static void dates(void **state)
{
    const certificate *found = read_pair(&server, &intermediate);
    apr_time_t end = found->not_after, begin = found->not_before;

    (void)state;
    assert_int_equal(judged(found, begin - 1, NULL), CERTIFICATE_NOT_YET);
    assert_int_equal(judged(found, begin, NULL), -1);
    assert_int_equal(judged(found, end - 30 * DAY, NULL), -1);
    assert_int_equal(judged(found, end - 30 * DAY + 1, NULL),
                     CERTIFICATE_EXPIRES_SOON);
    assert_int_equal(judged(found, end, NULL), CERTIFICATE_EXPIRES_SOON);
    assert_int_equal(judged(found, end + 1, NULL), CERTIFICATE_EXPIRED);
}

static void names(void **state)
{
    static const struct {
        const char *host;
        int fault;
    } rows[] = { { "termine.kanzlei.example", -1 },
                 { "TERMINE.kanzlei.EXAMPLE", -1 },
                 { "10.1.2.3", -1 },
                 { "10.1.2.4", CERTIFICATE_WRONG_NAME },
                 { "kanzlei.example", CERTIFICATE_WRONG_NAME },
                 { "a.termine.kanzlei.example", CERTIFICATE_WRONG_NAME },
                 { "::1", CERTIFICATE_WRONG_NAME } };
    const certificate *found = read_pair(&server, &intermediate);

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        assert_int_equal(judged(found, apr_time_now(), rows[i].host),
                         rows[i].fault);
    }
}

static void signatures(void **state)
{
    pair direct = issue(&root, "direct", "DNS:a.example", -DAYS, 90 * DAYS);
    pair alone = issue(NULL, "alone", "DNS:a.example", -DAYS, 90 * DAYS);

    (void)state;
    assert_int_equal(judged(read_pair(&direct, &root), apr_time_now(), NULL),
                     -1);
    assert_int_equal(judged(read_pair(&direct, NULL), apr_time_now(), NULL),
                     CERTIFICATE_CHAIN_INCOMPLETE);
    assert_int_equal(judged(read_pair(&direct, &alone), apr_time_now(), NULL),
                     CERTIFICATE_CHAIN_INCOMPLETE);
    assert_int_equal(judged(read_pair(&alone, NULL), apr_time_now(), NULL),
                     CERTIFICATE_SELF_SIGNED);
    pair_free(&direct);
    pair_free(&alone);
}

static void lengths(void **state)
{
    pair longest = issue(&intermediate, "a", "DNS:a.example", 0, 825 * DAYS);
    pair longer = issue(&intermediate, "a", "DNS:a.example", 0, 827 * DAYS);
    apr_time_t now = apr_time_now() + apr_time_from_sec(60);

    (void)state;
    assert_int_equal(judged(read_pair(&longest, &intermediate), now, NULL), -1);
    assert_int_equal(judged(read_pair(&longer, &intermediate), now, NULL),
                     CERTIFICATE_TOO_LONG);
    pair_free(&longest);
    pair_free(&longer);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(dates),
        cmocka_unit_test(names),
        cmocka_unit_test(signatures),
        cmocka_unit_test(lengths),
    };

    return cmocka_run_group_tests(tests, make_all, free_all);
}
