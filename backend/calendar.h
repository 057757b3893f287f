/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * @file calendar.h
 * A person's two collections, their properties and their listings. Each
 * function costs one round trip (two pipelined statements at most).
 */
#ifndef ADVOLUX_CALENDAR_H
#define ADVOLUX_CALENDAR_H

#include "component.h"
#include "dead_property.h"
#include "store.h"

/** State of a collection at the moment of the query. */
typedef struct advolux_calendar {
    advolux_item_kind kind;
    const char *epoch;         /**< hex; changes with restore or promotion */
    apr_int64_t revision;      /**< newest committed change */
    apr_int64_t purged;        /**< tombstones up to here are gone */
    const char *cutoff;        /**< "YYYY-MM-DD", first day of the look-back
                                    window; NULL: no window (tasks) */
    const char *zone;          /**< IANA name */
    const char *displayname;   /**< never NULL */
    const char *color;         /**< "#RRGGBB" or "#RRGGBBAA", NULL if unset */
    const char *description;   /**< NULL if unset */
    int order;                 /**< calendar-order */
    const char *owner_name;    /**< of the staff member */
    const char *owner_mail;    /**< NULL if unknown */
    const char *resource_id;   /**< UUID, never changes */
    apr_int64_t created;       /**< seconds since 1970 UTC */
    const char *language;      /**< of displayname, NULL if unset */
    const char *floating_zone; /**< IANA name: what a client set for all-day
                                    and floating times in queries, else zone */
    apr_int64_t octets_used;   /**< by texts that clients wrote for the person,
                                    of octets_quota if there is one */
    bool has_quota;
    apr_int64_t octets_quota;
    const apr_array_header_t *properties; /**< of advolux_property; never
                                               NULL. The home's and the
                                               principal's are with the
                                               appointments */
} advolux_calendar;

/** What the person may do with an item (ARCHITECTURE.md, "Policy"). */
typedef enum advolux_access {
    ADVOLUX_EDITABLE,    /**< mode both, main editor */
    ADVOLUX_DEVICE_ONLY, /**< mode device: read only for everyone */
    ADVOLUX_PARTICIPANT  /**< mode both, somebody else's: read only */
} advolux_access;

/** One entry of a listing. Names are unescaped UTF-8 without '/'. */
typedef struct advolux_member {
    const char *name;     /**< href's last segment */
    apr_int64_t version;  /**< changes with content; makes the ETag */
    apr_int64_t revision; /**< position of its last change */
    apr_int64_t modified; /**< seconds since 1970 UTC */
    advolux_access access;
    bool removed;    /**< answer 404 for it (advolux_list_changes only) */
    bool exact;      /**< found by its time and no other, whatever the zone
                          (advolux_list_range* only) */
    const char *uid; /**< advolux_list_by_uid only */
} advolux_member;

/** A page of a listing. `members` borrows from the database result and lives
 * in the pool given to the call. */
typedef struct advolux_listing {
    const advolux_calendar *calendar; /**< of advolux_list_changes, _range and
                                           _uid only what a token is made of,
                                           and the zones */
    apr_array_header_t *members;      /**< of advolux_member */
    bool more;                        /**< cut at the limit */
} advolux_listing;

/** Properties of both collections of the caller (array of advolux_calendar,
 * appointments first), and of the caller (principal), in one round trip. */
advolux_error *advolux_calendars_get(advolux_store *store, apr_pool_t *pool,
                                     const advolux_who *who,
                                     apr_array_header_t **calendars);

/** One collection. */
advolux_error *advolux_calendar_get(advolux_store *store, apr_pool_t *pool,
                                    const advolux_who *who,
                                    advolux_item_kind kind,
                                    const advolux_calendar **calendar);

/** All visible entries inside the window, by revision, those with
 * revision > after, at most limit (> 0). Page on with the last member's
 * revision: an entry that changes meanwhile moves behind and is seen again,
 * never missed. */
advolux_error *advolux_list(advolux_store *store, apr_pool_t *pool,
                            const advolux_who *who, advolux_item_kind kind,
                            apr_int64_t after, int limit,
                            const advolux_listing **listing);

/** What changed for a client that has (revision, cutoff): entries with a later
 * revision, and entries whose end lies between that cutoff and the present one;
 * `removed` says which are gone for it. Ordered by revision; each entry once.
 * cutoff is "YYYY-MM-DD" or NULL (tasks). */
advolux_error *advolux_list_changes(advolux_store *store, apr_pool_t *pool,
                                    const advolux_who *who,
                                    advolux_item_kind kind,
                                    apr_int64_t revision, const char *cutoff,
                                    int limit, const advolux_listing **listing);

/** [from, to); "YYYYMMDDTHHMMSSZ" each, or NULL for open. */
typedef struct advolux_range {
    const char *from, *to;
} advolux_range;

/** Visible entries whose whole extent (series included) overlaps a range, in no
 * order; if there are more than `limit`, any so many. A superset of the exact
 * answer, read by index. Items without any time (tasks) are included. */
advolux_error *advolux_list_range(advolux_store *store, apr_pool_t *pool,
                                  const advolux_who *who,
                                  advolux_item_kind kind,
                                  const advolux_range *range, int limit,
                                  const advolux_listing **listing);

/** The same ordered by revision, those after the revision `after`: all pages
 * together cost one reading of the calendar. */
advolux_error *advolux_list_range_page(advolux_store *store, apr_pool_t *pool,
                                       const advolux_who *who,
                                       advolux_item_kind kind,
                                       const advolux_range *range,
                                       apr_int64_t after, int limit,
                                       const advolux_listing **listing);

/** The entry with this UID, if visible: at most one member. */
advolux_error *advolux_list_uid(advolux_store *store, apr_pool_t *pool,
                                const advolux_who *who, advolux_item_kind kind,
                                const char *uid,
                                const advolux_listing **listing);

/** Visible entries ordered by UID, at most `limit` of those after `after` ("":
 * all): a UID never changes, so that who pages meets each entry once. */
advolux_error *advolux_list_by_uid(advolux_store *store, apr_pool_t *pool,
                                   const advolux_who *who,
                                   advolux_item_kind kind, const char *after,
                                   int limit, const advolux_listing **listing);

/** Client-set properties; a NULL field stays as it is, "" resets it to what
 * Advolux says. All or nothing. */
typedef struct advolux_calendar_change {
    const char *displayname;
    const char *color;
    const char *description;
    const char *order;    /**< decimal number */
    const char *language; /**< of displayname */
    const char *zone;     /**< IANA name for floating_zone */
    advolux_keeper of;    /**< whose the dead ones are */
    const apr_array_header_t
        *properties; /**< of advolux_property, in the
                          order of the request; NULL: none */
} advolux_calendar_change;

/** ADVOLUX_E_FULL: more dead properties than are kept. */
advolux_error *advolux_calendar_set(advolux_store *store, apr_pool_t *pool,
                                    const advolux_who *who,
                                    advolux_item_kind kind,
                                    const advolux_calendar_change *change);

#endif
