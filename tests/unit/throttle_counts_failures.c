/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>
#include <apr_strings.h>
#include "pool_fixture.h"
#include "throttle.h"

#define FAILURES 10
#define SECONDS 60
#define WIDE (30 * FAILURES)
#define NOW apr_time_from_sec(1000000)
#define LATER(seconds) (NOW + apr_time_from_sec(seconds))
#define OFFICE "192.0.2.1"
#define ELSEWHERE "198.51.100.9"

static const advolux_fingerprint_key secret = { "a secret of this test" };

static advolux_throttle *make_over(void *memory)
{
    return advolux_throttle_create(pool, advolux_throttle_table_init(memory),
                                   &secret, FAILURES, SECONDS);
}

static advolux_throttle *make(void)
{
    return make_over(apr_pcalloc(pool, advolux_throttle_table_size()));
}

static int wait_at(const advolux_throttle *throttle, const char *login,
                   const char *address, apr_time_t now)
{
    advolux_guesser guesser;

    advolux_throttle_look(throttle, login, address, now, &guesser);
    return advolux_throttle_wait(throttle, &guesser, now);
}

/* One guess; whether its password was looked at. */
static bool guess_at(const advolux_throttle *throttle, const char *login,
                     const char *address, apr_time_t now, advolux_guess guess)
{
    advolux_guesser guesser;

    advolux_throttle_look(throttle, login, address, now, &guesser);
    if (advolux_throttle_begin(throttle, &guesser, now)) {
        return false;
    }
    advolux_throttle_end(throttle, &guesser, guess);
    return true;
}

/* How many of so many wrong guesses are looked at. */
static int guess_times(const advolux_throttle *throttle, int times,
                       const char *login, const char *address)
{
    int looked_at = 0;

    while (times-- > 0) {
        looked_at +=
            guess_at(throttle, login, address, NOW, ADVOLUX_GUESS_WRONG);
    }
    return looked_at;
}

static void failures_up_to_the_limit_are_looked_at(void **state)
{
    advolux_throttle *throttle = make();

    (void)state;
    assert_int_equal(guess_times(throttle, 40, "meier", OFFICE), FAILURES);
    assert_true(wait_at(throttle, "meier", OFFICE, NOW) > 0);
    assert_int_equal(wait_at(throttle, "huber", OFFICE, NOW), 0);
    assert_int_equal(wait_at(throttle, "meier", ELSEWHERE, NOW), 0);
}

static void window_slides(void **state)
{
    advolux_throttle *throttle = make();
    int looked_at[3 * SECONDS], after = 0;

    (void)state;
    for (int s = 0; s < 3 * SECONDS; s++) {
        int most = s == 0 ? 5 : s < 30 ? 0 : 2; /* five at once, then a rush */

        looked_at[s] = 0;
        while (most-- > 0) {
            looked_at[s] += guess_at(throttle, "meier", OFFICE, LATER(s),
                                     ADVOLUX_GUESS_WRONG);
        }
    }
    for (int from = 0; from < 2 * SECONDS; from++) {
        int sum = 0;

        for (int s = from; s < from + SECONDS * 9 / 10; s++) {
            sum += looked_at[s];
        }
        assert_in_range(sum, 0, FAILURES);
    }
    /* It does not begin anew at once: the first five left before the rest. */
    for (int s = SECONDS * 9 / 10; s < SECONDS + 10; s++) {
        after += looked_at[s];
    }
    assert_int_equal(after, 5);
}

static void wait_is_long_enough_and_not_longer(void **state)
{
    advolux_throttle *throttle = make();
    int wait;

    (void)state;
    guess_times(throttle, FAILURES, "meier", OFFICE);
    wait = wait_at(throttle, "meier", OFFICE, NOW);
    assert_in_range(wait, SECONDS * 9 / 10, SECONDS);
    assert_true(wait_at(throttle, "meier", OFFICE, LATER(wait - 2)) > 0);
    assert_int_equal(wait_at(throttle, "meier", OFFICE, LATER(wait)), 0);
    assert_true(
        guess_at(throttle, "meier", OFFICE, LATER(wait), ADVOLUX_GUESS_WRONG));
}

static void refused_guesses_prolong_nothing(void **state)
{
    advolux_throttle *throttle = make();

    (void)state;
    guess_times(throttle, FAILURES, "meier", OFFICE);
    for (int s = 1; s < SECONDS * 9 / 10; s++) {
        assert_false(
            guess_at(throttle, "meier", OFFICE, LATER(s), ADVOLUX_GUESS_WRONG));
    }
    assert_int_equal(wait_at(throttle, "meier", OFFICE, LATER(SECONDS)), 0);
}

