/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include "throttle.h"

#include <arpa/inet.h>
#include <string.h>
#include <apr_strings.h>

#include "shared_lock.h"

#define SETS 1024 /* a power of two */
#define WAYS 8
#define KNOWN_WAYS 8
#define KEY_LENGTH 16 /* octets of a fingerprint: enough to tell */
#define SLICES 20     /* of the window, which slides by one at a time */
#define KNOWN_FOR apr_time_from_sec(30 * 86400)

/* What guesses are counted by. */
typedef enum scope { LOGIN_AT_ADDRESS, ADDRESS, LOGIN, SCOPES } scope;

/* The wide limits stop who tries everybody's name, or comes from everywhere.
 * They are so wide that a dozen phones with an old password, or a dozen strange
 * addresses, stay below. */
static const struct scope_row {
    bool login, address;
    unsigned allowance; /* times the failures of the directive */
} scopes[SCOPES] = {
    [LOGIN_AT_ADDRESS] = { true, true, 1 },
    [ADDRESS] = { false, true, 30 },
    [LOGIN] = { true, false, 30 },
};

typedef struct count {
    unsigned char key[KEY_LENGTH];
    apr_int64_t newest;     /* number of the slice that was counted in last */
    unsigned begun[SLICES]; /* of slice n at n % SLICES */
    unsigned going_on;      /* of these; too many if a process was killed */
} count;

/* Where a login was verified. */
typedef struct acquaintance {
    unsigned char key[KEY_LENGTH];
    apr_time_t until;
} acquaintance;

struct advolux_throttle_table {
    shared_lock lock;
    count counts[SETS][WAYS];
    acquaintance known[SETS][KNOWN_WAYS];
};

struct advolux_throttle {
    unsigned failures; /* 0: off */
    apr_time_t slice;
    advolux_fingerprint_key secret;
    advolux_throttle_table *table;
};

apr_size_t advolux_throttle_table_size(void)
{
    return sizeof(advolux_throttle_table);
}

advolux_throttle_table *advolux_throttle_table_init(void *memory)
{
    advolux_throttle_table *table = memory;

    shared_lock_init(&table->lock);
    return table;
}

advolux_throttle *advolux_throttle_create(apr_pool_t *p,
                                          advolux_throttle_table *table,
                                          const advolux_fingerprint_key *secret,
                                          int failures, int seconds)
{
    advolux_throttle *throttle = apr_pcalloc(p, sizeof *throttle);

    throttle->table = table;
    if (advolux_fingerprint_key_derive(secret, "throttle", apr_itoa(p, seconds),
                                       &throttle->secret) &&
        failures > 0 && seconds > 0) {
        throttle->failures = (unsigned)failures;
        throttle->slice = apr_time_from_sec(seconds) / SLICES;
    }
    return throttle;
}

/** What stands for an address: whoever has one IPv6 address has its /64. */
static void network_of(const char *address, char *network, apr_size_t size)
{
    char plain[INET6_ADDRSTRLEN];
    struct in6_addr six;

    apr_cpystrn(plain, address, sizeof plain);
    plain[strcspn(plain, "%")] = '\0'; /* fe80::1%eth0 */
    if (inet_pton(AF_INET6, plain, &six) != 1) {
        apr_cpystrn(network, address, size);
    } else if (IN6_IS_ADDR_V4MAPPED(&six)) {
        inet_ntop(AF_INET, six.s6_addr + 12, network, (socklen_t)size);
    } else {
        memset(six.s6_addr + 8, 0, 8);
        inet_ntop(AF_INET6, &six, network, (socklen_t)size);
    }
}

/* The table's rows of a key. */

static unsigned set_number(const advolux_fingerprint *key)
{
    return (unsigned)(key->octets[30] << 8 | key->octets[31]) % SETS;
}

static bool is(const unsigned char *key, const advolux_fingerprint *other)
{
    return memcmp(key, other->octets, KEY_LENGTH) == 0;
}

