/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include <signal.h>
#include <stdatomic.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>
#include "pool_fixture.h"
#include "hash_queue.h"

#define MS(n) apr_time_from_msec(n)
#define LONG apr_time_from_sec(20)
#define LIFE 60 /* seconds; nothing waits so long unless something hangs */
#define MOST 32

/* What processes of a test share. */
static struct {
    advolux_hash_queue *queue;
    atomic_int inside, most_inside, order[MOST], came;
} *shared;

static advolux_fingerprint text(const char *name)
{
    advolux_fingerprint made = { { 0 } };

    memcpy(made.octets + 8, name, strlen(name));
    return made;
}

static void make(int at_once, int places)
{
    char *memory =
        mmap(NULL, sizeof *shared + advolux_hash_queue_size(),
             PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);

    assert_ptr_not_equal(memory, MAP_FAILED);
    shared = (void *)(memory + advolux_hash_queue_size());
    shared->queue = advolux_hash_queue_init(memory);
    advolux_hash_queue_limit(shared->queue, at_once, places, places);
}

static bool enter(const char *key, const char *network, bool known,
                  apr_time_t patience, advolux_hash_turn *turn)
{
    advolux_fingerprint key_of = text(key), network_of = text(network);

    return advolux_hash_queue_enter(shared->queue, &key_of, &network_of, known,
                                    patience, turn);
}

/* A process that hashes for so long, and says by its number that it did. */
static pid_t start(int number, const char *key, const char *network, bool known,
                   apr_time_t takes)
{
    pid_t child = fork();

    if (child == 0) {
        advolux_hash_turn turn;
        int inside;

        alarm(LIFE);
        if (!enter(key, network, known, LONG, &turn)) {
            _exit(1);
        }
        inside = ++shared->inside;
        if (inside > shared->most_inside) {
            shared->most_inside = inside;
        }
        shared->order[shared->came++] = number;
        apr_sleep(takes);
        shared->inside--;
        advolux_hash_queue_leave(shared->queue, &turn, false);
        _exit(0);
    }
    return child;
}

/* The same, once it waits. */
static pid_t start_waiter(int number, const char *key, const char *network,
                          bool known)
{
    unsigned before = advolux_hash_queue_waiting(shared->queue);
    pid_t child = start(number, key, network, known, MS(1));

    while (advolux_hash_queue_waiting(shared->queue) == before) {
        apr_sleep(MS(1));
    }
    return child;
}