static void guesses_count_when_they_begin(void **state)
{
    advolux_throttle *throttle = make();
    advolux_guesser guessers[100];
    int begun = 0;

    (void)state;
    for (int i = 0; i < 100; i++) {
        advolux_throttle_look(throttle, "meier", OFFICE, NOW, &guessers[begun]);
        begun += !advolux_throttle_begin(throttle, &guessers[begun], NOW);
    }
    assert_int_equal(begun, FAILURES);
    /* They may all be right: nobody is sent away before that is known. */
    assert_int_equal(wait_at(throttle, "meier", OFFICE, NOW), 0);
    for (int i = 0; i < begun; i++) {
        advolux_throttle_end(throttle, &guessers[i],
                             i == 0 ? ADVOLUX_GUESS_RIGHT
                                    : ADVOLUX_GUESS_WRONG);
    }
    assert_int_equal(wait_at(throttle, "meier", OFFICE, NOW), 0);
    assert_int_equal(guess_times(throttle, 2, "meier", OFFICE), 1);
    assert_true(wait_at(throttle, "meier", OFFICE, NOW) > 0);
}

static void right_and_unchecked_passwords_are_given_back(void **state)
{
    advolux_throttle *throttle = make();

    (void)state;
    for (int i = 0; i < 10 * WIDE; i++) {
        assert_true(
            guess_at(throttle, "meier", OFFICE, NOW,
                     i % 2 ? ADVOLUX_GUESS_RIGHT : ADVOLUX_GUESS_UNCHECKED));
    }
    assert_int_equal(guess_times(throttle, 40, "meier", OFFICE), FAILURES);
}

static void address_that_tries_many_logins_is_stopped_late(void **state)
{
    advolux_throttle *throttle = make();

    (void)state;
    for (int i = 0; i < WIDE; i++) {
        assert_int_equal(
            guess_times(throttle, 1, apr_psprintf(pool, "staff%d", i), OFFICE),
            1);
    }
    assert_true(wait_at(throttle, "another", OFFICE, NOW) > 0);
    assert_true(wait_at(throttle, NULL, OFFICE, NOW) > 0);
    assert_int_equal(wait_at(throttle, "staff1", ELSEWHERE, NOW), 0);
}

static void login_tried_from_many_addresses_is_stopped_late(void **state)
{
    advolux_throttle *throttle = make();

    (void)state;
    for (int i = 0; i < WIDE; i++) {
        const char *address =
            apr_psprintf(pool, "10.1.%d.%d", i / 250, i % 250);

        assert_int_equal(guess_times(throttle, 1, "meier", address), 1);
    }
    assert_true(wait_at(throttle, "meier", ELSEWHERE, NOW) > 0);
    assert_int_equal(wait_at(throttle, "huber", ELSEWHERE, NOW), 0);
}

static void who_is_known_at_an_address_is_not_kept_out_by_others(void **state)
{
    advolux_throttle *throttle = make();

    (void)state;
    advolux_throttle_know(throttle, "meier", OFFICE, NOW);
    for (int i = 0; i < 2 * WIDE; i++) {
        guess_times(throttle, 1, apr_psprintf(pool, "staff%d", i), OFFICE);
        guess_times(throttle, 1, "meier",
                    apr_psprintf(pool, "10.1.%d.%d", i / 250, i % 250));
    }
    assert_true(wait_at(throttle, "huber", OFFICE, NOW) > 0);
    assert_true(wait_at(throttle, "meier", ELSEWHERE, NOW) > 0);
    assert_int_equal(wait_at(throttle, "meier", OFFICE, NOW), 0);
    /* What was guessed for the person there counts all the same. */
    assert_int_equal(guess_times(throttle, 40, "meier", OFFICE), FAILURES);
    assert_true(wait_at(throttle, "meier", OFFICE, NOW) > 0);
}

static void acquaintance_lasts_thirty_days(void **state)
{
    advolux_throttle *throttle = make();
    advolux_guesser guesser;

    (void)state;
    advolux_throttle_know(throttle, "meier", OFFICE, NOW);
    advolux_throttle_look(throttle, "meier", OFFICE, LATER(30 * 86400 - 1),
                          &guesser);
    assert_true(guesser.known);
    advolux_throttle_look(throttle, "meier", OFFICE, LATER(30 * 86400),
                          &guesser);
    assert_false(guesser.known);
}

static void what_is_no_login_counts_for_the_address_only(void **state)
{
    advolux_throttle *throttle = make();

    (void)state;
    assert_int_equal(guess_times(throttle, 2 * WIDE, NULL, OFFICE), WIDE);
    assert_true(wait_at(throttle, NULL, OFFICE, NOW) > 0);
    assert_int_equal(wait_at(throttle, NULL, ELSEWHERE, NOW), 0);
}

