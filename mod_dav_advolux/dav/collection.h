/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * @file collection.h
 * GET of a collection: to a browser a page that says what this is, to whoever
 * prefers text/calendar the whole calendar as one file.
 */
#ifndef ADVOLUX_COLLECTION_H
#define ADVOLUX_COLLECTION_H

#include "resource.h"

/** Choose by Accept, read what the answer needs, and set its headers: the page
 * is in the resource's `content` then, or NULL is for the file. */
dav_error *collection_set_headers(request_rec *r, const dav_resource *resource);

/** The page, UTF-8, in the request's pool. `calendars` is of advolux_calendar;
 * *language is "de" or "en", whatever Accept-Language prefers. */
const char *page_write(const struct dav_resource_private *info,
                       const apr_array_header_t *calendars, apr_size_t *length,
                       const char **language);

/** What the page may load and do: nothing, but for its own style. */
const char *page_policy(void);

/** Send the whole calendar as one iCalendar file (export.c). An error if
 * nothing has been sent. */
dav_error *export_deliver(const struct dav_resource_private *info);

#endif
