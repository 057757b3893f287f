/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * @file proppatch.c
 * PROPPATCH: all or nothing. Each person sets name, colour, order, description
 * and time zone of their own calendars. What has another name is kept as it
 * came (RFC 4918: dead), on the principal, the home, calendars and objects: it
 * is the person's own as the colour is, so an object that may not be changed
 * takes it too.
 */
#include <httpd.h>
#include <http_protocol.h>
#include <util_xml.h>

#include <apr_lib.h>
#include <apr_strings.h>

#include "members.h"

#define CHANGES_MAX 1000
#define LANGUAGE_OCTETS_MAX 35
#define NAME_OCTETS_MAX 1000
#define VALUE_OCTETS_MAX 16384

/* One property to set or remove, and what becomes of it. */
typedef struct change {
    property_item item;
    int status;
    bool dead;            /* to be kept as it is */
    const char *error;    /* what DAV:error holds, or NULL */
    const char *sentence; /* why not */
} change;

typedef struct proppatch {
    request_rec *r;
    const struct dav_resource_private *info;
    const apr_xml_doc *doc;
    apr_array_header_t *changes; /* of change */
    advolux_calendar_change values;
    apr_array_header_t *kept; /* of advolux_property: values.properties */
    struct {
        int generation, number;
    } *numbers; /* of the document's namespaces in the present property */
    int generation;
    bool refused;
} proppatch;

static dav_error *bad_request(request_rec *r, const char *sentence)
{
    return advolux_bad_request(r, HTTP_BAD_REQUEST, sentence);
}

static void refuse(proppatch *patch, change *one, int status,
                   const char *sentence)
{
    one->status = status;
    one->sentence = sentence;
    patch->refused = true;
}

/* xml:lang, set there or above; "" if there is none or it cannot be one. */
static const char *language_of(const apr_xml_elem *element)
{
    const char *language = element->lang ? element->lang : "";

    for (const char *s = language; *s; s++) {
        if (!apr_isalnum(*s) && *s != '-') {
            return "";
        }
    }
    return strlen(language) <= LANGUAGE_OCTETS_MAX ? language : "";
}

static void renumber_one(proppatch *patch, int *ns, apr_array_header_t *names)
{
    if (*ns < 0) {
        return; /* none */
    }
    if (patch->numbers[*ns].generation != patch->generation) {
        patch->numbers[*ns].generation = patch->generation;
        patch->numbers[*ns].number = names->nelts;
        APR_ARRAY_PUSH(names, const char *) =
            APR_XML_GET_URI_ITEM(patch->doc->namespaces, *ns);
    }
    *ns = patch->numbers[*ns].number;
}

/* Give what an element and those below it are named by numbers from 0 on, and
 * list the namespaces in that order. */
static void renumber(proppatch *patch, apr_xml_elem *element,
                     apr_array_header_t *names)
{
    renumber_one(patch, &element->ns, names);
    for (apr_xml_attr *attr = element->attr; attr; attr = attr->next) {
        renumber_one(patch, &attr->ns, names);
    }
    for (apr_xml_elem *child = element->first_child; child;
         child = child->next) {
        renumber(patch, child, names);
    }
}

/* The namespaces of one property alone: with those of all its document each of
 * a thousand would be as long as the document. */
static apr_array_header_t *take_namespaces(proppatch *patch,
                                           apr_xml_elem *element,
                                           apr_pool_t *pool)
{
    apr_array_header_t *names = apr_array_make(pool, 4, sizeof(const char *));

    patch->generation++;
    renumber(patch, element, names);
    return names;
}

/* An element as text that needs nothing around it: it has every namespace that
 * is in it. NULL if it is longer than a value may be. The parser has no CR
 * left but those that were references: they stay references. */
static const char *element_copy(proppatch *patch, apr_xml_elem *element)
{
    apr_pool_t *pool = patch->r->pool, *scratch;
    const char *text;
    apr_size_t length;
    markup out;

    apr_xml_quote_elem(pool, element);
    apr_pool_create(&scratch, pool);
    apr_xml_to_text(scratch, element, APR_XML_X2T_FULL_NS_LANG,
                    take_namespaces(patch, element, scratch), NULL, &text,
                    &length);
    markup_init(&out, scratch, length + 1);
    for (const char *cr; (cr = strchr(text, '\r')); text = cr + 1) {
        markup_raw(&out, text, (apr_size_t)(cr - text));
        markup_literal(&out, "&#13;");
    }
    markup_string(&out, text);
    text = out.length <= VALUE_OCTETS_MAX ? markup_copy(&out, pool, 0) : NULL;
    apr_pool_destroy(scratch);
    return text;
}

