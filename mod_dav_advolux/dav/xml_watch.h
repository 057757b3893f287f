/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * @file xml_watch.h
 * XML bodies are parsed by httpd, and mostly at mod_dav's call: so what they
 * would cost is watched on their way there.
 */
#ifndef ADVOLUX_XML_WATCH_H
#define ADVOLUX_XML_WATCH_H

#include <httpd.h>

/** Refuse a body that costs more than xml_cost_add() lets through with 413
 * while it is read, and enter what it costs in the request's account. */
void xml_watch(request_rec *r);

/** Once, where hooks are registered. */
void xml_watch_register(void);

#endif
