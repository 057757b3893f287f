/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * @file if_header.h
 * The If header (RFC 4918 section 10.4; RFC 6578 section 5 for sync tokens).
 * mod_dav's own reader needs a lock provider and ends the process without one,
 * so the header is judged here and taken away before mod_dav sees it.
 */
#ifndef ADVOLUX_IF_HEADER_H
#define ADVOLUX_IF_HEADER_H

#include "resource.h"

/** Judge the If header of a request for `resource`. NULL: it holds, or there is
 * none; if it holds by the sync token of the calendar, the resource's
 * `revision` says so to the write, which the store then judges once more. Else
 * 412 (it does not hold), 400 (it cannot be read), or what the store said. */
dav_error *advolux_if_header_judge(request_rec *r,
                                   const dav_resource *resource);

/** Whether the request had an If header, judged by now. */
bool advolux_if_header_was_there(const request_rec *r);

#endif
