/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * @file negotiation.h
 * Accept and Accept-Language (RFC 9110 section 12.5).
 */
#ifndef ADVOLUX_NEGOTIATION_H
#define ADVOLUX_NEGOTIATION_H

#include <apr_pools.h>

/** How much a media type like "text/html" is wanted by the value of an Accept
 * header, in thousandths: 0 is not at all. Of the ranges that match the most
 * exact one counts. A header that is not there (NULL) wants everything. */
int negotiation_type(apr_pool_t *pool, const char *accept, const char *type);

/** The same of a language like "de" and Accept-Language, whose ranges match by
 * their first subtag. Of ranges that match equally the most wanted counts. */
int negotiation_language(apr_pool_t *pool, const char *accept,
                         const char *language);

#endif
