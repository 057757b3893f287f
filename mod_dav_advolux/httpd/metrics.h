/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * @file metrics.h
 * The counters for people and machines: a part of mod_status's page, and
 * "SetHandler advolux-metrics", Prometheus's text format 0.0.4.
 */
#ifndef ADVOLUX_METRICS_H
#define ADVOLUX_METRICS_H

#include <stdbool.h>

#include <httpd.h>

/** Whether it is the counters that a request is for. */
bool advolux_is_metrics(const request_rec *r);

void advolux_metrics_register_hooks(apr_pool_t *p);

#endif
