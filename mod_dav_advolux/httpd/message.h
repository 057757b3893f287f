/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * @file message.h
 * What requests make the error log say. Any client can provoke these as often
 * as it likes: of each id and subject the log gets one line in a minute, for
 * all processes together, and then how many followed. What is in an entry, or
 * in an address that a client made up, is never in them.
 */
#ifndef ADVOLUX_MESSAGE_H
#define ADVOLUX_MESSAGE_H

#include <httpd.h>

/** Rows of the table in message.c; conf/messages.md explains the ids. */
typedef enum advolux_message {
    MESSAGE_REFUSED,
    MESSAGE_MISSING,
    MESSAGE_CHANGED,
    MESSAGE_UID_TAKEN,
    MESSAGE_INVALID,
    MESSAGE_FULL,
    MESSAGE_UNAVAILABLE,
    MESSAGE_EXHAUSTED,
    MESSAGE_SCHEMA,
    MESSAGE_PRIVILEGED,
    MESSAGE_FAULT,
    MESSAGE_SWITCHED_OFF,
    MESSAGE_NOBODY,
    MESSAGE_BAD_ITEM,
    MESSAGE_BROKEN_OFF,
    MESSAGE_BAD_MEMBER,
    MESSAGE_TOO_MANY,
    MESSAGE_XML_COSTLY,
    MESSAGE_BAD_IN_FILE,
    MESSAGE_UNKNOWN_ZONE,
    MESSAGE_OWN_ZONE,
    MESSAGE_QUERY_ZONE,
    MESSAGE_UNCHECKED,
    MESSAGE_THROTTLED,
    MESSAGE_BUSY,
    MESSAGE_NOT_IN_ADVOLUX,
    MESSAGE_PASSWORD_CHANGED,
    MESSAGE_LOGIN_MISTYPED,
    MESSAGE_SEEN_NOT_NOTED,
    MESSAGE_PLAIN_REFUSED,
    MESSAGE_ENCODED_SLASH,
    MESSAGE_PROXY_UNKNOWN,
    MESSAGES
} advolux_message;

/** Say a message, or count it. `about` (or NULL) is what its subject is told
 * apart by, beyond the person, address or server that its row names: something
 * of which there are few, such as a precondition. The sentence is printf-style
 * and holds nothing that a client made up. */
void advolux_say(request_rec *r, advolux_message what, const char *about,
                 const char *sentence, ...)
    __attribute__((format(printf, 4, 5)));

/** Have the answer say that it is ours, and why: "Advolux-Message: ID". What
 * else refuses in front of the module says no such thing. */
void advolux_answer_names(request_rec *r, advolux_message what);

/** The address of a request for such a sentence: what is not the caller's own
 * is not repeated, and an entry is called by advolux_say_name(). */
const char *advolux_say_place(request_rec *r);

/** An entry's name as sentences have it: a UUID as it is; any other, since
 * clients choose it, as "name-" and the first 12 digits of its SHA-256. */
const char *advolux_say_name(apr_pool_t *pool, const char *name);

void advolux_message_register_hooks(apr_pool_t *p);

#endif