static acquaintance *find_known(advolux_throttle_table *table,
                                const advolux_fingerprint *key)
{
    acquaintance *set = table->known[set_number(key)];

    for (int i = 0; i < KNOWN_WAYS; i++) {
        if (set[i].until && is(set[i].key, key)) {
            return &set[i];
        }
    }
    return NULL;
}

static unsigned sum(const count *c)
{
    unsigned all = 0;

    for (int i = 0; i < SLICES; i++) {
        all += c->begun[i];
    }
    return all;
}

/** Let go what is older than the window that ends with a slice, or as far in
 * the future: the clock was set. */
static void slide(count *c, apr_int64_t slice)
{
    if (slice - c->newest >= SLICES || c->newest - slice >= SLICES) {
        memset(c->begun, 0, sizeof c->begun);
        c->newest = slice;
    }
    while (c->newest < slice) {
        c->begun[++c->newest % SLICES] = 0;
    }
    if (sum(c) == 0) {
        c->going_on = 0;
    }
}

static count *find_count(advolux_throttle_table *table,
                         const advolux_fingerprint *key, apr_int64_t slice)
{
    count *set = table->counts[set_number(key)];

    for (int i = 0; i < WAYS; i++) {
        if (set[i].newest && is(set[i].key, key)) {
            slide(&set[i], slice);
            return &set[i];
        }
    }
    return NULL;
}

/** A fresh count in place of the smallest. */
static count *new_count(advolux_throttle_table *table,
                        const advolux_fingerprint *key, apr_int64_t slice)
{
    count *set = table->counts[set_number(key)];
    count *least = &set[0];

    for (int i = 0; i < WAYS && least->newest; i++) {
        slide(&set[i], slice);
        if (sum(&set[i]) < sum(least)) {
            least = &set[i];
        }
    }
    memset(least, 0, sizeof *least);
    memcpy(least->key, key->octets, KEY_LENGTH);
    least->newest = slice;
    return least;
}

void advolux_throttle_look(const advolux_throttle *throttle, const char *login,
                           const char *address, apr_time_t now,
                           advolux_guesser *guesser)
{
    const acquaintance *found;
    char network[64];

    memset(guesser, 0, sizeof *guesser);
    network_of(address, network, sizeof network);
    if (!advolux_fingerprint_make(&throttle->secret, "", network,
                                  &guesser->network) ||
        !throttle->failures) {
        return;
    }
    /* Neither part is ever empty when it counts: scopes cannot collide. */
    for (int which = 0; which < SCOPES; which++) {
        const struct scope_row *row = &scopes[which];

        if ((login || !row->login) &&
            advolux_fingerprint_make(&throttle->secret, row->login ? login : "",
                                     row->address ? network : "",
                                     &guesser->keys[which])) {
            guesser->scopes |= 1 << which;
        }
    }
    if (!(guesser->scopes & 1 << LOGIN_AT_ADDRESS)) {
        return;
    }
    shared_lock_take(&throttle->table->lock);
    found = find_known(throttle->table, &guesser->keys[LOGIN_AT_ADDRESS]);
    guesser->known = found && found->until > now;
    shared_lock_give(&throttle->table->lock);
    if (guesser->known) {
        guesser->scopes = 1 << LOGIN_AT_ADDRESS;
    }
}

/** Until so much of a count has left the window that it is below a limit. */
static apr_time_t wait_of(const advolux_throttle *throttle, const count *c,
                          unsigned counted, unsigned limit, apr_time_t now)
{
    apr_int64_t slice = c->newest - SLICES;

    while (counted >= limit && slice < c->newest) {
        unsigned leaves = c->begun[++slice % SLICES];

        counted -= leaves < counted ? leaves : counted;
    }
    return (slice + SLICES) * throttle->slice - now;
}

