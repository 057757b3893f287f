/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * @file section.h
 * What the configuration's tree says, for what can be judged at configtest:
 * that starts nothing which could be asked. The tree lives while the
 * configuration is read, until post_config has ended.
 */
#ifndef ADVOLUX_SECTION_H
#define ADVOLUX_SECTION_H

#include <stdbool.h>
#include <httpd.h>
#include <util_cfgtree.h>

/** What a <VirtualHost> holds; the main server: what stands outside of all. */
const ap_directive_t *section_of(const server_rec *s);

/** The last directive of this name directly in a section that begins with
 * `first`; NULL if there is none. */
const ap_directive_t *section_directive(const ap_directive_t *first,
                                        const char *name);

/** Its arguments; NULL if there is none. */
const char *section_argument(const ap_directive_t *first, const char *name);

/** Whether mod_ssl is switched on for a server, by its own SSLEngine or that of
 * the main server. */
bool section_has_tls(const server_rec *s);

/** The path of a <Location>, in `p`; NULL for other sections and for patterns.
 */
const char *section_path(apr_pool_t *p, const ap_directive_t *node);

/** The directive of this name that holds for the path `root` of a server: the
 * last in a <Location> of it or above it, or in another section that may
 * concern it (a pattern, a directory, a condition). NULL: none. */
const ap_directive_t *section_find(apr_pool_t *p, const server_rec *s,
                                   const char *root, const char *name);

#endif