/* Whether it had its turn. */
static bool ended(pid_t child)
{
    int status;

    assert_int_equal(waitpid(child, &status, 0), child);
    return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

static void so_many_hash_at_a_time_in_all_processes(void **state)
{
    pid_t children[MOST];

    (void)state;
    make(3, MOST);
    for (int i = 0; i < MOST; i++) {
        char key[] = { (char)('a' + i), '\0' };

        children[i] = start(i, key, key, false, MS(20));
    }
    for (int i = 0; i < MOST; i++) {
        assert_true(ended(children[i]));
    }
    assert_int_equal(shared->most_inside, 3);
    assert_int_equal(shared->came, MOST);
}

static void one_password_is_hashed_once_at_a_time(void **state)
{
    pid_t children[6];

    (void)state;
    make(4, MOST);
    for (int i = 0; i < 6; i++) {
        children[i] = start(i, "the same", "office", false, MS(10));
    }
    for (int i = 0; i < 6; i++) {
        assert_true(ended(children[i]));
    }
    assert_int_equal(shared->most_inside, 1);
}

static void networks_take_turns(void **state)
{
    static const struct {
        const char *key, *network;
    } rows[] = {
        { "a", "flood" },  { "b", "flood" },  { "c", "flood" },
        { "d", "office" }, { "e", "office" },
    };
    static const int expected[] = { 0, 3, 1, 4, 2 };
    advolux_hash_turn turn;
    pid_t children[5];

    (void)state;
    make(1, MOST);
    assert_true(enter("x", "y", false, LONG, &turn));
    for (int i = 0; i < 5; i++) {
        children[i] = start_waiter(i, rows[i].key, rows[i].network, false);
    }
    advolux_hash_queue_leave(shared->queue, &turn, false);
    for (int i = 0; i < 5; i++) {
        assert_true(ended(children[i]));
    }
    for (int i = 0; i < 5; i++) {
        assert_int_equal(shared->order[i], expected[i]);
    }
}

static void known_people_come_first(void **state)
{
    advolux_hash_turn turn;
    pid_t stranger, acquaintance;

    (void)state;
    make(1, MOST);
    assert_true(enter("x", "y", false, LONG, &turn));
    stranger = start_waiter(1, "a", "elsewhere", false);
    acquaintance = start_waiter(2, "b", "office", true);
    advolux_hash_queue_leave(shared->queue, &turn, false);
    assert_true(ended(stranger) && ended(acquaintance));
    assert_int_equal(shared->order[0], 2);
}

static void without_a_place_the_last_gives_way(void **state)
{
    advolux_hash_turn turn, other;
    pid_t first, second, office, known;

    (void)state;
    make(1, 3);
    assert_true(enter("x", "y", false, LONG, &turn));
    first = start_waiter(1, "a", "flood", false);
    second = start_waiter(2, "b", "flood", false);
    assert_false(enter("c", "flood", false, LONG, &other));
    office = start(3, "d", "office", false, MS(1));
    assert_false(ended(second));
    known = start(4, "e", "flood", true, MS(1));
    assert_false(ended(office));
    advolux_hash_queue_leave(shared->queue, &turn, false);
    assert_true(ended(first) && ended(known));
    assert_int_equal(shared->order[0], 4);
    assert_int_equal(shared->order[1], 1);
}

/* One process's threads are not all to wait while others have time. */
static void no_process_has_all_places(void **state)
{
    advolux_hash_turn turn, other;
    pid_t child;

    (void)state;
    make(1, 3);
    advolux_hash_queue_limit(shared->queue, 1, 3, 1);
    assert_true(enter("x", "y", false, LONG, &turn));
    assert_false(enter("a", "b", true, LONG, &other));
    child = start_waiter(1, "a", "b", false);
    advolux_hash_queue_leave(shared->queue, &turn, false);
    assert_true(ended(child));
}

static void patience_ends(void **state)
{
    advolux_hash_turn turn, other;
    apr_time_t begin = apr_time_now();

    (void)state;
    make(1, MOST);
    assert_true(enter("x", "y", false, LONG, &turn));
    assert_false(enter("a", "b", true, MS(300), &other));
    assert_in_range(apr_time_now() - begin, MS(300), LONG);
    assert_int_equal(advolux_hash_queue_waiting(shared->queue), 0);
    advolux_hash_queue_leave(shared->queue, &turn, false);
    assert_true(enter("a", "b", true, 0, &other));
}

static void killed_processes_lose_their_places(void **state)
{
    advolux_hash_turn turn;
    pid_t hashing, waiting;

    (void)state;
    make(1, 2);
    hashing = start(1, "a", "office", true, LONG);
    while (shared->came == 0) {
        apr_sleep(MS(1));
    }
    waiting = start_waiter(2, "b", "office", true);
    kill(waiting, SIGKILL);
    assert_false(ended(waiting));
    kill(hashing, SIGKILL);
    assert_false(ended(hashing));
    assert_true(enter("c", "elsewhere", false, LONG, &turn));
    advolux_hash_queue_leave(shared->queue, &turn, false);
}

static void place_rests_after_a_wrong_password(void **state)
{
    advolux_hash_turn turn;
    apr_time_t begin;

    (void)state;
    make(1, MOST);
    for (int wrong = 0; wrong < 2; wrong++) {
        assert_true(enter("x", "y", false, LONG, &turn));
        apr_sleep(MS(200));
        advolux_hash_queue_leave(shared->queue, &turn, wrong);
        begin = apr_time_now();
        assert_true(enter("a", "b", true, LONG, &turn));
        assert_int_equal(apr_time_now() - begin > MS(150), wrong);
        advolux_hash_queue_leave(shared->queue, &turn, false);
    }
}

/* What was left by a process that hung for minutes is another's by now. */
static void turn_of_somebody_else_is_not_ended(void **state)
{
    advolux_hash_turn turn, other;
    advolux_hash_turn stale;

    (void)state;
    make(1, MOST);
    assert_true(enter("x", "y", false, LONG, &turn));
    stale = turn;
    stale.ticket--;
    advolux_hash_queue_leave(shared->queue, &stale, false);
    assert_false(enter("a", "b", true, MS(10), &other));
}

static int stop_if_it_hangs(void **state)
{
    (void)state;
    alarm(LIFE);
    return 0;
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup(name, stop_if_it_hangs)
    const struct CMUnitTest tests[] = {
        TEST(so_many_hash_at_a_time_in_all_processes),
        TEST(one_password_is_hashed_once_at_a_time),
        TEST(networks_take_turns),
        TEST(known_people_come_first),
        TEST(without_a_place_the_last_gives_way),
        TEST(no_process_has_all_places),
        TEST(patience_ends),
        TEST(killed_processes_lose_their_places),
        TEST(place_rests_after_a_wrong_password),
        TEST(turn_of_somebody_else_is_not_ended),
    };
    return RUN_WITH_POOL(tests);
}
