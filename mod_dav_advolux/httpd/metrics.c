/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include "metrics.h"

#include <httpd.h>
#include <http_config.h>
#include <http_main.h>
#include <http_protocol.h>
#include <http_request.h>
#include <mod_status.h>

#include <apr_optional_hooks.h>

#include "config.h"
#include "counters.h"
#include "login_memory.h"
#include "store.h"
#include "version.h"

#define HANDLER "advolux-metrics"

/* Values with at most one label; `value` may be read several times. */
typedef struct metric {
    const char *name, *type, *help, *label;
    int rows; /* 0: one value without a label */
    const char *(*row)(int i);
    uint64_t (*value)(int i);
} metric;

static const char *kind_row(int i)
{
    return advolux_request_kind_name((advolux_request_kind)i);
}

static const char *event_row(int i)
{
    return advolux_login_event_name((advolux_login_event)i);
}

static const char *class_row(int i)
{
    static const char *const names[ADVOLUX_STATUS_CLASSES] = { "1xx", "2xx",
                                                               "3xx", "4xx",
                                                               "5xx" };

    return names[i];
}

static uint64_t requests_of_kind(int kind)
{
    uint64_t sum = 0;

    for (int i = 0; i < ADVOLUX_STATUS_CLASSES; i++) {
        sum += advolux_counters_get()->requests[kind].status[i];
    }
    return sum;
}

static uint64_t requests_of_class(int class)
{
    uint64_t sum = 0;

    for (int i = 0; i < ADVOLUX_REQUEST_KINDS; i++) {
        sum += advolux_counters_get()->requests[i].status[class];
    }
    return sum;
}

static uint64_t logins(int event)
{
    return advolux_counters_get()->logins[event];
}

static uint64_t waiting_logins(int unused)
{
    (void)unused;
    return advolux_hash_queue_waiting(advolux_login_memory_get()->queue);
}

static uint64_t open_connections(int unused)
{
    (void)unused;
    return advolux_counted_stores().open;
}

static uint64_t busy_connections(int unused)
{
    (void)unused;
    return advolux_counted_stores().busy;
}

static uint64_t made_connections(int unused)
{
    (void)unused;
    return advolux_counted_stores().made;
}

static uint64_t failed_connections(int unused)
{
    (void)unused;
    return advolux_counted_stores().failed;
}

static uint64_t waits(int unused)
{
    (void)unused;
    return advolux_counted_stores().waited;
}

static uint64_t clear_text_servers(int unused)
{
    uint64_t count = 0;

    (void)unused;
    for (const server_rec *s = ap_server_conf; s; s = s->next) {
        count += ADVOLUX_SERVER(s)->clear_text;
    }
    return count;
}

static const metric metrics[] = {
    { "advolux_requests_total", "counter", "Requests by kind.", "kind",
      ADVOLUX_REQUEST_KINDS, kind_row, requests_of_kind },
    { "advolux_responses_total", "counter", "Responses by class of status.",
      "status", ADVOLUX_STATUS_CLASSES, class_row, requests_of_class },
    { "advolux_logins_total", "counter",
      "Logins by how they ended: found in the cache of verified ones, verified "
      "by the slow hash, denied, throttled, refused because too many waited, "
      "or not to be checked.",
      "result", ADVOLUX_LOGIN_EVENTS, event_row, logins },
    { "advolux_logins_waiting", "gauge",
      "Logins that wait for their password to be checked.", NULL, 0, NULL,
      waiting_logins },
    { "advolux_connections", "gauge", "Connections to PostgreSQL.", NULL, 0,
      NULL, open_connections },
    { "advolux_connections_busy", "gauge",
      "Connections to PostgreSQL that a request uses.", NULL, 0, NULL,
      busy_connections },
    { "advolux_connections_made_total", "counter",
      "Connections to PostgreSQL that were made.", NULL, 0, NULL,
      made_connections },
    { "advolux_connections_failed_total", "counter",
      "Connections to PostgreSQL that could not be made.", NULL, 0, NULL,
      failed_connections },
    { "advolux_connection_waits_total", "counter",
      "Requests that waited for a connection to be free.", NULL, 0, NULL,
      waits },
    { "advolux_clear_text_servers", "gauge",
      "Virtual hosts that take Basic passwords of other hosts without TLS.",
      NULL, 0, NULL, clear_text_servers },
};

