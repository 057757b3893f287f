/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>
#include <apr_strings.h>
#include "message_tally.h"
#include "pool_fixture.h"

#define KIND 3
#define SERVER 7
#define MINUTE apr_time_from_sec(60)
#define NOW apr_time_from_sec(1000000)
#define LATER(seconds) (NOW + apr_time_from_sec(seconds))

static message_count count; /* the last that came out */

static message_tally *make(void)
{
    return message_tally_make(apr_palloc(pool, message_tally_size()));
}

static bool say(message_tally *tally, const char *subject, apr_time_t now)
{
    return message_tally_say(tally, KIND, SERVER, subject, MINUTE, now, &count);
}

static bool due(message_tally *tally, apr_time_t now)
{
    return message_tally_take(tally, false, now, &count);
}

static void first_is_said_and_the_rest_of_the_minute_counted(void **state)
{
    message_tally *tally = make();

    (void)state;
    assert_true(say(tally, "berger", NOW));
    for (int i = 0; i < 59; i++) {
        assert_false(say(tally, "berger", LATER(i)));
    }
    assert_true(say(tally, "berger", LATER(60)));
    assert_int_equal(count.count, 59);
    assert_true(count.since == NOW);
    assert_false(say(tally, "berger", LATER(61)));
    assert_true(say(tally, "berger", LATER(120)));
    assert_int_equal(count.count, 1);
}

static void count_is_due_when_the_minute_is_over(void **state)
{
    message_tally *tally = make();

    (void)state;
    say(tally, "berger", NOW);
    say(tally, "berger", NOW);
    assert_false(due(tally, LATER(59)));
    assert_true(due(tally, LATER(60)));
    assert_int_equal(count.count, 1);
    assert_int_equal(count.kind, KIND);
    assert_int_equal(count.server, SERVER);
    assert_string_equal(count.subject, "berger");
    assert_false(due(tally, LATER(60)));
    assert_true(say(tally, "berger", LATER(61)));
    assert_int_equal(count.count, 0);
}

static void nothing_is_due_of_what_came_once(void **state)
{
    message_tally *tally = make();

    (void)state;
    say(tally, "berger", NOW);
    assert_false(due(tally, LATER(600)));
}

static void all_can_be_had_before_the_minute_is_over(void **state)
{
    message_tally *tally = make();

    (void)state;
    say(tally, "berger", NOW);
    say(tally, "berger", NOW);
    assert_true(message_tally_take(tally, true, NOW, &count));
    assert_int_equal(count.count, 1);
    assert_false(message_tally_take(tally, true, NOW, &count));
}

static void kinds_servers_and_subjects_are_told_apart(void **state)
{
    message_tally *tally = make();

    (void)state;
    assert_true(say(tally, "berger", NOW));
    assert_true(say(tally, "schulte", NOW));
    assert_true(message_tally_say(tally, KIND + 1, SERVER, "berger", MINUTE,
                                  NOW, &count));
    assert_true(message_tally_say(tally, KIND, SERVER + 1, "berger", MINUTE,
                                  NOW, &count));
    assert_false(say(tally, "berger", NOW));
}

static void long_subjects_are_cut(void **state)
{
    message_tally *tally = make();
    char subject[3000];

    (void)state;
    memset(subject, 'x', sizeof subject);
    subject[sizeof subject - 1] = '\0';
    assert_true(say(tally, subject, NOW));
    assert_false(say(tally, subject, NOW));
    assert_true(due(tally, LATER(60)));
    assert_int_equal(strlen(count.subject), MESSAGE_SUBJECT_SIZE - 1);
}

/* How many of `from` to `to` are said. */
static int flood(message_tally *tally, int from, int to, apr_time_t now)
{
    int said = 0;

    for (int i = from; i < to; i++) {
        said += say(tally, apr_itoa(pool, i), now);
    }
    return said;
}

static unsigned taken(message_tally *tally, apr_time_t now)
{
    unsigned sum = 0;

    while (due(tally, now)) {
        sum += count.count;
    }
    return sum;
}

static void many_subjects_get_few_lines_and_none_is_lost(void **state)
{
    message_tally *tally = make();

    (void)state;
    assert_int_equal(flood(tally, 0, 100000, NOW), MESSAGES_A_MINUTE);
    assert_int_equal(taken(tally, LATER(60)), 100000 - MESSAGES_A_MINUTE);
    assert_string_equal(count.subject, "");
    assert_int_equal(flood(tally, 100000, 100100, LATER(61)),
                     MESSAGES_A_MINUTE);
    assert_int_equal(taken(tally, LATER(121)), 100 - MESSAGES_A_MINUTE);
}

/* Whatever comes in whatever order: each message is a line of its own or in a
 * count that was given out. */
static void none_is_lost_while_counts_are_not_taken(void **state)
{
    message_tally *tally = make();
    unsigned given = 0;
    int messages = 200000;

    (void)state;
    for (int i = 0; i < messages; i++) {
        const char *subject = apr_itoa(pool, i % 1500);

        if (say(tally, subject, LATER(i / 50))) {
            given += 1 + count.count;
        }
    }
    assert_int_equal(given + taken(tally, LATER(messages)), messages);
}

static void processes_count_together(void **state)
{
    void *memory = mmap(NULL, message_tally_size(), PROT_READ | PROT_WRITE,
                        MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    message_tally *tally = message_tally_make(memory);
    int said = 0;

    (void)state;
    for (int i = 0; i < 4; i++) {
        pid_t child = fork();

        if (child == 0) {
            int own = 0;

            for (int n = 0; n < 1000; n++) {
                own += say(tally, "berger", NOW);
            }
            _exit(own);
        }
    }
    for (int i = 0; i < 4; i++) {
        int status;

        wait(&status);
        assert_true(WIFEXITED(status));
        said += WEXITSTATUS(status);
    }
    assert_int_equal(said, 1);
    assert_int_equal(taken(tally, LATER(60)), 3999);
    munmap(memory, message_tally_size());
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(first_is_said_and_the_rest_of_the_minute_counted),
        cmocka_unit_test(count_is_due_when_the_minute_is_over),
        cmocka_unit_test(nothing_is_due_of_what_came_once),
        cmocka_unit_test(all_can_be_had_before_the_minute_is_over),
        cmocka_unit_test(kinds_servers_and_subjects_are_told_apart),
        cmocka_unit_test(long_subjects_are_cut),
        cmocka_unit_test(many_subjects_get_few_lines_and_none_is_lost),
        cmocka_unit_test(none_is_lost_while_counts_are_not_taken),
        cmocka_unit_test(processes_count_together),
    };

    return RUN_WITH_POOL(tests);
}
