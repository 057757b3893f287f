/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include <string.h>
#include <apr_strings.h>
#include <apr_tables.h>

#include "change.h"

struct change {
    apr_pool_t *pool;
    apr_array_header_t *columns;     /* const char * */
    apr_array_header_t *expressions; /* const char *, with $n */
    apr_array_header_t *values;      /* const char * */
};

#define TEXTS(array) ((const char **)(array)->elts)

change *change_make(apr_pool_t *pool)
{
    change *ch = apr_palloc(pool, sizeof *ch);

    ch->pool = pool;
    ch->columns = apr_array_make(pool, 16, sizeof(const char *));
    ch->expressions = apr_array_make(pool, 16, sizeof(const char *));
    ch->values = apr_array_make(pool, 16, sizeof(const char *));
    return ch;
}

static const char *with_parameter(apr_pool_t *pool, const char *expression,
                                  int number)
{
    const char *text = "", *at;

    while ((at = strchr(expression, '@')) != NULL) {
        text = apr_psprintf(pool, "%s%.*s$%d::text", text,
                            (int)(at - expression), expression, number);
        expression = at + 1;
    }
    return apr_pstrcat(pool, text, expression, NULL);
}

void change_set(change *ch, const char *column, const char *expression,
                const char *value)
{
    if (value) {
        APR_ARRAY_PUSH(ch->values, const char *) = value;
        expression = with_parameter(ch->pool, expression, ch->values->nelts);
    }
    APR_ARRAY_PUSH(ch->columns, const char *) = column;
    APR_ARRAY_PUSH(ch->expressions, const char *) = expression;
}

void change_take(change *ch, const ctl_call *call, const change_field *fields)
{
    for (; fields->option; fields++) {
        const char *value = ctl_value(call, fields->option);

        if (value) {
            change_set(ch, fields->column, fields->expression, value);
        }
    }
}

bool change_is_empty(const change *ch)
{
    return ch->columns->nelts == 0;
}

const char *change_insert(ctl *c, const change *ch, const char *table,
                          const char *key)
{
    const char *sql =
        apr_psprintf(c->pool, "INSERT INTO %s (%s) VALUES (%s) RETURNING %s",
                     table, apr_array_pstrcat(c->pool, ch->columns, ','),
                     apr_array_pstrcat(c->pool, ch->expressions, ','), key);
    const PGresult *result =
        ctl_query(c, sql, ch->values->nelts, TEXTS(ch->values));

    return result ? PQgetvalue(result, 0, 0) : NULL;
}

bool change_update(ctl *c, change *ch, const char *table, const char *key,
                   const char *id)
{
    const char *sql = "";

    for (int i = 0; i < ch->columns->nelts; i++) {
        sql = apr_pstrcat(c->pool, sql, i ? ", " : "", TEXTS(ch->columns)[i],
                          " = ", TEXTS(ch->expressions)[i], NULL);
    }
    APR_ARRAY_PUSH(ch->values, const char *) = id;
    sql = apr_psprintf(c->pool, "UPDATE %s SET %s WHERE %s = $%d::bigint",
                       table, sql, key, ch->values->nelts);
    return ctl_query(c, sql, ch->values->nelts, TEXTS(ch->values)) != NULL;
}