#define EACH_METRIC(one) \
    const metric *one = metrics; \
    one < metrics + sizeof metrics / sizeof *metrics; \
    one++

static void write_metric(request_rec *r, const metric *one)
{
    ap_rprintf(r, "# HELP %s %s\n# TYPE %s %s\n", one->name, one->help,
               one->name, one->type);
    for (int i = 0; i < one->rows; i++) {
        ap_rprintf(r, "%s{%s=\"%s\"} %" APR_UINT64_T_FMT "\n", one->name,
                   one->label, one->row(i), (apr_uint64_t)one->value(i));
    }
    if (!one->rows) {
        ap_rprintf(r, "%s %" APR_UINT64_T_FMT "\n", one->name,
                   (apr_uint64_t)one->value(0));
    }
}

static void write_latency(request_rec *r, int kind)
{
    const char *name = kind_row(kind);
    uint64_t sum = 0;

    for (int i = 0; i < ADVOLUX_LATENCIES; i++) {
        sum += advolux_counters_get()->requests[kind].latency[i];
        ap_rprintf(r,
                   "advolux_request_seconds_bucket{kind=\"%s\",le=\"%g\"} "
                   "%" APR_UINT64_T_FMT "\n",
                   name, (double)advolux_latencies[i] / APR_USEC_PER_SEC,
                   (apr_uint64_t)sum);
    }
    sum += advolux_counters_get()->requests[kind].latency[ADVOLUX_LATENCIES];
    ap_rprintf(r,
               "advolux_request_seconds_bucket{kind=\"%s\",le=\"+Inf\"} "
               "%" APR_UINT64_T_FMT "\n"
               "advolux_request_seconds_sum{kind=\"%s\"} %.6f\n"
               "advolux_request_seconds_count{kind=\"%s\"} %" APR_UINT64_T_FMT
               "\n",
               name, (apr_uint64_t)sum, name,
               (double)advolux_counters_get()->requests[kind].microseconds /
                   APR_USEC_PER_SEC,
               name, (apr_uint64_t)sum);
}

bool advolux_is_metrics(const request_rec *r)
{
    return r->handler && strcmp(r->handler, HANDLER) == 0;
}

/* Below the root of the calendars mod_dav takes what is there for its own,
 * whatever SetHandler says: this is remembered before it does, */
static int remember(request_rec *r)
{
    if (advolux_is_metrics(r)) {
        apr_table_setn(r->notes, HANDLER, "");
    }
    return DECLINED;
}

/* and holds after it has. */
static int claim(request_rec *r)
{
    if (apr_table_get(r->notes, HANDLER)) {
        r->handler = HANDLER;
    }
    return DECLINED;
}

static int handle(request_rec *r)
{
    if (!advolux_is_metrics(r)) {
        return DECLINED;
    }
    if (r->method_number != M_GET) {
        r->allowed = AP_METHOD_BIT << M_GET;
        return HTTP_METHOD_NOT_ALLOWED;
    }
    ap_set_content_type(r, "text/plain; version=0.0.4; charset=utf-8");
    apr_table_setn(r->headers_out, "Cache-Control", "no-store");
    if (r->header_only) {
        return OK;
    }
    ap_rprintf(
        r,
        "# HELP advolux_build_info What runs: the module, and the schema "
        "that it needs.\n# TYPE advolux_build_info gauge\n"
        "advolux_build_info{version=\"%s\",schema=\"%d\"} 1\n",
        ADVOLUX_VERSION, ADVOLUX_SCHEMA_VERSION);
    for (EACH_METRIC(one)) {
        write_metric(r, one);
    }
    ap_rputs("# HELP advolux_request_seconds Time until a request was "
             "answered.\n# TYPE advolux_request_seconds histogram\n",
             r);
    for (int i = 0; i < ADVOLUX_REQUEST_KINDS; i++) {
        write_latency(r, i);
    }
    return OK;
}

