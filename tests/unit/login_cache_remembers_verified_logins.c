/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include <string.h>
#include <apr_strings.h>
#include "pool_fixture.h"
#include "login_cache.h"

#define TTL 600
#define NOW apr_time_from_sec(1000000)
#define LATER(seconds) (NOW + apr_time_from_sec(seconds))
#define HERE "host=localhost"

static const advolux_fingerprint_key secret = { "a secret of this test" };
static const advolux_verified seventeen = { 17, "$y$j9T$salt$hash", "Handy" };

static advolux_login_table *table_make(void)
{
    return advolux_login_table_init(
        apr_pcalloc(pool, advolux_login_table_size()));
}

static advolux_login_cache *make(int ttl)
{
    return advolux_login_cache_create(pool, table_make(), &secret, HERE, ttl);
}

static advolux_fingerprint key_of(const advolux_login_cache *cache,
                                  const char *login, const char *password)
{
    advolux_fingerprint key;

    assert_true(advolux_login_cache_key(cache, login, password, &key));
    return key;
}

/* The credential that was verified; 0: none. */
static apr_int64_t find(advolux_login_cache *cache,
                        const advolux_fingerprint *key, apr_time_t now)
{
    advolux_verified verified;

    return advolux_login_cache_find(cache, key, now, &verified)
               ? verified.credential
               : 0;
}

static void verified_login_is_found_with_all_that_was_verified(void **state)
{
    advolux_login_cache *cache = make(TTL);
    advolux_fingerprint key = key_of(cache, "meier", "secret");
    advolux_verified verified;

    (void)state;
    assert_false(advolux_login_cache_find(cache, &key, NOW, &verified));
    advolux_login_cache_store(cache, &key, &seventeen, NOW);
    assert_true(advolux_login_cache_find(cache, &key, NOW, &verified));
    assert_int_equal(verified.credential, 17);
    assert_string_equal(verified.proof, seventeen.proof);
    assert_string_equal(verified.device, "Handy");
}

static void login_is_forgotten_when_it_was_not_used(void **state)
{
    advolux_login_cache *cache = make(TTL);
    advolux_fingerprint key = key_of(cache, "meier", "secret");

    (void)state;
    advolux_login_cache_store(cache, &key, &seventeen, NOW);
    assert_int_equal(find(cache, &key, LATER(TTL - 1)), 17);
    assert_int_equal(find(cache, &key, LATER(2 * TTL - 2)), 17);
    assert_int_equal(find(cache, &key, LATER(3 * TTL - 2)), 0);
}

static void other_login_or_password_is_not_found(void **state)
{
    static const char *const others[][2] = {
        { "meier", "Secret" }, { "meier", "secret " }, { "meier", "" },
        { "Meier", "secret" }, { "meiers", "ecret" },  { "meie", "rsecret" },
        { "", "meiersecret" }, { "secret", "meier" }
    };
    advolux_login_cache *cache = make(TTL);
    advolux_fingerprint key = key_of(cache, "meier", "secret");

    (void)state;
    advolux_login_cache_store(cache, &key, &seventeen, NOW);
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        key = key_of(cache, others[i][0], others[i][1]);
        assert_int_equal(find(cache, &key, NOW), 0);
    }
}

/* Another site of the same httpd has another "meier". */
static void other_database_or_secret_is_another_world(void **state)
{
    static const advolux_fingerprint_key other = { "another secret" };
    advolux_login_table *table = table_make();
    advolux_login_cache *caches[] = {
        advolux_login_cache_create(pool, table, &secret, HERE, TTL),
        advolux_login_cache_create(pool, table, &secret, "host=other", TTL),
        advolux_login_cache_create(pool, table, &other, HERE, TTL),
        advolux_login_cache_create(pool, table, &secret, HERE, TTL),
    };
    advolux_fingerprint key = key_of(caches[0], "meier", "secret");

    (void)state;
    advolux_login_cache_store(caches[0], &key, &seventeen, NOW);
    for (size_t i = 1; i < 4; i++) {
        key = key_of(caches[i], "meier", "secret");
        assert_int_equal(find(caches[i], &key, NOW), i == 3 ? 17 : 0);
    }
}

