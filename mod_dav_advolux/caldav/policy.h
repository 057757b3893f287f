/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * @file policy.h
 * Who may do what with an item (ARCHITECTURE.md, "Policy"): one pure function.
 */
#ifndef ADVOLUX_POLICY_H
#define ADVOLUX_POLICY_H

#include "calendar.h"

typedef enum policy_operation {
    POLICY_READ,
    POLICY_CREATE,        /**< PUT onto a name without an entry */
    POLICY_CHANGE,        /**< PUT onto an entry */
    POLICY_CHANGE_ALARMS, /**< PUT that changes nothing but own VALARMs */
    POLICY_DELETE,
    POLICY_OPERATIONS /**< their number */
} policy_operation;

typedef enum policy_verdict {
    POLICY_ALLOWED,
    POLICY_TEXT_ONLY, /**< allowed, but only the client text is kept */
    POLICY_MISSING,   /**< as if it did not exist: 404 */
    POLICY_REFUSED    /**< 403 DAV:need-privileges, and heal */
} policy_verdict;

typedef struct policy_answer {
    policy_verdict verdict;
    const char *privilege; /**< DAV privilege lacking ("write-content",
                                "unbind", "bind"), or NULL */
    const char *reason;    /**< sentence for person and journal, or NULL */
} policy_answer;

/** `member` is NULL when there is no entry for the caller at that name.
 * Answers are constants. */
const policy_answer *policy_judge(const advolux_member *member,
                                  policy_operation operation);

#endif
