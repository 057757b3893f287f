/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * @file entry.h
 * Single entries: content, writes, deletes, refusals (ARCHITECTURE.md,
 * "Store", "Policy", "Mapping").
 */
#ifndef ADVOLUX_ENTRY_H
#define ADVOLUX_ENTRY_H

#include "calendar.h"

/** An entry with what is needed to answer GET. */
typedef struct advolux_entry {
    advolux_member member;
    apr_int64_t created;      /**< seconds since 1970 UTC */
    const char *resource_id;  /**< UUID, stays when the entry is moved */
    const char *text;         /**< the client text, or NULL */
    apr_size_t text_length;   /**< octets */
    bool text_current;        /**< text is the content as it stands; item is
                                   NULL then */
    const advolux_item *item; /**< columns, when !text_current */
    apr_size_t octets;        /**< of text and columns, about; 0: asked for by
                                   itself, with whatever it has */
    bool left_out;            /**< larger than ADVOLUX_ENTRY_SMALL and asked
                                   for with others: ask for it alone; `text`
                                   and `item` are NULL */
    bool bad;                 /**< the row cannot be read: answer 500 for it
                                   alone; `text` and `item` are NULL */
} advolux_entry;

/** Octets of an entry that is read together with others. */
#define ADVOLUX_ENTRY_SMALL 16384

typedef struct advolux_entries {
    const advolux_calendar *calendar; /**< kind, epoch and zone alone */
    apr_array_header_t *entries;      /**< of advolux_entry; only those that
                                           exist for the caller, any order */
} advolux_entries;

/** Read entries by name, in one round trip; `names` is an array of const
 * char *, at most 1000. Unknown, hidden and out-of-window names are left out.
 * What is read of several entries is bounded: see `left_out`. */
advolux_error *advolux_entries_get(advolux_store *store, apr_pool_t *pool,
                                   const advolux_who *who,
                                   advolux_item_kind kind,
                                   const apr_array_header_t *names,
                                   const advolux_entries **entries);

/** When an entry begins and ends by the item's own start and end alone,
 * whatever else its row holds: seconds since 1970 UTC. *from == *to: that is
 * not known. One round trip; for what is `bad`. */
advolux_error *advolux_entry_first_instance(advolux_store *store,
                                            apr_pool_t *pool,
                                            const advolux_who *who,
                                            advolux_item_kind kind,
                                            const char *name, apr_int64_t *from,
                                            apr_int64_t *to);

/** What a write was judged by; something else by now is ADVOLUX_E_CHANGED. */
typedef struct advolux_expected {
    apr_int64_t version;  /**< of the entry; 0: there was none */
    apr_int64_t revision; /**< of its calendar; 0: any will do */
} advolux_expected;

/** A write that the policy has allowed. */
typedef struct advolux_write {
    advolux_item_kind kind;
    const char *name;
    advolux_expected expect;
    const char *uid;
    const char *text; /**< client text, verbatim, valid UTF-8 */
    apr_size_t text_length;
    const advolux_item *item; /**< mapped columns; NULL: only the text is
                                   kept (own alarms on a read-only item) */
} advolux_write;

/** Store a write: item, text, entry and journal in one transaction.
 * ADVOLUX_E_CHANGED: not as in `expect`; ADVOLUX_E_HIDDEN,
 * ADVOLUX_E_UID_TAKEN, ADVOLUX_E_REFUSED, ADVOLUX_E_INVALID as named: nothing
 * was written. On success *version is the entry's new version. */
advolux_error *advolux_entry_put(advolux_store *store, apr_pool_t *pool,
                                 const advolux_who *who,
                                 const advolux_write *write,
                                 apr_int64_t *version);

/** Move an item to the trash; `expect` as above, its version > 0. */
advolux_error *advolux_entry_delete(advolux_store *store, apr_pool_t *pool,
                                    const advolux_who *who,
                                    advolux_item_kind kind, const char *name,
                                    const advolux_expected *expect);

/** Call the entry `name`, judged at `expect`, `target` instead.
 * ADVOLUX_E_CHANGED: not as in `expect`, or `target` is an entry's name;
 * ADVOLUX_E_MISSING, ADVOLUX_E_HIDDEN (`target`), ADVOLUX_E_REFUSED: nothing
 * was changed. */
advolux_error *advolux_entry_move(advolux_store *store, apr_pool_t *pool,
                                  const advolux_who *who,
                                  advolux_item_kind kind, const char *name,
                                  const advolux_expected *expect,
                                  const char *target);

/** Tell the store the days of a series that it cannot tell itself, as it has
 * given it: `master` has rrule, start, rule_days and rule_through. It keeps
 * what it does not know yet. */
advolux_error *advolux_entry_learn_days(advolux_store *store, apr_pool_t *pool,
                                        const advolux_who *who,
                                        advolux_item_kind kind,
                                        const char *name,
                                        const advolux_component *master);

/** Record a refused operation ("put", "delete" or "move") and heal: the entry
 * gets a new version and revision (rate-limited), so that the next sync brings
 * the true item back. Why it was refused, the store knows. */
advolux_error *advolux_entry_refuse(advolux_store *store, apr_pool_t *pool,
                                    const advolux_who *who,
                                    advolux_item_kind kind, const char *name,
                                    const char *operation);

#endif
