/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
/* Components of an item as PostgreSQL sends them, and what is written of what
 * they hold. */
#include "fuzz.h"

#include <libpq-fe.h>

#include "object.h"
#include "row.h"
#include "timezone.h"

void fuzz_begin(apr_pool_t *pool)
{
    (void)pool;
    ical_zone_init();
}

static PGresult *result_of(const char *octets, size_t size)
{
    PGresAttDesc column = { .name = (char *)"c", .format = 1, .typlen = -1 };
    PGresult *result = PQmakeEmptyPGresult(NULL, PGRES_TUPLES_OK);
    char *copy = malloc(size + 1); /* so that a look beyond it is seen */

    if (copy) {
        memcpy(copy, octets, size);
        PQsetResultAttrs(result, 1, &column);
        PQsetvalue(result, 0, 0, copy, (int)size);
    }
    free(copy);
    return result;
}

void fuzz_one(apr_pool_t *pool, const char *text, size_t size)
{
    advolux_item item = { .kind = ADVOLUX_APPOINTMENT, .uid = "u" };
    PGresult *result = result_of(text, size);
    apr_size_t length;

    item.components = apr_array_make(pool, 1, sizeof(advolux_component));
    if (PQntuples(result) == 1 &&
        row_components(result, 0, 0, item.kind, item.components)) {
        FUZZ_DEMAND(ical_object_render(pool, &item, &length));
    }
    PQclear(result);
}
