/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include <stdio.h>
#include <string.h>
#include <apr_strings.h>

#include "item_json.h"

typedef struct json {
    apr_pool_t *pool;
    char *text;
    size_t length, size;
} json;

static void add(json *j, const char *octets, size_t length)
{
    if (j->size - j->length < length) {
        char *text;

        j->size = 2 * j->size + length;
        text = apr_palloc(j->pool, j->size);
        memcpy(text, j->text, j->length);
        j->text = text;
    }
    memcpy(j->text + j->length, octets, length);
    j->length += length;
}

static void add_text(json *j, const char *text)
{
    add(j, text, strlen(text));
}

/* RFC 8259 section 7. */
static void add_string(json *j, const char *text)
{
    char escape[8];

    if (!text) {
        add_text(j, "null");
        return;
    }
    add(j, "\"", 1);
    while (*text) {
        size_t plain = 0;

        while ((unsigned char)text[plain] >= ' ' && text[plain] != '"' &&
               text[plain] != '\\') {
            plain++;
        }
        add(j, text, plain);
        text += plain;
        if (*text) {
            snprintf(escape, sizeof escape, "\\u%04x", (unsigned char)*text++);
            add(j, escape, 6);
        }
    }
    add(j, "\"", 1);
}

/* How many strings the store is told though they are NULL. */
#define ALWAYS 14

static void add_component(json *j, const advolux_component *c)
{
    const struct {
        const char *name, *value;
    } strings[] = { { "recurrence_id", c->recurrence_id },
                    { "title", c->title },
                    { "description", c->description },
                    { "location", c->location },
                    { "zone", c->zone },
                    { "starts", c->start },
                    { "ends", c->end },
                    { "status", c->status },
                    { "class", c->class_ },
                    { "completed", c->completed },
                    { "categories", c->categories },
                    { "rrule", c->rrule },
                    { "exdate", c->exdate },
                    { "rdate", c->rdate },
                    { "rule_days", c->rule_days },
                    { "rule_through", c->rule_through } };

    add(j, "{", 1);
    for (size_t i = 0; i < sizeof strings / sizeof *strings; i++) {
        if (i >= ALWAYS && !strings[i].value) {
            continue;
        }
        add_string(j, strings[i].name);
        add(j, ":", 1);
        add_string(j, strings[i].value);
        add(j, ",", 1);
    }
    add_text(
        j,
        apr_psprintf(
            j->pool,
            "\"this_and_future\":%s,\"all_day\":%s,\"free\":%s,\"priority\":%d,"
            "\"percent\":%s,\"sequence\":%d}",
            c->this_and_future ? "true" : "false",
            c->all_day ? "true" : "false", c->free ? "true" : "false",
            c->priority,
            c->percent < 0 ? "null" : apr_itoa(j->pool, c->percent),
            c->sequence));
}

const char *item_json(apr_pool_t *pool, const advolux_item *item)
{
    json j = { .pool = pool, .size = 1024 };

    j.text = apr_palloc(pool, j.size);
    add(&j, "[", 1);
    for (int i = 0; i < item->components->nelts; i++) {
        if (i > 0) {
            add(&j, ",", 1);
        }
        add_component(&j,
                      &APR_ARRAY_IDX(item->components, i, advolux_component));
    }
    add(&j, "]", 2); /* and the NUL */
    return j.text;
}
