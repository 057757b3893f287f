/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include "message_tally.h"

#include <errno.h>
#include <pthread.h>
#include <string.h>
#include <apr_hash.h>
#include <apr_strings.h>

#define SETS 128
#define WAYS 8
#define ROWS (SETS * WAYS)

typedef struct tally_row {
    message_count said; /* since 0: the row is free */
    apr_time_t until;
} tally_row;

/* What all subjects of a kind have in common. */
typedef struct tally_kind {
    tally_row others;
    apr_time_t minute; /* when it began */
    unsigned lines;    /* said in it */
} tally_kind;

struct message_tally {
    pthread_mutex_t mutex; /* robust, process-shared */
    tally_row rows[ROWS];
    tally_kind kinds[MESSAGE_KINDS_MAX];
};

apr_size_t message_tally_size(void)
{
    return sizeof(message_tally);
}

message_tally *message_tally_make(void *memory)
{
    message_tally *tally = memory;
    pthread_mutexattr_t attributes;

    memset(tally, 0, sizeof *tally);
    pthread_mutexattr_init(&attributes);
    pthread_mutexattr_setpshared(&attributes, PTHREAD_PROCESS_SHARED);
    pthread_mutexattr_setrobust(&attributes, PTHREAD_MUTEX_ROBUST);
    pthread_mutex_init(&tally->mutex, &attributes);
    pthread_mutexattr_destroy(&attributes);
    return tally;
}

/* Its last owner may have died: then a count is off by one. */
static bool locked(message_tally *tally, int status)
{
    if (status == EOWNERDEAD) {
        pthread_mutex_consistent(&tally->mutex);
        status = 0;
    }
    return status == 0;
}

static void begin(tally_row *row, int kind, unsigned server,
                  const char *subject, apr_time_t period, apr_time_t now)
{
    row->said.kind = kind;
    row->said.server = server;
    apr_cpystrn(row->said.subject, subject, sizeof row->said.subject);
    row->said.count = 0;
    row->said.since = now;
    row->until = now + period;
}

static bool is_of(const tally_row *row, int kind, unsigned server,
                  const char *subject)
{
    return row->said.since && row->said.kind == kind &&
           row->said.server == server &&
           !strncmp(row->said.subject, subject, MESSAGE_SUBJECT_SIZE - 1);
}

/* The subject's row; else one that nothing has to be said of, which may be
 * begun; else NULL. */
static tally_row *find(message_tally *tally, int kind, unsigned server,
                       const char *subject, apr_time_t now)
{
    apr_ssize_t length =
        (apr_ssize_t)strnlen(subject, MESSAGE_SUBJECT_SIZE - 1);
    unsigned set = apr_hashfunc_default(subject, &length) + (unsigned)kind;
    tally_row *rows = &tally->rows[set % SETS * WAYS], *free = NULL;

    for (int i = 0; i < WAYS; i++) {
        if (is_of(&rows[i], kind, server, subject)) {
            return &rows[i];
        }
        if (!rows[i].said.since ||
            (!rows[i].said.count && rows[i].until <= now)) {
            free = &rows[i];
        }
    }
    if (free) {
        free->said.since = 0;
    }
    return free;
}

static bool may_say_more(tally_kind *of, apr_time_t now)
{
    if (now >= of->minute + apr_time_from_sec(60)) {
        of->minute = now;
        of->lines = 0;
    }
    return of->lines < MESSAGES_A_MINUTE;
}

static void count_other(tally_kind *of, int kind, unsigned server,
                        apr_time_t now)
{
    if (!of->others.said.since) {
        begin(&of->others, kind, server, "", apr_time_from_sec(60), now);
    }
    of->others.said.count++;
}

bool message_tally_say(message_tally *tally, int kind, unsigned server,
                       const char *subject, apr_time_t period, apr_time_t now,
                       message_count *earlier)
{
    tally_kind *of = &tally->kinds[kind];
    tally_row *row;
    bool say = false;

    earlier->count = 0;
    if (!locked(tally, pthread_mutex_lock(&tally->mutex))) {
        return true;
    }
    row = find(tally, kind, server, subject, now);
    if (row && row->said.since && now < row->until) {
        row->said.count++;
    } else if (!row || !may_say_more(of, now)) {
        count_other(of, kind, server, now);
    } else {
        if (row->said.since) {
            *earlier = row->said;
        }
        begin(row, kind, server, subject, period, now);
        of->lines++;
        say = true;
    }
    pthread_mutex_unlock(&tally->mutex);
    return say;
}

/* Whether there is a count that is due; the row is free then. */
static bool take(tally_row *row, bool all, apr_time_t now, message_count *due)
{
    if (!row->said.since || !row->said.count || (!all && now < row->until)) {
        return false;
    }
    *due = row->said;
    row->said.since = 0;
    row->said.count = 0;
    return true;
}

bool message_tally_take(message_tally *tally, bool all, apr_time_t now,
                        message_count *due)
{
    bool found = false;

    if (!locked(tally, pthread_mutex_trylock(&tally->mutex))) {
        return false;
    }
    for (int i = 0; i < ROWS && !found; i++) {
        found = take(&tally->rows[i], all, now, due);
    }
    for (int i = 0; i < MESSAGE_KINDS_MAX && !found; i++) {
        found = take(&tally->kinds[i].others, all, now, due);
    }
    pthread_mutex_unlock(&tally->mutex);
    return found;
}