/* "?auto": one "Key: value" a line, as mod_status's own. */
static void write_status_lines(request_rec *r)
{
    ap_rprintf(r, "advolux_version: %s\nadvolux_schema: %d\n", ADVOLUX_VERSION,
               ADVOLUX_SCHEMA_VERSION);
    for (EACH_METRIC(one)) {
        for (int i = 0; i < one->rows; i++) {
            ap_rprintf(r, "%s %s: %" APR_UINT64_T_FMT "\n", one->name,
                       one->row(i), (apr_uint64_t)one->value(i));
        }
        if (!one->rows) {
            ap_rprintf(r, "%s: %" APR_UINT64_T_FMT "\n", one->name,
                       (apr_uint64_t)one->value(0));
        }
    }
}

static void write_status_kinds(request_rec *r)
{
    ap_rputs("<table>\n<tr><th>Request</th><th>Count</th><th>4xx</th>"
             "<th>5xx</th><th>Mean, ms</th></tr>\n",
             r);
    for (int i = 0; i < ADVOLUX_REQUEST_KINDS; i++) {
        uint64_t count = requests_of_kind(i);
        uint64_t spent = advolux_counters_get()->requests[i].microseconds;

        ap_rprintf(r,
                   "<tr><td>%s</td><td>%" APR_UINT64_T_FMT "</td>"
                   "<td>%" APR_UINT64_T_FMT "</td><td>%" APR_UINT64_T_FMT
                   "</td><td>%.1f</td></tr>\n",
                   kind_row(i), (apr_uint64_t)count,
                   (apr_uint64_t)advolux_counters_get()->requests[i].status[3],
                   (apr_uint64_t)advolux_counters_get()->requests[i].status[4],
                   count ? (double)spent / 1000 / (double)count : 0.0);
    }
    ap_rputs("</table>\n", r);
}

static int status(request_rec *r, int flags)
{
    if (flags & AP_STATUS_SHORT) {
        write_status_lines(r);
        return OK;
    }
    ap_rprintf(r,
               "<hr />\n<h2>Advolux CalDAV</h2>\n"
               "<p>mod_dav_advolux %s, schema %d</p>\n",
               ADVOLUX_VERSION, ADVOLUX_SCHEMA_VERSION);
    if (clear_text_servers(0)) {
        ap_rputs("<p><strong>Passwords cross the network in the clear: see "
                 "ADV0511 in the error log.</strong></p>\n",
                 r);
    }
    write_status_kinds(r);
    ap_rputs("<table>\n", r);
    for (EACH_METRIC(one)) {
        for (int i = 0; one->row != kind_row && i < one->rows; i++) {
            ap_rprintf(
                r, "<tr><td>%s %s</td><td>%" APR_UINT64_T_FMT "</td></tr>\n",
                one->name, one->row(i), (apr_uint64_t)one->value(i));
        }
        if (!one->rows) {
            ap_rprintf(r,
                       "<tr><td>%s</td><td>%" APR_UINT64_T_FMT "</td></tr>\n",
                       one->name, (apr_uint64_t)one->value(0));
        }
    }
    ap_rputs("</table>\n", r);
    return OK;
}

void advolux_metrics_register_hooks(apr_pool_t *p)
{
    static const char *const mod_dav[] = { "mod_dav.c", NULL };

    (void)p;
    ap_hook_fixups(remember, NULL, mod_dav, APR_HOOK_FIRST);
    ap_hook_fixups(claim, mod_dav, NULL, APR_HOOK_LAST);
    ap_hook_handler(handle, NULL, NULL, APR_HOOK_MIDDLE);
    APR_OPTIONAL_HOOK(ap, status_hook, status, NULL, NULL, APR_HOOK_MIDDLE);
}
