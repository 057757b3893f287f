/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * @file request_log.h
 * What a log and the counters say of a request. mod_log_config writes the line
 * (handbook S12): it finds the environment variable "advolux" set for requests
 * that matter, and the notes advolux-person, -device, -what and -refusal.
 */
#ifndef ADVOLUX_REQUEST_LOG_H
#define ADVOLUX_REQUEST_LOG_H

#include <httpd.h>

/** Notes that other files leave: the element name of the report that was asked
 * for, and of the precondition that a refusal names. Constant strings. */
#define ADVOLUX_NOTE_REPORT "advolux-report"
#define ADVOLUX_NOTE_REFUSAL "advolux-refusal"

void advolux_request_log_register_hooks(apr_pool_t *p);

#endif