static void only_what_was_seen_is_dropped(void **state)
{
    advolux_login_cache *cache = make(TTL);
    advolux_fingerprint key = key_of(cache, "meier", "secret");
    advolux_verified newer = { 18, "$y$j9T$salt$hash", "" };
    advolux_verified anew = { 17, "$y$j9T$other$hash", "" };

    (void)state;
    advolux_login_cache_store(cache, &key, &newer, NOW);
    advolux_login_cache_drop(cache, &key, &seventeen);
    assert_int_equal(find(cache, &key, NOW), 18);
    advolux_login_cache_store(cache, &key, &anew, NOW);
    advolux_login_cache_drop(cache, &key, &seventeen);
    assert_int_equal(find(cache, &key, NOW), 17);
    advolux_login_cache_drop(cache, &key, &anew);
    assert_int_equal(find(cache, &key, NOW), 0);
    advolux_login_cache_drop(cache, &key, &anew);
}

static void ttl_of_zero_switches_it_off(void **state)
{
    advolux_login_cache *cache = make(0);
    advolux_fingerprint key = key_of(cache, "meier", "secret");

    (void)state;
    advolux_login_cache_store(cache, &key, &seventeen, NOW);
    assert_int_equal(find(cache, &key, NOW), 0);
}

static void newest_logins_stay_when_it_is_full(void **state)
{
    enum { LOGINS = 40000, NEWEST = 2000 };
    advolux_login_cache *cache = make(TTL);
    advolux_fingerprint key;
    advolux_verified verified = seventeen;
    int i, found = 0, newest = 0;

    (void)state;
    for (i = 1; i <= LOGINS; i++) {
        key = key_of(cache, apr_itoa(pool, i), "secret");
        verified.credential = i;
        advolux_login_cache_store(cache, &key, &verified, NOW + i);
        assert_int_equal(find(cache, &key, NOW + i), i);
    }
    for (i = 1; i <= LOGINS; i++) {
        apr_int64_t credential;

        key = key_of(cache, apr_itoa(pool, i), "secret");
        credential = find(cache, &key, NOW + LOGINS);
        assert_true(credential == 0 || credential == i);
        found += credential == i;
        newest += credential == i && i > LOGINS - NEWEST;
    }
    assert_in_range(found, 8000, 8192);
    assert_in_range(newest, NEWEST * 99 / 100, NEWEST);
}

static void neither_password_nor_secret_is_in_its_memory(void **state)
{
    static const char password[] = "Geheimnis-der-Kanzlei";
    advolux_login_table *table = table_make();
    advolux_login_cache *cache =
        advolux_login_cache_create(pool, table, &secret, HERE, TTL);
    advolux_fingerprint key = key_of(cache, "meier", password);

    (void)state;
    advolux_login_cache_store(cache, &key, &seventeen, NOW);
    assert_non_null(memmem(table, advolux_login_table_size(), "Handy", 5));
    assert_null(memmem(table, advolux_login_table_size(), password,
                       sizeof password - 1));
    assert_null(memmem(table, advolux_login_table_size(), secret.octets, 16));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(verified_login_is_found_with_all_that_was_verified),
        cmocka_unit_test(login_is_forgotten_when_it_was_not_used),
        cmocka_unit_test(other_login_or_password_is_not_found),
        cmocka_unit_test(other_database_or_secret_is_another_world),
        cmocka_unit_test(only_what_was_seen_is_dropped),
        cmocka_unit_test(ttl_of_zero_switches_it_off),
        cmocka_unit_test(newest_logins_stay_when_it_is_full),
        cmocka_unit_test(neither_password_nor_secret_is_in_its_memory),
    };
    return RUN_WITH_POOL(tests);
}