/* Keep what has no row, or forget it. */
static void keep(proppatch *patch, change *one, apr_xml_elem *element,
                 bool removes)
{
    advolux_property kept = {
        .of = patch->values.of,
        .ns = one->item.ns,
        .name = one->item.name,
        .value = removes ? NULL : element_copy(patch, element),
    };

    one->dead = true;
    if (strlen(kept.ns) > NAME_OCTETS_MAX ||
        strlen(kept.name) > NAME_OCTETS_MAX || (!kept.value && !removes)) {
        refuse(patch, one, HTTP_INSUFFICIENT_STORAGE,
               "Of a property's name 1000 octets are kept, of its value "
               "16384.");
        return;
    }
    APR_ARRAY_PUSH(patch->kept, advolux_property) = kept;
}

/* Note the value of a property that may be set here; removing resets it. */
static void set_value(proppatch *patch, change *one, bool removes)
{
    const property_row *row = one->item.row;
    const char *sentence = NULL;
    const char *value = "";

    if (!removes) {
        value = one->item.element->first_child
                    ? NULL
                    : row->accept(patch->r->pool,
                                  property_element_text(patch->r->pool,
                                                        one->item.element),
                                  &sentence);
    }
    if (!value) {
        one->error = row->refusal;
        refuse(patch, one, row->refusal ? HTTP_FORBIDDEN : HTTP_CONFLICT,
               sentence ? sentence : "The value must be text.");
        return;
    }
    if (row->flags & HAS_LANGUAGE) {
        patch->values.language = removes ? "" : language_of(one->item.element);
    }
    *(const char **)((char *)&patch->values + row->change_field) = value;
}

/* CALDAV:schedule-calendar-transp, opaque or transparent (RFC 6638 section
 * 9.1). Nothing here goes by it: there is no scheduling. */
static bool is_choice(const proppatch *patch, const apr_xml_elem *element)
{
    const apr_xml_elem *chosen = element->first_child;

    return chosen && !chosen->next && !chosen->first_child &&
           (property_element_is(patch->doc, chosen, NS_CALDAV, "opaque") ||
            property_element_is(patch->doc, chosen, NS_CALDAV, "transparent"));
}

static void keep_choice(proppatch *patch, change *one, apr_xml_elem *element,
                        bool removes)
{
    if (removes || is_choice(patch, element)) {
        keep(patch, one, element, removes);
    } else {
        refuse(patch, one, HTTP_CONFLICT,
               "The value must be CALDAV:opaque or CALDAV:transparent.");
    }
}

static void judge(proppatch *patch, change *one, apr_xml_elem *element,
                  bool removes)
{
    const property_row *row = one->item.row;
    bool here = patch->info->path.place == PLACE_CALENDAR;

    one->status = HTTP_OK;
    if (row && row->accept && here) {
        set_value(patch, one, removes);
    } else if (row && row->flags & KEPT_CHOICE && here) {
        keep_choice(patch, one, element, removes);
    } else if (row) {
        one->error = "<D:cannot-modify-protected-property/>";
        refuse(patch, one, HTTP_FORBIDDEN, NULL);
    } else if (patch->values.of) {
        keep(patch, one, element, removes);
    } else if (!removes) {
        refuse(patch, one, HTTP_FORBIDDEN,
               "Properties of one's own are kept for calendars, what is in "
               "them, their home and the principal, not here.");
    }
}

static dav_error *read_changes(proppatch *patch, const apr_xml_elem *action,
                               bool removes)
{
    const apr_xml_elem *prop =
        property_child(patch->doc, action, NS_DAV, "prop");

    if (!prop) {
        return bad_request(patch->r, "DAV:set and DAV:remove must hold "
                                     "DAV:prop.");
    }
    for (apr_xml_elem *element = prop->first_child; element;
         element = element->next) {
        const char *ns = property_element_ns(patch->doc, element);
        change *one;

        if (strchr(element->name, ':') ||
            patch->changes->nelts == CHANGES_MAX) {
            return bad_request(patch->r, "A property's name holds two colons, "
                                         "or there are more than 1000.");
        }
        one = apr_array_push(patch->changes);
        one->item =
            property_item_make(patch->r->pool, property_find(ns, element->name),
                               element, ns, element->name);
        judge(patch, one, element, removes);
    }
    return NULL;
}

static dav_error *read_update(proppatch *patch)
{
    const apr_xml_elem *action = patch->doc->root->first_child;
    dav_error *err = NULL;

    for (; action && !err; action = action->next) {
        if (property_element_is(patch->doc, action, NS_DAV, "set")) {
            err = read_changes(patch, action, false);
        } else if (property_element_is(patch->doc, action, NS_DAV, "remove")) {
            err = read_changes(patch, action, true);
        }
    }
    if (!err && patch->changes->nelts == 0) {
        err = bad_request(patch->r, "DAV:propertyupdate names no property.");
    }
    return err;
}