static void networks_count_as_one_address(void **state)
{
    static const struct {
        const char *one, *other;
        bool same;
    } rows[] = {
        { "2001:db8::1", "2001:db8:0:0:ffff:2:3:4", true },
        { "2001:db8::1", "2001:DB8::", true },
        { "2001:db8::1", "2001:db8:0:1::1", false },
        { "::ffff:192.0.2.7", "192.0.2.7", true },
        { "::ffff:c000:207", "192.0.2.7", true },
        { "::ffff:192.0.2.7", "192.0.2.8", false },
        { "::ffff:192.0.2.7", "::ffff:192.0.2.8", false },
        { "fe80::1%eth0", "fe80::2", true },
        { "192.0.2.7", "192.0.2.8", false },
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        advolux_throttle *throttle = make();

        guess_times(throttle, FAILURES, "meier", rows[i].one);
        assert_int_equal(wait_at(throttle, "meier", rows[i].other, NOW) > 0,
                         rows[i].same);
    }
}

static void processes_count_together(void **state)
{
    void *memory =
        mmap(NULL, advolux_throttle_table_size(), PROT_READ | PROT_WRITE,
             MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    advolux_throttle *throttle = make_over(memory);
    int status;
    pid_t child = fork();

    (void)state;
    if (child == 0) {
        guess_times(throttle, FAILURES, "meier", OFFICE);
        _exit(0);
    }
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_int_equal(status, 0);
    assert_true(wait_at(throttle, "meier", OFFICE, NOW) > 0);
    munmap(memory, advolux_throttle_table_size());
}

static void guess_of_a_killed_process_leaves_the_window(void **state)
{
    advolux_throttle *throttle = make();
    advolux_guesser guesser;

    (void)state;
    for (int i = 0; i < FAILURES; i++) { /* begun, and never ended */
        advolux_throttle_look(throttle, "meier", OFFICE, NOW, &guesser);
        assert_int_equal(advolux_throttle_begin(throttle, &guesser, NOW), 0);
    }
    assert_false(guess_at(throttle, "meier", OFFICE, NOW, ADVOLUX_GUESS_WRONG));
    for (int i = 0; i < FAILURES; i++) {
        assert_true(guess_at(throttle, "meier", OFFICE, LATER(SECONDS),
                             ADVOLUX_GUESS_WRONG));
    }
    assert_true(wait_at(throttle, "meier", OFFICE, LATER(SECONDS)) > 0);
}

static void clock_that_is_set_back_locks_nobody_out(void **state)
{
    advolux_throttle *throttle = make();

    (void)state;
    guess_times(throttle, FAILURES, "meier", OFFICE);
    assert_int_equal(wait_at(throttle, "meier", OFFICE, LATER(-86400)), 0);
}

static void zero_switches_it_off(void **state)
{
    static const int off[][2] = { { 0, 60 }, { 10, 0 }, { -1, -1 } };

    (void)state;
    for (size_t i = 0; i < sizeof off / sizeof *off; i++) {
        advolux_throttle *throttle =
            advolux_throttle_create(pool,
                                    advolux_throttle_table_init(apr_pcalloc(
                                        pool, advolux_throttle_table_size())),
                                    &secret, off[i][0], off[i][1]);

        assert_int_equal(guess_times(throttle, 10000, "meier", OFFICE), 10000);
        assert_int_equal(wait_at(throttle, "meier", OFFICE, NOW), 0);
    }
}

static void many_logins_do_not_forget_the_throttled_one(void **state)
{
    advolux_throttle *throttle = make();

    (void)state;
    guess_times(throttle, FAILURES, "meier", OFFICE);
    for (int i = 0; i < 50000; i++) {
        guess_times(throttle, 1, apr_itoa(pool, i),
                    apr_psprintf(pool, "10.%d.%d.1", i / 250, i % 250));
    }
    assert_true(wait_at(throttle, "meier", OFFICE, NOW) > 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(failures_up_to_the_limit_are_looked_at),
        cmocka_unit_test(window_slides),
        cmocka_unit_test(wait_is_long_enough_and_not_longer),
        cmocka_unit_test(refused_guesses_prolong_nothing),
        cmocka_unit_test(guesses_count_when_they_begin),
        cmocka_unit_test(right_and_unchecked_passwords_are_given_back),
        cmocka_unit_test(address_that_tries_many_logins_is_stopped_late),
        cmocka_unit_test(login_tried_from_many_addresses_is_stopped_late),
        cmocka_unit_test(who_is_known_at_an_address_is_not_kept_out_by_others),
        cmocka_unit_test(acquaintance_lasts_thirty_days),
        cmocka_unit_test(what_is_no_login_counts_for_the_address_only),
        cmocka_unit_test(networks_count_as_one_address),
        cmocka_unit_test(processes_count_together),
        cmocka_unit_test(guess_of_a_killed_process_leaves_the_window),
        cmocka_unit_test(clock_that_is_set_back_locks_nobody_out),
        cmocka_unit_test(zero_switches_it_off),
        cmocka_unit_test(many_logins_do_not_forget_the_throttled_one),
    };
    return RUN_WITH_POOL(tests);
}
