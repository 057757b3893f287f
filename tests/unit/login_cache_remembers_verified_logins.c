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

static advolux_fingerprint key_of(const advolux_login_cache *cache,
                                  const char *login, const char *password)
{
    advolux_fingerprint key;

    assert_true(advolux_login_cache_key(cache, login, password, &key));
    return key;
}

static void verified_login_is_found_until_the_ttl(void **state)
{
    advolux_login_cache *cache = advolux_login_cache_create(pool, TTL);
    advolux_fingerprint key = key_of(cache, "meier", "secret");

    (void)state;
    assert_int_equal(advolux_login_cache_find(cache, &key, NOW), 0);
    advolux_login_cache_store(cache, &key, 17, NOW);
    assert_int_equal(advolux_login_cache_find(cache, &key, NOW), 17);
    assert_int_equal(advolux_login_cache_find(cache, &key, LATER(TTL - 1)), 17);
    assert_int_equal(advolux_login_cache_find(cache, &key, LATER(TTL)), 0);
}

static void other_login_or_password_is_not_found(void **state)
{
    static const char *const others[][2] = {
        { "meier", "Secret" }, { "meier", "secret " }, { "meier", "" },
        { "Meier", "secret" }, { "meiers", "ecret" },  { "meie", "rsecret" },
        { "", "meiersecret" }, { "secret", "meier" }
    };
    advolux_login_cache *cache = advolux_login_cache_create(pool, TTL);
    advolux_fingerprint key = key_of(cache, "meier", "secret");
    size_t i;

    (void)state;
    advolux_login_cache_store(cache, &key, 17, NOW);
    for (i = 0; i < sizeof others / sizeof *others; i++) {
        key = key_of(cache, others[i][0], others[i][1]);
        assert_int_equal(advolux_login_cache_find(cache, &key, NOW), 0);
    }
}

static void new_generation_replaces_the_old_one(void **state)
{
    advolux_login_cache *cache = advolux_login_cache_create(pool, TTL);
    advolux_fingerprint key = key_of(cache, "meier", "secret");

    (void)state;
    advolux_login_cache_store(cache, &key, 17, NOW);
    advolux_login_cache_store(cache, &key, 18, NOW);
    assert_int_equal(advolux_login_cache_find(cache, &key, NOW), 18);
    advolux_login_cache_drop(cache, &key, 17);
    assert_int_equal(advolux_login_cache_find(cache, &key, NOW), 18);
    advolux_login_cache_drop(cache, &key, 18);
    assert_int_equal(advolux_login_cache_find(cache, &key, NOW), 0);
    advolux_login_cache_drop(cache, &key, 18);
}

static void ttl_of_zero_switches_it_off(void **state)
{
    advolux_login_cache *cache = advolux_login_cache_create(pool, 0);
    advolux_fingerprint key = key_of(cache, "meier", "secret");

    (void)state;
    advolux_login_cache_store(cache, &key, 17, NOW);
    assert_int_equal(advolux_login_cache_find(cache, &key, NOW), 0);
}

static void secret_is_its_own_in_each_process(void **state)
{
    advolux_fingerprint one, other;

    (void)state;
    one = key_of(advolux_login_cache_create(pool, TTL), "meier", "secret");
    other = key_of(advolux_login_cache_create(pool, TTL), "meier", "secret");
    assert_memory_not_equal(&one, &other, sizeof one);
}

static void newest_logins_stay_when_it_is_full(void **state)
{
    enum { LOGINS = 20000, NEWEST = 1000 };
    advolux_login_cache *cache = advolux_login_cache_create(pool, TTL);
    advolux_fingerprint key;
    int i, found = 0, newest = 0;

    (void)state;
    for (i = 1; i <= LOGINS; i++) {
        key = key_of(cache, apr_itoa(pool, i), "secret");
        advolux_login_cache_store(cache, &key, i, NOW + i);
        assert_int_equal(advolux_login_cache_find(cache, &key, NOW + i), i);
    }
    for (i = 1; i <= LOGINS; i++) {
        apr_int64_t generation;

        key = key_of(cache, apr_itoa(pool, i), "secret");
        generation = advolux_login_cache_find(cache, &key, NOW + LOGINS);
        assert_true(generation == 0 || generation == i);
        found += generation == i;
        newest += generation == i && i > LOGINS - NEWEST;
    }
    assert_in_range(found, 3500, 4096);
    assert_in_range(newest, NEWEST * 9 / 10, NEWEST);
}

static void password_is_nowhere_in_its_memory(void **state)
{
    static const char password[] = "Geheimnis-der-Kanzlei";
    advolux_login_cache *cache = advolux_login_cache_create(pool, TTL);
    advolux_fingerprint key = key_of(cache, "meier", password);

    (void)state;
    advolux_login_cache_store(cache, &key, 17, NOW);
    /* The slots alone are this large. */
    assert_null(
        memmem(cache, 4096 * sizeof key, password, sizeof password - 1));
}

static void section_is_left_as_it_was_entered(void **state)
{
    advolux_login_cache *cache = advolux_login_cache_create(pool, TTL);
    int i;

    (void)state;
    for (i = 0; i < 100; i++) {
        advolux_fingerprint key = key_of(cache, apr_itoa(pool, i), "");

        advolux_login_cache_enter(cache, &key);
        advolux_login_cache_leave(cache, &key);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(verified_login_is_found_until_the_ttl),
        cmocka_unit_test(other_login_or_password_is_not_found),
        cmocka_unit_test(new_generation_replaces_the_old_one),
        cmocka_unit_test(ttl_of_zero_switches_it_off),
        cmocka_unit_test(secret_is_its_own_in_each_process),
        cmocka_unit_test(newest_logins_stay_when_it_is_full),
        cmocka_unit_test(password_is_nowhere_in_its_memory),
        cmocka_unit_test(section_is_left_as_it_was_entered),
    };
    return RUN_WITH_POOL(tests);
}
