/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include "request_log.h"

#include <http_config.h>
#include <http_main.h>
#include <http_protocol.h>

#include <apr_strings.h>

#include "config.h"
#include "counters.h"
#include "identity.h"
#include "metrics.h"
#include "path.h"
#include "plain_http.h"
#include "well_known.h"

/* The kind of place, never its name. */
static const char *what_of(const request_rec *r, const char *root)
{
    static const char *const names[] = {
        [PLACE_NONE] = "nothing",
        [PLACE_ROOT] = "root",
        [PLACE_PRINCIPALS] = "principals",
        [PLACE_PRINCIPAL] = "principal",
        [PLACE_HOMES] = "calendars",
        [PLACE_HOME] = "home",
        [PLACE_CALENDAR] = "",
        [PLACE_OBJECT] = "/item",
    };
    advolux_path path;

    if (advolux_is_well_known(r)) {
        return "well-known";
    }
    path = advolux_path_of_request(r->pool, root, r->uri, r->unparsed_uri);
    if (path.place == PLACE_CALENDAR || path.place == PLACE_OBJECT) {
        return apr_pstrcat(r->pool, advolux_kind_segment(path.kind),
                           names[path.place], NULL);
    }
    return names[path.place];
}

/* Programs ask without a password first: that says nothing. */
static bool matters(const request_rec *r, int status)
{
    return status != HTTP_UNAUTHORIZED ||
           apr_table_get(r->headers_in, "Authorization");
}

/* Connections of all stores of this process, each once. */
static void count_stores(server_rec *first)
{
    advolux_store_stats sum = { 0 };

    for (server_rec *s = first; s; s = s->next) {
        advolux_store *store = ADVOLUX_SERVER(s)->store;
        advolux_store_stats one;
        bool seen = !store;

        for (server_rec *t = first; t != s && !seen; t = t->next) {
            seen = ADVOLUX_SERVER(t)->store == store;
        }
        if (!seen) {
            advolux_store_stats_get(store, &one);
            sum.open += one.open;
            sum.busy += one.busy;
            sum.made += one.made;
            sum.failed += one.failed;
            sum.waited += one.waited;
        }
    }
    advolux_count_store(&sum);
}

static int note_request(request_rec *r)
{
    const advolux_server_config *config = ADVOLUX_SERVER(r->server);
    const request_rec *last = r;

    if (!r->uri || !config->root || !advolux_concerns_calendars(r) ||
        advolux_is_metrics(r)) {
        return DECLINED;
    }
    while (last->next) {
        last = last->next;
    }
    advolux_count_request(
        advolux_request_kind_of(r->method,
                                apr_table_get(r->notes, ADVOLUX_NOTE_REPORT)),
        last->status, apr_time_now() - r->request_time);
    count_stores(ap_server_conf);
    if (matters(r, last->status)) {
        const char *device = advolux_request_device(r);

        apr_table_setn(r->subprocess_env, "advolux", "1");
        apr_table_setn(r->notes, "advolux-person", r->user ? r->user : "-");
        apr_table_setn(r->notes, "advolux-device", device ? device : "-");
        apr_table_setn(r->notes, "advolux-what", what_of(r, config->root));
    }
    return DECLINED;
}

void advolux_request_log_register_hooks(apr_pool_t *p)
{
    (void)p;
    ap_hook_log_transaction(note_request, NULL, NULL, APR_HOOK_REALLY_FIRST);
}
