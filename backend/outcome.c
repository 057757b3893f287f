/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include <string.h>

#include "outcome.h"
#include "row.h"

static const struct {
    const char *status;
    advolux_kind_of_error kind; /* 0: success */
    const char *reason;
} outcomes[] = {
    { "stored", 0, NULL },
    { "created", 0, NULL },
    { "removed", 0, NULL },
    { "moved", 0, NULL },
    { "healed", 0, NULL },
    { "limited", 0, NULL },
    { "set", 0, NULL },
    { "missing", ADVOLUX_E_MISSING, "there is no such entry" },
    { "changed", ADVOLUX_E_CHANGED, "the entry has changed meanwhile" },
    { "hidden", ADVOLUX_E_HIDDEN,
      "the name or UID belongs to an item that is not synchronised" },
    { "uid-taken", ADVOLUX_E_UID_TAKEN, "another entry has this UID" },
    { "full", ADVOLUX_E_FULL,
      "at most 100 properties of 128 KiB together are kept of one resource" },
    { "over-quota", ADVOLUX_E_QUOTA,
      "as many items or octets as clients may write for one person are kept "
      "(AdvoluxQuota): delete old ones that clients wrote, or ask the office "
      "for more" },
    { "refused", ADVOLUX_E_REFUSED, "the store refused the change" },
};

advolux_error *outcome_error(apr_pool_t *pool, const PGresult *result)
{
    const char *status = PQntuples(result) == 1 ? row_text(result, 0, 0) : NULL;
    advolux_error *error;

    for (size_t i = 0; status && i < sizeof outcomes / sizeof *outcomes; i++) {
        if (strcmp(status, outcomes[i].status) != 0) {
            continue;
        }
        if (!outcomes[i].kind) {
            return NULL;
        }
        error = advolux_error_make(pool, outcomes[i].kind, "%s",
                                   outcomes[i].reason);
        if (error->kind == ADVOLUX_E_UID_TAKEN) {
            error->name = row_text(result, 0, 2);
        }
        return error;
    }
    return advolux_error_make(pool, ADVOLUX_E_FAULT,
                              "the store answered a status that is not known");
}

advolux_error *outcome_nothing(apr_pool_t *pool)
{
    return advolux_error_make(pool, ADVOLUX_E_FAULT,
                              "the store answered without a row");
}
