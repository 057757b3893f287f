/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * @file tls.h
 * AdvoluxCertificate: the firm's certificate, checked with the configuration
 * and handed to mod_ssl when httpd starts.
 */
#ifndef ADVOLUX_TLS_H
#define ADVOLUX_TLS_H

#include <apr_pools.h>

void advolux_tls_register_hooks(apr_pool_t *p);

#endif
