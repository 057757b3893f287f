/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include <signal.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>
#include <apr_strings.h>
#include "pool_fixture.h"
#include "login_cache.h"
#include "shared_lock.h"

#define LOGINS 64
#define KILLS 150
#define NOW apr_time_from_sec(1000000)
#define PATIENCE 30 /* seconds; a lock that stays would hold for ever */

static const advolux_fingerprint_key secret = { "a secret of this test" };

static void *shared(size_t size)
{
    void *memory = mmap(NULL, size, PROT_READ | PROT_WRITE,
                        MAP_SHARED | MAP_ANONYMOUS, -1, 0);

    assert_ptr_not_equal(memory, MAP_FAILED);
    return memory;
}

static pid_t start(void (*run)(void *), void *argument)
{
    pid_t child = fork();

    if (child == 0) {
        run(argument);
        _exit(0);
    }
    assert_true(child > 0);
    return child;
}

static void end(pid_t child, int signal)
{
    int status;

    if (signal) {
        kill(child, signal);
    }
    assert_int_equal(waitpid(child, &status, 0), child);
}

static void die_with_it(void *lock)
{
    shared_lock_take(lock);
    raise(SIGKILL);
}

static void lock_of_a_killed_process_can_be_taken(void **state)
{
    shared_lock *lock = shared(sizeof *lock);

    (void)state;
    shared_lock_init(lock);
    alarm(PATIENCE);
    for (int i = 0; i < 3; i++) {
        end(start(die_with_it, lock), 0);
        shared_lock_take(lock);
        shared_lock_give(lock);
    }
    alarm(0);
}

static void verified_of(int login, int version, advolux_verified *verified)
{
    memset(verified, 0, sizeof *verified);
    verified->credential = login * 10 + version;
    for (int i = 0; i < ADVOLUX_PROOF_MAX; i++) {
        verified->proof[i] = (char)('!' + (login + version) % 90);
    }
}

static advolux_fingerprint key_of(advolux_login_cache *cache, int login)
{
    advolux_fingerprint key;

    assert_true(
        advolux_login_cache_key(cache, apr_itoa(pool, login), "secret", &key));
    return key;
}

/* Write and drop without an end. */
static void work(void *cache)
{
    advolux_fingerprint keys[LOGINS];
    advolux_verified verified;

    alarm(PATIENCE);
    for (int i = 0; i < LOGINS; i++) {
        keys[i] = key_of(cache, i + 1);
    }
    for (int i = 0;; i++) {
        verified_of(i % LOGINS + 1, i / LOGINS % 2 + 1, &verified);
        advolux_login_cache_store(cache, &keys[i % LOGINS], &verified, NOW);
        if (i % 7 == 0) {
            advolux_login_cache_drop(cache, &keys[i % LOGINS], &verified);
        }
    }
}

/* What is found is whole: one version or the other. */
static int look_through(advolux_login_cache *cache)
{
    int found = 0;

    for (int i = 1; i <= LOGINS; i++) {
        advolux_fingerprint key = key_of(cache, i);
        advolux_verified verified, expected;

        if (advolux_login_cache_find(cache, &key, NOW, &verified)) {
            verified_of(i, (int)(verified.credential - i * 10), &expected);
            assert_string_equal(verified.proof, expected.proof);
            found++;
        }
    }
    return found;
}

static void killed_writers_leave_a_table_that_serves(void **state)
{
    advolux_login_table *table =
        advolux_login_table_init(shared(advolux_login_table_size()));
    advolux_login_cache *cache =
        advolux_login_cache_create(pool, table, &secret, "", 600);
    int found = 0;

    (void)state;
    alarm(PATIENCE);
    for (int i = 0; i < KILLS; i++) {
        pid_t one = start(work, cache), other = start(work, cache);

        usleep((useconds_t)(500 + i * 37 % 3000));
        end(one, SIGKILL);
        found += look_through(cache);
        end(other, SIGKILL);
        look_through(cache);
    }
    alarm(0);
    assert_true(found > KILLS);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lock_of_a_killed_process_can_be_taken),
        cmocka_unit_test(killed_writers_leave_a_table_that_serves),
    };
    return RUN_WITH_POOL(tests);
}
