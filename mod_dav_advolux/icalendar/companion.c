/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include "companion.h"

#include <string.h>
#include <apr_strings.h>

#include "companion_alarm.h"
#include "field.h"

#define DONE "completed"

/* What is said of a property: its row may hold for some of that name only. */
typedef bool companion_test(const ical_property *property);

/* The value that it has now; NULL: it goes. */
typedef const char *companion_value(const companion_change *change,
                                    const ical_property *property);

/* A name that ends in '*' stands for all that begin so. `columns` are the
 * properties of the fields that it follows. */
typedef struct companion {
    const char *name;
    const char *columns[2];
    companion_test *concerns;
    companion_value *value;
} companion;

static bool is_html(const ical_property *property)
{
    const char *type = ical_param(property, "FMTTYPE");

    return type && !strncasecmp(type, "text/html", 9);
}

/* RFC 9073 section 6.6: data of a schema; here one that describes a place. */
static bool is_place(const ical_property *property)
{
    static const char *const names[] = { "/Place", "/PostalAddress",
                                         "/GeoCoordinates" };
    const char *schema = ical_param(property, "SCHEMA");
    apr_size_t length = schema ? strlen(schema) : 0;

    for (size_t i = 0; schema && i < sizeof names / sizeof *names; i++) {
        apr_size_t tail = strlen(names[i]);
        if (length >= tail && !strcasecmp(schema + length - tail, names[i])) {
            return true;
        }
    }
    return false;
}

/* Outlook's word: out of office, or working elsewhere, is busy too. */
static const char *busy_value(const companion_change *change,
                              const ical_property *property)
{
    const advolux_component *now = change->now;
    bool tentative = now->status && !strcasecmp(now->status, "tentative");
    const char *const open[] = { "FREE", "TENTATIVE", "BUSY" };

    if (now->free) {
        return "FREE";
    }
    for (size_t i = 0; i < sizeof open / sizeof *open; i++) {
        if (!strcasecmp(property->value, open[i])) {
            return tentative ? "TENTATIVE" : "BUSY";
        }
    }
    return property->value;
}

static const char *all_day_value(const companion_change *change,
                                 const ical_property *property)
{
    bool digit = property->value[0] == '0' || property->value[0] == '1';

    return change->now->all_day ? (digit ? "1" : "TRUE")
                                : (digit ? "0" : "FALSE");
}

/* Outlook's importance: 0 low, 1 normal, 2 high. */
static const char *importance_value(const companion_change *change,
                                    const ical_property *property)
{
    int priority = change->now->priority;

    (void)property;
    return priority == 0 || priority == 5 ? "1" : priority < 5 ? "2" : "0";
}

/* Names of Outlook and Exchange are those of [MS-OXCICAL]. */
static const companion companions[] = {
    { "GEO", { "LOCATION" }, NULL, NULL },
    { "VLOCATION", { "LOCATION" }, NULL, NULL },
    { "STRUCTURED-LOCATION", { "LOCATION" }, NULL, NULL },
    { "STRUCTURED-DATA", { "LOCATION" }, is_place, NULL },
    { "X-APPLE-STRUCTURED-LOCATION", { "LOCATION" }, NULL, NULL },
    { "X-APPLE-MAPKIT-HANDLE", { "LOCATION" }, NULL, NULL },
    { "X-LOCATION*", { "LOCATION" }, NULL, NULL },
    { "X-MICROSOFT-LOCATION*", { "LOCATION" }, NULL, NULL },
    { "X-MICROSOFT-LATITUDE", { "LOCATION" }, NULL, NULL },
    { "X-MICROSOFT-LONGITUDE", { "LOCATION" }, NULL, NULL },
    { "STYLED-DESCRIPTION", { "DESCRIPTION" }, NULL, NULL },
    { "X-ALT-DESC*", { "DESCRIPTION" }, NULL, NULL },
    { "X-HTML-DESC*", { "DESCRIPTION" }, NULL, NULL },
    { "X-*", { "DESCRIPTION" }, is_html, NULL },
    { "X-MICROSOFT-CDO-BUSYSTATUS", { "TRANSP", "STATUS" }, NULL, busy_value },
    { "X-MICROSOFT-CDO-INTENDEDSTATUS",
      { "TRANSP", "STATUS" },
      NULL,
      busy_value },
    { "X-MICROSOFT-MSNCALENDAR-BUSYSTATUS",
      { "TRANSP", "STATUS" },
      NULL,
      busy_value },
    { "X-MICROSOFT-MSNCALENDAR-INTENDEDSTATUS",
      { "TRANSP", "STATUS" },
      NULL,
      busy_value },
    { "X-MICROSOFT-CDO-ALLDAYEVENT", { "DTSTART" }, NULL, all_day_value },
    { "X-MICROSOFT-MSNCALENDAR-ALLDAYEVENT",
      { "DTSTART" },
      NULL,
      all_day_value },
    { "X-FUNAMBOL-ALLDAY", { "DTSTART" }, NULL, all_day_value },
    { "X-MICROSOFT-CDO-IMPORTANCE", { "PRIORITY" }, NULL, importance_value },
    { "X-MICROSOFT-MSNCALENDAR-IMPORTANCE",
      { "PRIORITY" },
      NULL,
      importance_value },
    /* A snoozed alarm rings for the old time. */
    { "X-MOZ-SNOOZE-TIME*", { "DTSTART" }, NULL, NULL },
    { "EXRULE", { "RRULE" }, NULL, NULL },
    { "X-MICROSOFT-CDO-INSTTYPE", { "RRULE", "RECURRENCE-ID" }, NULL, NULL },
    { "X-MICROSOFT-RRULE", { "RRULE" }, NULL, NULL },
    { "X-MICROSOFT-EXRULE", { "RRULE" }, NULL, NULL },
    { "X-MICROSOFT-EXDATE", { "EXDATE", "RRULE" }, NULL, NULL },
};

