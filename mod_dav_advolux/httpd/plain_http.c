/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include "plain_http.h"

#include <http_core.h>
#include <http_protocol.h>

#include <apr_strings.h>
#include <apr_uri.h>

#include "config.h"
#include "message.h"
#include "well_known.h"

/* Programs that follow a redirect repeat these as they were; others may become
 * a GET, unless 308 forbids it, which not all programs know. */
static bool is_repeated(const request_rec *r)
{
    switch (r->method_number) {
    case M_GET:
    case M_OPTIONS:
    case M_PROPFIND:
    case M_REPORT:
        return true;
    default:
        return false;
    }
}

bool advolux_concerns_calendars(const request_rec *r)
{
    const char *root = ADVOLUX_SERVER(r->server)->root;
    apr_size_t length = strlen(root);

    return advolux_is_well_known(r) ||
           (!strncmp(r->uri, root, length) &&
            (r->uri[length] == '/' || !r->uri[length]));
}

static int redirect(request_rec *r, int port)
{
    const char *at =
        port == DEFAULT_HTTPS_PORT ? "" : apr_psprintf(r->pool, ":%d", port);

    apr_table_setn(r->headers_out, "Location",
                   apr_pstrcat(r->pool, "https://",
                               ap_get_server_name_for_url(r), at,
                               apr_uri_unparse(r->pool, &r->parsed_uri,
                                               APR_URI_UNP_OMITSITEPART),
                               NULL));
    r->status =
        is_repeated(r) ? HTTP_MOVED_PERMANENTLY : HTTP_PERMANENT_REDIRECT;
    ap_set_content_length(r, 0);
    return OK;
}

static int refuse(request_rec *r)
{
    static const char sentence[] =
        "This server is reached by HTTPS alone. Enter its address with "
        "https:// and the port of HTTPS.\n";

    advolux_answer_names(r, MESSAGE_PLAIN_REFUSED);
    advolux_say(r, MESSAGE_PLAIN_REFUSED, NULL,
                "a request without TLS was refused (AdvoluxPlainHTTP close)");
    r->status = HTTP_FORBIDDEN;
    ap_set_content_type(r, "text/plain; charset=utf-8");
    ap_set_content_length(r, sizeof sentence - 1);
    ap_rwrite(sentence, sizeof sentence - 1, r);
    return OK;
}

int advolux_plain_http(request_rec *r, int lookup)
{
    const advolux_server_config *config = ADVOLUX_SERVER(r->server);

    if (lookup || config->plain_http == ADVOLUX_PLAIN_KEEP || !config->root ||
        strcmp(ap_http_scheme(r), "http") || !advolux_concerns_calendars(r)) {
        return DECLINED;
    }
    return config->plain_http == ADVOLUX_PLAIN_CLOSE
               ? refuse(r)
               : redirect(r, config->tls_port);
}
