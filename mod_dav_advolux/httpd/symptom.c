/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include <httpd.h>
#include <http_config.h>
#include <http_core.h>
#include <http_protocol.h>

#include <apr_strings.h>

#include "config.h"
#include "message.h"
#include "plain_http.h"
#include "setup.h"

static bool has_encoded_slash(const char *uri)
{
    return uri && ap_strcasestr(uri, "%2f");
}

/* httpd answers 404 before any module is asked. */
static bool is_slash_refused(request_rec *r)
{
    const core_dir_config *core = ap_get_core_module_config(r->per_dir_config);

    return !core->allow_encoded_slashes &&
           has_encoded_slash(r->parsed_uri.path);
}

/* A proxy speaks of TLS, which this server is not told of by its own
 * directives. The header proves nothing and changes nothing. */
static bool is_proxy_unknown(request_rec *r)
{
    const char *proto = apr_table_get(r->headers_in, "X-Forwarded-Proto");

    return proto && !strcasecmp(proto, "https") &&
           !strcmp(ap_http_scheme(r), "http");
}

static const struct {
    advolux_message message;
    const char *sentence;
    bool (*shows)(request_rec *r);
} symptoms[] = {
    { MESSAGE_ENCODED_SLASH,
      "a name with an encoded slash (%2F) is not found: say "
      "AllowEncodedSlashes NoDecode in this virtual host",
      is_slash_refused },
    { MESSAGE_PROXY_UNKNOWN,
      "a proxy says that clients use https (X-Forwarded-Proto), which "
      "is not believed: say ServerName https://NAME:PORT and UseCanonicalName "
      "On in this virtual host",
      is_proxy_unknown },
};

/* post_read_request */
static int look(request_rec *r)
{
    const advolux_server_config *config = ADVOLUX_SERVER(r->server);

    if (r->main || r->prev || !config->root || !r->uri ||
        !advolux_concerns_calendars(r)) {
        return DECLINED;
    }
    for (apr_size_t i = 0; i < sizeof symptoms / sizeof *symptoms; i++) {
        if (symptoms[i].shows(r)) {
            advolux_say(r, symptoms[i].message, NULL, "%s",
                        symptoms[i].sentence);
        }
    }
    return DECLINED;
}

void advolux_symptom_register_hooks(apr_pool_t *p)
{
    (void)p;
    ap_hook_post_read_request(look, NULL, NULL, APR_HOOK_MIDDLE);
}
