/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * @file sync_request.h
 * The body of DAV:sync-collection (RFC 6578 section 6.1).
 */
#ifndef ADVOLUX_SYNC_REQUEST_H
#define ADVOLUX_SYNC_REQUEST_H

#include <stdbool.h>

#include <apr_xml.h>

/** DAV:sync-collection as it was asked. */
typedef struct sync_request {
    const char *token; /**< text; "" begins a synchronisation */
    bool deep;         /**< sync-level infinite */
    bool limited;      /**< by DAV:nresults */
    apr_int64_t left;  /**< of it; goes down as answers are written */
} sync_request;

/** Read the root of `doc` into a zeroed *request; texts are of `pool`. NULL on
 * success, else the sentence that says what is wrong, a constant. */
const char *sync_request_parse(apr_pool_t *pool, const apr_xml_doc *doc,
                               sync_request *request);

#endif
