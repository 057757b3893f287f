/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include "multistatus.h"
#include "property_request.h"

/* A stretch of the answer: text, or what is to be asked of each target, which
 * is a property or, with neither, every dead one. */
typedef struct part {
    const char *text;
    apr_size_t length;
    const property_item *item;
} part;

struct property_template {
    const property_request *request;
    apr_array_header_t *parts; /* of part */
    const char *missing;       /* the empty elements for the 404 */
    apr_size_t missing_length;
    apr_array_header_t *late; /* items one target lacks; reused */
};

void property_item_open(const property_item *item,
                        const property_target *target, markup *out)
{
    markup_string(out, item->open);
    if (item->row && item->row->flags & HAS_LANGUAGE && target->calendar &&
        target->calendar->language) {
        out->length--; /* the '>' */
        markup_literal(out, " xml:lang=\"");
        markup_quoted(out, target->calendar->language);
        markup_literal(out, "\">");
    }
}

static bool write_dead(const property_item *item, const property_target *target,
                       markup *out)
{
    const char *value = property_kept_find(target, item->ns, item->name);

    if (value) {
        markup_string(out, value);
    }
    return value != NULL;
}

static bool write_live(const property_item *item, const property_target *target,
                       markup *out)
{
    apr_size_t start = out->length, inside;

    property_item_open(item, target, out);
    inside = out->length;
    if (!item->row->write(target, item->row, item->element, out)) {
        out->length = start;
        return false;
    }
    if (out->length == inside) {
        out->length = start;
        markup_string(out, item->empty);
    } else {
        markup_string(out, item->close);
    }
    return true;
}

/* Whether a client's own element is the value, if there is one. */
static bool may_be_kept(const property_item *item)
{
    return !item->row || item->row->flags & KEPT_CHOICE;
}

static bool write_item(const property_item *item, const property_target *target,
                       markup *out)
{
    return (may_be_kept(item) && write_dead(item, target, out)) ||
           (item->row && write_live(item, target, out));
}

/* Of a collection only what has a value is named; objects are not looked at. */
static void write_name(const property_item *item, const property_target *target,
                       markup *out)
{
    apr_size_t start = out->length;

    if (target->path.place == PLACE_OBJECT || write_item(item, target, out)) {
        out->length = start;
        markup_string(out, item->empty);
    }
}

static void add_text(property_template *template, apr_pool_t *pool,
                     markup *text)
{
    part *made;

    if (text->length > 0) {
        made = apr_array_push(template->parts);
        made->text = markup_copy(text, pool, 0);
        made->length = text->length;
        made->item = NULL;
        text->length = 0;
    }
}

/* What is asked of each target, behind the text up to there. */
static void add_part(property_template *template, apr_pool_t *pool,
                     markup *text, const property_item *item)
{
    const part made = { .item = item };

    add_text(template, pool, text);
    APR_ARRAY_PUSH(template->parts, part) = made;
}

/* Whether it is written already: DAV:include names it, or it has a row. */
static bool is_included(const property_request *request,
                        const advolux_property *kept)
{
    for (int i = 0; i < request->items->nelts; i++) {
        const property_item *item =
            &APR_ARRAY_IDX(request->items, i, property_item);

        if (may_be_kept(item) && !strcmp(item->name, kept->name) &&
            !strcmp(item->ns, kept->ns)) {
            return true;
        }
    }
    return false;
}

/* All that clients set, for DAV:allprop and DAV:propname. */
static void write_every(const property_request *request,
                        const property_target *target, markup *out)
{
    const advolux_property *kept;

    for (int i = 0; (kept = property_kept_next(target, &i));) {
        if (is_included(request, kept)) {
            continue;
        }
        if (request->names_only) {
            markup_string(out, property_item_make(target->scratch, NULL, NULL,
                                                  kept->ns, kept->name)
                                   .empty);
        } else {
            markup_string(out, kept->value);
        }
    }
}

/* Whether the target has no value for any item of that kind. */
static bool is_nowhere(const property_item *item, const property_target *target)
{
    return item->row &&
           (!item->row->write || !(item->row->places & AT(target->path.place)));
}

/* Whether objects have values of their own. */
static bool differs(const property_request *request, const property_item *item)
{
    return !item->row ||
           (item->row->flags & PER_MEMBER && !request->names_only);
}

property_template *property_template_make(apr_pool_t *pool,
                                          const property_request *request,
                                          const property_target *target)
{
    property_template *template = apr_pcalloc(pool, sizeof *template);
    bool object = target->path.place == PLACE_OBJECT;
    markup same, missing;

    markup_init(&same, pool, 1024);
    markup_init(&missing, pool, 1024);
    template->parts = apr_array_make(pool, 8, sizeof(part));
    template->late = apr_array_make(pool, 8, sizeof(property_item *));
    template->request = request;
    for (int i = 0; i < request->items->nelts; i++) {
        const property_item *item =
            &APR_ARRAY_IDX(request->items, i, property_item);

        if (is_nowhere(item, target)) {
            markup_string(&missing, item->empty);
        } else if (object && differs(request, item)) {
            add_part(template, pool, &same, item);
        } else if (request->names_only) {
            write_name(item, target, &same);
        } else if (!write_item(item, target, &same)) {
            markup_string(&missing, item->empty);
        }
    }
    if (request->every && object) {
        add_part(template, pool, &same, NULL);
    } else if (request->every) {
        write_every(request, target, &same);
    }
    add_text(template, pool, &same);
    template->missing = markup_copy(&missing, pool, 0);
    template->missing_length = missing.length;
    return template;
}

static void write_missing(const property_template *template, markup *out)
{
    markup_literal(out, "<D:propstat><D:prop>");
    markup_raw(out, template->missing, template->missing_length);
    for (int i = 0; i < template->late->nelts; i++) {
        const property_item *item =
            APR_ARRAY_IDX(template->late, i, const property_item *);

        markup_string(out, item->empty);
    }
    markup_literal(out, "</D:prop><D:status>HTTP/1.1 404 Not Found</D:status>"
                        "</D:propstat>");
}

void property_template_write(property_template *template,
                             const property_target *target, markup *out)
{
    apr_size_t start = out->length, props;
    bool missing;

    markup_literal(out, "<D:propstat><D:prop>");
    props = out->length;
    template->late->nelts = 0;
    for (int i = 0; i < template->parts->nelts; i++) {
        const part *next = &APR_ARRAY_IDX(template->parts, i, part);

        if (next->text) {
            markup_raw(out, next->text, next->length);
        } else if (!next->item) {
            write_every(template->request, target, out);
        } else if (!write_item(next->item, target, out)) {
            APR_ARRAY_PUSH(template->late, const property_item *) = next->item;
        }
    }
    missing = template->request->by_name && !template->request->minimal &&
              (template->missing_length > 0 || template->late->nelts > 0);
    if (out->length == props && missing) {
        out->length = start; /* a 200 for nothing says nothing */
    } else {
        markup_literal(out, "</D:prop><D:status>HTTP/1.1 200 OK</D:status>"
                            "</D:propstat>");
    }
    if (missing) {
        write_missing(template, out);
    }
}