/** The longest wait of a guesser's counts; the table is locked. */
static int longest_wait(const advolux_throttle *throttle,
                        const advolux_guesser *guesser, bool with_going_on,
                        apr_time_t now)
{
    apr_time_t longest = 0;

    for (int which = 0; which < SCOPES; which++) {
        unsigned limit = throttle->failures * scopes[which].allowance;
        const count *found =
            guesser->scopes & 1 << which
                ? find_count(throttle->table, &guesser->keys[which],
                             now / throttle->slice)
                : NULL;
        unsigned counted = found ? sum(found) : 0;

        if (found && !with_going_on) {
            counted -= found->going_on < counted ? found->going_on : counted;
        }
        if (counted >= limit) {
            apr_time_t wait = wait_of(throttle, found, counted, limit, now);

            longest = wait > longest ? wait : longest;
        }
    }
    return (int)apr_time_sec(longest + APR_USEC_PER_SEC - 1);
}

int advolux_throttle_wait(const advolux_throttle *throttle,
                          const advolux_guesser *guesser, apr_time_t now)
{
    int wait;

    if (!guesser->scopes) {
        return 0;
    }
    shared_lock_take(&throttle->table->lock);
    wait = longest_wait(throttle, guesser, false, now);
    shared_lock_give(&throttle->table->lock);
    return wait;
}

int advolux_throttle_begin(const advolux_throttle *throttle,
                           advolux_guesser *guesser, apr_time_t now)
{
    int wait;

    if (!guesser->scopes) {
        return 0;
    }
    guesser->slice = now / throttle->slice;
    shared_lock_take(&throttle->table->lock);
    wait = longest_wait(throttle, guesser, true, now);
    for (int which = 0; which < SCOPES && !wait; which++) {
        const advolux_fingerprint *key = &guesser->keys[which];

        if (guesser->scopes & 1 << which) {
            count *c = find_count(throttle->table, key, guesser->slice);

            if (!c) {
                c = new_count(throttle->table, key, guesser->slice);
            }
            /* The clock may have been set back meanwhile. */
            c->begun[c->newest % SLICES]++;
            guesser->slice = c->newest;
            c->going_on++;
        }
    }
    shared_lock_give(&throttle->table->lock);
    return wait;
}

/** What a count holds of a guess that is over. */
static void end(count *c, apr_int64_t slice, bool give_back)
{
    unsigned *begun = &c->begun[slice % SLICES];

    c->going_on -= c->going_on > 0;
    if (give_back && slice > c->newest - SLICES && *begun) {
        --*begun;
    }
}

void advolux_throttle_end(const advolux_throttle *throttle,
                          const advolux_guesser *guesser, advolux_guess guess)
{
    if (!guesser->scopes) {
        return;
    }
    shared_lock_take(&throttle->table->lock);
    for (int which = 0; which < SCOPES; which++) {
        count *found = guesser->scopes & 1 << which
                           ? find_count(throttle->table, &guesser->keys[which],
                                        guesser->slice)
                           : NULL;

        if (found) {
            end(found, guesser->slice, guess != ADVOLUX_GUESS_WRONG);
        }
    }
    shared_lock_give(&throttle->table->lock);
}

/** The place of an acquaintance: its own, or of the one not seen for longest.
 */
static acquaintance *known_place(advolux_throttle_table *table,
                                 const advolux_fingerprint *key)
{
    acquaintance *set = table->known[set_number(key)];
    acquaintance *found = find_known(table, key);

    if (!found) {
        found = &set[0];
        for (int i = 1; i < KNOWN_WAYS; i++) {
            if (set[i].until < found->until) {
                found = &set[i];
            }
        }
    }
    return found;
}

void advolux_throttle_know(const advolux_throttle *throttle, const char *login,
                           const char *address, apr_time_t now)
{
    advolux_fingerprint key;
    acquaintance *place;
    char network[64];

    network_of(address, network, sizeof network);
    if (!throttle->failures ||
        !advolux_fingerprint_make(&throttle->secret, login, network, &key)) {
        return;
    }
    shared_lock_take(&throttle->table->lock);
    place = known_place(throttle->table, &key);
    place->until = 0; /* nobody's, should the process be killed here */
    memcpy(place->key, key.octets, KEY_LENGTH);
    place->until = now + KNOWN_FOR;
    shared_lock_give(&throttle->table->lock);
}
