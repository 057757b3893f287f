/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>
#include <apr_strings.h>
#include "pool_fixture.h"
#include "throttle.h"

#define FAILURES 10
#define SECONDS 60
#define DRAIN (SECONDS / FAILURES) /* seconds until one failure is gone */
#define NOW apr_time_from_sec(1000000)
#define LATER(seconds) (NOW + apr_time_from_sec(seconds))
#define HOME "192.0.2.1"
#define ELSEWHERE "198.51.100.9"

static advolux_throttle *make(void)
{
    return advolux_throttle_create(pool, FAILURES, SECONDS);
}

static void fail_times(advolux_throttle *throttle, int times, const char *login,
                       const char *address)
{
    while (times-- > 0) {
        advolux_throttle_fail(throttle, login, address, NOW);
    }
}

static void failures_up_to_the_limit_cost_no_wait(void **state)
{
    advolux_throttle *throttle = make();

    (void)state;
    assert_int_equal(advolux_throttle_wait(throttle, "meier", HOME, NOW), 0);
    fail_times(throttle, FAILURES - 1, "meier", HOME);
    assert_int_equal(advolux_throttle_wait(throttle, "meier", HOME, NOW), 0);
    fail_times(throttle, 1, "meier", HOME);
    assert_int_equal(advolux_throttle_wait(throttle, "meier", HOME, NOW),
                     DRAIN);
}

static void wait_is_long_enough_and_not_longer(void **state)
{
    advolux_throttle *throttle = make();

    (void)state;
    fail_times(throttle, FAILURES, "meier", HOME);
    assert_int_equal(
        advolux_throttle_wait(throttle, "meier", HOME, LATER(DRAIN - 1)), 1);
    assert_int_equal(
        advolux_throttle_wait(throttle, "meier", HOME, LATER(DRAIN)), 0);
    advolux_throttle_fail(throttle, "meier", HOME, LATER(DRAIN));
    assert_int_equal(
        advolux_throttle_wait(throttle, "meier", HOME, LATER(DRAIN)), DRAIN);
}

static void failures_drain_within_the_window(void **state)
{
    advolux_throttle *throttle = make();

    (void)state;
    fail_times(throttle, FAILURES, "meier", HOME);
    advolux_throttle_fail(throttle, "meier", HOME, LATER(SECONDS));
    assert_int_equal(
        advolux_throttle_wait(throttle, "meier", HOME, LATER(SECONDS)), 0);
}

static void other_people_and_places_are_not_concerned(void **state)
{
    advolux_throttle *throttle = make();

    (void)state;
    fail_times(throttle, FAILURES, "meier", HOME);
    assert_int_equal(advolux_throttle_wait(throttle, "huber", HOME, NOW), 0);
    assert_int_equal(advolux_throttle_wait(throttle, "meier", ELSEWHERE, NOW),
                     0);
}

static void address_that_tries_many_logins_is_stopped(void **state)
{
    advolux_throttle *throttle = make();
    int i;

    (void)state;
    for (i = 0; i < 10 * FAILURES; i++) {
        const char *login = apr_psprintf(pool, "staff%d", i);

        assert_int_equal(advolux_throttle_wait(throttle, login, HOME, NOW), 0);
        fail_times(throttle, 1, login, HOME);
    }
    assert_true(advolux_throttle_wait(throttle, "another", HOME, NOW) > 0);
    assert_true(advolux_throttle_wait(throttle, NULL, HOME, NOW) > 0);
    assert_int_equal(advolux_throttle_wait(throttle, "staff1", ELSEWHERE, NOW),
                     0);
}

static void login_tried_from_many_addresses_is_stopped(void **state)
{
    advolux_throttle *throttle = make();
    int i;

    (void)state;
    for (i = 0; i < 10 * FAILURES; i++) {
        const char *address = apr_psprintf(pool, "192.0.2.%d", i);

        assert_int_equal(advolux_throttle_wait(throttle, "meier", address, NOW),
                         0);
        fail_times(throttle, 1, "meier", address);
    }
    assert_true(advolux_throttle_wait(throttle, "meier", ELSEWHERE, NOW) > 0);
    assert_int_equal(advolux_throttle_wait(throttle, "huber", ELSEWHERE, NOW),
                     0);
}

