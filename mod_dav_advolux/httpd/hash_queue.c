/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include "hash_queue.h"

#include <semaphore.h>
#include <signal.h>
#include <unistd.h>

#include "shared_lock.h"

#define AT_ONCE_MAX 16
#define PLACES_MAX 64
/* Who had to give way occupies an entry until its thread has seen it. */
#define ENTRIES (2 * PLACES_MAX)
#define REST_MAX apr_time_from_msec(500)
/* As often does who waits look for places of processes that were killed. */
#define LOOK apr_time_from_msec(200)
/* Nobody takes so long: the process has died, and its number is another's. */
#define OVERDUE apr_time_from_sec(120)

typedef enum state { FREE, WAITING, HASHING, PUSHED_OUT } state;

typedef struct entry {
    state state;
    pid_t pid;
    apr_uint64_t key, network;
    bool known;
    apr_uint64_t round;  /* each network has one request in a round */
    apr_uint64_t ticket; /* the order of arrival */
    apr_time_t came;     /* by the clock that is never set, as all times here */
    int seat;            /* of those that hash */
    apr_time_t begins;   /* when it may hash, and did */
    sem_t called;        /* its turn has come, or it has to give way */
} entry;

struct advolux_hash_queue {
    shared_lock lock;
    int at_once, places, places_of_process;
    apr_uint64_t tickets, round;   /* the latest that were given, and begun */
    apr_time_t rests[AT_ONCE_MAX]; /* until when, by seat */
    entry entries[ENTRIES];
};

apr_size_t advolux_hash_queue_size(void)
{
    return sizeof(advolux_hash_queue);
}

advolux_hash_queue *advolux_hash_queue_init(void *memory)
{
    advolux_hash_queue *queue = memory;

    shared_lock_init(&queue->lock);
    for (int i = 0; i < ENTRIES; i++) {
        sem_init(&queue->entries[i].called, 1, 0);
    }
    advolux_hash_queue_limit(queue, 1, 1, 1);
    return queue;
}

static apr_time_t clock_now(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return apr_time_from_sec(now.tv_sec) + now.tv_nsec / 1000;
}

static int between(int least, int value, int most)
{
    return value < least ? least : value > most ? most : value;
}

void advolux_hash_queue_limit(advolux_hash_queue *queue, int at_once,
                              int places, int places_of_process)
{
    shared_lock_take(&queue->lock);
    queue->at_once = between(1, at_once, AT_ONCE_MAX);
    queue->places = between(1, places, PLACES_MAX);
    queue->places_of_process = between(1, places_of_process, PLACES_MAX);
    shared_lock_give(&queue->lock);
}

/** A few octets of a fingerprint are enough to tell. */
static apr_uint64_t short_of(const advolux_fingerprint *fingerprint)
{
    apr_uint64_t number;

    memcpy(&number, fingerprint->octets + 8, sizeof number);
    return number;
}

static bool takes_place(const entry *one)
{
    return one->state == WAITING || one->state == HASHING;
}

/** The round of a network's next request: one after its last, and none that is
 * over. */
static apr_uint64_t round_of(const advolux_hash_queue *queue,
                             apr_uint64_t network)
{
    apr_uint64_t next = queue->round;

    for (int i = 0; i < ENTRIES; i++) {
        const entry *other = &queue->entries[i];

        if (takes_place(other) && other->network == network &&
            other->round >= next) {
            next = other->round + 1;
        }
    }
    return next;
}

/** Whether one of two that wait comes before the other. */
static bool precedes(const entry *one, const entry *other)
{
    if (one->known != other->known) {
        return one->known;
    }
    return one->round != other->round ? one->round < other->round
                                      : one->ticket < other->ticket;
}

static bool is_hashed(const advolux_hash_queue *queue, apr_uint64_t key)
{
    for (int i = 0; i < ENTRIES; i++) {
        if (queue->entries[i].state == HASHING &&
            queue->entries[i].key == key) {
            return true;
        }
    }
    return false;
}

/** Who waits and is first; NULL: nobody whose password is not being hashed
 * already. */
static entry *first_of(advolux_hash_queue *queue)
{
    entry *found = NULL;

    for (int i = 0; i < ENTRIES; i++) {
        entry *one = &queue->entries[i];

        if (one->state == WAITING && !is_hashed(queue, one->key) &&
            (!found || precedes(one, found))) {
            found = one;
        }
    }
    return found;
}

/** Who waits and is last, of a process or (0) of all; NULL: nobody. */
static entry *last_of(advolux_hash_queue *queue, pid_t process)
{
    entry *found = NULL;

    for (int i = 0; i < ENTRIES; i++) {
        entry *one = &queue->entries[i];

        if (one->state == WAITING && (!process || one->pid == process) &&
            (!found || precedes(found, one))) {
            found = one;
        }
    }
    return found;
}

/** The free seat that has rested for longest; -1: none. */
static int free_seat(const advolux_hash_queue *queue)
{
    bool taken[AT_ONCE_MAX] = { false };
    int found = -1;

    for (int i = 0; i < ENTRIES; i++) {
        if (queue->entries[i].state == HASHING) {
            taken[queue->entries[i].seat] = true;
        }
    }
    for (int seat = 0; seat < queue->at_once; seat++) {
        if (!taken[seat] &&
            (found < 0 || queue->rests[seat] < queue->rests[found])) {
            found = seat;
        }
    }
    return found;
}

static bool has_died(const entry *one, apr_time_t now)
{
    return now - one->came > OVERDUE ||
           (one->pid != getpid() && kill(one->pid, 0) != 0 && errno == ESRCH);
}