static bool is_called(const char *name, const char *pattern)
{
    apr_size_t length = strlen(pattern);

    return pattern[length - 1] == '*' ? !strncmp(name, pattern, length - 1)
                                      : !strcmp(name, pattern);
}

static bool follows(const companion *c, const companion_change *change)
{
    for (int i = 0; i < 2 && c->columns[i]; i++) {
        if (change->differs[ical_field_of(c->columns[i]) - ical_fields]) {
            return true;
        }
    }
    return false;
}

/* The row whose column has changed; NULL: the property stays. */
static const companion *find(const companion_change *change, const char *name,
                             const ical_property *property)
{
    for (size_t i = 0; i < sizeof companions / sizeof *companions; i++) {
        const companion *c = &companions[i];

        if (is_called(name, c->name) && follows(c, change) &&
            (!c->concerns || (property && c->concerns(property)))) {
            return c;
        }
    }
    return NULL;
}

void companion_write_property(const companion_change *change, ical_buffer *out,
                              const ical_property *property)
{
    const companion *c = find(change, property->name, property);
    const char *value = !c         ? property->value
                        : c->value ? c->value(change, property)
                                   : NULL;

    if (!value) {
        return;
    }
    if (!strcmp(value, property->value)) {
        ical_buffer_add(out, property->raw, property->raw_length);
    } else {
        ical_buffer_line(out, "%s:%s", property->name, value);
    }
}

void companion_write_component(const companion_change *change, ical_buffer *out,
                               const ical_node *node)
{
    if (!strcmp(node->name, "VALARM")) {
        companion_alarm_write(change, out, node);
    } else if (!find(change, node->name, NULL)) {
        ical_buffer_add(out, node->begin_raw,
                        (apr_size_t)(node->end_raw - node->begin_raw) +
                            node->end_raw_length);
    }
}

static bool same(const char *a, const char *b)
{
    return !strcasecmp(a ? a : "", b ? b : "");
}

/* Whether the task is done, by what was changed last. */
static bool is_done(const advolux_component *old, const advolux_component *now)
{
    bool by_status = same(now->status, DONE);

    if (!old) { /* a new row's status is needs-action if nothing is said */
        bool open = now->status && !same(now->status, "needs-action");
        return by_status || (!open && (now->completed || now->percent == 100));
    }
    if (!same(old->status, now->status)) {
        return by_status;
    }
    return same(old->completed, now->completed) ? now->percent == 100
                                                : now->completed != NULL;
}

static void settle_done(const advolux_component *old, advolux_component *now)
{
    if (old && same(old->status, now->status) &&
        same(old->completed, now->completed) && old->percent == now->percent) {
        return;
    }
    if (is_done(old, now)) {
        now->status = DONE;
        now->percent = 100;
        now->completed = now->completed ? now->completed : now->modified;
        return;
    }
    now->completed = NULL;
    now->percent = now->percent == 100 ? -1 : now->percent;
    if (same(now->status, DONE)) {
        now->status = now->percent > 0 ? "in-process" : "needs-action";
    }
}

/* What programs call a reminder starts when it is due. Of a series the start
 * says which instances there are. */
static void settle_start(apr_pool_t *pool, const advolux_component *old,
                         advolux_component *now)
{
    apr_int64_t was, start, due;

    if (old && !now->rrule && !now->rdate &&
        companion_instant(pool, old, old->start, &was) && old->end &&
        !strcmp(old->start, old->end) &&
        companion_instant(pool, now, now->end, &due) &&
        companion_instant(pool, now, now->start, &start) && start == was &&
        due != was) {
        now->start = now->end;
    }
}

const advolux_component *companion_settle(apr_pool_t *pool,
                                          advolux_item_kind kind,
                                          const advolux_component *old,
                                          const advolux_component *now)
{
    advolux_component *settled;

    if (kind != ADVOLUX_TASK) {
        return now;
    }
    settled = apr_pmemdup(pool, now, sizeof *now);
    settle_done(old, settled);
    settle_start(pool, old, settled);
    return settled;
}