static void write_propstat(markup *out, const change *one)
{
    markup_literal(out, "<D:propstat><D:prop>");
    markup_string(out, one->item.empty);
    markup_literal(out, "</D:prop><D:status>");
    markup_string(out, multistatus_line(one->status));
    markup_literal(out, "</D:status>");
    if (one->error) {
        markup_literal(out, "<D:error>");
        markup_string(out, one->error);
        markup_literal(out, "</D:error>");
    }
    if (one->sentence) {
        markup_literal(out, "<D:responsedescription>");
        markup_quoted(out, one->sentence);
        markup_literal(out, "</D:responsedescription>");
    }
    markup_literal(out, "</D:propstat>");
}

static dav_error *answer(const proppatch *patch)
{
    request_rec *r = patch->r;
    multistatus *ms;

    if (!patch->refused && preference_minimal(r)) {
        preference_announce(r);
        ap_set_content_length(r, 0); /* RFC 8144 section 2.2 */
        return NULL;
    }
    ms = multistatus_create(r);
    markup_literal(&ms->body, "<D:response>");
    markup_href(&ms->body, advolux_path_href(r->pool, patch->info->root,
                                             &patch->info->path));
    for (int i = 0; i < patch->changes->nelts; i++) {
        change *one = &APR_ARRAY_IDX(patch->changes, i, change);

        if (patch->refused && one->status == HTTP_OK) {
            one->status = HTTP_FAILED_DEPENDENCY;
        }
        write_propstat(&ms->body, one);
    }
    markup_literal(&ms->body, "</D:response>\n");
    return multistatus_end(ms, NULL);
}

/* The store keeps no more: what was to be added did not fit. */
static void refuse_for_space(proppatch *patch, const char *sentence)
{
    for (int i = 0; i < patch->changes->nelts; i++) {
        change *one = &APR_ARRAY_IDX(patch->changes, i, change);

        if (one->dead) {
            refuse(patch, one, HTTP_INSUFFICIENT_STORAGE, sentence);
        }
    }
}

static advolux_error *set_object(const proppatch *patch)
{
    const struct dav_resource_private *info = patch->info;

    return advolux_entry_properties_set(
        info->store, patch->r->pool, info->who, info->path.kind,
        info->path.name,
        advolux_is_conditional(patch->r) ? info->entry->member.version : 0,
        patch->kept);
}

/* Even what changes nothing asks the store whether the login still holds. */
static dav_error *store(proppatch *patch)
{
    const struct dav_resource_private *info = patch->info;
    property_target target;
    advolux_error *error;

    if (patch->refused || !patch->values.of) {
        error = members_target_load(info, &target);
    } else if (patch->values.of == ADVOLUX_OBJECT) {
        error = set_object(patch);
    } else {
        error = advolux_calendar_set(info->store, patch->r->pool, info->who,
                                     info->path.kind, &patch->values);
    }
    if (error && error->kind == ADVOLUX_E_FULL) {
        refuse_for_space(patch, error->reason);
        return NULL;
    }
    return error ? advolux_dav_error(patch->r, error) : NULL;
}

int advolux_proppatch(request_rec *r, const dav_resource *resource)
{
    proppatch patch = { .r = r, .info = resource->info };
    apr_xml_doc *doc;
    dav_error *err;
    int status = ap_xml_parse_input(r, &doc);

    if (status != OK) {
        return status;
    }
    if (!resource->exists) {
        return HTTP_NOT_FOUND;
    }
    if (!doc ||
        !property_element_is(doc, doc->root, NS_DAV, "propertyupdate")) {
        err = bad_request(r, "The body of PROPPATCH must be "
                             "DAV:propertyupdate.");
        return dav_handle_err(r, err, NULL);
    }
    patch.doc = doc;
    patch.changes = apr_array_make(r->pool, 8, sizeof(change));
    patch.kept = apr_array_make(r->pool, 8, sizeof(advolux_property));
    patch.values.properties = patch.kept;
    patch.numbers = apr_pcalloc(r->pool, sizeof *patch.numbers *
                                             (size_t)doc->namespaces->nelts);
    patch.values.of = property_keeper(patch.info->path.place);
    err = property_check_names(r, doc);
    if (!err) {
        err = read_update(&patch);
    }
    if (!err) {
        err = store(&patch);
    }
    if (advolux_login_renewed(r, err)) {
        err = store(&patch);
    }
    if (!err) {
        err = answer(&patch);
    }
    return err ? dav_handle_err(r, err, NULL) : OK;
}