static void forget_the_dead(advolux_hash_queue *queue, apr_time_t now)
{
    for (int i = 0; i < ENTRIES; i++) {
        entry *one = &queue->entries[i];

        if (one->state != FREE && has_died(one, now)) {
            one->state = FREE;
        }
    }
}

/** Call everybody whose turn it is. */
static void call(advolux_hash_queue *queue, apr_time_t now)
{
    int seat = free_seat(queue);
    entry *next = seat < 0 ? NULL : first_of(queue);

    while (next) {
        next->seat = seat;
        next->begins = queue->rests[seat] > now ? queue->rests[seat] : now;
        next->state = HASHING;
        if (next->round > queue->round) {
            queue->round = next->round;
        }
        sem_post(&next->called);
        seat = free_seat(queue);
        next = seat < 0 ? NULL : first_of(queue);
    }
}

/** An entry for a newcomer, who waits from now on; NULL: there is no place, and
 * nobody to give way. */
static entry *admit(advolux_hash_queue *queue, const entry *newcomer)
{
    entry *mine = NULL, *last = NULL;
    int places = 0, own = 0;
    bool full;

    for (int i = 0; i < ENTRIES; i++) {
        entry *one = &queue->entries[i];

        places += takes_place(one);
        own += takes_place(one) && one->pid == newcomer->pid;
        if (one->state == FREE) {
            mine = one;
        }
    }
    full = places >= queue->places || own >= queue->places_of_process;
    if (full) {
        last =
            last_of(queue, own >= queue->places_of_process ? newcomer->pid : 0);
    }
    if (!mine || (full && !(last && precedes(newcomer, last)))) {
        return NULL;
    }
    mine->pid = newcomer->pid;
    mine->key = newcomer->key;
    mine->network = newcomer->network;
    mine->known = newcomer->known;
    mine->round = newcomer->round;
    mine->ticket = newcomer->ticket;
    mine->came = newcomer->came;
    while (sem_trywait(&mine->called) == 0) {
        /* calls that an owner before has not heard */
    }
    if (last) {
        last->state = PUSHED_OUT;
        sem_post(&last->called);
    }
    mine->state = WAITING;
    return mine;
}

/** Sleep until called, but not for long. */
static void wait_for_call(entry *mine, apr_interval_time_t most)
{
    apr_time_t until = apr_time_now() + most;
    struct timespec at = { .tv_sec = apr_time_sec(until),
                           .tv_nsec = apr_time_usec(until) * 1000 };

    while (sem_timedwait(&mine->called, &at) != 0 && errno == EINTR) {
    }
}

/** Wait for the turn; whether it came. The queue is locked before and after,
 * and a place whose turn did not come is given back. */
static bool wait_for_turn(advolux_hash_queue *queue, entry *mine,
                          apr_uint64_t ticket, apr_time_t deadline)
{
    apr_time_t now = clock_now();
    bool turn;

    call(queue, now);
    while (mine->ticket == ticket && mine->state == WAITING && now < deadline) {
        shared_lock_give(&queue->lock);
        wait_for_call(mine, now + LOOK < deadline ? LOOK : deadline - now);
        now = clock_now();
        shared_lock_take(&queue->lock);
        forget_the_dead(queue, now);
        call(queue, now);
    }
    turn = mine->ticket == ticket && mine->state == HASHING;
    if (mine->ticket == ticket && !turn) {
        mine->state = FREE;
    }
    return turn;
}

bool advolux_hash_queue_enter(advolux_hash_queue *queue,
                              const advolux_fingerprint *key,
                              const advolux_fingerprint *network, bool known,
                              apr_interval_time_t patience,
                              advolux_hash_turn *turn)
{
    entry newcomer = { .pid = getpid(),
                       .key = short_of(key),
                       .network = short_of(network),
                       .known = known,
                       .came = clock_now() };
    apr_time_t rest = 0;
    entry *mine;

    shared_lock_take(&queue->lock);
    newcomer.ticket = ++queue->tickets;
    newcomer.round = round_of(queue, newcomer.network);
    mine = admit(queue, &newcomer);
    if (!mine) {
        forget_the_dead(queue, newcomer.came);
        mine = admit(queue, &newcomer);
    }
    if (mine && !wait_for_turn(queue, mine, newcomer.ticket,
                               newcomer.came + patience)) {
        mine = NULL;
    }
    if (mine) {
        turn->entry = (int)(mine - queue->entries);
        turn->ticket = newcomer.ticket;
        rest = mine->begins - clock_now();
    }
    shared_lock_give(&queue->lock);
    if (rest > 0) {
        apr_sleep(rest);
    }
    return mine != NULL;
}

void advolux_hash_queue_leave(advolux_hash_queue *queue,
                              const advolux_hash_turn *turn, bool rest)
{
    entry *mine = &queue->entries[turn->entry];
    apr_time_t now = clock_now(), took;

    shared_lock_take(&queue->lock);
    if (mine->ticket == turn->ticket && mine->state == HASHING) {
        took = now - mine->begins;
        queue->rests[mine->seat] =
            rest ? now + (took < REST_MAX ? took : REST_MAX) : 0;
        mine->state = FREE;
    }
    call(queue, now);
    shared_lock_give(&queue->lock);
}

unsigned advolux_hash_queue_waiting(advolux_hash_queue *queue)
{
    unsigned waiting = 0;

    shared_lock_take(&queue->lock);
    for (int i = 0; i < ENTRIES; i++) {
        waiting += queue->entries[i].state == WAITING;
    }
    shared_lock_give(&queue->lock);
    return waiting;
}
