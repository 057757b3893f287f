/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */

#include "timezone.h"

#include <string.h>
#include <apr_lib.h>
#include <apr_strings.h>

#include "local_time.h"
#include "text.h"
#include "zone.h"
#include "zone_display.h"

#define OCTETS_MAX 200 /* of a name that may be known */

static const char *const warm[] = {
    "Europe/Berlin", "Europe/Vienna", "Europe/Zurich",
    "Europe/London", "Europe/Paris",  "America/New_York",
};

static const char *trimmed(apr_pool_t *pool, const char *tzid)
{
    return strnlen(tzid, OCTETS_MAX + 1) > OCTETS_MAX
               ? ""
               : ical_next_piece(pool, &tzid, '\0', false);
}

static const char *name_of(apr_pool_t *pool, const char *tzid)
{
    const char *windows = zone_of_windows(tzid);
    const zone_info *z = zone_find(pool, windows ? windows : tzid);

    return z ? z->name : NULL;
}

/* "/mozilla.org/20050126_1/Europe/Berlin": the longest ending that is a name.
 * One word is one only behind what is a path for sure: "Kanzlei/MST" is the
 * firm's own. */
static const char *behind_path(apr_pool_t *pool, const char *tzid)
{
    bool path = *tzid == '/' || strstr(tzid, "://");
    const char *name = NULL;

    for (const char *slash = strchr(tzid, '/'); !name && slash;
         slash = strchr(slash + 1, '/')) {
        if (path || strchr(slash + 1, '/') || strchr(slash + 1, ' ')) {
            name = name_of(pool, slash + 1);
        }
    }
    return name;
}

const char *ical_zone_named(apr_pool_t *pool, const char *tzid)
{
    const char *text = trimmed(pool, tzid);
    const char *name = name_of(pool, text);

    return name ? name : behind_path(pool, text);
}

/* Outlook numbers zones that it has met in several versions. */
static const char *without_number(apr_pool_t *pool, const char *text)
{
    apr_size_t length = strlen(text);

    while (length > 0 &&
           (apr_isdigit(text[length - 1]) || text[length - 1] == ' ')) {
        length--;
    }
    return apr_pstrmemdup(pool, text, length);
}

/* "America/New York". */
static const char *underscored(apr_pool_t *pool, const char *text)
{
    char *name = apr_pstrdup(pool, text);

    for (char *c = name; *c; c++) {
        *c = *c == ' ' ? '_' : *c;
    }
    return name;
}

const char *ical_zone_described(apr_pool_t *pool, const char *tzid)
{
    const char *text = trimmed(pool, tzid);
    const char *name = zone_display_find(pool, text);

    name = name ? name : name_of(pool, without_number(pool, text));
    return name ? name : name_of(pool, underscored(pool, text));
}

const char *ical_zone_resolve(apr_pool_t *pool, const char *tzid)
{
    const char *name = ical_zone_named(pool, tzid);

    return name ? name : ical_zone_described(pool, tzid);
}

apr_int64_t ical_zone_instant(apr_pool_t *pool, const char *name,
                              const char *local)
{
    apr_int64_t seconds = 0;

    local_parse(local, &seconds);
    return zone_instant(zone_get(pool, name), seconds);
}

const char *ical_zone_component(apr_pool_t *pool, const char *name)
{
    const zone_info *z = zone_get(pool, name);

    return z->component ? z->component : zone_render(z);
}

void ical_zone_init(void)
{
    for (size_t i = 0; i < sizeof(warm) / sizeof(warm[0]); i++) {
        zone_find(NULL, warm[i]);
    }
}
