/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include <httpd.h>

#include <apr_strings.h>

#include "account.h"
#include "whole_entry.h"

static advolux_error *reserve(advolux_account *account, apr_pool_t *scratch,
                              apr_size_t octets)
{
    return octets == 0 || advolux_account_reserve(account, scratch, octets)
               ? NULL
               : advolux_account_fault(account, scratch);
}

static const advolux_entry *as_bad(apr_pool_t *pool, const advolux_entry *entry)
{
    advolux_entry *bad = apr_pmemdup(pool, entry, sizeof *bad);

    bad->bad = true;
    return bad;
}

advolux_error *whole_entry_get(const struct dav_resource_private *info,
                               apr_pool_t *scratch, apr_size_t more,
                               const advolux_entry **entry)
{
    advolux_account *account = info->who->account;
    apr_size_t octets = (*entry)->octets;
    apr_array_header_t *names;
    const advolux_entries *found;
    advolux_error *error;

    if (!(*entry)->left_out) {
        return reserve(account, scratch, more);
    }
    if (!advolux_account_fits(account, WHOLE_ENTRY_LEAST * octets)) {
        *entry = as_bad(scratch, *entry);
        return NULL;
    }
    error = reserve(account, scratch, WHOLE_ENTRY_WORK * octets + more);
    if (error) {
        return error;
    }
    names = apr_array_make(scratch, 1, sizeof(const char *));
    APR_ARRAY_PUSH(names, const char *) = (*entry)->member.name;
    error = advolux_entries_get(info->store, scratch, info->who,
                                info->path.kind, names, &found);
    *entry = error || found->entries->nelts == 0
                 ? NULL
                 : &APR_ARRAY_IDX(found->entries, 0, advolux_entry);
    return error;
}
