/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * @file members.h
 * The objects of a calendar in a multistatus: listed, fetched in batches where
 * their content is needed, and filtered.
 */
#ifndef ADVOLUX_MEMBERS_H
#define ADVOLUX_MEMBERS_H

#include "filter.h"
#include "listing_walk.h"
#include "multistatus.h"
#include "property_request.h"

/** Entries fetched in one round trip: ADVOLUX_ENTRY_SMALL octets of each, or
 * fewer entries with all that clients have set on them. */
#define MEMBERS_BATCH 200
#define MEMBERS_BATCH_WITH_DEAD 32

typedef struct members {
    const struct dav_resource_private *info;
    const property_request *request;
    multistatus *ms;
    const char *base; /**< href of the calendar, ... */
    markup quoted;    /**< ... and as XML */
    property_target target;
    property_template *template; /**< made with the first member */
    const caldav_filter *filter; /**< NULL: every member answers */
    bool span_only;              /**< plain members the index found match */
    const char *zone;            /**< for the filter; NULL: what the
                                       calendar says */
    const apr_array_header_t *wanted; /**< names of dead properties; NULL: all,
                                           if the request needs them */
    apr_hash_t *kept;         /**< those of the batch, by entry; NULL: none */
    bool bare;                /**< nothing in the calendar has any */
    ical_allowance allowance; /**< of instances that are answered */
    bool used_up;             /**< said so */
} members;

/** For the calendar that the request's path is, or is in. */
members *members_create(const struct dav_resource_private *info,
                        const property_request *request, multistatus *ms);

/** Answer for the members of a listing. Stops early if the client has gone. */
advolux_error *members_write(members *m, const advolux_calendar *calendar,
                             const apr_array_header_t *list);

/** Look up the zone of floating times and days for members_write_entry, unless
 * it is set: one round trip. Listings bring it along. */
advolux_error *members_find_zone(members *m);

/** Look up the dead properties of the entries called `names` (const char *), if
 * the request needs them: one round trip, before members_write_entry. They live
 * in `pool`. */
advolux_error *members_find_kept(members *m, const apr_array_header_t *names,
                                 apr_pool_t *pool);

/** Answer for the object that the request's path is, unless the filter says
 * no. */
advolux_error *members_write_object(members *m);

/** Answer for one entry, unless the filter says no. */
advolux_error *members_write_entry(members *m, const advolux_calendar *calendar,
                                   const advolux_entry *entry,
                                   const char *href);

/** How many entries to fetch in one round trip. */
int members_batch(const members *m);

/** Answer for the members of a page and of those that follow it. */
advolux_error *members_write_pages(members *m, listing_walk *walk,
                                   const advolux_listing *listing);

/** Page through the whole calendar; `itself`: answer for it first. */
advolux_error *members_write_all(members *m, bool itself);

/** Answer for the calendar itself. */
void members_write_itself(members *m, const advolux_calendar *calendar);

/** The href of the member called `name`, in the multistatus's scratch pool. */
const char *members_href(const members *m, const char *name);

/** What a place that is not an object needs for its properties: one round
 * trip. `target` is filled in. */
advolux_error *members_target_load(const struct dav_resource_private *info,
                                   property_target *target);

/** What all of the caller's own tree needs, in one round trip: both calendars
 * (of advolux_calendar, the home's first), and in `target`, which is one for
 * any place, the principal and the home. */
advolux_error *members_home_load(const struct dav_resource_private *info,
                                 property_target *target,
                                 apr_array_header_t **calendars);

/** A target for `path`, without anything from the store. */
property_target members_target(const struct dav_resource_private *info,
                               const advolux_path *path, apr_pool_t *scratch);

/** One DAV:response of a collection's or principal's properties. */
void members_write_target(const property_request *request,
                          const property_target *target, multistatus *ms);

#endif
