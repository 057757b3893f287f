/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * @file message_tally.h
 * How often messages are said. Each has a kind, a server and a subject: a
 * person, an address, a row that is broken. The first of them is said; those
 * that follow within a period are counted, and the count is asked for when the
 * period is over. Subjects are what strangers choose: of one kind few are said
 * in a minute, and the rest is counted together, as of others.
 *
 * Of one size, in memory that processes share; safe for threads and processes.
 * APR only.
 */
#ifndef ADVOLUX_MESSAGE_TALLY_H
#define ADVOLUX_MESSAGE_TALLY_H

#include <stdbool.h>
#include <apr_time.h>

#define MESSAGE_KINDS_MAX 64
#define MESSAGE_SUBJECT_SIZE 96 /* octets with NUL; the rest is cut off */
#define MESSAGES_A_MINUTE 40    /* of a kind */

typedef struct message_tally message_tally;

/** What was counted and not said. */
typedef struct message_count {
    int kind;
    unsigned server;
    char subject[MESSAGE_SUBJECT_SIZE]; /**< "": of others */
    unsigned count;
    apr_time_t since;
} message_count;

/** Octets of a tally. */
apr_size_t message_tally_size(void);

/** Make a tally in that many octets. */
message_tally *message_tally_make(void *memory);

/** One more message of a kind below MESSAGE_KINDS_MAX about a subject that is
 * not empty. Whether it is to be said; then `earlier` is what was counted
 * before it, of the same, since when (count 0: nothing). `server` is a number
 * of the caller's. */
bool message_tally_say(message_tally *tally, int kind, unsigned server,
                       const char *subject, apr_time_t period, apr_time_t now,
                       message_count *earlier);

/** Take out what was counted in a period that is over, or in any with `all`;
 * false if there is nothing more, or another process holds the tally. */
bool message_tally_take(message_tally *tally, bool all, apr_time_t now,
                        message_count *due);

#endif
