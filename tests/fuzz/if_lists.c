/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
/* The If header: what is read of it reads the same when it is written again. */
#include "fuzz.h"

#include "if_lists.h"

void fuzz_begin(apr_pool_t *pool)
{
    (void)pool;
}

static const char *written(apr_pool_t *pool, const apr_array_header_t *lists)
{
    const char *text = "";

    for (int i = 0; i < lists->nelts; i++) {
        const if_list *list = &APR_ARRAY_IDX(lists, i, if_list);

        FUZZ_DEMAND(list->conditions->nelts > 0);
        text = list->href ? apr_pstrcat(pool, text, "<", list->href, ">(", NULL)
                          : apr_pstrcat(pool, text, "(", NULL);
        for (int c = 0; c < list->conditions->nelts; c++) {
            const if_condition *condition =
                &APR_ARRAY_IDX(list->conditions, c, if_condition);

            text = apr_pstrcat(pool, text, condition->negated ? "Not " : "",
                               condition->is_etag ? "[" : "<", condition->text,
                               condition->is_etag ? "]" : ">", NULL);
        }
        text = apr_pstrcat(pool, text, ")", NULL);
    }
    return text;
}

void fuzz_one(apr_pool_t *pool, const char *text, size_t size)
{
    apr_array_header_t *lists, *again;
    const char *once;

    (void)size;
    if (if_lists_read(pool, text, &lists)) {
        return;
    }
    FUZZ_DEMAND(lists->nelts > 0);
    once = written(pool, lists);
    /* A tag that served several lists is written before each: more parts. */
    if (!if_lists_read(pool, once, &again)) {
        FUZZ_DEMAND(!strcmp(once, written(pool, again)));
    }
}