static void what_is_no_login_counts_for_the_address_only(void **state)
{
    advolux_throttle *throttle = make();

    (void)state;
    fail_times(throttle, 10 * FAILURES - 1, NULL, HOME);
    assert_int_equal(advolux_throttle_wait(throttle, NULL, HOME, NOW), 0);
    fail_times(throttle, 1, NULL, HOME);
    assert_true(advolux_throttle_wait(throttle, NULL, HOME, NOW) > 0);
    assert_int_equal(advolux_throttle_wait(throttle, NULL, ELSEWHERE, NOW), 0);
}

static void ipv6_addresses_of_one_network_are_one(void **state)
{
    advolux_throttle *throttle = make();

    (void)state;
    fail_times(throttle, FAILURES / 2, "meier", "2001:db8::1");
    fail_times(throttle, FAILURES / 2, "meier", "2001:db8:0:0:1:2:3:4");
    assert_true(advolux_throttle_wait(throttle, "meier", "2001:db8::9", NOW) >
                0);
    assert_int_equal(
        advolux_throttle_wait(throttle, "meier", "2001:db8:0:1::1", NOW), 0);
}

static void success_clears_the_login_at_its_address(void **state)
{
    advolux_throttle *throttle = make();

    (void)state;
    fail_times(throttle, FAILURES, "meier", HOME);
    fail_times(throttle, FAILURES, "meier", ELSEWHERE);
    advolux_throttle_clear(throttle, "meier", HOME);
    assert_int_equal(advolux_throttle_wait(throttle, "meier", HOME, NOW), 0);
    assert_true(advolux_throttle_wait(throttle, "meier", ELSEWHERE, NOW) > 0);
    advolux_throttle_clear(throttle, "nobody", HOME);
}

static void processes_share_a_table_made_before_the_fork(void **state)
{
    apr_pool_t *parent;
    advolux_throttle *throttle;
    int status;
    pid_t child;

    (void)state;
    apr_pool_create(&parent, pool);
    assert_int_equal(advolux_throttle_share(parent), APR_SUCCESS);
    child = fork();
    if (child == 0) {
        fail_times(make(), FAILURES, "meier", HOME);
        _exit(0);
    }
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_int_equal(status, 0);
    throttle = make();
    assert_true(advolux_throttle_wait(throttle, "meier", HOME, NOW) > 0);
    apr_pool_destroy(parent);
    assert_int_equal(advolux_throttle_wait(make(), "meier", HOME, NOW), 0);
}

static void zero_switches_it_off(void **state)
{
    static const int off[][2] = { { 0, 60 }, { 10, 0 }, { -1, -1 } };
    size_t i;

    (void)state;
    for (i = 0; i < sizeof off / sizeof *off; i++) {
        advolux_throttle *throttle =
            advolux_throttle_create(pool, off[i][0], off[i][1]);

        fail_times(throttle, 10000, "meier", HOME);
        assert_int_equal(advolux_throttle_wait(throttle, "meier", HOME, NOW),
                         0);
    }
}

static void many_logins_do_not_forget_the_throttled_one(void **state)
{
    advolux_throttle *throttle = make();
    int i;

    (void)state;
    fail_times(throttle, 10 * FAILURES, "meier", HOME);
    for (i = 0; i < 50000; i++) {
        fail_times(throttle, 1, apr_itoa(pool, i), ELSEWHERE);
    }
    assert_true(advolux_throttle_wait(throttle, "meier", HOME, NOW) > 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(failures_up_to_the_limit_cost_no_wait),
        cmocka_unit_test(wait_is_long_enough_and_not_longer),
        cmocka_unit_test(failures_drain_within_the_window),
        cmocka_unit_test(other_people_and_places_are_not_concerned),
        cmocka_unit_test(address_that_tries_many_logins_is_stopped),
        cmocka_unit_test(login_tried_from_many_addresses_is_stopped),
        cmocka_unit_test(what_is_no_login_counts_for_the_address_only),
        cmocka_unit_test(ipv6_addresses_of_one_network_are_one),
        cmocka_unit_test(success_clears_the_login_at_its_address),
        cmocka_unit_test(processes_share_a_table_made_before_the_fork),
        cmocka_unit_test(zero_switches_it_off),
        cmocka_unit_test(many_logins_do_not_forget_the_throttled_one),
    };
    return RUN_WITH_POOL(tests);
}
